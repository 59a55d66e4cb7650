"""Plays one history: legal moves at random, and between them requests that must be refused."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.db import transaction

from tests import make

from . import illegal
from .checks import Watch
from .county import County
from .moves import Move, Table, offers

STEPS = (8, 18)
# Where the items of a history stand when it begins: made through the same actions, so that a short history goes far.
BEGINNINGS = (
    "logged",
    "filed",
    "assigned",
    "accepted",
    "drafted",
    "submitted",
    "approved",
    "signed",
    "delivered",
    "unanswered",
)


class Player:
    def __init__(self, county: County, number: int) -> None:
        self.county, self.number = county, number
        self.chance = Random(number)
        self.watch = Watch(county)
        self.at = make.at(days=1)
        self.told: list[str] = []

    def play(self) -> None:
        for _ in range(self.chance.randint(1, 2)):
            self._begin()
        for _ in range(self.chance.randint(*STEPS)):
            now = self.watch.look()
            table = Table(self.county, now, self.chance, self.at)
            if self.chance.random() < 0.25:
                self.told.append(illegal.attempt(table))
            moves = sorted(offers(table), key=lambda move: move.verb)  # each verb's offers together
            self._make(self._chosen(moves))
        self.watch.look()

    def _begin(self) -> None:
        stage = self.chance.choice(BEGINNINGS)
        how = {"body": self.chance.choice(["npc", "cppcc"])}
        if stage not in ("logged", "filed"):
            how |= {"unit": self.chance.choice(self.county.units[:2]), "role": self.chance.choice(["sole", "lead"])}
        self.told.append(f"begins: {stage} {how['body']}")
        getattr(make, stage)(self.county.cast, **how)

    def _chosen(self, moves: list[Move]) -> Move:
        """A verb first, then one of its offers: a verb that can be done to many things is not more likely for it."""
        weights = {move.verb: move.weight for move in moves}
        [verb] = self.chance.choices(list(weights), weights=list(weights.values()))
        return self.chance.choice([move for move in moves if move.verb == verb])

    def _make(self, move: Move) -> None:
        self.told.append(f"{self.at:%m-%d %H:%M} {move}")
        with transaction.atomic():
            move.act(by=move.who, at=self.at)
        self.at += self.chance.choice(PASSING)

    def story(self) -> str:
        return "\n".join([f"history {self.number} went wrong:", *self.told])


PASSING = (timedelta(minutes=7), timedelta(hours=5), timedelta(days=1), timedelta(days=4), timedelta(days=30))
