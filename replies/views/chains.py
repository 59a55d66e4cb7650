"""承办沿革: who had an item, one after the other, since when, and why it went on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from replies.models import Assignment, Event, Request
from replies.rules.vocabulary import RequestKind, RequestState

ENDINGS = ("reassign", "release", "revoke")


@dataclass(frozen=True)
class Link:
    """One unit's time with its part, and what ended it. `refusals` are those it asked for, in words."""

    part: Assignment
    why: str
    ended_by: str
    refusals: tuple[Request, ...]

    @property
    def ended_at(self) -> datetime | None:
        return self.part.ended_at


def chains_of(proposals: Collection[int]) -> dict[int, list[list[Link]]]:
    """For each case its chains: every part that still runs, or ended for good, with those before it."""
    parts = Assignment.objects.filter(proposal__in=proposals).select_related("unit", "assigned_by").order_by("pk")
    rows = list(parts)
    ends = {
        event.object_id: event
        for event in Event.objects.filter(proposal__in=proposals, model="assignment", verb__in=ENDINGS)
    }
    asked: dict[int, list[Request]] = {}
    refusals = Request.objects.filter(assignment__proposal__in=proposals, kind=RequestKind.REFUSAL)
    for request in refusals.exclude(state=RequestState.RETRACTED).select_related("unit", "decided_by").order_by("pk"):
        asked.setdefault(request.assignment_id, []).append(request)
    links = {row.pk: _link(row, ends.get(row.pk), asked.get(row.pk, [])) for row in rows}
    passed_on = {row.previous_id for row in rows}
    found: dict[int, list[list[Link]]] = {}
    for row in rows:
        if row.pk not in passed_on:
            found.setdefault(row.proposal_id, []).append(_chain(row, links))
    return found


def _link(row: Assignment, end: Event | None, refusals: list[Request]) -> Link:
    return Link(row, end.note if end else "", end.by_name if end else "", tuple(refusals))


def _chain(last: Assignment, links: dict[int, Link]) -> list[Link]:
    chain = [links[last.pk]]
    while chain[0].part.previous_id:
        chain.insert(0, links[chain[0].part.previous_id])
    return chain


def worth_telling(chains: list[list[Link]]) -> bool:
    """Is there more to say than who has it now?"""
    return any(len(chain) > 1 or not chain[0].part.is_live or chain[0].refusals for chain in chains)
