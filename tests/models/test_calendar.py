"""The calendars: the office's own, the one that came with the program, and the legal days of a year not announced."""

from datetime import date

import pytest

from replies.models import CalendarDay, office_calendar, shipped_calendar
from replies.models.calendar import FEASTS, legal_days, official_days

D = date.fromisoformat
NOTICES = {  # as the State Council announced them: holidays by feast, days worked in return
    2025: ("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11", 28),
    2026: ("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10", 33),
}


@pytest.mark.parametrize("year", NOTICES)
def test_a_published_year_has_its_holidays_and_its_make_up_days(year):
    made_up, rest = NOTICES[year]
    days = official_days(year)
    assert [day for day, (works, _) in days.items() if works] == [D(day) for day in made_up.split()]
    assert sum(not works for works, _ in days.values()) == rest


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-02-17", "春节"),
        ("2026-02-28", "调休上班（春节）"),
        ("2026-10-10", "调休上班（国庆节）"),
        ("2026-04-04", "清明节"),
        ("2026-03-07", "周六"),
        ("2026-03-02", ""),
    ],
)
def test_every_day_has_its_real_name(day, name):
    assert shipped_calendar().name(D(day)) == name


def test_every_feast_of_the_source_has_a_chinese_name():
    names = {name for year in shipped_calendar().years for _, name in official_days(year).values()}
    assert names <= set(FEASTS.values()) | {f"调休上班（{feast}）" for feast in FEASTS.values()}


def test_a_year_that_is_not_published_is_empty_and_no_error():
    assert official_days(2027) == {}


def test_since_2025_the_law_has_thirteen_days_with_new_years_eve():
    days = legal_days(2027)
    assert sorted(days) == [
        D(day)
        for day in (
            "2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09 "
            "2027-09-15 2027-10-01 2027-10-02 2027-10-03"
        ).split()
    ]
    assert (days[D("2027-02-05")], days[D("2027-06-09")]) == ("除夕", "端午节")


@pytest.mark.parametrize("year", [2027, 2030, 2050, 2099])
def test_no_substitute_days_are_invented(year):
    assert len(legal_days(year)) == 13


def test_a_year_beyond_every_table_is_still_counted():
    assert shipped_calendar().is_working(D("2150-03-02")) is True


def test_in_a_year_not_announced_the_legal_days_are_free():
    calendar = shipped_calendar()
    assert (calendar.is_working(D("2027-02-08")), calendar.name(D("2027-02-08"))) == (False, "春节")
    assert (calendar.is_working(D("2027-02-09")), calendar.is_provisional(D("2027-02-09"))) == (True, True)


def test_in_an_announced_year_only_the_notice_counts(db):
    CalendarDay.objects.create(day=D("2027-01-01"), is_working=False, name="元旦")
    calendar = office_calendar()
    assert (calendar.is_working(D("2027-02-08")), calendar.is_provisional(D("2027-02-08"))) == (True, False)


def test_the_office_calendar_carries_the_names(db):
    CalendarDay.objects.create(day=D("2027-02-20"), is_working=True, name="调休上班（春节）")
    calendar = office_calendar()
    assert (calendar.is_working(D("2027-02-20")), calendar.name(D("2027-02-20"))) == (True, "调休上班（春节）")


def test_the_shipped_calendar_asks_no_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        shipped_calendar().is_working(D("2026-10-01"))
