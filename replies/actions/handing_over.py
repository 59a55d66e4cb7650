"""交办会: prepare who gets what, item by item, and give everything out at once.

A batch binds nobody until it is handed over. Then each item is a 交办 like any other, with its own event; what
cannot be given out stays in the batch with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from replies.access import can
from replies.models import Assembly, HandlingUnit, Handover, HandoverRow, Proposal, Session, office_calendar
from replies.rules.deadlines import Calendar
from replies.rules.vocabulary import AssignmentRole, IntakeState

from .assigning import check_role, give_parts
from .errors import ActionError, NotAllowed, NotNow, Refused
from .recording import allow, lock

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Parts = Sequence[tuple[HandlingUnit, str]]


def begin(*, session: Session, name: str, held_on: date, by: User, at: datetime) -> Handover:
    """A new, empty batch for one session's items."""
    _allow(by, session)
    if not name.strip():
        raise Refused("name", "请填写批次名称。")
    return Handover.objects.create(session=session, name=name.strip(), held_on=held_on, made_by=by, made_at=at)


def _allow(by: User, session: Session) -> None:
    """Whoever may assign an item of this session may prepare its batches."""
    if not can(by, "assign", Proposal(session=session)):
        raise NotAllowed("您的岗位不能编制这一届次的交办批次。")


def parts_named(answering: Sequence[HandlingUnit], co: Sequence[HandlingUnit], separate: bool) -> Parts:
    """The roles behind the columns 主办 and 会办: one alone is 独办, a second 主办 is 联合主办; or all are 分办."""
    if separate:
        return [(unit, AssignmentRole.SEPARATE) for unit in (*answering, *co)]
    if not answering:
        if co:
            raise Refused("lead", "会办单位之前应先有主办单位。")
        return []
    first, *others = answering
    role = AssignmentRole.LEAD if others or co else AssignmentRole.SOLE
    beside = [(unit, AssignmentRole.JOINT) for unit in others] + [(unit, AssignmentRole.CO) for unit in co]
    return [(first, role), *beside]


def plan(handover: Handover, proposal: Proposal, parts: Parts, *, by: User) -> None:
    """Put an item into a batch with these parts, in place of what was planned for it; without parts take it out."""
    allow(by, "assign", proposal)
    with transaction.atomic():
        held = Handover.objects.select_for_update(no_key=True).get(pk=handover.pk)
        _check_open(held)
        if not parts:  # out it goes, also where it was given to units meanwhile in another way
            held.rows.filter(proposal=proposal, assignment=None).delete()
            return
        _check_item(held, proposal)
        taken: list[str] = []
        for unit, role in parts:
            if not unit.active:
                raise Refused("unit", f"{unit}已停用，请选择其他单位。")
            check_role(role, taken)
            taken.append(role)
        if len({unit.pk for unit, _ in parts}) < len(parts):
            raise Refused("unit", "同一单位填了两次，请删去一个。")
        held.rows.filter(proposal=proposal).delete()
        HandoverRow.objects.bulk_create(
            HandoverRow(handover=held, proposal=proposal, unit=unit, role=role, place=place)
            for place, (unit, role) in enumerate(parts, start=1)
        )


def _check_open(handover: Handover) -> None:
    if handover.done_at:
        raise NotNow(f"“{handover}”已经交办，不能再改。")


def _check_item(handover: Handover, proposal: Proposal) -> None:
    """Refused when the item belongs to another session, is not waiting for 交办, or stands in another open batch."""
    if proposal.session_id != handover.session_id:
        raise NotNow(f"此件不是{handover.session}的件，不能列入“{handover}”。")
    obstacle = not_waiting(proposal)
    if obstacle:
        raise NotNow(obstacle)
    elsewhere = HandoverRow.objects.filter(proposal=proposal, handover__done_at=None, assignment=None)
    other = elsewhere.exclude(handover=handover).select_related("handover").first()
    if other:
        raise NotNow(f"此件已列入“{other.handover}”，请先从那里移出。")


def not_waiting(proposal: Proposal) -> str:
    """Why an item does not wait for 交办; empty when it does."""
    if proposal.state != IntakeState.FILED:
        return f"此件现在是“{proposal.get_state_display()}”，不能交办。"
    if any(part.is_live for part in proposal.assignments.all()):
        return "此件已经交办。"
    return ""


