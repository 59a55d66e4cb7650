"""manage.py load_calendar [YEAR …]: the official holidays and make-up days of each published year.

A year that the office has already, whether loaded before or typed in, is the office's own: what differs there from
the official notice is named and left alone, unless `--replace` is given. Dates that a newly loaded year moves are
moved as if the notice had been typed in, each with its event.
"""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from replies.actions import redating
from replies.actions.errors import Refused
from replies.models import CalendarDay, system_user
from replies.models.calendar import UNNAMED, official_days
from replies.rules.holiday_notice import NoticeDay

Day = tuple[bool, str]  # is it worked, and what it is called


class Command(BaseCommand):
    help = "载入国务院办公厅公布的节假日和调休安排（可写年份；不写则载入前年到明年中已公布的）"

    def add_arguments(self, parser) -> None:
        parser.add_argument("years", nargs="*", type=int, metavar="年份")
        parser.add_argument("--replace", action="store_true", help="手工改过的日子也按国务院的安排改回来")

    def handle(self, *args, years: list[int], replace: bool, **options) -> None:
        this_year = localdate().year
        for year in years or range(this_year - 2, this_year + 2):
            official = official_days(year)
            if official:
                self._load(year, official, replace)
            elif years:
                raise CommandError(f"{year}年的放假安排尚未收录；公布后请在“时限”页录入当年放假通知。")

    def _load(self, year: int, official: dict[date, Day], replace: bool) -> None:
        stored = {row.day: (row.is_working, row.name) for row in CalendarDay.objects.filter(day__year=year)}
        own = _own(stored, official) if stored and not replace else {}
        wanted = {day: own.get(day, row) for day, row in (official | own).items() if own.get(day, row)}
        self.stdout.write(f"{year}年：{self._enter(year, wanted)}")
        for day, row in sorted(own.items()):
            kept, theirs = _words(row), _words(official.get(day))
            self.stdout.write(f"  {day} 保持本单位的安排：{kept}；国务院的安排：{theirs}")
        if own:
            self.stdout.write("  要按国务院的安排改回来，请加 --replace。")

    def _enter(self, year: int, wanted: dict[date, Day]) -> str:
        plan = redating.plan_calendar(year, [NoticeDay(day, *row) for day, row in wanted.items()])
        count = f"{len(wanted)}天"
        if not (plan.old or plan.moves or plan.settled):  # a new installation: no date hangs on it yet
            rows = (CalendarDay(day=day, is_working=works, name=name) for day, (works, name) in wanted.items())
            CalendarDay.objects.bulk_create(rows)
            return count
        try:
            redating.apply(plan, by=system_user(), at=now())
        except Refused:
            return f"{count}，没有变化"
        return count + (f"，{len(plan.moves)}个期限随之调整" if plan.moves else "")


def _own(stored: dict[date, Day], official: dict[date, Day]) -> dict[date, Day | None]:
    """The days that the office has otherwise; None where it took one out.

    Rows from the time when feasts had no names and free weekends had no rows are not the office's own doing.
    """
    changed: dict[date, Day | None] = {
        day: row
        for day, row in stored.items()
        if row != official.get(day) and not (row[1] in UNNAMED and row[0] == official.get(day, (None,))[0])
    }
    taken_out = [day for day, (works, _) in official.items() if day not in stored and works == (day.weekday() >= 5)]
    return changed | dict.fromkeys(taken_out)


def _words(row: Day | None) -> str:
    if row is None:
        return "未列出"
    works, name = row
    return f"{'上班' if works else '放假'}（{name}）"
