"""What was handed in beside the office's copy: which words went, which came, marked so that a print shows it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, GONE, NEW = "same", "gone", "new"
LIKE = 0.4  # two lines less alike than this are two different lines, not one that was corrected


@dataclass(frozen=True)
class Piece:
    """Some words of a line: in both copies, only in what was handed in (gone), or only in the office's copy (new)."""

    kind: str
    text: str


def differences(handed_in: str, copy: str) -> list[list[Piece]]:
    """Both copies as one text, line by line. Empty when they say the same."""
    if handed_in == copy:
        return []
    before, after = handed_in.splitlines(), copy.splitlines()
    lines: list[list[Piece]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [[Piece(SAME, line)] for line in before[a:b]]
        else:
            for old, new in zip_longest(before[a:b], after[c:d]):
                lines += _changed(old, new)
    return lines


def _changed(old: str | None, new: str | None) -> Iterator[list[Piece]]:
    """One line that was corrected, or a whole line that went and one that came."""
    if old is None or new is None or SequenceMatcher(None, old, new, autojunk=False).ratio() < LIKE:
        if old is not None:
            yield [Piece(GONE, old)]
        if new is not None:
            yield [Piece(NEW, new)]
        return
    yield list(_pieces(old, new))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(SAME, old[a:b])
            continue
        if b > a:
            yield Piece(GONE, old[a:b])
        if d > c:
            yield Piece(NEW, new[c:d])
