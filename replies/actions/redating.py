"""调整期限: the year's notice has come. First what would move; then, once confirmed, the moves, each with its event.

Two notices move dates: the State Council's holidays and make-up days of a year, and the 交办通知 with one reply date
for a whole session. A plan is a picture of one moment: `apply` draws it again under lock and does nothing when it
looks different, so nobody confirms what they have not seen. An approved extension is an office's own decision, and
a period that was kept is history: neither moves.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from replies.access import CLERK_BODY, Person, person
from replies.models import Assembly, Assignment, CalendarDay, Deadline, Session, office_calendar, system_user
from replies.models.running import running
from replies.rules.deadlines import Calendar, Explanation
from replies.rules.holiday_notice import NoticeDay, written
from replies.rules.vocabulary import ANSWERING_ROLES, RuleCode, Timing
from replies.rules.workflow import DISPATCH_CLERKS, Role

from . import clock
from .errors import NotAllowed, NotNow, Refused
from .recording import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ENTER_NOTICES = frozenset({*DISPATCH_CLERKS, Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM})
KEPT, EXTENDED, TOO_LATE = "已办结或不再办理", "已批准延期", "交办日期不早于统一期限"
CHANGED = "您查看之后有人改动了数据，会变的期限与刚才列出的不同，没有写入。请看新的结果，再确认一次。"


@dataclass(frozen=True)
class HolidayNotice:
    """The holidays and make-up days of one year."""

    year: int
    days: tuple[NoticeDay, ...]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"


@dataclass(frozen=True)
class ReplyDateNotice:
    """One reply date for the in-session items of a session; without a day the rules of the place hold again."""

    session: Session
    day: date | None

    def __str__(self) -> str:
        return f"{self.session}统一答复期限"


Notice = HolidayNotice | ReplyDateNotice


@dataclass(frozen=True)
class Move:
    """A period whose last day changes, or only whether that day is certain."""

    deadline: Deadline
    found: Explanation

    @property
    def due_on(self) -> date:
        return self.found.due

    @property
    def provisional(self) -> bool:
        return self.found.provisional

    @property
    def certainty(self) -> str:
        """不再暂定, 改为暂定 or nothing."""
        if self.provisional == self.deadline.provisional:
            return ""
        return "改为暂定" if self.provisional else "不再暂定"


@dataclass(frozen=True)
class Plan:
    """What a notice would do now. In `settled` the day stays; it becomes certain, or rests on another ground."""

    notice: Notice
    old: str  # the notice as it stands, in words
    new: str
    moves: tuple[Move, ...]
    settled: tuple[Move, ...]
    left_alone: tuple[tuple[str, int], ...]  # why, and how many would have moved

    @property
    def digest(self) -> str:
        rows = [
            [move.deadline.pk, str(move.deadline.due_on), str(move.due_on), move.provisional]
            for move in (*self.moves, *self.settled)
        ]
        facts = [str(self.notice), self.old, self.new, rows, self.left_alone]
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()

    @property
    def changes_nothing(self) -> bool:
        return self.old == self.new and not self.moves and not self.settled


def may_enter(who: Person, session: Session | None = None) -> bool:
    """May this person enter a notice? A body's clerk sets the reply date of the own body's sessions only."""
    held = who.roles & ENTER_NOTICES
    if session is None or held & {Role.GOVERNMENT_CLERK, Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM}:
        return bool(held)
    return any(CLERK_BODY[Role(role)] == session.assembly.body for role in held)


def plan_calendar(year: int, days: Sequence[NoticeDay]) -> Plan:
    """What changes when these are the holidays and make-up days of the year. Writes nothing."""
    if not days:
        raise Refused("lines", "请至少写一个放假的日子。")
    notice = HolidayNotice(year, tuple(sorted(days)))
    # A period that ended before the year, or began after it, did not look into it.
    touched = _periods().filter(due_on__gte=date(year, 1, 1), start_on__lte=date(year, 12, 31))
    return _plan(
        notice, touched, _with(notice), old=written(_stored(year)), new=written(notice.days),
        fixed=lambda row: row.fixed_on,
    )  # fmt: skip


def plan_fixed(session: Session, day: date | None) -> Plan:
    """What changes when `day` is the session's one reply date, or when there is none any more. Writes nothing."""
    if day and day <= session.closed_on:
        raise Refused("day", f"统一答复期限应晚于闭幕日期（{session.closed_on}），请核对。")
    touched = _periods().filter(
        code=RuleCode.REPLY, assignment__role__in=ANSWERING_ROLES,
        assignment__proposal__session=session, assignment__proposal__timing=Timing.IN_SESSION,
    )  # fmt: skip
    return _plan(
        ReplyDateNotice(session, day), touched, office_calendar(),
        old=str(session.fixed_reply_on or ""), new=str(day or ""), fixed=lambda row: day,
    )  # fmt: skip


def _periods() -> QuerySet[Deadline]:
    """All periods of parts that are not over, in the order of a list; a merged item after the one it follows."""
    rows = Deadline.objects.filter(assignment__ended_at=None)
    rows = rows.select_related("assignment__proposal__session__assembly", "assignment__unit")
    case = "assignment__proposal"
    return rows.order_by(f"{case}__session", f"{case}__timing", f"{case}__serial", "assignment", "id")


