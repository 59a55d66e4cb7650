"""交办: assign 交办, accept 签收, deem_accepted 视为签收, reassign 改派, release 免予承办, revoke 撤销交办,
open_refusal 准予逾期退办."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Assignment, HandlingUnit, Proposal, Request, office_calendar
from replies.rules.deadlines import Calendar
from replies.rules.vocabulary import (
    OPINION_ROLES,
    SENT_STATES,
    AssignmentRole,
    IntakeState,
    ReplyState,
    RequestKind,
    RequestState,
)

from . import clock, following
from .asking import decide, lapse_open, refuse_own_unit
from .errors import NotNow, Refused
from .giving import give
from .recording import allow, by_whom, hold, lock, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The letter has left the unit's own hands, or is about to: nobody else can be made to answer instead.
LETTER_IS_OUT = (ReplyState.SIGNED, *SENT_STATES)


def check_role(role: str, taken: Sequence[str]) -> None:
    """Refused when `role` does not go with the roles other units already have in this case."""
    if role not in set(AssignmentRole):
        raise Refused("role", "请选择承办方式。")
    if taken and AssignmentRole.SOLE in (role, *taken):
        raise Refused("role", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。")
    if role == AssignmentRole.LEAD and AssignmentRole.LEAD in taken:
        raise Refused("role", "此件已有主办单位；一件只能有一个主办单位。")
    if taken and (role == AssignmentRole.SEPARATE) != (AssignmentRole.SEPARATE in taken):
        raise Refused("role", "分办与主办、会办不能混用。")
    if role in OPINION_ROLES and AssignmentRole.LEAD not in taken:
        raise Refused("role", f"{AssignmentRole(role).label}单位之前应先有主办单位。")


def check_beside(role: str, live: Sequence[Assignment]) -> None:
    """Refused when `role` does not fit beside these parts. A single unit leads as soon as others help it."""
    taken = [part.role for part in live]
    if role in OPINION_ROLES:
        taken = [AssignmentRole.LEAD if held == AssignmentRole.SOLE else held for held in taken]
    check_role(role, taken)


def make_lead(live: Sequence[Assignment], role: str) -> None:
    """独办 becomes 主办 where a unit is given its part to help with, here and in the merged items."""
    alone = next((part for part in live if part.role == AssignmentRole.SOLE), None)
    if alone is None or role not in OPINION_ROLES:
        return
    held = lock(alone)
    held.current_reply = held.current_reply and lock(held.current_reply)
    check_no_letter(held, f"增加{AssignmentRole(role).label}单位")
    held.role = alone.role = AssignmentRole.LEAD
    held.save(update_fields=["role"])
    following.after_lead(held)


def check_unit(unit: HandlingUnit, live: Sequence[Assignment]) -> None:
    """Refused when the unit is retired or has a part in the case already."""
    if not unit.active:
        raise Refused("unit", f"{unit}已停用，请选择其他单位。")
    held = next((part for part in live if part.unit_id == unit.pk), None)
    if held:
        raise Refused("unit", f"{unit}已承办此件{by_whom(held, 'assign')}，不能重复交办。")


def parts_of(
    unit: HandlingUnit, role: str, joint: Sequence[HandlingUnit] = (), more: Sequence[HandlingUnit] = ()
) -> list[tuple[HandlingUnit, str]]:
    """Who gets what when several units are named at once: `more` are co-handling units of a lead, or 分办 like it."""
    if role == AssignmentRole.SOLE and (joint or more):
        raise Refused("role", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。")
    if joint and role != AssignmentRole.LEAD:
        raise Refused("joint", "有主办单位时才有联合主办单位，承办方式请选“主办”。")
    beside = AssignmentRole.CO if role == AssignmentRole.LEAD else role
    return [(unit, role), *((one, AssignmentRole.JOINT) for one in joint), *((one, beside) for one in more)]


def assign(
    proposal: Proposal, *, unit: HandlingUnit, role: str, joint: Sequence[HandlingUnit] = (),
    more: Sequence[HandlingUnit] = (), by: User, at: datetime, note: str = "",
) -> Assignment:  # fmt: skip
    """交办 to one unit, or to several at once; the due dates are computed from the day of assignment."""
    allow(by, "assign", proposal)
    return give_all(proposal, parts_of(unit, role, joint, more), by=by, at=at, note=note)[0]


def give_all(
    proposal: Proposal, parts: Sequence[tuple[HandlingUnit, str]], *, by: User, at: datetime, note: str = ""
) -> list[Assignment]:
    """All these parts of one case, or none of them."""
    with transaction.atomic():
        return give_parts(lock(proposal), parts, office_calendar(), by=by, at=at, note=note)


def give_parts(
    held: Proposal, parts: Sequence[tuple[HandlingUnit, str]], calendar: Calendar, *, by: User, at: datetime, note: str
) -> list[Assignment]:
    """The same for a case that is locked already."""
    if held.state != IntakeState.FILED:
        raise NotNow(f"此件现在是“{held.get_state_display()}”，立案后才能交办。")
    live = list(held.assignments.live())
    given = []
    for unit, role in parts:
        check_unit(unit, live)
        check_beside(role, live)
        make_lead(live, role)
        given.append(give(held, unit, role, by=by, at=at, note=note, calendar=calendar))
        live.append(given[-1])
        following.after_given(given[-1], by=by, at=at)
    return given


def accept(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """签收 by the unit."""
    return _take(assignment, "accept", by=by, at=at)


def deem_accepted(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """视为签收 by the system, where the rule says so of a unit that let the day pass."""
    return _take(assignment, "deem_accepted", by=by, at=at)


def _take(assignment: Assignment, verb: str, *, by: User, at: datetime) -> Assignment:
    with transaction.atomic():
        held = hold_part(assignment, verb, by=by)
        taken = write(held, verb, by=by, at=at, accepted_at=at, accepted_by=by)
        clock.received(taken, at=at)
        following.after_accepted(taken, by=by, at=at, verb=verb)
        taken.refresh_from_db(fields=["due_on"])
    return taken


def revoke(assignment: Assignment, *, by: User, at: datetime, note: str) -> Assignment:
    """撤销交办 before the unit has accepted: the clerk's own mistake taken back; the case waits for 交办 again."""
    with transaction.atomic():
        held = hold_part(assignment, "revoke", by=by, note=note)
        _check_leads_nobody(held)
        return end(held, "revoke", by=by, at=at, note=note)


