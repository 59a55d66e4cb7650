"""提醒: which rung of the ladder a period stands on today."""

from collections.abc import Iterable
from datetime import date

from .deadlines import Calendar, working_days_between
from .vocabulary import RuleCode

# The periods somebody is reminded of. 申请退办 is a right that lapses, and 公开 is not followed here.
REMINDED_OF = (
    RuleCode.ACCEPT, RuleCode.FIRST_CONTACT, RuleCode.CO_OPINION, RuleCode.CO_REDO, RuleCode.REPLY,
    RuleCode.DECIDE_REFUSAL, RuleCode.FEEDBACK, RuleCode.REHANDLE,
)  # fmt: skip


def position(due: date, today: date, calendar: Calendar) -> int:
    """Where `today` stands: -3 is three working days before the last day, 0 the last day, 1 the first one late."""
    if today <= due:
        return -working_days_between(today, due, calendar)
    return working_days_between(due, today, calendar)


def rung(ladder: Iterable[int], start: date, due: date, today: date, calendar: Calendar) -> int | None:
    """The last rung that has been reached, or None. After some days without a run only this one is climbed.

    A rung that lies on the first day or before it is left out: nobody is reminded of what they have just been told.
    """
    length = working_days_between(start, due, calendar)
    here = position(due, today, calendar)
    reached = [step for step in ladder if -length < step <= here]
    return max(reached, default=None)
