"""延期: request_extension 申请延期, approve_extension 同意延期, reject_extension 不同意延期.

What may be extended is the period that is running: the answer's or the opinion's, or that of another round. Its own
rule says how far (`longest`) and who lets it (`approver`); where nobody has to, the system grants it at once and the
proposer is told (代表法 art. 51 asks for no approval).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Assignment, Deadline, Request, office_calendar, system_user
from replies.rules.deadlines import explain, in_chinese
from replies.rules.vocabulary import SENT_STATES, Approver, AssignmentState, CountUnit, RequestKind

from . import clock
from .asking import ask, decide, hold_request, put
from .errors import NotNow, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def request_extension(assignment: Assignment, *, until: date, note: str, by: User, at: datetime) -> Request:
    """申请延期 to a day that the rule still allows, before the present last day has passed."""
    with transaction.atomic():
        held = ask(assignment, "request_extension", by=by, note=note)
        if held.state != AssignmentState.ACCEPTED:
            raise NotNow(f"此件现在是“{held.get_state_display()}”，签收后才能申请延期。")
        deadline = running_period(held)
        if localdate(at) > deadline.due_on:
            raise NotNow(f"期限{in_chinese(deadline.due_on)}已过，已超期，不能再申请延期。请尽快办结，并向提出人说明。")
        check_day(deadline, until)
        request = put(
            held, RequestKind.EXTENSION, "request_extension", by=by, at=at, note=note,
            until=until, old_due_on=deadline.due_on,
        )  # fmt: skip
        if deadline.rule.approver == Approver.NOBODY:
            request = approve_extension(request, by=system_user(), at=at, note="按规定无须批准，向提出人说明。")
    return request


def approve_extension(request: Request, *, by: User, at: datetime, note: str = "") -> Request:
    """同意延期: the last day moves, the old one is kept with the request and with the deadline."""
    with transaction.atomic():
        held = hold_request(request, "approve_extension", RequestKind.EXTENSION, by=by, note=note)
        assert held.until is not None  # noqa: S101 - the database pairs it with the kind
        deadline = running_period(held.assignment)
        check_day(deadline, held.until)
        decided = decide(held, "approve_extension", by=by, at=at, note=note, old_due_on=deadline.due_on)
        clock.move_to(deadline, held.until, by=by, at=at, note=f"同意延期：{held.reason}", extended=True)
    return decided


def reject_extension(request: Request, *, by: User, at: datetime, note: str) -> Request:
    """不同意延期: the day stays."""
    with transaction.atomic():
        held = hold_request(request, "reject_extension", RequestKind.EXTENSION, by=by, note=note)
        return decide(held, "reject_extension", by=by, at=at, note=note)


def running_period(assignment: Assignment) -> Deadline:
    """The period of the letter that is being written, or NotNow when it has been sent."""
    reply = assignment.current_reply
    if reply and reply.state in SENT_STATES:
        raise NotNow(f"{reply.get_kind_display()}已送达，不再需要延期。")
    of_the_round = reply and reply.deadlines.filter(code__in=clock.OF_THE_ROUND).first()
    deadline = of_the_round or assignment.main_deadline
    if deadline is None:
        raise NotNow("此件没有正在计算的期限，不能申请延期。")
    return deadline


def last_day(deadline: Deadline) -> date | None:
    """The last day to which this period may be extended; None where its rule allows no extension."""
    if deadline.rule.longest is None:
        return None
    return explain(deadline.rule, deadline.start_on, office_calendar(), extended=True).due


def check_day(deadline: Deadline, until: date) -> None:
    """Refused when the day is no extension, or more of one than the rule allows."""
    latest, rule = last_day(deadline), deadline.rule
    if latest is None:
        raise NotNow(f"“{deadline.get_code_display()}”的期限按规定不得延长（{rule.source}）。")
    if latest <= deadline.due_on:
        last = in_chinese(deadline.due_on)
        raise NotNow(
            f"“{deadline.get_code_display()}”的期限{last}已是规定允许的最后一天，不能再延期（{rule.source}）。"
        )
    if until <= deadline.due_on:
        raise Refused("until", f"申请延期至的日期应晚于现在的期限{in_chinese(deadline.due_on)}。")
    if until > latest:
        unit = CountUnit.MONTH if rule.unit == CountUnit.DATE else CountUnit(rule.unit)
        reach = f"自{in_chinese(deadline.start_on)}起算，连同延期不超过{rule.longest}{unit.label}"
        raise Refused("until", f"最多可以延到{in_chinese(latest)}（{reach}）。")
