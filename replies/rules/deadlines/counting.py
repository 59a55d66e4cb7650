"""Month and working-day arithmetic (民法典 arts. 200-202)."""

from calendar import monthrange
from datetime import date, timedelta

from .calendar import Calendar


def add_months(start: date, months: int) -> date:
    """The same day number n months later, clipped to the last day of that month (art. 202)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_working_days(start: date, amount: int, calendar: Calendar) -> date:
    """The n-th working day after `start`; the day of the event is not counted (art. 201)."""
    day = start
    for _ in range(amount):
        day = calendar.next_working(day + timedelta(days=1))
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    day, count = start, 0
    while day < end:
        day += timedelta(days=1)
        count += calendar.is_working(day)
    return count


def yearly_date(month_day: str, after: date) -> date:
    """The first 06-30 after a day; 02-29 is the last of February in a year that has none."""
    month, day = (int(part) for part in month_day.split("-"))
    for year in (after.year, after.year + 1):
        found = date(year, month, min(day, monthrange(year, month)[1]))
        if found > after:
            return found
    raise ValueError(f"“{month_day}”不是日期。")
