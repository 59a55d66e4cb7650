"""推演: who would be late by a day if another rule held, or one fixed date. Nothing is written.

The question is asked of periods that have begun; each keeps its own start. An approved extension stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import DateField, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from replies.models import Contact, Deadline, HandlingUnit, Reply
from replies.rules.deadlines import Calendar, Rule, explain
from replies.rules.vocabulary import LIVE_STATES, SENT_STATES, RuleCode

# What ends each period; the others are not lateness of a unit.
CODES = (RuleCode.REPLY, RuleCode.CO_OPINION, RuleCode.REHANDLE, RuleCode.ACCEPT, RuleCode.FIRST_CONTACT)
MANNER = "推演"  # stands where a rule has its legal source


@dataclass(frozen=True)
class Supposed:
    """The rule that is tried out: an amount of a unit, or one fixed date."""

    amount: int = 0
    unit: str = ""
    fixed: date | None = None

    def due(self, row: Deadline, calendar: Calendar) -> date:
        if self.fixed or row.extended_from:
            return row.due_on if row.extended_from else self.fixed or row.due_on
        rule: Rule = replace(row.rule, amount=self.amount, unit=self.unit, source=MANNER)
        return explain(rule, row.start_on, calendar).due


@dataclass(frozen=True)
class Item:
    """One period, under the present rule and under the supposed one."""

    deadline: Deadline
    due_then: date
    done_on: date | None
    as_of: date

    @property
    def is_late_now(self) -> bool:
        return self._until > self.deadline.due_on

    @property
    def is_late_then(self) -> bool:
        return self._until > self.due_then

    @property
    def is_done(self) -> bool:
        return self.done_on is not None and self.done_on <= self.as_of

    @property
    def _until(self) -> date:
        return self.done_on if self.done_on is not None and self.done_on <= self.as_of else self.as_of

    @property
    def words(self) -> str:
        """How it would stand on that day; for what is done, by how much it would have been late."""
        late = f"迟{(self._until - self.due_then).days}天" if self.is_late_then else "按时"
        return f"已办，{late}" if self.is_done else ""


@dataclass
class UnitLine:
    """One unit's row of the table."""

    unit: HandlingUnit
    items: int = 0
    done: int = 0
    late_now: int = 0
    late_then: int = 0

    @property
    def more(self) -> int:
        return self.late_then - self.late_now

    @property
    def fewer(self) -> int:
        return -self.more

    def add(self, item: Item) -> None:
        self.items += 1
        self.done += item.is_done
        self.late_now += item.is_late_now
        self.late_then += item.is_late_then


@dataclass(frozen=True)
class Simulation:
    """The whole answer: units with the most late ones first, then the items."""

    items: list[Item]
    units: list[UnitLine]
    extended: int

    @property
    def total(self) -> UnitLine:
        line = UnitLine(HandlingUnit(name="合计"))
        for item in self.items:
            line.add(item)
        return line

    @property
    def late(self) -> list[Item]:
        return sorted((item for item in self.items if item.is_late_then), key=lambda item: item.due_then)


def simulate(
    scope: QuerySet[Deadline], code: str, supposed: Supposed, *, as_of: date, calendar: Calendar
) -> Simulation:
    """Every period of `code` in `scope` as it would stand on `as_of`."""
    rows = scope.filter(code=code, assignment__state__in=LIVE_STATES, start_on__lte=as_of).annotate(
        done_on=_done_on(code)
    )
    rows = rows.select_related("assignment__proposal__session__assembly", "assignment__unit").order_by(
        "assignment__unit__order", "assignment__unit", "assignment__proposal__serial", "id"
    )
    memo: dict[tuple, date] = {}
    items = []
    for row in rows:
        key = (row.rule_json, row.start_on, row.extended_from and row.pk)
        if key not in memo:
            memo[key] = supposed.due(row, calendar)
        items.append(Item(row, memo[key], row.done_on, as_of))
    return Simulation(items, _by_unit(items), sum(item.deadline.extended_from is not None for item in items))


def _by_unit(items: Iterable[Item]) -> list[UnitLine]:
    lines: dict[int, UnitLine] = {}
    for item in items:
        unit = item.deadline.assignment.unit
        lines.setdefault(unit.pk, UnitLine(unit)).add(item)
    return sorted(lines.values(), key=lambda line: (-line.late_then, line.unit.order, line.unit.pk))


def _done_on(code: str) -> Subquery | F | TruncDate:
    """The day on which what the period waits for came about."""
    if code == RuleCode.REHANDLE:
        return F("reply__delivered_on")
    if code == RuleCode.ACCEPT:
        return TruncDate("assignment__accepted_at")
    if code == RuleCode.FIRST_CONTACT:
        return _first(Contact.objects.all(), "on")
    return _first(Reply.objects.filter(state__in=SENT_STATES), "delivered_on")


def _first(rows: QuerySet, day: str) -> Subquery:
    mine = rows.filter(assignment=OuterRef("assignment")).order_by().values("assignment")
    return Subquery(mine.annotate(first=Min(day)).values("first"), output_field=DateField())
