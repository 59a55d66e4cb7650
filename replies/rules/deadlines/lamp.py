"""What is left of a period: the lamp with its words, and the days on which somebody is reminded."""

import re
from dataclasses import dataclass
from datetime import date

from .calendar import Calendar
from .counting import working_days_between


@dataclass(frozen=True)
class Lamp:
    """The deadline lamp: a tone, and the words that always stand with it."""

    tone: str
    words: str


AMBER_WORKING_DAYS = 10


def lamp(due: date, today: date, calendar: Calendar) -> Lamp:
    """剩6个工作日, 今天到期 or 超期4天. Green above ten working days, amber up to ten, red when late."""
    if today > due:
        return Lamp("late", f"超期{(today - due).days}天")
    if today == due:
        return Lamp("warn", "今天到期")
    left = working_days_between(today, due, calendar)
    return Lamp("warn" if left <= AMBER_WORKING_DAYS else "good", f"剩{left}个工作日")


def ladder(text: str) -> tuple[int, ...]:
    """-10,-3,0,1 → the working days before (negative) and after a due date. ValueError with a Chinese message."""
    steps = [part.strip() for part in re.split(r"[,，、]", text) if part.strip()]
    for step in steps:
        if not re.fullmatch(r"[+-]?\d{1,3}", step):
            raise ValueError(f"“{step}”不是天数。请写成 -10,-3,0,1 这样，用逗号隔开。")
    return tuple(sorted({int(step) for step in steps}))