def _plan(
    notice: Notice, rows: QuerySet[Deadline], calendar: Calendar, *, old: str, new: str,
    fixed: Callable[[Deadline], date | None],
) -> Plan:  # fmt: skip
    still_running = set(running(rows).order_by().values_list("pk", flat=True))
    counted: dict[tuple, Explanation] = {}
    moves: list[Move] = []
    settled: list[Move] = []
    left: Counter[str] = Counter()
    for row in rows:
        on = fixed(row)
        key = (row.rule_json, row.start_on, on, row.assignment.accepted_at is None)
        if key not in counted:
            counted[key] = _counted_anew(row, on, calendar)
        found = counted[key]
        if (found.due, found.fixed, found.provisional) == (row.due_on, row.fixed_on, row.provisional):
            continue
        if reason := _reason_to_stay(row, on, row.pk in still_running):
            left[reason] += 1
            continue
        (moves if found.due != row.due_on else settled).append(Move(row, found))
    return Plan(notice, old, new, tuple(moves), tuple(settled), tuple(sorted(left.items())))


def _counted_anew(row: Deadline, fixed: date | None, calendar: Calendar) -> Explanation:
    """As if the period had never been extended."""
    unextended = copy(row)
    unextended.fixed_on, unextended.extended_from = fixed, None
    return clock.explanation_of(unextended, calendar)


def _reason_to_stay(row: Deadline, fixed: date | None, is_running: bool) -> str:
    if not is_running:
        return KEPT
    if row.extended_from:
        return EXTENDED
    return TOO_LATE if fixed and fixed <= row.start_on else ""


def _stored(year: int) -> list[NoticeDay]:
    rows = CalendarDay.objects.filter(day__year=year)
    return [NoticeDay(row.day, row.is_working, row.name) for row in rows]


def _with(notice: HolidayNotice) -> Calendar:
    """The office's calendar as it will be."""
    now = office_calendar()
    days = {day: works for day, works in now.days.items() if day.year != notice.year}
    names = {day: name for day, name in now.names.items() if day.year != notice.year}
    days |= {entry.day: entry.is_working for entry in notice.days}
    names |= {entry.day: entry.name for entry in notice.days}
    return replace(now, days=days, names=names, years=now.years | {notice.year})


def apply(plan: Plan, *, by: User, at: datetime) -> Plan:
    """Enter the notice and move what it moves, all or nothing. NotNow when the picture has changed meanwhile."""
    notice = plan.notice
    if not may_enter(person(by), notice.session if isinstance(notice, ReplyDateNotice) else None):
        raise NotAllowed(f"您的岗位不能录入“{notice}”。")
    with transaction.atomic():
        again = _planned_again(plan)
        if again.digest != plan.digest:
            raise NotNow(CHANGED)
        if again.changes_nothing:
            raise Refused("", "与现有的安排相同，没有要改的。")
        _enter(again, by=by, at=at)
        # What follows from a notice happens in every case it touches, whoever entered it; the note says who did.
        note = f"按{notice}（{by.get_full_name() or by.get_username()}录入）"
        system = system_user()
        for move in sorted(again.moves, key=lambda move: move.deadline.assignment.follows_id is not None):
            _carry_out(move, by=system, note=note, at=at)
        for move in again.settled:
            found = move.found
            Deadline.objects.filter(pk=move.deadline.pk).update(fixed_on=found.fixed, provisional=found.provisional)
    return again


def _planned_again(plan: Plan) -> Plan:
    """The same plan, with everything it touches held until the transaction ends.

    All at once and before the first event: who holds a part and waits for the event chain must not find us holding
    the chain and waiting for the part.
    """
    notice = plan.notice
    parts = {move.deadline.assignment_id for move in (*plan.moves, *plan.settled)}
    _hold(Assembly.objects.all())  # one notice at a time, also where there is nothing to move yet
    _hold(Assignment.objects.filter(pk__in=parts))
    if isinstance(notice, ReplyDateNotice):
        return plan_fixed(Session.objects.select_for_update(no_key=True).get(pk=notice.session.pk), notice.day)
    return plan_calendar(notice.year, notice.days)


def _hold(rows: QuerySet) -> None:
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _enter(plan: Plan, *, by: User, at: datetime) -> None:
    """The notice itself, with an event of its own."""
    notice = plan.notice
    if isinstance(notice, ReplyDateNotice):
        Session.objects.filter(pk=notice.session.pk).update(fixed_reply_on=notice.day)
        if plan.old != plan.new:
            record("edit", notice.session, by=by, at=at, data={"统一答复期限": [plan.old, plan.new]})
        return
    CalendarDay.objects.filter(day__year=notice.year).exclude(day__in=[entry.day for entry in notice.days]).delete()
    for entry in notice.days:
        CalendarDay.objects.update_or_create(
            day=entry.day, defaults={"is_working": entry.is_working, "name": entry.name}
        )
    if plan.old != plan.new:
        first = CalendarDay.objects.get(day=notice.days[0].day)
        record("edit", first, by=by, at=at, data={str(notice): [plan.old, plan.new]})


def _carry_out(move: Move, *, by: User, note: str, at: datetime) -> None:
    deadline = move.deadline
    if deadline.assignment.follows_id:  # a merged item's part has already moved with the one it follows
        deadline.refresh_from_db(fields=["due_on"])
    if deadline.due_on != move.due_on:
        clock.recount(deadline, move.found, by=by, at=at, note=note)
