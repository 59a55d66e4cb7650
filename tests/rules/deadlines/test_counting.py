"""Month and working-day arithmetic by 民法典 arts. 200-202."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.rules.deadlines import Calendar, add_months, add_working_days, working_days_between

# 2026: National Day 1-7 October; 10 October (a Saturday) is worked.
HOLIDAYS = {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}
CALENDAR = Calendar(HOLIDAYS, frozenset({2026}))
DATES = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 3, 2), 3, date(2026, 6, 2)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_clipped_to_the_month(start, months, expected):
    assert add_months(start, months) == expected


@given(DATES, st.integers(1, 24))
def test_months_never_run_over_into_the_next_month(start, months):
    later = add_months(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day <= start.day


def test_the_day_of_the_event_is_not_counted():
    assert add_working_days(date(2026, 3, 2), 1, CALENDAR) == date(2026, 3, 3)


def test_working_days_skip_the_holiday_and_count_the_make_up_day():
    assert add_working_days(date(2026, 9, 30), 3, CALENDAR) == date(2026, 10, 10)


@given(DATES, st.integers(0, 60))
def test_counting_forth_and_back_agree(start, amount):
    end = add_working_days(start, amount, CALENDAR)
    assert working_days_between(start, end, CALENDAR) == amount
