"""裁定: refer 提交裁定, rule_to_move 裁定改派, rule_to_stay 裁定维持.

When units keep handing an item on, it is no longer for the dispatch office to decide: a county leader does, and
from then on the unit is bound (domain.md §2.3: coordinate, then the leader decides).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from replies.models import HandlingUnit, Proposal, Request
from replies.rules.vocabulary import RequestKind, RequestState

from .asking import decide, hold_request
from .assigning import move_part
from .errors import Refused
from .recording import lock, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def bounces(proposal: Proposal) -> int:
    """How often this item has been handed back already."""
    return bounces_of([proposal.pk])[proposal.pk]


def bounces_of(cases: Collection[int]) -> Counter[int]:
    """The same for many items at once."""
    granted = Request.objects.filter(kind=RequestKind.REFUSAL, state=RequestState.APPROVED)
    return Counter(granted.filter(assignment__proposal__in=cases).values_list("assignment__proposal", flat=True))


def goes_to_arbitration(proposal: Proposal) -> bool:
    """Would the next refusal granted be the one that the profile leaves to a leader?"""
    return bounces(proposal) + 1 >= proposal.session.assembly.profile.arbitration_after


def refer(request: Request, *, by: User, at: datetime, note: str = "") -> Request:
    """提交裁定, by a clerk or, from the profile's number of refusals on, by the system."""
    with transaction.atomic():
        held = hold_request(request, "refer", RequestKind.REFUSAL, by=by)
        return write(held, "refer", by=by, at=at, note=note)


def rule_to_move(
    request: Request, *, unit: HandlingUnit | None = None, arbiter: str, arguments: str, by: User, at: datetime,
    note: str,
) -> Request:  # fmt: skip
    """裁定改派: `unit` takes the part and is bound. A co-handling unit may be let go without a successor."""
    with transaction.atomic():
        ruled = _rule(request, "rule_to_move", arbiter, arguments, by=by, at=at, note=note)
        move_part(ruled, unit, by=by, at=at, binding=True)
        return ruled


def rule_to_stay(request: Request, *, arbiter: str, arguments: str, by: User, at: datetime, note: str) -> Request:
    """裁定维持: the unit that asked goes on and is bound."""
    with transaction.atomic():
        ruled = _rule(request, "rule_to_stay", arbiter, arguments, by=by, at=at, note=note)
        part = lock(ruled.assignment)
        part.binding = True
        part.save(update_fields=["binding"])
        return ruled


def _rule(request: Request, verb: str, arbiter: str, arguments: str, *, by: User, at: datetime, note: str) -> Request:
    """The record: who argued what, who decided, and the binding text (printed on the 交办单)."""
    held = hold_request(request, verb, RequestKind.REFUSAL, by=by, note=note)
    arbiter, arguments = arbiter.strip(), arguments.strip()
    if not arbiter:
        raise Refused("arbiter", "请写明由谁裁定。")
    if not arguments:
        raise Refused("arguments", "请写明各方意见。")
    return decide(held, verb, by=by, at=at, note=note, arbiter=arbiter, arguments=arguments)
