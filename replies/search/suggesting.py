"""Which unit an item might go to, and why. Beside the empty field and never in it: somebody has to choose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from replies.models import Assignment, HandlingUnit, Proposal
from replies.rules.vocabulary import AssignmentRole

from .titles import bare

MOST_TITLES = 2000  # of the latest years
ALIKE = 50  # of 100: the same subject, not the same item (titles.py asks for more)
EARLIER = 5  # similar titles looked at for one item
LEADING = (AssignmentRole.SOLE, AssignmentRole.LEAD)
REGION = re.compile(r"^[县市区旗省]")  # 县水务局: a delegate writes 水务局


class Suggestion(NamedTuple):
    unit: HandlingUnit
    why: str


@dataclass(frozen=True)
class Handled:
    """An item of an earlier session, and the unit that led it."""

    year: int
    title: str
    unit_id: int
    role: str


class Memory:
    """What is known before the first item is looked at: read once for a whole page of items."""

    def __init__(self, units: Iterable[HandlingUnit], handled: Iterable[Handled]) -> None:
        self.units = {unit.pk: unit for unit in units}
        self.handled = list(handled)
        self.titles = [bare(row.title) for row in self.handled]

    @classmethod
    def read(cls) -> Memory:
        """The units in use, and who led which item, the latest first."""
        rows = (
            Assignment.objects.live()
            .filter(role__in=LEADING, unit__active=True)
            .order_by("-proposal__session__opened_on", "-pk")
            .values_list("proposal__session__opened_on", "proposal__title", "unit_id", "role")[:MOST_TITLES]
        )
        handled = (Handled(opened.year, title, unit, role) for opened, title, unit, role in rows)
        return cls(HandlingUnit.objects.filter(active=True), handled)

    def suggest(self, proposal: Proposal, limit: int = 3) -> list[Suggestion]:
        """The likeliest units first: whom the sponsor wishes, whose duty the title names, who had the like before."""
        found: dict[int, list[str]] = {}
        for unit, why in (*self._wished(proposal), *self._on_duty(proposal), *self._had_the_like(proposal)):
            found.setdefault(unit, []).append(why)
        return [Suggestion(self.units[unit], "；".join(whys[:2])) for unit, whys in list(found.items())[:limit]]

    def _wished(self, proposal: Proposal) -> list[tuple[int, str]]:
        wish = proposal.desired_unit
        return [(unit.pk, "提出人希望由其承办") for unit in self.units.values() if REGION.sub("", unit.name) in wish]

    def _on_duty(self, proposal: Proposal) -> list[tuple[int, str]]:
        """The unit with the most of its key words in the title first."""
        hits = {
            unit.pk: [word for word in _words(unit.keywords) if word in proposal.title] for unit in self.units.values()
        }
        best = sorted((pk for pk, words in hits.items() if words), key=lambda pk: -len(hits[pk]))
        return [(pk, f"题目里有“{'、'.join(hits[pk])}”") for pk in best]

    def _had_the_like(self, proposal: Proposal) -> list[tuple[int, str]]:
        year = proposal.session.opened_on.year
        earlier = {place: title for place, title in enumerate(self.titles) if self.handled[place].year < year}
        alike = process.extract(
            bare(proposal.title), earlier, scorer=fuzz.ratio, processor=None, score_cutoff=ALIKE, limit=EARLIER
        )
        rows = [self.handled[place] for _, _, place in alike]
        return [(row.unit_id, _memory(row, year)) for row in rows]


def suggest(proposal: Proposal, limit: int = 3) -> list[Suggestion]:
    """For one item. For many of them read a Memory once."""
    return Memory.read().suggest(proposal, limit)


def _words(keywords: str) -> list[str]:
    return [word for word in re.split(r"[、，,;；\s]+", keywords) if word]


def _memory(row: Handled, year: int) -> str:
    when = "去年" if row.year == year - 1 else f"{row.year}年"
    return f"{when}同类件《{row.title}》由其{AssignmentRole(row.role).label}"
