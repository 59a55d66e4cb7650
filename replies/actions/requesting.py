"""申请: request_refusal 申请退办, request_unit 申请增办, retract 撤回申请, and what the dispatch office decides:
approve_refusal, reject_refusal, approve_unit, reject_unit; turn_down_late 逾期不予受理 by the system."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Assignment, HandlingUnit, Request, system_user
from replies.rules.vocabulary import AssignmentRole, LateEffect, RequestKind, RuleCode

from . import clock, following
from .arbitrating import bounces, goes_to_arbitration, refer
from .asking import ask, decide, hold_request, lock_case, put
from .assigning import check_no_letter, check_refusable, check_role, check_unit, make_lead, move_part
from .errors import Refused
from .giving import give
from .recording import hold, lock, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ADDABLE = (AssignmentRole.CO, AssignmentRole.JOINT, AssignmentRole.SEPARATE)


# --- 退办 ---------------------------------------------------------------------------------------


def request_refusal(
    assignment: Assignment, *, unit: HandlingUnit | None = None, by: User, at: datetime, note: str
) -> Request:
    """申请退办. After the last day the request is kept and turned down at once; look at the state of what comes back.

    Meanwhile the unit goes on being responsible (domain.md §2.3: it may object but must go on until changed).
    """
    with transaction.atomic():
        held = ask(assignment, "request_refusal", by=by, note=note)
        check_refusable(held)
        if unit:
            _check_suggested(unit, held)
        request = put(held, RequestKind.REFUSAL, "request_refusal", by=by, at=at, note=note, unit=unit)
        if is_late(held, localdate(at)):
            return turn_down_late(request, by=system_user(), at=at)
        deadline = clock.begin(RuleCode.DECIDE_REFUSAL, held, on=localdate(at), request=request)
        request.due_on = deadline.due_on
        request.save(update_fields=["due_on"])
        if goes_to_arbitration(held.proposal):
            return refer(request, by=system_user(), at=at, note=f"本件已退办{bounces(held.proposal)}次")
        return request


def _check_suggested(unit: HandlingUnit, held: Assignment) -> None:
    if unit.pk == held.unit_id:
        raise Refused("unit", "建议的单位不能是本单位。")
    if not unit.active:
        raise Refused("unit", f"{unit}已停用，请选择其他单位。")


def last_refusal_day(held: Assignment) -> date | None:
    """Until when this part may be refused; None where the place has no such rule."""
    period = held.deadlines.filter(code=RuleCode.REFUSE).first()
    if period is None or period.rule.late_effect != LateEffect.REFUSED:
        return None
    return max(period.due_on, held.refusal_until or period.due_on)


def is_late(held: Assignment, today: date) -> bool:
    last = last_refusal_day(held)
    return last is not None and today > last


def told_late(request: Request) -> str:
    """What the person is told whose refusal came too late."""
    last = last_refusal_day(request.assignment)
    day = f"已于{last.year}年{last.month}月{last.day}日届满" if last else "已届满"
    return f"退办申请期{day}，本次申请按逾期不予受理，已记录；确有必要请与交办机关联系开放申请。"


def turn_down_late(request: Request, *, by: User, at: datetime) -> Request:
    """逾期不予受理: kept, so that it can be seen who asked for what and when."""
    with transaction.atomic():
        held = hold_request(request, "turn_down_late", RequestKind.REFUSAL, by=by)
        return decide(held, "turn_down_late", by=by, at=at, note=told_late(held))


def approve_refusal(
    request: Request, *, unit: HandlingUnit | None = None, by: User, at: datetime, note: str = ""
) -> Request:
    """同意退办: the part goes to `unit` in the same breath. A co-handling unit may be let go without a successor."""
    with transaction.atomic():
        held = hold_request(request, "approve_refusal", RequestKind.REFUSAL, by=by)
        decided = decide(held, "approve_refusal", by=by, at=at, note=note)
        move_part(decided, unit, by=by, at=at)
        return decided


def reject_refusal(request: Request, *, by: User, at: datetime, note: str) -> Request:
    """不同意退办: the unit goes on."""
    with transaction.atomic():
        held = hold_request(request, "reject_refusal", RequestKind.REFUSAL, by=by, note=note)
        return decide(held, "reject_refusal", by=by, at=at, note=note)


# --- 增办 ---------------------------------------------------------------------------------------


def request_unit(
    assignment: Assignment, *, unit: HandlingUnit, role: str = AssignmentRole.CO, by: User, at: datetime, note: str
) -> Request:
    """申请增办: the unit goes on, and asks that another be added."""
    with transaction.atomic():
        held = ask(assignment, "request_unit", by=by, note=note)
        check_no_letter(held, "增办")
        _check_addable(held, unit, role)
        return put(held, RequestKind.UNIT, "request_unit", by=by, at=at, note=note, unit=unit, role=role)


def _check_addable(held: Assignment, unit: HandlingUnit, role: str) -> None:
    """A single unit that gets another beside it becomes the lead; the other rules are those of 交办."""
    if role not in ADDABLE:
        raise Refused("role", "增加的单位请选会办、联合主办或分办。")
    live = list(held.proposal.assignments.live())
    check_unit(unit, live)
    check_role(role, [AssignmentRole.LEAD if part.role == AssignmentRole.SOLE else part.role for part in live])


def approve_unit(request: Request, *, by: User, at: datetime, note: str = "") -> Request:
    """同意增办: the unit asked for is given its part at once."""
    with transaction.atomic():
        held = hold_request(request, "approve_unit", RequestKind.UNIT, by=by)
        part, unit = lock(held.assignment), held.unit
        assert unit is not None  # noqa: S101 - request_unit does not make one without
        check_no_letter(part, "增办")
        _check_addable(part, unit, held.role)
        decided = decide(held, "approve_unit", by=by, at=at, note=note)
        make_lead([part], held.role)
        given = give(part.proposal, unit, held.role, by=by, at=at, note=decided.reason)
        following.after_given(given, by=by, at=at)
        return decided


def reject_unit(request: Request, *, by: User, at: datetime, note: str) -> Request:
    """不同意增办."""
    with transaction.atomic():
        held = hold_request(request, "reject_unit", RequestKind.UNIT, by=by, note=note)
        return decide(held, "reject_unit", by=by, at=at, note=note)


# --- any request --------------------------------------------------------------------------------


def retract(request: Request, *, by: User, at: datetime) -> Request:
    """撤回申请, of whatever kind, by the unit that asked."""
    with transaction.atomic():
        lock_case(request, "retract", by=by)
        return write(hold(request, "retract", by=by), "retract", by=by, at=at)
