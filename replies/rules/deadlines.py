"""Due dates: month and working-day arithmetic, and days left.

Counting follows 民法典 arts. 200-203: the day of the event is not counted; n months later means the same day
number, clipped to the month's last day; a last day that is a rest day moves to the next working day. A fixed
calendar date set by the year's notice does not move (domain.md §3).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    """Official holidays and make-up days. A year that is not published is counted Monday to Friday, 暂定."""

    days: Mapping[date, bool]  # date → is it a working day; only the days that differ from the weekly pattern
    years: frozenset[int]  # the years whose notice is published

    def is_working(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < 5)

    def is_provisional(self, day: date) -> bool:
        return day.year not in self.years

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


@dataclass(frozen=True)
class Rule:
    """How long something may take: an amount of "month", "working_day" or "calendar_day", and its legal source."""

    code: str
    amount: int
    unit: str
    source: str


REPLY = Rule("reply", 3, "month", "《代表法》第五十一条：自交办之日起三个月内答复")
REHANDLE = Rule("rehandle", 1, "month", "重新交办之日起一个月内再次答复（多数省级办法通行做法）")
CO_OPINION = Rule("co_opinion", 1, "month", "交办之日起一个月内向主办单位报送会办意见")


@dataclass(frozen=True)
class Due:
    """A due date with the reason it is this day, in words a clerk can repeat on the telephone."""

    on: date
    reason: str
    provisional: bool = False


def add_months(start: date, months: int) -> date:
    """The same day number n months later, clipped to the last day of that month."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_working_days(start: date, amount: int, calendar: Calendar) -> date:
    """The n-th working day after `start`; the day of the event is not counted."""
    day = start
    for _ in range(amount):
        day = calendar.next_working(day + timedelta(days=1))
    return day


def due_date(rule: Rule, start: date, calendar: Calendar, fixed: date | None = None) -> Due:
    """The last day of a rule counted from `start`; a `fixed` date of the year's notice overrides it, unmoved."""
    if fixed:
        return Due(fixed, "本年度交办通知规定的统一答复日期")
    if rule.unit == "working_day":
        last = add_working_days(start, rule.amount, calendar)
    elif rule.unit == "month":
        last = calendar.next_working(add_months(start, rule.amount))
    else:
        last = calendar.next_working(start + timedelta(days=rule.amount))
    return Due(last, rule.source, calendar.is_provisional(last))


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    day, count = start, 0
    while day < end:
        day += timedelta(days=1)
        count += calendar.is_working(day)
    return count


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
