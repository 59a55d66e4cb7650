"""In or out of session: told by the day an item was received, never by a switch somebody has to remember.

What comes in from the first day of submission to the cut-off belongs to the meeting; what comes later is dealt with
between meetings and counted in a series of its own (domain.md §1.1: the rules of 阜阳 and 运城).
"""

from dataclasses import dataclass
from datetime import date

from .vocabulary import Timing


@dataclass(frozen=True)
class Submission:
    """The days in which items are handed in to one meeting, both included."""

    first: date
    last: date

    def timing_of(self, received_on: date) -> Timing:
        """ValueError before the first day: such an item belongs to the meeting before."""
        if received_on < self.first:
            raise ValueError(f"{received_on} is before the first day of submission")
        return Timing.IN_SESSION if received_on <= self.last else Timing.OUT_OF_SESSION


def submission(opened_on: date, closed_on: date, *, opens_on: date | None, cutoff: date | None) -> Submission:
    """The days of submission, which are those of the meeting itself where nothing else was announced."""
    return Submission(opens_on or opened_on, cutoff or closed_on)


def chinese_day(day: date) -> str:
    """2026年1月16日."""
    return f"{day.year}年{day.month}月{day.day}日"
