"""What a move is, and how the modules beside this one offer theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.timezone import localdate

from replies.models import Assignment, Cosigning, Proposal, Reply, Request

from ..county import County, Moment

Act = Callable[..., Any]
Offer = Callable[["Table", Any], Iterator[tuple[User, Act]]]


@dataclass
class Table:
    """Where the player sits: the county at this moment, and the dice."""

    county: County
    now: Moment
    chance: Random
    at: datetime

    @property
    def today(self) -> date:
        return localdate(self.at)


@dataclass(frozen=True)
class Move:
    verb: str
    weight: int
    thing: Model | None
    who: User
    act: Act

    def __str__(self) -> str:
        return f"{self.who.first_name} {self.verb} {self.thing or ''}"


OFFERS: list[tuple[str, int, type[Model] | None, Offer]] = []


def offer(verb: str, model: type[Model] | None, weight: int = 1) -> Callable[[Offer], Offer]:
    """The generator below says by whom and how `verb` may be done to a `model` now; nothing where it may not."""

    def keep(judge: Offer) -> Offer:
        OFFERS.append((verb, weight, model, judge))
        return judge

    return keep


def offers(table: Table) -> Iterator[Move]:
    now = table.now
    rows = {
        Proposal: now.cases.values(), Assignment: now.parts.values(), Reply: now.letters.values(),
        Request: now.requests.values(), Cosigning: now.invitations, None: [None],
    }  # fmt: skip
    for verb, weight, model, judge in OFFERS:
        for thing in rows[model]:
            for who, act in judge(table, thing):
                yield Move(verb, weight, thing, who, act)
