"""工作日历: the official holidays and make-up days of each published year."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import chinese_calendar
import holidays
from django.db import models

from replies.rules.deadlines import Calendar

FEASTS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
UNNAMED = ("节假日", "调休上班")  # what rows were called before the feast was kept


class CalendarDay(models.Model):
    """One day that a year's notice names: a holiday, or a day worked to make up for one.

    A year with at least one day here counts as published.
    """

    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("是否工作日")
    name = models.CharField("节日或调休", max_length=30, help_text="例如：国庆节；调休上班（国庆节）")

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}　{self.name}　{'上班' if self.is_working else '放假'}"


def office_calendar() -> Calendar:
    """The calendar as the office has it; a year without one entry counts as not yet published."""
    rows = list(CalendarDay.objects.values_list("day", "is_working", "name"))
    return Calendar(
        {day: works for day, works, _ in rows},
        frozenset(day.year for day, _, _ in rows),
        {day: name for day, _, name in rows},
        legal_days,
    )


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """Every published year as it came with the program; asks no database."""
    years = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
    rows = {day: row for year in years for day, row in official_days(year).items()}
    return Calendar(
        {day: works for day, (works, _) in rows.items()},
        frozenset(years),
        {day: name for day, (_, name) in rows.items()},
        legal_days,
    )


def official_days(year: int) -> dict[date, tuple[bool, str]]:
    """What the State Council's notice for a year names: day → (worked?, feast). Empty while it is not published."""
    rest = {day: (False, FEASTS[feast]) for day, feast in chinese_calendar.holidays.items() if day.year == year}
    made_up = {
        day: (True, f"调休上班（{FEASTS[feast]}）")
        for day, feast in chinese_calendar.workdays.items()
        if day.year == year
    }
    return dict(sorted((rest | made_up).items()))


@lru_cache(maxsize=32)
def legal_days(year: int) -> Mapping[date, str]:
    """The days that 全国年节及纪念日放假办法 itself makes holidays: 13 since 2025, 除夕 among them.

    How they are joined to weekends and made up for stands only in the yearly notice, so a year without one is
    counted with these days alone.
    """
    found = holidays.China(years=year, observed=False, language="zh_CN")
    return {day: "除夕" if "除夕" in name else name for day, name in found.items() if not name.startswith("休息日")}
