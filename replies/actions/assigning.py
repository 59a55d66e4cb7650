"""交办: assign 交办, accept 签收, revoke 撤销交办."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from replies.models import Assignment, HandlingUnit, Proposal, office_calendar
from replies.rules import deadlines
from replies.rules.vocabulary import AssignmentRole, IntakeState, Timing

from .errors import NotNow, Refused
from .recording import allow, lock, move, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def check_role(role: str, taken: list[str]) -> None:
    """Refused when `role` does not go with the roles other units already have in this case."""
    if role not in set(AssignmentRole):
        raise Refused("role", "请选择承办方式。")
    if taken and AssignmentRole.SOLE in (role, *taken):
        raise Refused("role", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。")
    if role == AssignmentRole.LEAD and AssignmentRole.LEAD in taken:
        raise Refused("role", "此件已有主办单位；一件只能有一个主办单位。")
    if taken and (role == AssignmentRole.SEPARATE) != (AssignmentRole.SEPARATE in taken):
        raise Refused("role", "分办与主办、会办不能混用。")
    if role == AssignmentRole.CO and AssignmentRole.LEAD not in taken:
        raise Refused("role", "会办单位之前应先有主办单位。")


def assign(proposal: Proposal, *, unit: HandlingUnit, role: str, by: User, at: datetime, note: str = "") -> Assignment:
    """交办 to one unit; the due date is computed from the day of assignment (代表法 art. 51)."""
    allow(by, "assign", proposal)
    with transaction.atomic():
        held = lock(proposal)
        if held.state != IntakeState.FILED:
            raise NotNow(f"此件现在是“{held.get_state_display()}”，立案后才能交办。")
        if not unit.active:
            raise Refused("unit", f"{unit}已停用，请选择其他单位。")
        live = held.assignments.live()
        if live.filter(unit=unit).exists():
            raise Refused("unit", f"{unit}已承办此件，不能重复交办。")
        check_role(role, list(live.values_list("role", flat=True)))
        due = _due(held, role, at)
        assignment = Assignment(
            proposal=held, unit=unit, role=role, due_on=due.on, due_reason=due.reason,
            due_provisional=due.provisional, assigned_at=at, assigned_by=by,
        )  # fmt: skip
        try:
            with transaction.atomic():
                assignment.save()
        except IntegrityError as error:
            raise Refused("unit", "此件刚被他人交办，请刷新页面查看。") from error
        record("assign", assignment, by=by, at=at, note=note, data={"unit": unit.name, "role": role})
    return assignment


def _due(proposal: Proposal, role: str, at: datetime) -> deadlines.Due:
    rule = deadlines.CO_OPINION if role == AssignmentRole.CO else deadlines.REPLY
    in_session = proposal.timing == Timing.IN_SESSION
    fixed = proposal.session.fixed_reply_on if in_session and rule is deadlines.REPLY else None
    return deadlines.due_date(rule, localdate(at), office_calendar(), fixed)


def accept(assignment: Assignment, *, by: User, at: datetime) -> Assignment:
    """签收 by the unit."""
    return move(assignment, "accept", by=by, at=at, accepted_at=at, accepted_by=by)


def revoke(assignment: Assignment, *, by: User, at: datetime, note: str) -> Assignment:
    """撤销交办 before the unit has accepted: the clerk's own mistake taken back."""
    return move(assignment, "revoke", by=by, at=at, note=note)