def rename(handover: Handover, *, name: str, held_on: date, by: User) -> Handover:
    """Another name or another day for a batch that is still a plan."""
    _allow(by, handover.session)
    with transaction.atomic():
        held = Handover.objects.select_for_update(no_key=True).get(pk=handover.pk)
        _check_open(held)
        if not name.strip():
            raise Refused("name", "请填写批次名称。")
        held.name, held.held_on = name.strip(), held_on
        held.save(update_fields=["name", "held_on"])
    return held


def drop(handover: Handover, *, by: User) -> None:
    """Throw a plan away. Nothing was given to anybody yet."""
    _allow(by, handover.session)
    with transaction.atomic():
        held = Handover.objects.select_for_update(no_key=True).get(pk=handover.pk)
        _check_open(held)
        if held.rows.filter(assignment__isnull=False).exists():
            raise NotNow("这一批次已有交办出去的件，不能删除。")
        held.delete()


def obstacle(proposal: Proposal, rows: Sequence[HandoverRow]) -> str:
    """Why this item cannot be handed over as planned; empty when it can. The page says so beforehand."""
    if found := not_waiting(proposal):
        return found
    retired = [str(row.unit) for row in rows if not row.unit.active]
    return f"{'、'.join(retired)}已停用，请改选其他单位。" if retired else ""


@dataclass
class Outcome:
    """What became of a batch: how many items went out, and why the others did not."""

    given: int = 0
    failed: dict[Proposal, str] = field(default_factory=dict)


def hand_over(handover: Handover, *, by: User, at: datetime) -> Outcome:
    """集中交办: every item of the batch that has not gone out yet, each by itself; the batch is done when none is left."""
    _allow(by, handover.session)
    outcome = Outcome()
    with transaction.atomic():
        held = Handover.objects.select_for_update(no_key=True).get(pk=handover.pk)
        if held.done_by:
            raise NotNow(f"“{held}”已由{held.done_by.get_full_name()}交办。")
        waiting = _waiting(held)
        if not waiting:
            raise NotNow("这一批次里没有待交办的件，请先列入。")
        session, calendar = _held_still(held.session), office_calendar()
        out: list[HandoverRow] = []
        for rows in waiting.values():
            try:
                out += _hand_over_one(rows, session, calendar, by=by, at=at, note=held.name)
                outcome.given += 1
            except ActionError as error:
                outcome.failed[rows[0].proposal] = str(error)
        HandoverRow.objects.bulk_update(out, ["assignment"])
        if not outcome.failed:
            held.done_by, held.done_at = by, at
            held.save(update_fields=["done_by", "done_at"])
    return outcome


def _waiting(handover: Handover) -> dict[int, list[HandoverRow]]:
    """The rows still to go out, by item, in the order of the case numbers."""
    rows = (
        handover.rows.filter(assignment=None)
        .select_related("unit", "proposal__session__assembly")
        .order_by("proposal__timing", "proposal__serial", "place", "pk")
    )
    items: dict[int, list[HandoverRow]] = {}
    for row in rows:
        items.setdefault(row.proposal_id, []).append(row)
    return items


def _held_still(session: Session) -> Session:
    """The session with the rules of its place, read once for the batch. While the assembly is held nobody enters a
    notice (redating.apply), so neither the reply date nor the calendar changes under the items still to go out."""
    Assembly.objects.select_for_update(no_key=True).get(pk=session.assembly_id)
    sessions = Session.objects.select_related("assembly__profile")
    return sessions.prefetch_related("assembly__profile__deadline_rules").get(pk=session.pk)


def _hand_over_one(
    rows: list[HandoverRow], session: Session, calendar: Calendar, *, by: User, at: datetime, note: str
) -> list[HandoverRow]:
    allow(by, "assign", rows[0].proposal)
    with transaction.atomic():
        proposal = lock(rows[0].proposal)
        proposal.session = session
        if obstacle := not_waiting(proposal):
            raise NotNow(obstacle)
        given = give_parts(proposal, [(row.unit, row.role) for row in rows], calendar, by=by, at=at, note=note)
    for row, assignment in zip(rows, given, strict=True):
        row.assignment = assignment
    return rows
