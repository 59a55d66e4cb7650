"""交办清单 of a batch, planned or handed over, and of a whole session."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from replies.letters.papers import HandoverList, ListRow, UnitSheet
from replies.letters.signoff import chinese_date
from replies.models import Assignment, Deadline, HandlingUnit, Handover, HandoverRow, Proposal, Session
from replies.models.assignments import MAIN_CODES
from replies.rules.vocabulary import ANSWERING_ROLES, OPINION_ROLES, AssignmentRole, DelegateKind

from .. import clock
from ..urging import office_of

SAID_WITH = (AssignmentRole.JOINT, AssignmentRole.SEPARATE)  # parts that are named behind the unit


@dataclass(frozen=True)
class Part:
    """One unit's part of one item, given or planned; `due` is the period of its answer or opinion."""

    proposal: Proposal
    unit: HandlingUnit
    role: str
    due: Deadline | None


def list_of_handover(handover: Handover, units: Collection[int] | None = None) -> HandoverList:
    """The batch as it was, or is to be, handed over. `units` are the ids of those wanted; None is all."""
    known = ("unit", "assignment", "proposal__session__assembly__profile", "proposal__merged_into")
    planned_rows = handover.rows.select_related(*known).prefetch_related(
        "proposal__sponsor_set__delegate", "assignment__deadlines"
    )
    rows = list(planned_rows.order_by("place", "id"))
    days = _planned_days(handover, [row for row in rows if row.assignment is None])
    parts = [
        Part(row.proposal, row.unit, row.role, _main(row.assignment) if row.assignment else days[row.pk])
        for row in rows
    ]
    on = chinese_date(handover.held_on)
    planned = handover.done_at is None
    office = office_of(handover.session.assembly, handover.done_by or handover.made_by)
    when = f"拟于{on}交办" if planned else f"{on}交办"
    return HandoverList(
        handover.session.assembly.body,
        str(handover.session),
        handover.name,
        when,
        office,
        _sheets(parts, units),
        planned,
    )


def list_of_session(session: Session, units: Collection[int] | None = None, *, today: date) -> HandoverList:
    """Everything that units have in hand of a session."""
    held = Assignment.objects.live().filter(proposal__session=session).select_related("unit", "proposal__merged_into")
    held = held.select_related("proposal__session__assembly").prefetch_related(
        "proposal__sponsor_set__delegate", "deadlines"
    )
    parts = [Part(row.proposal, row.unit, row.role, _main(row)) for row in held.order_by("id")]
    assembly, when = session.assembly, f"截至{chinese_date(today)}"
    sheets = _sheets(parts, units)
    return HandoverList(assembly.body, str(session), str(session), when, assembly.office_name, sheets)


def _main(part: Assignment) -> Deadline | None:
    """Among the periods read before, the one behind the part's own due date."""
    own = (row for row in part.deadlines.all() if row.reply_id is None and row.request_id is None)
    return next((row for row in own if row.code in MAIN_CODES), None)


def _planned_days(handover: Handover, rows: Iterable[HandoverRow]) -> dict[int, Deadline]:
    """The last days as they will be if the batch is handed over on its day; items of one kind are counted once."""
    counted: dict[tuple, Deadline] = {}
    days = {}
    for row in rows:
        proposal, code = row.proposal, clock.main_code(row.role)
        collective = any(one.delegate.kind != DelegateKind.PERSON for one in proposal.sponsor_set.all())
        kind = (code, proposal.timing, proposal.key_item, collective)
        if kind not in counted:
            part = Assignment(proposal=proposal, unit=row.unit, role=row.role)
            counted[kind] = clock.due(code, part, on=handover.held_on)
        days[row.pk] = counted[kind]
    return days


def _sheets(parts: list[Part], wanted: Collection[int] | None) -> tuple[UnitSheet, ...]:
    """One for each unit, in the office's order, its items by case number."""
    by_item: dict[int, list[Part]] = {}
    by_unit: dict[HandlingUnit, list[Part]] = {}
    for part in parts:
        by_item.setdefault(part.proposal.pk, []).append(part)
        if wanted is None or part.unit.pk in wanted:
            by_unit.setdefault(part.unit, []).append(part)
    sheets = []
    for unit in sorted(by_unit, key=lambda unit: (unit.order, unit.pk)):
        mine = sorted(by_unit[unit], key=lambda part: (part.proposal.timing, part.proposal.serial, part.proposal.pk))
        sheets.append(UnitSheet(unit.name, tuple(_row(part, by_item[part.proposal.pk]) for part in mine)))
    return tuple(sheets)


def _row(mine: Part, parts: list[Part]) -> ListRow:
    proposal = mine.proposal
    main = [part for part in parts if part.role in ANSWERING_ROLES or part.role == AssignmentRole.JOINT]
    responsible = next((part.unit for part in main if part.role != AssignmentRole.SEPARATE), mine.unit)
    merged = f"（并入{proposal.merged_into.case_number}办理）" if proposal.merged_into else ""
    return ListRow(
        case_number=proposal.case_number,
        topic=proposal.title + merged,
        lead=proposal.ordered_sponsors()[0].name,
        main=tuple(_named(part) for part in main),
        co=tuple(part.unit.name for part in parts if part.role == AssignmentRole.CO),
        due_on=mine.due.due_on if mine.due else None,
        provisional=bool(mine.due and mine.due.provisional),
        due_for="会办意见" if mine.role in OPINION_ROLES else "",
        leader=responsible.leader,
        contact=responsible.contact_name,
        phone=responsible.contact_phone,
    )


def _named(part: Part) -> str:
    return f"{part.unit.name}（{AssignmentRole(part.role).label}）" if part.role in SAID_WITH else part.unit.name
