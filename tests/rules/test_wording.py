"""Words that differ by body, and patterns that can reach nothing but their own fields."""

import pytest

from replies.rules.vocabulary import Timing
from replies.rules.wording import again, chinese_number, fill, session_name, timing_label, words


def test_each_body_has_its_own_words():
    assert (words("npc").item, words("npc").person, words("npc").lead) == ("建议", "代表", "领衔代表")
    assert (words("cppcc").item, words("cppcc").person, words("cppcc").lead) == ("提案", "委员", "第一提案人")


def test_an_unknown_body_is_an_error():
    with pytest.raises(ValueError, match=r"government"):
        words("government")


@pytest.mark.parametrize(
    ("body", "timing", "label"),
    [
        ("npc", Timing.IN_SESSION, "会议期间"),
        ("npc", Timing.OUT_OF_SESSION, "闭会期间"),
        ("cppcc", Timing.OUT_OF_SESSION, "平时"),
    ],
)
def test_out_of_session_is_called_differently(body, timing, label):
    assert timing_label(body, timing) == label


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (7, "七"), (10, "十"), (11, "十一"), (16, "十六"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_terms_and_meetings_are_written_in_chinese(number, chinese):
    assert chinese_number(number) == chinese


@pytest.mark.parametrize("number", [0, -1, 100])
def test_a_term_that_cannot_be_is_refused(number):
    with pytest.raises(ValueError, match=r"^届次只能是 1 到 99$"):
        chinese_number(number)


def test_a_session_is_named_by_term_and_meeting():
    assert session_name("县人大", 7, 6) == "县人大七届六次会议"


def test_a_title_pattern_is_filled():
    title = fill("关于{session}{number}{item}的{again}答复", session="县人大七届六次会议", number="第5号", item="建议")
    assert title == "关于县人大七届六次会议第5号建议的答复"


def test_a_topic_with_braces_stays_as_it_is():
    assert fill("{topic}{number}", topic="关于{number}的建议", number="第5号") == "关于{number}的建议第5号"


@pytest.mark.parametrize("pattern", ["{user.password}", "{0}", "{{ secret }}", "{% load x %}", "{number.__class__}"])
def test_a_pattern_reaches_nothing_but_its_fields(pattern):
    assert fill(pattern, number="第5号") == pattern


def test_only_a_later_reply_says_so():
    assert (again(1), again(2), again(3)) == ("", "再次", "再次")
