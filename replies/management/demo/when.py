"""Days counted from today, so that the demo is always alive: something overdue, something due next week."""

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.timezone import get_current_timezone

from replies.models import office_calendar
from replies.rules.deadlines import due_date
from replies.rules.profiles import national_rule

MORNING = 8 * 60 + 35  # minutes of the day
NOON, LUNCH = 12 * 60, 2 * 60
STEP, JITTER = 26, 23  # minutes from one step of a case to the next on the same day
TOKEN = re.compile(r"\{([ym])([+-]\d+)?\}")


def read(name: str) -> Any:
    """One of the JSON files beside this module."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def fill(text: str, day: date) -> str:
    """{y} → 2026年, {y+1} → 2027年, {m-2} → the month two months before `day`, with its year."""

    def spell(found: re.Match[str]) -> str:
        shift = int(found[2] or 0)
        if found[1] == "y":
            return f"{day.year + shift}年"
        year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
        return f"{year}年{month + 1}月"

    return TOKEN.sub(spell, text)


class Clock:
    """When things happened: on working days, in office hours, never in the future."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.calendar = office_calendar()

    def day(self, offset: float) -> date:
        return self.today + timedelta(days=int(offset))

    def office_day(self, offset: float) -> date:
        """The working day on or before that day: going back keeps the order, and cannot reach the future."""
        day = self.day(offset)
        while not self.calendar.is_working(day):
            day -= timedelta(days=1)
        return day

    def handover(self, due: int) -> int:
        """The day of a 交办会, as an offset, whose replies fall due on that offset or, for a holiday, just before.

        Found from the due date, because holidays move it: what is meant to be late today must be late.
        """
        last, offset, rule = self.day(due), due - 80, national_rule("reply", "npc")
        while not self.calendar.is_working(self.day(offset)) or due_date(rule, self.day(offset), self.calendar) > last:
            offset -= 1
        return offset

    def moment(self, day: date, place: int, seed: int) -> datetime:
        """A moment of that day: later for a later `place`, with lunch break, and different for every `seed`."""
        minute = MORNING + STEP * (place % 14) + seed * 7 % JITTER
        minute += LUNCH if minute >= NOON else 0
        clock = time(minute // 60, minute % 60, (seed * 17 + place * 11) % 60)
        return datetime.combine(day, clock, get_current_timezone())
