"""One badge for a case: that of its worst co-handling unit, in words."""

from datetime import date, timedelta

import pytest

from replies.rules.co_handling import OpinionPart, badge, standing

TODAY = date(2026, 4, 1)


def part(days: int, letter: str = "", unit: str = "县财政局") -> OpinionPart:
    return OpinionPart(unit, TODAY + timedelta(days=days), letter)


STANDINGS = [
    (part(-3, "taken"), "已接收"), (part(-3, "delivered"), "已报送"), (part(16), "待报"), (part(16, "drafting"), "待报"),
    (part(15), "临期"), (part(0, "signed"), "临期"), (part(-1), "超期"), (part(-1, "approved"), "超期"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "label"), STANDINGS)
def test_an_opinion_counts_once_it_is_sent_and_is_late_from_the_day_after(given, label):
    assert standing(given, TODAY).label == label


WORDS = [
    ([part(-3)], "late", "会办：县财政局超期3天"),
    ([part(-3), part(-9, unit="县水务局"), part(30, unit="县林业局")], "late", "会办：县水务局等2家超期9天"),
    ([part(-3, "taken"), part(4, unit="县水务局")], "warn", "会办：县水务局还有4天到期"),
    ([part(0), part(4, unit="县水务局")], "warn", "会办：县财政局等2家今天到期"),
    ([part(40), part(-3, "taken")], "plain", "会办 2家，待报1家，已接收1家"),
    ([part(40), part(40, "delivered"), part(9, "taken")], "plain", "会办 3家，待报1家，已报送1家，已接收1家"),
    ([part(-9, "delivered"), part(-9, "taken")], "plain", "会办 2家，已报送1家，已接收1家"),
    ([part(-3, "taken"), part(1, "taken")], "good", "会办 2家，已接收2家"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "tone", "words"), WORDS)
def test_the_badge_says_who_and_how_long(parts, tone, words):
    found = badge(parts, TODAY)
    assert (found.tone, found.words) == (tone, words)


def test_without_co_handling_units_there_is_no_badge():
    assert badge([], TODAY) is None
