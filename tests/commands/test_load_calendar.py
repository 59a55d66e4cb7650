"""manage.py load_calendar: published years come in with their names; what an office changed stays."""

from datetime import date

import pytest
from django.core.management.base import CommandError

from replies.models import CalendarDay, DeadlineRule, Event, system_user
from replies.models.calendar import official_days
from tests import make
from tests.commands.conftest import run

pytestmark = pytest.mark.django_db
WORKED = date(2026, 10, 10)


def day(on: date) -> CalendarDay:
    return CalendarDay.objects.get(day=on)


def test_a_published_year_comes_in_with_its_names():
    assert run("load_calendar", "2026") == "2026年：39天\n"
    assert (day(WORKED).is_working, day(WORKED).name) == (True, "调休上班（国庆节）")
    assert day(date(2026, 10, 3)).name == "国庆节"
    assert not Event.objects.exists()  # no date hung on it yet


def test_a_second_run_changes_nothing():
    run("load_calendar", "2026")
    assert run("load_calendar", "2026") == "2026年：39天，没有变化\n"


def test_without_a_year_it_loads_what_is_published(time_machine):
    time_machine.move_to(make.START)
    assert run("load_calendar") == "2024年：36天\n2025年：33天\n2026年：39天\n"


def test_a_year_not_published_is_named():
    with pytest.raises(CommandError, match=r"^2027年的放假安排尚未收录；公布后请在“时限”页录入当年放假通知。$"):
        run("load_calendar", "2027")


def test_what_the_office_changed_stays_and_is_named():
    run("load_calendar", "2026")
    CalendarDay.objects.filter(day=date(2026, 9, 20)).update(is_working=False, name="本县放假")
    CalendarDay.objects.filter(day=WORKED).delete()
    CalendarDay.objects.create(day=date(2026, 8, 8), is_working=True, name="本县上班")

    assert run("load_calendar", "2026") == (
        "2026年：39天，没有变化\n"
        "  2026-08-08 保持本单位的安排：上班（本县上班）；国务院的安排：未列出\n"
        "  2026-09-20 保持本单位的安排：放假（本县放假）；国务院的安排：上班（调休上班（国庆节））\n"
        "  2026-10-10 保持本单位的安排：未列出；国务院的安排：上班（调休上班（国庆节））\n"
        "  要按国务院的安排改回来，请加 --replace。\n"
    )
    assert day(date(2026, 9, 20)).name == "本县放假"
    assert not CalendarDay.objects.filter(day=WORKED).exists()


def test_replace_brings_back_the_official_days():
    run("load_calendar", "2026")
    CalendarDay.objects.filter(day=WORKED).update(is_working=False, name="本县放假")
    run("load_calendar", "2026", "--replace")
    assert (day(WORKED).is_working, day(WORKED).name) == (True, "调休上班（国庆节）")


def test_rows_from_before_feasts_had_names_are_named():
    for on, (works, _) in official_days(2026).items():
        if works == (on.weekday() >= 5):  # then only what differs from the week was kept
            CalendarDay.objects.create(day=on, is_working=works, name="调休上班" if works else "节假日")
    assert run("load_calendar", "2026") == "2026年：39天\n"
    assert (day(date(2026, 10, 1)).name, day(WORKED).name) == ("国庆节", "调休上班（国庆节）")


def test_a_newly_loaded_year_moves_dates_with_an_event_each(cast, time_machine):
    time_machine.move_to(make.at(days=1))
    DeadlineRule.objects.filter(code="reply").update(amount=25, unit="working_day", longest=None)
    part = make.assigned(cast)
    assert (part.due_on, part.main_deadline.provisional) == (date(2026, 4, 6), True)

    said = run("load_calendar", "2026")  # 6 April, a Monday, is 清明

    part.refresh_from_db()
    assert (part.due_on, part.main_deadline.provisional) == (date(2026, 4, 7), False)
    assert said == "2026年：39天，1个期限随之调整\n"
    [event] = Event.objects.filter(verb="redate")
    assert (event.by, event.changes["due_on"]) == (system_user(), ["2026-04-06", "2026-04-07"])
    assert part.deadlines.get(code="first_contact").provisional is False
