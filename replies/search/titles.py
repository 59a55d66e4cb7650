"""Items with nearly the same title: a hint for whoever types or reviews, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz, process

from replies.models import Proposal, Session
from replies.rules.vocabulary import IntakeState

ALIKE = 62  # of 100, measured on pairs of real-looking titles (tests/search/test_titles.py)
SHORTEST = 4  # characters: with fewer everything is like everything
FRAME = re.compile(r"^关于|的(建议|提案|议案)$|(建议|提案)$|[\s《》“”、，。（）()]")
FILLER = re.compile(r"进一步|加快推进|加快|大力|切实|加强|推进|我县|我市|全县|全市")


@dataclass(frozen=True)
class Alike:
    """An earlier item and how like it is, of 100."""

    proposal: Proposal
    score: float


def bare(title: str) -> str:
    """The words that tell one item from another: without 关于…的建议, the marks, and what every title says."""
    core = FRAME.sub("", title)
    return FILLER.sub("", core) or core


class Titles:
    """The titles of some items, read once, to compare many with."""

    def __init__(self, proposals: Iterable[Proposal]) -> None:
        self._known = {proposal.pk: proposal for proposal in proposals}
        self._bare = {pk: bare(proposal.title) for pk, proposal in self._known.items()}

    def like(self, title: str, *, but: int | None = None, limit: int = 3) -> list[Alike]:
        """The items most like this title, the most alike first; `but` is the item itself."""
        wanted = bare(title)
        if len(wanted) < SHORTEST:
            return []
        found = process.extract(wanted, self._bare, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=limit + 1)
        return [Alike(self._known[pk], score) for _, score, pk in found if pk != but][:limit]


def comparable(session: Session) -> QuerySet[Proposal]:
    """The items of this meeting and the one before it of the same assembly, but those that were turned away."""
    earlier = Session.objects.filter(assembly=session.assembly_id, opened_on__lt=session.opened_on)
    last = earlier.order_by("-opened_on").values("pk")[:1]
    return (
        Proposal.objects.filter(Q(session=session) | Q(session__in=list(last.values_list("pk", flat=True))))
        .exclude(state__in=[IntakeState.RETURNED, IntakeState.WITHDRAWN])
        .select_related("session__assembly")
        .only("title", "case_number", "session__term", "session__meeting", "session__assembly__short_name")
    )
