"""交办通知单 and 催办函 of one unit's part in a case."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localdate

from replies.letters.papers import Day, Earlier, Person, Ruling, Slip, Urging
from replies.models import Assembly, Assignment, Delegate, Event, Proposal, Request, UrgingSlip
from replies.rules.vocabulary import (
    OPINION_ROLES,
    AssignmentRole,
    RequestKind,
    RequestState,
    RuleCode,
)

from ..urging import office_of
from .wording import proposers, sentence

ON_THE_SLIP = (RuleCode.ACCEPT, RuleCode.REFUSE, RuleCode.FIRST_CONTACT, RuleCode.CO_OPINION, RuleCode.REPLY)
AGAIN = {RuleCode.REHANDLE: "再次答复", RuleCode.FIRST_CONTACT: "与提出人首次沟通"}


def slip_of(assignment: Assignment) -> Slip:
    """The slip as it stands today: days that were moved, refusals and rulings since the assignment are on it."""
    proposal, chain = assignment.proposal, _chain(assignment)
    assembly = proposal.session.assembly
    partners = _partners(assignment)
    office = office_of(assembly, assignment.assigned_by)
    return Slip(
        body=proposal.body,
        session=str(proposal.session),
        timing=proposal.timing_label,
        case_number=proposal.case_number,
        topic=proposal.title,
        text=proposal.text,
        key=_key(proposal),
        proposers=tuple(_person(delegate) for delegate in proposal.ordered_sponsors()),
        unit=assignment.unit.printed_name,
        role=assignment.get_role_display(),
        answers=assignment.answers,
        opinions=any(role in OPINION_ROLES for role, _ in partners),
        partners=tuple((AssignmentRole(role).label, names) for role, names in partners),
        days=tuple(_days(assignment)),
        bound=assignment.binding,
        earlier=tuple(row for part in chain for row in _earlier(part)),
        rulings=tuple(row for part in chain for row in _rulings(part)),
        merged=_merged(proposal),
        office=office,
        office_contact=_contact_of(office, assembly),
        on=localdate(assignment.assigned_at),
    )


def _contact_of(office: str, assembly: Assembly) -> str:
    """Address and telephone are known of the assembly's own office only."""
    return assembly.office_contact if office == assembly.office_name else ""


def _chain(assignment: Assignment) -> list[Assignment]:
    """This part and those it took over from, the oldest first."""
    chain = [assignment]
    while chain[0].previous:
        chain.insert(0, chain[0].previous)
    return chain


def _partners(assignment: Assignment) -> list[tuple[str, tuple[str, ...]]]:
    """The other units of the case by their part, those who answer before those who help."""
    others = assignment.proposal.assignments.live().exclude(pk=assignment.pk).select_related("unit").order_by("id")
    names: dict[str, list[str]] = {}
    for other in others:
        names.setdefault(other.role, []).append(other.unit.printed_name)
    return [(role.value, tuple(names[role])) for role in AssignmentRole if role in names]


def _person(delegate: Delegate) -> Person:
    return Person(
        delegate.title, delegate.group, delegate.employer, delegate.contact_name, delegate.phone, delegate.address
    )


def _key(proposal: Proposal) -> str:
    if not proposal.key_item:
        return ""
    led = f"领办：{proposal.led_by}" if proposal.led_by else ""
    supervised = f"督办：{proposal.supervised_by}" if proposal.supervised_by else ""
    return "；".join(filter(None, [led, supervised])) or "是"


def _merged(proposal: Proposal) -> str:
    if proposal.merged_into:
        return f"本件并入{proposal.merged_into.case_number}，一并办理，单独答复。"
    children = "、".join(child.case_number for child in proposal.merged.order_by("timing", "serial"))
    return f"{children}并入本件，一并办理，分别答复。" if children else ""


def _days(assignment: Assignment) -> Iterator[Day]:
    found = {row.code: row for row in assignment.deadlines.filter(reply=None, request=None)}
    for code in ON_THE_SLIP:
        if code not in found or (code == RuleCode.REFUSE and assignment.binding):
            continue
        row = found[code]
        if code == RuleCode.REFUSE and assignment.refusal_until and assignment.refusal_until > row.due_on:
            yield Day(code.label, assignment.refusal_until, "交办机关准予逾期申请")
        else:
            yield Day(code.label, row.due_on, row.reason, row.provisional, row.extended_from)


# --- what went before -----------------------------------------------------------------------------


def _earlier(part: Assignment) -> Iterator[Earlier]:
    """Every 退办 asked for here, and how the part ended where that was not on request."""
    refusals = part.requests.filter(kind=RequestKind.REFUSAL).exclude(state=RequestState.RETRACTED)
    successor = Assignment.objects.filter(previous=part).select_related("unit").first()
    for request in refusals.select_related("unit"):
        wished = f"建议由{request.unit.printed_name}承办。" if request.unit else ""
        yield Earlier(
            part.unit.printed_name, localdate(request.asked_at), sentence(request.reason) + wished,
            _decision(request, successor), localdate(request.decided_at) if request.decided_at else None,
        )  # fmt: skip
    granted = any(request.state == RequestState.APPROVED for request in refusals)
    if successor and not granted:
        told = Event.objects.filter(model="assignment", object_id=part.pk, verb="reassign").last()
        yield Earlier(
            part.unit.printed_name, None, sentence(told.note) if told else "", f"改派{successor.unit.printed_name}",
            localdate(part.ended_at),
        )  # fmt: skip


def _decision(request: Request, successor: Assignment | None) -> str:
    """同意退办，改派县水务局：理由成立; the words of a ruling stand in its own record."""
    moved = f"改派{successor.unit.printed_name}" if successor else "免予承办"
    if request.arbiter:
        return f"{'裁定' + moved if request.state == RequestState.APPROVED else '裁定维持'}（见裁定记录）"
    said = request.get_state_display()
    if request.state == RequestState.APPROVED:
        said = f"同意退办，{moved}"
    elif request.state == RequestState.REJECTED:
        said = "不同意退办"
    return f"{said}：{sentence(request.decision)}" if request.decision else said


def _rulings(part: Assignment) -> Iterator[Ruling]:
    ruled = part.requests.filter(kind=RequestKind.REFUSAL).exclude(arbiter="")
    for request in ruled.exclude(decided_at=None):
        yield Ruling(
            unit=part.unit.printed_name,
            on=localdate(request.decided_at),
            arbiter=request.arbiter,
            arguments=request.arguments,
            decision=request.decision,
            result="改派" if request.state == RequestState.APPROVED else "维持",
        )


# --- 催办函 -----------------------------------------------------------------------------------------


def urging_of(slip: UrgingSlip) -> Urging:
    """The letter as it was sent: number, days and words are those of the slip."""
    part = slip.assignment
    proposal = part.proposal
    return Urging(
        number=slip.number,
        office=slip.office_name,
        office_contact=_contact_of(slip.office_name, proposal.session.assembly),
        on=localdate(slip.at),
        unit=part.unit.printed_name,
        role=part.get_role_display(),
        body=proposal.body,
        session=str(proposal.session),
        case_number=proposal.case_number,
        topic=proposal.title,
        lead=proposers(proposal),
        assigned_on=localdate(part.assigned_at),
        task=_task(slip),
        due_on=slip.due_on,
        answer_by=slip.answer_by,
        text=slip.text,
    )


def _task(slip: UrgingSlip) -> str:
    if slip.deadline is None:
        return (RuleCode.REPLY if slip.assignment.answers else RuleCode.CO_OPINION).label
    code = RuleCode(slip.deadline.code)
    return AGAIN.get(code, code.label)
