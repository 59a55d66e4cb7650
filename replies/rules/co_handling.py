"""会办 at a glance: where a co-handling unit's opinion stands, and one badge for a case: that of its worst unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .vocabulary import ReplyState, Term

SOON_DAYS = 15  # calendar days, as in the list's filter “15天内到期”


class Standing(Term):
    """From the best to the worst."""

    TAKEN = "taken", "已接收", "good"
    SENT = "sent", "已报送"
    AWAITED = "awaited", "待报"
    SOON = "soon", "临期", "warn"
    LATE = "late", "超期", "late"


@dataclass(frozen=True)
class OpinionPart:
    """One co-handling unit: when its opinion is due, and the state of its current letter ("" without one)."""

    unit: str
    due_on: date
    letter: str = ""


@dataclass(frozen=True)
class Badge:
    tone: str
    words: str


def standing(part: OpinionPart, today: date) -> Standing:
    if part.letter == ReplyState.TAKEN:
        return Standing.TAKEN
    if part.letter == ReplyState.DELIVERED:
        return Standing.SENT
    left = (part.due_on - today).days
    if left < 0:
        return Standing.LATE
    return Standing.SOON if left <= SOON_DAYS else Standing.AWAITED


def badge(parts: Sequence[OpinionPart], today: date) -> Badge | None:
    """The case's one badge; None where nobody gives an opinion."""
    if not parts:
        return None
    found = [standing(part, today) for part in parts]
    worst = max(found, key=list(Standing).index)
    if worst not in (Standing.SOON, Standing.LATE):
        return Badge(worst.tone, _counted(found))
    those = [part for part, each in zip(parts, found, strict=True) if each == worst]
    first = min(those, key=lambda part: part.due_on)
    who = first.unit if len(those) == 1 else f"{first.unit}等{len(those)}家"
    return Badge(worst.tone, f"会办：{who}{_days(first.due_on, today)}")


def _counted(found: Sequence[Standing]) -> str:
    """会办 3家，待报2家，已接收1家."""
    counts = [
        f"{each.label}{found.count(each)}家"
        for each in (Standing.AWAITED, Standing.SENT, Standing.TAKEN)
        if each in found
    ]
    return "，".join([f"会办 {len(found)}家", *counts])


def _days(due_on: date, today: date) -> str:
    days = (due_on - today).days
    if days < 0:
        return f"超期{-days}天"
    return f"还有{days}天到期" if days else "今天到期"
