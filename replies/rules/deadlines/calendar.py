"""The working calendar: which days are worked, and what the others are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"


def no_legal_days(year: int) -> Mapping[date, str]:
    return {}


def in_chinese(day: date) -> str:
    """2026年6月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


@dataclass(frozen=True)
class Calendar:
    """Official holidays and make-up days.

    A year whose notice is not published yet is counted Monday to Friday less the days that the law itself makes
    holidays (`legal`), and every date that looks into it is 暂定.
    """

    days: Mapping[date, bool]  # date → is it a working day; only the days that differ from the weekly pattern
    years: frozenset[int]  # the years whose notice is published
    names: Mapping[date, str] = field(default_factory=dict)  # 春节, 调休上班（春节）
    legal: Callable[[int], Mapping[date, str]] = no_legal_days  # year → its legal holidays by name

    def is_working(self, day: date) -> bool:
        if day in self.days:
            return self.days[day]
        return day.weekday() < 5 and not (self.is_provisional(day) and day in self.legal(day.year))

    def is_provisional(self, day: date) -> bool:
        return day.year not in self.years

    def name(self, day: date) -> str:
        """The feast, the make-up day it belongs to, or 周六, 周日; empty for an ordinary working day."""
        known = self.names.get(day, "") or (self.is_provisional(day) and self.legal(day.year).get(day, "")) or ""
        return known or (weekday(day) if day.weekday() >= 5 else "")

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day
