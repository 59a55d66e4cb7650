"""联名: invite_cosigner 征集联名, confirm 确认, decline 不参加, record 代录, lapse 逾期.

Nobody becomes a co-signer by being named: each confirms on their own account, or on paper, before the last day
(the national rule on 提案 and most provincial rules on 建议). Each confirmed one takes the next place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from replies.access import person
from replies.models import Cosigning, Delegate, Proposal, Sponsor
from replies.rules.timing import chinese_day
from replies.rules.vocabulary import CosigningState, DelegateKind, Timing
from replies.rules.workflow import STEPS

from .errors import NotNow, Refused
from .recording import by_whom, hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ANSWERS = ("confirm_cosigning", "decline_cosigning", "record_cosigning", "lapse_cosigning")


def invite_cosigner(
    proposal: Proposal, *, delegates: Sequence[Delegate], until: date, by: User, at: datetime
) -> list[Cosigning]:
    """征集联名: ask these delegates to sign, up to and including the day `until`."""
    with transaction.atomic():
        held = hold(proposal, "invite_cosigner", by=by)
        _check_until(held, until, localdate(at))
        _check_invited(held, delegates)
        invitations = []
        for delegate in delegates:
            cosigning = Cosigning.objects.create(proposal=held, delegate=delegate, until=until, invited_at=at)
            record("invite_cosigner", held, by=by, at=at, data={"cosigner": delegate.name, "until": until})
            invitations.append(cosigning)
    return invitations


def last_day(proposal: Proposal) -> date | None:
    """The last day on which an item of the meeting itself can be signed; none between meetings."""
    return proposal.session.submission.last if proposal.timing == Timing.IN_SESSION else None


def _check_until(proposal: Proposal, until: date, today: date) -> None:
    last = last_day(proposal)
    if last and today > last:
        raise NotNow(f"{proposal.session}提交已于{chinese_day(last)}截止，不能再“征集联名”。")
    if last and until > last:
        raise Refused("until", f"大会期间的{proposal.words.item}，联名最迟到提交截止日期（{chinese_day(last)}）。")
    if until < today:
        raise Refused("until", "联名截止日期早于今天，请核对。")


def _check_invited(proposal: Proposal, delegates: Sequence[Delegate]) -> None:
    if not delegates:
        raise Refused("delegates", f"请至少选一名{proposal.words.person}。")
    signed = set(Sponsor.objects.filter(proposal=proposal).values_list("delegate", flat=True))
    asked = set(proposal.cosignings.filter(state=CosigningState.INVITED).values_list("delegate", flat=True))
    for delegate in delegates:
        if delegate.assembly_id != proposal.session.assembly_id or not delegate.active:
            raise Refused("delegates", f"{delegate.name}不是{proposal.session.assembly}在任的{proposal.words.person}。")
        if delegate.kind == DelegateKind.DELEGATION:
            raise Refused("delegates", f"{delegate.name}是代表团，不能作为联名人。")
        if delegate.pk in signed:
            raise Refused("delegates", f"{delegate.name}已经是提出人，不用再邀请。")
        if delegate.pk in asked:
            raise Refused("delegates", f"已经邀请过{delegate.name}，正在等候确认。")


def confirm_cosigning(proposal: Proposal, *, by: User, at: datetime, opinion: str = "") -> Cosigning:
    """确认联名: the invited delegate signs, and takes the next place among the co-signers."""
    return _answer_oneself(proposal, "confirm_cosigning", CosigningState.CONFIRMED, opinion, by=by, at=at)


def decline_cosigning(proposal: Proposal, *, by: User, at: datetime, opinion: str = "") -> Cosigning:
    """不参加联名."""
    return _answer_oneself(proposal, "decline_cosigning", CosigningState.DECLINED, opinion, by=by, at=at)


def _answer_oneself(
    proposal: Proposal, verb: str, state: CosigningState, opinion: str, *, by: User, at: datetime
) -> Cosigning:
    with transaction.atomic():
        _check_unanswered(_mine(proposal, by), verb)
        held = hold(proposal, verb, by=by)
        cosigning = _mine(held, by)  # again, now that nobody else can answer it
        assert cosigning is not None  # noqa: S101 - hold() lets nobody by who was not asked
        _check_unanswered(cosigning, verb)
        _check_in_time(cosigning, at)
        _answer(cosigning, state, at=at, opinion=opinion)
        record(verb, held, by=by, at=at, note=opinion, data={"cosigner": cosigning.delegate.name})
    return cosigning


def _check_unanswered(mine: Cosigning | None, verb: str) -> None:
    if mine and mine.state != CosigningState.INVITED:
        raise NotNow(f"这份邀请{_answered(mine)}，不能再“{STEPS[verb].label}”。")


def _mine(proposal: Proposal, by: User) -> Cosigning | None:
    """The latest invitation of this person, answered or not."""
    mine = proposal.cosignings.filter(delegate=person(by).delegate).exclude(delegate=None)
    return mine.select_related("delegate").order_by("-id").first()


def _answered(cosigning: Cosigning) -> str:
    """How it was answered, by whose hand and when."""
    who = by_whom(cosigning.proposal, *ANSWERS, about=f'"{cosigning.delegate.name}"')
    return f"{cosigning.get_state_display()}{who}"


def record_cosigning(proposal: Proposal, *, delegate: Delegate, by: User, at: datetime, note: str) -> Cosigning:
    """代录联名确认: the signature is on paper; `note` says where it comes from."""
    with transaction.atomic():
        held = hold(proposal, "record_cosigning", by=by, note=note)
        cosigning = held.cosignings.filter(delegate=delegate).select_related("delegate").order_by("-id").first()
        if cosigning is None:
            raise Refused("delegate", f"还没有邀请{delegate.name}联名，请先“征集联名”。")
        if cosigning.state != CosigningState.INVITED:
            raise NotNow(f"{delegate.name}的邀请{_answered(cosigning)}，不能再“代录联名确认”。")
        _check_in_time(cosigning, at)
        _answer(cosigning, CosigningState.CONFIRMED, at=at)
        record("record_cosigning", held, by=by, at=at, note=note, data={"cosigner": delegate.name})
    return cosigning


def lapse_cosigning(cosigning: Cosigning, *, by: User, at: datetime) -> Cosigning:
    """联名逾期: the last day has passed without an answer."""
    with transaction.atomic():
        held = hold(cosigning.proposal, "lapse_cosigning", by=by)
        fresh = held.cosignings.select_related("delegate").get(pk=cosigning.pk)
        if fresh.state != CosigningState.INVITED:
            raise NotNow(f"{fresh.delegate.name}的邀请{_answered(fresh)}，不能再“联名逾期”。")
        if localdate(at) <= fresh.until:
            raise NotNow(f"联名到{chinese_day(fresh.until)}才截止，现在不能“联名逾期”。")
        _answer(fresh, CosigningState.LAPSED, at=at)
        record("lapse_cosigning", held, by=by, at=at, data={"cosigner": fresh.delegate.name})
    return fresh


def close_invitations(held: Proposal, *, at: datetime) -> None:
    """The item ends: nobody is asked any more. Part of the verb that ends it."""
    held.cosignings.filter(state=CosigningState.INVITED).update(state=CosigningState.LAPSED, answered_at=at)


def follow_sponsors(held: Proposal, sponsors: Sequence[Delegate], *, at: datetime) -> None:
    """The clerk corrected who signed: an invitation says the same, and whoever was struck out may be asked again."""
    signed = Q(delegate__in=[sponsor.pk for sponsor in sponsors])
    held.cosignings.filter(~signed, state=CosigningState.CONFIRMED).update(state=CosigningState.STRUCK, answered_at=at)
    asked = held.cosignings.filter(signed, state=CosigningState.INVITED)
    asked.update(state=CosigningState.CONFIRMED, answered_at=at)


def _check_in_time(cosigning: Cosigning, at: datetime) -> None:
    if localdate(at) > cosigning.until:
        raise NotNow(f"联名已于{chinese_day(cosigning.until)}截止。")


def _answer(cosigning: Cosigning, state: CosigningState, *, at: datetime, opinion: str = "") -> None:
    """The answer, and with a yes the next place among those who signed."""
    if len(opinion) > 200:
        raise Refused("opinion", f"意见请不超过200字，现有{len(opinion)}字。")
    cosigning.state, cosigning.answered_at, cosigning.opinion = state, at, opinion.strip()
    cosigning.save()
    if state != CosigningState.CONFIRMED:
        return
    seated = Sponsor.objects.filter(proposal=cosigning.proposal_id)
    place = max(seated.values_list("place", flat=True), default=0) + 1
    Sponsor.objects.get_or_create(
        proposal_id=cosigning.proposal_id, delegate=cosigning.delegate, defaults={"place": place}
    )
