"""manage.py load_calendar [YEAR …]: the official holidays and make-up days of each published year."""

from datetime import date, timedelta

import chinese_calendar
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from replies.models import CalendarDay


class Command(BaseCommand):
    help = "载入国务院办公厅公布的节假日和调休安排（可写年份；不写则载入去年、今年和明年中已公布的）"

    def add_arguments(self, parser) -> None:
        parser.add_argument("years", nargs="*", type=int, metavar="年份")

    def handle(self, *args, years: list[int], **options) -> None:
        asked = bool(years)
        this_year = localdate().year
        for year in years or range(this_year - 2, this_year + 2):
            try:
                days = special_days(year)
            except NotImplementedError:
                if asked:
                    raise CommandError(f"{year}年的放假安排尚未收录；公布后请在“工作日历”里录入。") from None
                continue
            for day, (is_working, name) in days.items():
                CalendarDay.objects.update_or_create(day=day, defaults={"is_working": is_working, "name": name})
            self.stdout.write(f"{year}年：{len(days)}天")


def special_days(year: int) -> dict[date, tuple[bool, str]]:
    """The days of a year that differ from Monday to Friday. NotImplementedError for an unpublished year."""
    found = {}
    day = date(year, 1, 1)
    while day.year == year:
        works = chinese_calendar.is_workday(day)
        if works != (day.weekday() < 5):
            found[day] = (works, "调休上班" if works else "节假日")
        day += timedelta(days=1)
    return found