def release(assignment: Assignment, *, by: User, at: datetime, note: str) -> Assignment:
    """免予承办 of a co-handling unit. A unit that answers the delegate is only ever replaced by another."""
    with transaction.atomic():
        held = hold_part(assignment, "release", by=by, note=note)
        if held.answers:
            raise NotNow(f"{held.get_role_display()}单位不能“免予承办”，换单位请用“改派”。")
        check_no_letter(held, "免予承办")
        return end(held, "release", by=by, at=at, note=note)


def reassign(assignment: Assignment, *, unit: HandlingUnit, by: User, at: datetime, note: str) -> Assignment:
    """改派: the part ends, and another unit goes on in the same role, with a clock of its own (`successor`)."""
    with transaction.atomic():
        held = hold_part(assignment, "reassign", by=by, note=note)
        pass_on(held, unit, by=by, at=at, note=note)
    return held


def open_refusal(assignment: Assignment, *, until: date, by: User, at: datetime, note: str) -> Assignment:
    """准予逾期退办: the unit may ask to be freed up to and on this day, though its own period is over."""
    with transaction.atomic():
        held = hold(assignment, "open_refusal", by=by, note=note)
        check_refusable(held)
        if until < localdate(at):
            raise Refused("until", "截止日期早于今天，请核对。")
        data = {"until": [held.refusal_until, until]}
        return write(held, "open_refusal", by=by, at=at, note=note, data=data, refusal_until=until)


def _check_leads_nobody(held: Assignment) -> None:
    """NotNow while other units give their opinions to this one: they would be left without anybody to give them to."""
    beside = held.proposal.assignments.live().filter(role__in=OPINION_ROLES).select_related("unit").order_by("pk")
    if held.role == AssignmentRole.LEAD and beside:
        names = "、".join(f"{part.unit}（{part.get_role_display()}，{part.get_state_display()}）" for part in beside)
        raise NotNow(
            f"{names}还在协助{held.unit}办理，不能“撤销交办”：请先对其“撤销交办”或“免予承办”；只换主办单位的，请用“改派”。"
        )


