"""The lamp's words, and the days of reminding."""

from datetime import date

import pytest

from replies.rules.deadlines import Calendar, Lamp, lamp

CALENDAR = Calendar({date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True}, frozenset({2026}))


@pytest.mark.parametrize(
    ("due", "today", "tone", "words"),
    [
        (date(2026, 6, 2), date(2026, 3, 2), "good", "剩66个工作日"),
        (date(2026, 3, 17), date(2026, 3, 2), "good", "剩11个工作日"),
        (date(2026, 3, 16), date(2026, 3, 2), "warn", "剩10个工作日"),
        (date(2026, 3, 3), date(2026, 3, 2), "warn", "剩1个工作日"),
        (date(2026, 3, 2), date(2026, 3, 2), "warn", "今天到期"),
        (date(2026, 3, 1), date(2026, 3, 2), "late", "超期1天"),
    ],
)
def test_the_lamp_says_in_words_what_its_colour_says(due, today, tone, words):
    assert lamp(due, today, CALENDAR) == Lamp(tone, words)
