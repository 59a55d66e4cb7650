"""告知书: what those who handed an item in are told, each on a page of their own (domain.md §2.2, §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from replies.letters.papers import Notice
from replies.letters.signoff import chinese_date
from replies.models import Delegate, Event, Proposal, Request
from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    LIVE_STATES,
    Body,
    DelegateKind,
    IntakeState,
    RequestKind,
    RequestState,
)

from .wording import proposers, sentence

# What a 告知书 can be about → what it is called on a page.
ABOUT = {
    "return": "退回告知书",
    "convert": "转社情民意告知书",
    "merge": "并案告知书",
    "withdraw": "终止办理告知书",
    "extension": "延期告知书",
}
DECIDED = {
    IntakeState.RETURNED: "return",
    IntakeState.CONVERTED: "convert",
    IntakeState.MERGED: "merge",
    IntakeState.WITHDRAWN: "withdraw",
}


@dataclass(frozen=True)
class Told:
    """The day, the end of the title, and the text; `you` in the text is 您 or 你们."""

    on: date
    title: str
    text: Callable[[str], tuple[str, ...]]


def told_of(proposal: Proposal) -> list[str]:
    """What there is to tell of this case now: keys of ABOUT."""
    decided = [DECIDED[IntakeState(proposal.state)]] if proposal.state in DECIDED else []
    return decided + (["extension"] if _extensions(proposal).exists() else [])


def notices_of(proposal: Proposal, about: str, delegates: Iterable[Delegate]) -> list[Notice]:
    """One 告知书 for each of these proposers. `about` is one of told_of(proposal)."""
    told = WRITERS[about](proposal)
    assembly = proposal.session.assembly
    name = f"{proposal.session}{proposal.case_number}{proposal.words.item}"
    return [
        Notice(
            session=str(proposal.session),
            title=f"关于{name}{told.title}的告知书",
            addressee=delegate.title,
            paragraphs=told.text("您" if delegate.kind == DelegateKind.PERSON else "你们"),
            office=assembly.office_name,
            office_contact=assembly.office_contact,
            on=told.on,
        )
        for delegate in delegates
    ]


def _received(proposal: Proposal, you: str) -> str:
    return f"{you}提出的《{proposal.title}》（{proposal.case_number}{proposal.words.item}）收悉。"


def _decision(proposal: Proposal, verb: str) -> Event:
    return Event.objects.filter(proposal=proposal, model="proposal", verb=verb).latest("id")


def _reasons(proposal: Proposal, note: str) -> tuple[str, ...]:
    """The coded reason with its ground, and what the clerk wrote."""
    coded = proposal.reason
    ground = f"（{coded.source}）" if coded and coded.source else ""
    lines = [f"理由：{coded.label}{ground}。" if coded else "", f"说明：{sentence(note)}" if note else ""]
    return tuple(filter(None, lines))


def _returned(proposal: Proposal) -> Told:
    told = _decision(proposal, "return")
    what = "不予立案" if proposal.body == Body.CPPCC else "予以退回"

    def text(you: str) -> tuple[str, ...]:
        return (
            f"{_received(proposal, you)}经审查，{what}。",
            *_reasons(proposal, told.note),
            f"{you}可以补充修改后重新提出；对此有疑问的，请与我们联系。",
        )

    return Told(localdate(told.at), what, text)


def _converted(proposal: Proposal) -> Told:
    told = _decision(proposal, "convert")
    item = proposal.words.item

    def text(you: str) -> tuple[str, ...]:
        return (
            f"{_received(proposal, you)}经审查，不作为{item}交办，转为社情民意，送有关部门在工作中研究参考。",
            *_reasons(proposal, told.note),
            f"{you}反映的情况我们会继续关注；对此有疑问的，请与我们联系。",
        )

    return Told(localdate(told.at), "转为社情民意", text)


def _merged(proposal: Proposal) -> Told:
    told, main = _decision(proposal, "merge"), proposal.merged_into
    assert main is not None  # noqa: S101 - the database pairs the state with it
    item = proposal.words.item

    def text(you: str) -> tuple[str, ...]:
        return (
            f"{_received(proposal, you)}经研究，与{proposers(main)}提出的《{main.title}》（{main.case_number}{item}）并案办理。",
            f"原因：{sentence(told.note)}",
            f"并案后由同一承办单位一并研究；{you}的{item}保留原案号，承办单位单独答复，由{you}单独评价。",
        )

    return Told(localdate(told.at), "并案办理", text)


def _withdrawn(proposal: Proposal) -> Told:
    told = _decision(proposal, "withdraw")
    item = proposal.words.item

    def text(you: str) -> tuple[str, ...]:
        return (
            f"{you}书面申请撤回《{proposal.title}》（{proposal.case_number}{item}）。"
            f"经核对，同意撤回，自{chinese_date(localdate(told.at))}起终止办理。",
            f"撤回情况：{sentence(told.note)}",
        )

    return Told(localdate(told.at), "终止办理", text)


def _extensions(proposal: Proposal) -> QuerySet[Request]:
    """The extensions granted to those who answer; in a merged item they are granted in the item it went into."""
    here = Q(assignment__proposal=proposal) | Q(assignment__followers__proposal=proposal)
    granted = Request.objects.filter(here, kind=RequestKind.EXTENSION, state=RequestState.APPROVED)
    responsible = granted.filter(assignment__role__in=ANSWERING_ROLES, assignment__state__in=LIVE_STATES)
    return responsible.select_related("assignment__unit").distinct()


def _extended(proposal: Proposal) -> Told:
    granted = list(_extensions(proposal).order_by("decided_at", "id"))

    def text(you: str) -> tuple[str, ...]:
        lines = []
        for row in granted:
            until = f"由{chinese_date(row.old_due_on)}延长至{chinese_date(row.until)}"
            lines.append(f"{row.assignment.unit.printed_name}答复的期限{until}。原因：{sentence(row.reason)}")
        return (
            f"{you}提出的《{proposal.title}》（{proposal.case_number}{proposal.words.item}）正在办理。"
            "因不能在原定期限内办结，经研究，同意承办单位延期答复：",
            *lines,
            f"延期期间承办单位将继续与{you}沟通。",
        )

    return Told(max(localdate(row.decided_at) for row in granted), "延长答复期限", text)


WRITERS: dict[str, Callable[[Proposal], Told]] = {
    "return": _returned,
    "convert": _converted,
    "merge": _merged,
    "withdraw": _withdrawn,
    "extension": _extended,
}
