"""Which rung of the ladder a period stands on: March and April 2026, in which 清明 (4 to 6 April) is a holiday."""

from datetime import date

import pytest

from replies.rules.deadlines import Calendar
from replies.rules.reminders import position, rung

CALENDAR = Calendar({date(2026, 4, 6): False}, frozenset({2026}))  # Monday after 清明; 4 and 5 April are a weekend
LADDER = (-10, -3, 0, 1, 5)
START, DUE = date(2026, 3, 2), date(2026, 3, 31)  # a Monday; a Tuesday


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 16), None),  # 11 working days left: 17-20, 23-27, 30, 31
        (date(2026, 3, 17), -10),
        (date(2026, 3, 25), -10),  # 4 left: 26, 27, 30, 31
        (date(2026, 3, 26), -3),
        (date(2026, 3, 30), -3),
        (date(2026, 3, 31), 0),
        (date(2026, 4, 1), 1),
        (date(2026, 4, 3), 1),  # the third day late: 1, 2, 3 April
        (date(2026, 4, 7), 1),  # the fourth, because the holiday does not count
        (date(2026, 4, 8), 5),
        (date(2026, 12, 1), 5),  # long after the last rung
    ],
)
def test_the_last_rung_reached(today, expected):
    assert rung(LADDER, START, DUE, today, CALENDAR) == expected


def test_a_short_period_has_no_rung_on_its_first_day():
    """Five working days, 2 March to 9 March: ten days before would be earlier than the beginning."""
    due = date(2026, 3, 9)
    assert rung(LADDER, START, due, START, CALENDAR) is None
    assert rung(LADDER, START, due, date(2026, 3, 3), CALENDAR) is None
    assert rung(LADDER, START, due, date(2026, 3, 4), CALENDAR) == -3


def test_a_rung_as_long_as_the_period_would_be_the_first_day_itself():
    assert rung((-5,), START, date(2026, 3, 9), START, CALENDAR) is None


def test_a_fixed_last_day_at_the_weekend_is_reached_on_friday():
    """Sunday 15 March: nobody is reminded at the weekend, so the last working day before counts as the last day."""
    assert position(date(2026, 3, 15), date(2026, 3, 13), CALENDAR) == 0
    assert rung(LADDER, START, date(2026, 3, 15), date(2026, 3, 13), CALENDAR) == 0


def test_no_ladder_no_reminder():
    assert rung((), START, DUE, DUE, CALENDAR) is None
