"""Why it is this day: the last day of a period together with every day that was counted or passed over.

民法典 arts. 200-203: the day of the event is not counted; n months later means the same day number, or the
month's last day where there is none; a last day that is a rest day moves on to the next working day. A date that
the year's notice names does not move (domain.md §3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from replies.rules.vocabulary import CountUnit, StartEvent

from .calendar import Calendar, in_chinese, weekday
from .counting import add_months, yearly_date
from .rule import Rule


@dataclass(frozen=True)
class Step:
    """One day on the way: counted, passed over, or the day on which a month is full; last, an extension granted."""

    day: date
    what: str
    counted: bool
    grants: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "what": self.what, "counted": self.counted}


@dataclass(frozen=True)
class Explanation:
    """A last day and the way to it.

    `extended`: this is the last day that an extension may reach, or has reached. `awaited`: the event that the rule
    counts from has not happened yet, so the count began at the assignment for the time being.
    """

    due: date
    rule: Rule
    start: date
    fixed: date | None
    extended: bool
    provisional: bool
    steps: tuple[Step, ...]
    awaited: bool = False

    def extended_to(self, due: date, before: date) -> "Explanation":
        """The same count with the extension that was granted: a decision, so nothing of it is 暂定 any more."""
        granted = Step(due, f"经批准延期，原期限{in_chinese(before)}", False, grants=True)
        return replace(self, due=due, extended=True, provisional=False, steps=(*self.steps, granted))

    def to_dict(self) -> dict[str, Any]:
        """What explain_deadline prints."""
        return {
            "due": self.due.isoformat(),
            "rule": self.rule.code,
            "source": self.rule.source,
            "unit": self.rule.unit,
            "steps": [step.to_dict() for step in self.steps],
            "provisional": self.provisional,
        }

    def in_words(self) -> str:
        """One paragraph that a clerk can read out on the telephone."""
        return "".join((f"最后一日是{in_chinese(self.due)}（{weekday(self.due)}）。", *self._way(), *self._doubts()))

    def _way(self) -> Iterator[str]:
        if self.fixed:
            yield f"依据：本年度交办通知规定的统一答复日期{in_chinese(self.fixed)}，不顺延。"
        elif self.rule.unit == CountUnit.DATE and not self.extended:
            yield f"依据：{self.rule.source}。{_amount_in_words(self)}，不顺延。"
        else:
            yield f"依据：{self.rule.source}。"
            yield f"自{in_chinese(self.start)}{_event(self.rule, self.awaited)}之日起算，当日不计入，{_amount_in_words(self)}。"
            full = max(place for place, step in enumerate(self.steps) if step.counted)
            yield from _met(self.steps[1 : full + 1])
            if full + 1 < len(self.steps) and not self.steps[full + 1].grants:
                yield f"{in_chinese(self.steps[full].day)}{self.steps[full + 1].what}。"
        yield from (f"{step.what}，延至{in_chinese(step.day)}。" for step in self.steps if step.grants)

    def _doubts(self) -> Iterator[str]:
        if self.awaited:
            yield "尚未签收，签收后按签收之日重算，此日期为暂定。"
        elif self.provisional:
            year = max(step.day.year for step in self.steps)
            yield f"{year}年的放假安排尚未公布，先按周一至周五和法定节假日推算，此日期为暂定。"


def explain(
    rule: Rule,
    start: date,
    calendar: Calendar,
    *,
    fixed: date | None = None,
    extended: bool = False,
    awaited: bool = False,
) -> Explanation:
    """The last day of `rule` counted from `start`. `extended`: the last day an extension may reach (`longest`).

    A `fixed` date of the year's notice overrides the count, but not how far an extension may reach. ValueError where
    the rule allows no extension.
    """
    if extended and rule.longest is None:
        raise ValueError(f"这条规则没有规定可以延长（{rule.source}）。")
    if fixed and not extended:
        step = Step(fixed, "本年度交办通知规定的统一答复日期，不顺延", False)
        return Explanation(fixed, rule, start, fixed, False, False, (step,))
    steps = (*_first(rule, start, awaited, extended), *_count(rule, start, calendar, extended))
    looked_up = _looked_up(rule, steps, extended)
    provisional = awaited or any(calendar.is_provisional(day) for day in looked_up)
    return Explanation(steps[-1].day, rule, start, None, extended, provisional, steps, awaited)


def due_date(rule: Rule, start: date, calendar: Calendar, fixed: date | None = None) -> date:
    """The last day alone."""
    return explain(rule, start, calendar, fixed=fixed).due


def _amount_in_words(explanation: Explanation) -> str:
    rule, granted = explanation.rule, explanation.steps[-1].grants
    if granted or not explanation.extended:
        return f"按{rule.in_words()}计算"
    unit = CountUnit.MONTH if rule.unit == CountUnit.DATE else CountUnit(rule.unit)
    return f"连同延长最多{rule.longest}{unit.label}"


def _met(steps: tuple[Step, ...]) -> Iterator[str]:
    """What is worth saying of the days counted: holidays as one span each, days made up, a month without that day."""
    for what, same in groupby(steps, lambda step: "" if step.counted else step.what):
        days = list(same)
        if what and not what.startswith("周"):
            yield f"{_span(days[0].day, days[-1].day)}{what}。"
        for step in days:
            _, _, remark = step.what.partition("，")
            if step.counted and remark and ("上班" in remark or ("放假" not in remark and step is steps[-1])):
                yield f"{in_chinese(step.day)}{remark}。"


def _span(first: date, last: date) -> str:
    """2026年10月1日至7日."""
    if first == last:
        return in_chinese(first)
    end = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else f"{last.month}月{last.day}日"
    return f"{in_chinese(first)}至{end}"


def _event(rule: Rule, awaited: bool) -> str:
    """What the count begins with: 交办 as long as the event of the rule has not come, or where it has none."""
    event = StartEvent(rule.start_event)
    return StartEvent.ASSIGNED.label if awaited or event == StartEvent.FIXED_DATE else event.label


def _first(rule: Rule, start: date, awaited: bool, extended: bool) -> Iterator[Step]:
    if rule.unit == CountUnit.DATE and not extended:
        return
    event = _event(rule, awaited)
    not_yet = f"尚未{StartEvent(rule.start_event).label}，暂自{event}之日起算，当日不计入"
    yield Step(start, not_yet if awaited else f"{event}当日，不计入", False)


def _count(rule: Rule, start: date, calendar: Calendar, extended: bool) -> Iterator[Step]:
    amount = rule.longest if extended and rule.longest else rule.amount
    if rule.unit == CountUnit.DATE and not extended:
        yield Step(yearly_date(rule.month_day, start), "规定的日期，不顺延", True)
    elif rule.unit == CountUnit.WORKING_DAY:
        yield from _working_days(start, amount, calendar)
    elif rule.unit == CountUnit.CALENDAR_DAY:
        yield from _moved_on(_calendar_days(start, amount, calendar), calendar, rule.moves)
    else:
        yield from _moved_on(_months(start, amount), calendar, rule.moves)


def _working_days(start: date, amount: int, calendar: Calendar) -> Iterator[Step]:
    day, count = start, 0
    while count < amount:
        day += timedelta(days=1)
        name = calendar.name(day)
        if not calendar.is_working(day):
            yield Step(day, f"{_rest(name)}，不计", False)
            continue
        count += 1
        made_up = f"，{_work(name)}" if name else ""
        yield Step(day, f"第{count}个工作日{made_up}", True)


def _calendar_days(start: date, amount: int, calendar: Calendar) -> Iterator[Step]:
    for count in range(1, amount + 1):
        day = start + timedelta(days=count)
        name = calendar.name(day)
        is_feast = name and not name.startswith("周")
        met = f"，{_work(name) if calendar.is_working(day) else _rest(name)}" if is_feast else ""
        yield Step(day, f"第{count}日{met}", True)


def _months(start: date, amount: int) -> Iterator[Step]:
    for count in range(1, amount + 1):
        day = add_months(start, count)
        clipped = "" if day.day == start.day else f"，该月没有{start.day}日，取月末日"
        yield Step(day, f"第{count}个月届满{clipped}", True)


def _moved_on(steps: Iterator[Step], calendar: Calendar, moves: bool) -> Iterator[Step]:
    """The steps, and after them the rest days that push the last day on (art. 203)."""
    last = None
    for last in steps:
        yield last
    if last is None or not moves or calendar.is_working(last.day):
        return
    day = last.day
    while not calendar.is_working(day):
        yield Step(day, f"末日逢{_rest(calendar.name(day))}，顺延", False)
        day += timedelta(days=1)
    name = calendar.name(day)
    yield Step(day, f"顺延到的工作日{f'，{_work(name)}' if name else ''}", False)


def _rest(name: str) -> str:
    return name if name.startswith("周") else f"{name}放假"


def _work(name: str) -> str:
    return name if "上班" in name else f"{name}上班"


def _looked_up(rule: Rule, steps: tuple[Step, ...], extended: bool) -> list[date]:
    """The days whose place in the calendar decided something."""
    if rule.unit == CountUnit.WORKING_DAY:
        return [step.day for step in steps[1:]]
    if (rule.unit == CountUnit.DATE and not extended) or not rule.moves:
        return []
    full = [step for step in steps if step.counted][-1]
    return [step.day for step in steps[steps.index(full) :]]
