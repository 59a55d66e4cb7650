"""征询意见表 and 信封名单 of letters that are issued: what is printed on them, put together from what is stored."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from replies.letters.envelopes import Envelope, how_many
from replies.letters.opinion_form import OpinionFormContent
from replies.models import Delegate, OpinionForm, Proposal, Reply
from replies.rules.opinion_forms import DIGITS, check_digit, questions_of
from replies.rules.vocabulary import PRINTABLE_STATES, AssignmentRole, DelegateKind, ReplyKind


def forms_of(reply: Reply, base_url: str) -> list[OpinionFormContent]:
    """One form for each delegate who signed the item, the lead first (domain.md §5.3); `base_url` is this system's.

    None for a 会办意见, which no delegate sees, and for a letter that is not issued or was taken back. The number
    of a form is given when it is first printed and stays.
    """
    if reply.kind != ReplyKind.REPLY or reply.state not in PRINTABLE_STATES:
        return []
    sponsors = reply.assignment.proposal.ordered_sponsors()
    return [_content(reply, sponsors, place, base_url) for place in range(len(sponsors))]


def form_for(reply: Reply, delegate: Delegate) -> OpinionForm:
    """The form of this delegate for this letter; made when it is first asked for."""
    form, _ = OpinionForm.objects.get_or_create(reply=reply, delegate=delegate, defaults={"code": _new_code()})
    return form


def _new_code() -> str:
    """Drawn by lot, so that nobody can tell from one form the number of another."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return digits + check_digit(digits)


def _content(reply: Reply, sponsors: list[Delegate], place: int, base_url: str) -> OpinionFormContent:
    """What is printed on the form of the sponsor at this place."""
    delegate, proposal, letter = sponsors[place], reply.assignment.proposal, reply.content
    assembly, code = proposal.session.assembly, form_for(reply, sponsors[place]).code
    return OpinionFormContent(
        body=proposal.body,
        session=str(proposal.session),
        case_number=proposal.case_number,
        topic=proposal.title,
        sponsors=tuple(sponsor.name for sponsor in sponsors),
        unit=reply.assignment.unit.printed_name,
        co_units=_co_units(reply),
        document_number=reply.document_number,
        replied_on=letter.date,
        category=reply.class_at_reply or None,
        round=reply.round,
        addressee=delegate.title,
        group=delegate.group,
        signature=_signature(delegate, proposal),
        official=place == 0,
        questions=questions_of(assembly.profile.form_questions),
        return_to=assembly.office_name + (f"（{assembly.office_contact}）" if assembly.office_contact else ""),
        code=code,
        url=f"{base_url.rstrip('/')}/r/{code}/",
    )


def _co_units(reply: Reply) -> tuple[str, ...]:
    """Who gave their opinion to this letter's unit; there are none but where it leads."""
    helping = reply.assignment.proposal.assignments.live().filter(role=AssignmentRole.CO).order_by("id")
    return tuple(helping.values_list("unit__printed_name", flat=True))


def _signature(delegate: Delegate, proposal: Proposal) -> str:
    if delegate.kind == DelegateKind.ORGANISATION:
        return f"{proposal.words.item}单位（盖章）"
    return f"{proposal.words.person}签名"


def envelopes_of(replies: Iterable[Reply]) -> list[Envelope]:
    """One envelope a delegate, with all letters that go to them; a 会办意见 goes to its lead unit."""
    letters: dict[Delegate, list[str]] = {}
    opinions: dict[str, list[str]] = {}
    for reply in replies:
        if reply.kind == ReplyKind.CO_OPINION:
            for unit in reply.content.addressees:
                opinions.setdefault(unit, []).append(_enclosed(reply, []))
            continue
        sponsors = reply.assignment.proposal.ordered_sponsors()
        for delegate in sponsors:
            letters.setdefault(delegate, []).append(_enclosed(reply, sponsors))
    people = sorted(letters, key=lambda delegate: (delegate.assembly_id, delegate.sort_key, delegate.name, delegate.pk))
    return [_envelope(delegate, letters[delegate]) for delegate in people] + [
        Envelope(unit, "", "", "", "", tuple(lines)) for unit, lines in opinions.items()
    ]


def _envelope(delegate: Delegate, contents: list[str]) -> Envelope:
    return Envelope(
        recipient=delegate.title,
        employer=delegate.employer,
        address=delegate.address,
        postcode=delegate.postcode,
        phone=delegate.phone,
        contents=tuple(contents),
    )


def _enclosed(reply: Reply, sponsors: list[Delegate]) -> str:
    """清教发〔2026〕37号（第27号，王清和等2位代表）: the paper, and who else got the same letter."""
    proposal = reply.assignment.proposal
    case = proposal.case_number
    if len(sponsors) > 1:
        people = all(sponsor.kind == DelegateKind.PERSON for sponsor in sponsors)
        together = how_many(sponsors[0].name, len(sponsors), proposal.words.person if people else "提出人")
        case += f"，{together}"
    return f"{reply.document_number}（{case}）" if reply.document_number else f"{case}{reply.get_kind_display()}"
