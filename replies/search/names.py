"""The known name nearest to one that nobody bears: most likely what was meant."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

NEAR = 50  # of 100: one character of two, two of three or four


def nearest(name: str, known: Collection[str], *, limit: int = 3) -> list[str]:
    """The names most like `name`, the most alike first; empty when none is near."""
    found = process.extract(name, list(known), scorer=fuzz.ratio, score_cutoff=NEAR, limit=limit)
    return [hit for hit, _, _ in found]
