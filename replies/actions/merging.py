"""并案: merge 并案, unmerge 取消并案."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Proposal
from replies.rules.vocabulary import SENT_STATES, IntakeState

from . import clock, following
from .cosigning import close_invitations
from .errors import NotNow, Refused
from .recording import allow, hold, lock, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def merge(proposal: Proposal, *, into: Proposal, by: User, at: datetime, note: str) -> Proposal:
    """并案: handled together with `into`, answered separately (domain.md §2.2)."""
    allow(by, "merge", proposal)
    if into.pk == proposal.pk:
        raise Refused("into", "不能并入自身，请选另一件。")
    with transaction.atomic():
        locked = _lock_both(proposal, into)
        held, into = hold(proposal, "merge", by=by, note=note), locked[into.pk]
        if into.session.assembly_id != held.session.assembly_id or into.state != IntakeState.FILED:
            raise Refused("into", "只能并入同一机构、已立案的另一件。")
        if held.assignments.live().exists():
            raise NotNow("此件已经交办，请先撤销交办再并案。")
        check_nothing_merged_into(held, "并案")
        close_invitations(held, at=at)
        merged = write(held, "merge", by=by, at=at, note=note, merged_into=into, data={"into": into.case_number})
        for part in into.assignments.live().answering().order_by("pk"):
            following.follow(lock(part), merged, by=by, at=at)
        return merged


def unmerge(proposal: Proposal, *, by: User, at: datetime, note: str) -> Proposal:
    """取消并案: filed again with a life of its own. Its units go on, each with the draft it has, by its own clock."""
    allow(by, "unmerge", proposal)
    with transaction.atomic():
        if proposal.merged_into:
            _lock_both(proposal, proposal.merged_into)
        held = hold(proposal, "unmerge", by=by, note=note)
        main = held.merged_into
        parts = [lock(part) for part in held.assignments.live().order_by("pk")]
        for part in parts:
            letter = lock(part.current_reply) if part.current_reply else None
            if letter and letter.state in SENT_STATES:
                raise NotNow(f"{part.unit}对此件的答复{letter.get_state_display()}，不能“取消并案”。")
        filed = write(
            held, "unmerge", by=by, at=at, note=note, merged_into=None, data={"from": main and main.case_number}
        )
        for part in parts:
            part.follows = None
            part.save(update_fields=["follows"])
            clock.begin_alone(part, on=localdate(at))
        return filed


def check_nothing_merged_into(held: Proposal, what: str) -> None:
    """NotNow while other items go with this one: they would be left without anybody who handles them."""
    numbers = "、".join(child.case_number for child in held.merged.order_by("timing", "serial"))
    if numbers:
        raise NotNow(f"{numbers}已并入此件，不能“{what}”；请先取消并案。")


def _lock_both(one: Proposal, other: Proposal) -> dict[int, Proposal]:
    """Both rows, the lower number first: two items must not be merged into each other at the same moment."""
    return {item.pk: lock(item) for item in sorted((one, other), key=lambda item: item.pk)}
