"""通知: notify writes what others are told of a deed, with the deed; mark_read 标为已读.

recording.record() calls notify() as its last act, so every door is covered. What is to leave the house stands in
Dispatch rows of the same transaction and is sent by sending.py once that is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet

from replies.models import Assignment, Cosigning, Delegate, Dispatch, Event, Notice, Proposal, Reply, Request, Staff
from replies.rules.deadlines import in_chinese
from replies.rules.notices import Audience, Part, Tell, in_words, short, told
from replies.rules.vocabulary import (
    LIVE_STATES,
    OPINION_ROLES,
    AssignmentRole,
    Body,
    NoticeChannel,
    RuleCode,
)
from replies.rules.workflow import Role

from .gateways import channels
from .sending import send_in_background

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OFFICE_OF = {Body.NPC: Role.NPC_CLERK, Body.CPPCC: Role.CPPCC_CLERK}
UNIT_ROLE = {Audience.UNIT: Role.DRAFTER, Audience.REVIEWERS: Role.REVIEWER, Audience.SIGNERS: Role.SIGNER}
ADDRESS_LENGTH = 120


@dataclass(frozen=True)
class Recipient:
    """Somebody with an account, and where else they can be reached."""

    user_id: int
    email: str
    phone: str = ""

    def addresses(self) -> Iterator[tuple[str, str]]:
        known = {NoticeChannel.EMAIL: self.email, NoticeChannel.MESSAGE: self.phone}
        for channel in channels():
            if known[channel]:
                yield channel, known[channel][:ADDRESS_LENGTH]


def notify(event: Event, thing: Model) -> None:
    """Write the notices of one event. Nobody is told of their own deed, and nobody twice of the same."""
    if not isinstance(thing, Proposal | Assignment | Reply | Request):
        return
    changes = event.changes
    tells = told(event.verb, changes.get("code", ""))
    if not tells or _nothing_moved(event, changes):
        return
    proposal, part = _case_of(thing)
    words = _words(event, thing, proposal, part, changes)
    texts: dict[Recipient, str] = {}
    for tell in tells:
        if _is_for(tell, part):
            for recipient in _audience(tell.to, proposal, part):
                if recipient.user_id != event.by_id and not any(r.user_id == recipient.user_id for r in texts):
                    texts[recipient] = in_words(tell, words)
    _write(event, texts)


def mark_read(notices: QuerySet[Notice], *, by: User, at: datetime) -> int:
    """标为已读 what is addressed to `by`; how many were new. A private mark: no event."""
    return notices.filter(to=by, read_at=None).update(read_at=at)


def _write(event: Event, texts: dict[Recipient, str]) -> None:
    if not texts:
        return
    notices = Notice.objects.bulk_create(
        Notice(to_id=who.user_id, proposal_id=event.proposal_id, verb=event.verb, text=text, at=event.at)
        for who, text in texts.items()
    )
    dispatches = Dispatch.objects.bulk_create(
        Dispatch(notice=notice, channel=channel, address=address)
        for notice, who in zip(notices, texts, strict=True)
        for channel, address in who.addresses()
    )
    if dispatches:
        send_in_background.enqueue([dispatch.pk for dispatch in dispatches])


def _nothing_moved(event: Event, changes: dict[str, Any]) -> bool:
    """A day that only became certain, or rests on another ground, is no news."""
    return event.verb == "redate" and len(set(changes.get("due_on", ()))) == 1


def _case_of(thing: Proposal | Assignment | Reply | Request) -> tuple[Proposal, Assignment | None]:
    if isinstance(thing, Proposal):
        return thing, None
    part = thing if isinstance(thing, Assignment) else thing.assignment
    return part.proposal, part


def _is_for(tell: Tell, part: Assignment | None) -> bool:
    if tell.part == Part.ANY or part is None:
        return True
    return (part.role in OPINION_ROLES) == (tell.part == Part.OPINION)


# --- the words --------------------------------------------------------------------------------------


def _words(
    event: Event, thing: Model, proposal: Proposal, part: Assignment | None, changes: dict[str, Any]
) -> dict[str, str]:
    """Every token of rules/notices.py; empty where this deed has no such thing."""
    moved = changes["due_on"] if event.verb == "redate" else ()
    due = moved[1] if moved else changes.get("due") or getattr(thing, "due_on", None)
    until = changes.get("until") or changes.get("answer_by") or getattr(thing, "until", None)
    return {
        "case": _named(proposal),
        "unit": part.unit.name if part else "",
        "role": part.get_role_display() if part else "",
        "due": _day(due),
        "old_due": _day(moved[0]) if moved else "",
        "until": _day(until[-1] if isinstance(until, list) else until),
        "note": _reason(event, proposal),
        "by": event.by_name,
        "into": _named(proposal.merged_into) if event.verb == "merge" and proposal.merged_into else "",
        "to_unit": str(changes.get("to", "")),
        "period": RuleCode(changes["code"]).label if "code" in changes else "",
        "left": changes.get("left", ""),
    }


def _named(proposal: Proposal) -> str:
    return f"{proposal}{proposal.words.item}《{short(proposal.title)}》"


def _reason(event: Event, proposal: Proposal) -> str:
    """The coded reason of a 退回 or 转办, and what the officer wrote."""
    coded = proposal.reason.label if event.verb in ("return", "convert") and proposal.reason else ""
    return "；".join(part for part in (coded, event.note) if part)


def _day(day: date | str | None) -> str:
    if not day:
        return ""
    return in_chinese(day if isinstance(day, date) else date.fromisoformat(day))


# --- the people -------------------------------------------------------------------------------------


def _audience(to: Audience, proposal: Proposal, part: Assignment | None) -> Iterable[Recipient]:
    if to == Audience.SPONSORS:
        return _delegates(Delegate.objects.filter(sponsor__proposal=proposal))
    if to == Audience.INVITED:
        # Each invitation has its own event, written right after it.
        asked = Cosigning.objects.filter(proposal=proposal).latest("id")
        return _delegates(Delegate.objects.filter(pk=asked.delegate_id))
    if to == Audience.FOR_THE_LEAD:
        lead = Delegate.objects.filter(sponsor__proposal=proposal, sponsor__place=1)
        return [] if _delegates(lead) else _officers(_posts(Audience.OFFICE, proposal, part))
    return _officers(_posts(to, proposal, part))


def _posts(to: Audience, proposal: Proposal, part: Assignment | None) -> Q:
    """Which posts an audience is made of."""
    if to in UNIT_ROLE:
        return Q(role=UNIT_ROLE[to], unit=part.unit_id if part else None)
    if to == Audience.OFFICE:
        return Q(role=OFFICE_OF[Body(proposal.body)])
    if to == Audience.DISPATCH:
        return Q(role__in=[OFFICE_OF[Body(proposal.body)], Role.GOVERNMENT_CLERK])
    live = Assignment.objects.filter(proposal=proposal, state__in=LIVE_STATES)
    if to == Audience.LEAD_UNIT:
        live = live.filter(role=AssignmentRole.LEAD)
    return Q(role=Role.DRAFTER, unit__in=live.values("unit"))


def _officers(posts: Q) -> list[Recipient]:
    found = Staff.objects.filter(posts, user__is_active=True).exclude(unit__active=False)
    return [Recipient(*row) for row in found.order_by("user_id").values_list("user_id", "user__email").distinct()]


def _delegates(found: QuerySet[Delegate]) -> list[Recipient]:
    """Those with an account; the others get the printed 告知书."""
    rows = found.filter(user__is_active=True, active=True).order_by("user_id").distinct()
    return [Recipient(*row) for row in rows.values_list("user_id", "user__email", "phone")]
