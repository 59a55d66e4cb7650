"""工作日历: the official holidays and make-up days of each published year."""

from datetime import date

from django.db import models

from replies.rules.deadlines import Calendar


class CalendarDay(models.Model):
    """One day that differs from the weekly pattern, or one day that marks its year as published."""

    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("是否工作日")
    name = models.CharField("节日或调休", max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}　{self.name}　{'上班' if self.is_working else '放假'}"


def office_calendar() -> Calendar:
    """The calendar as the office has it; a year without one entry counts as not yet published."""
    days: dict[date, bool] = dict(CalendarDay.objects.values_list("day", "is_working"))
    return Calendar(days, frozenset(day.year for day in days))