# --- ending a part ------------------------------------------------------------------------------


def hold_part(assignment: Assignment, verb: str, *, by: User, note: str = "") -> Assignment:
    """The part, locked after its case and before its letter, so that nobody signs while it is taken away."""
    allow(by, verb, assignment)
    lock(assignment.proposal)
    held = hold(assignment, verb, by=by, note=note)
    if held.current_reply:
        held.current_reply = lock(held.current_reply)
    return held


def check_no_letter(held: Assignment, what: str) -> None:
    """NotNow once the current letter is signed."""
    if held.current_reply and held.current_reply.state in LETTER_IS_OUT:
        letter = held.current_reply
        raise NotNow(f"{held.unit}的{letter.get_kind_display()}{letter.get_state_display()}，不能“{what}”。")


def check_refusable(held: Assignment) -> None:
    """NotNow where a unit must go on whatever it asks: after a ruling, or with its letter signed."""
    if held.binding:
        raise NotNow(f"此件已经裁定，由{held.unit}承办，不再受理退办。")
    check_no_letter(held, "退办")


def pass_on(
    held: Assignment, unit: HandlingUnit, *, by: User, at: datetime, note: str, binding: bool = False
) -> Assignment:
    """End a part of a locked case in favour of another unit, whose part it returns."""
    check_no_letter(held, "改派")
    others = [part for part in held.proposal.assignments.live() if part.pk != held.pk]
    if unit.pk == held.unit_id:
        raise Refused("unit", f"现在就由{unit}承办，请选择另一个单位。")
    if any(part.unit_id == unit.pk for part in others):
        raise Refused("unit", f"{unit}在此件里另有承办任务，请先将其免予承办，或选择另一个单位。")
    check_unit(unit, others)
    close_requests(held, by=by, at=at, note=f"已改派{unit}")
    write(held, "reassign", by=by, at=at, note=note, ended_at=at, data={"to": unit.name})
    successor = give(held.proposal, unit, held.role, by=by, at=at, previous=held, binding=binding)
    following.after_ended(held, successor, by=by, at=at)
    return successor


def end(held: Assignment, verb: str, *, by: User, at: datetime, note: str) -> Assignment:
    """End a part of a locked case without a successor."""
    close_requests(held, by=by, at=at, note=f"已{'撤销交办' if verb == 'revoke' else '免予承办'}")
    ended = write(held, verb, by=by, at=at, note=note, ended_at=at)
    following.after_ended(ended, None, by=by, at=at)
    return ended


def close_requests(held: Assignment, *, by: User, at: datetime, note: str) -> None:
    """No request outlives the part it belongs to. One that awaits a ruling is not pushed aside: it is ruled on.

    A unit that is freed has what it asked for, so a refusal counts as granted; the rest has no object any more.
    """
    waiting = held.requests.open().order_by("pk")
    for request in waiting.filter(kind=RequestKind.REFUSAL):
        if request.state == RequestState.ARBITRATION:
            raise NotNow(f"{held.unit}的退办申请正待裁定，请先裁定。")
        refuse_own_unit(request, "approve_refusal", by=by)
        decide(hold(request, "approve_refusal", by=by), "approve_refusal", by=by, at=at, note=note)
    lapse_open(waiting, at=at, note=note)


def move_part(
    decided: Request, unit: HandlingUnit | None, *, by: User, at: datetime, binding: bool = False
) -> Assignment:
    """Carry out a granted refusal. The reason of the refusal is the reason of the change."""
    part = hold(decided.assignment, "reassign" if unit else "release", by=by, note=decided.reason)
    if unit:
        return pass_on(part, unit, by=by, at=at, note=decided.reason, binding=binding)
    if part.answers:
        raise Refused("unit", "请选择改由哪个单位承办。")
    check_no_letter(part, "免予承办")
    return end(part, "release", by=by, at=at, note=decided.reason)
