"""The shipped tables: complete, each row with where it comes from."""

import pytest

from replies.rules.deadlines import check_rule
from replies.rules.profiles import PLACES, rule_that_holds, rules_of
from replies.rules.vocabulary import Body, RuleCode
from tests.make import TODAY

BOTH = [(name, body.value) for name in PLACES for body in Body]


@pytest.mark.parametrize(("name", "body"), BOTH)
def test_every_place_has_a_general_row_for_every_period(name, body):
    general = {rule.code for rule in rules_of(name, body) if not (rule.level or rule.timing or rule.item_type)}
    assert general == {code.value for code in RuleCode}


@pytest.mark.parametrize(("name", "body"), BOTH)
def test_every_row_has_its_source_and_goes_together(name, body):
    for rule in rules_of(name, body):
        assert rule.source
        assert len(rule.source) <= 160
        assert rule.body == body
        assert check_rule(rule.code, rule.unit, rule.start_event, rule.late_effect) == {}


def in_words(name: str, code: str, body: str = "npc", level: str = "county", timing: str = "in_session") -> str:
    rule = rule_that_holds(rules_of(name, body), code, body=body, level=level, timing=timing, on=TODAY)
    longest = f" 最长{rule.longest}" if rule.longest else ""
    return f"{rule.in_words()} {rule.start_event} {rule.late_effect}{longest}"


# The table of domain.md §3: its column of safe defaults, then what each region has otherwise.
TABLE = {
    ("national", "accept"): "3个工作日 assigned none",
    ("national", "refuse"): "10个工作日 assigned refused",
    ("national", "decide_refusal"): "10个工作日 requested referred",
    ("national", "first_contact"): "20个工作日 assigned none",
    ("national", "co_opinion"): "1个月 assigned none",
    ("national", "co_redo"): "5个工作日 returned none",
    ("national", "reply"): "3个月 assigned none 最长6",
    ("national", "feedback"): "15个工作日 reply_delivered closed",
    ("national", "rehandle"): "1个月 reassigned none",
    ("national", "publish"): "20个工作日 reply_delivered none",
    ("chongqing", "refuse"): "10个工作日 assigned refused",
    ("chongqing", "decide_refusal"): "10个工作日 requested referred",
    ("chongqing", "first_contact"): "20个工作日 received none",
    ("chongqing", "co_opinion"): "30个工作日 assigned none",
    ("chongqing", "co_redo"): "5个工作日 returned none",
    ("chongqing", "reply"): "3个月 assigned none 最长6",
    ("chongqing", "feedback"): "20个工作日 reply_delivered closed",
    ("chongqing", "rehandle"): "2个月 reassigned none",
    ("shandong", "refuse"): "5日 assigned refused",
    ("shandong", "co_opinion"): "1个月 received none",
    ("shandong", "reply"): "3个月 assigned none 最长6",
    ("shandong", "rehandle"): "1个月 reassigned none",
    ("zhejiang", "refuse"): "10日 assigned refused",
    ("zhejiang", "co_opinion"): "2个月 assigned none",
    ("zhejiang", "reply"): "3个月 received none 最长6",
    ("zhejiang", "rehandle"): "1个月 reassigned none",
}


@pytest.mark.parametrize(("name", "code"), TABLE)
def test_the_values_are_those_of_the_table(name, code):
    assert in_words(name, code) == TABLE[name, code]


@pytest.mark.parametrize(
    ("name", "timing", "expected"),
    [
        ("chongqing", "in_session", "2个月 assigned none 最长4"),
        ("shandong", "in_session", "2个月 session_closed none 最长4"),
        ("shandong", "out_of_session", "2个月 assigned none 最长4"),
        ("zhejiang", "in_session", "3个月 received none 最长6"),
    ],
)
def test_townships_answer_faster_where_their_province_says_so(name, timing, expected):
    assert in_words(name, "reply", level="township", timing=timing) == expected


def source(name: str, code: str, body: str) -> str:
    return rule_that_holds(rules_of(name, body), code, body=body, level="county", timing="in_session", on=TODAY).source


@pytest.mark.parametrize(
    ("name", "code", "body", "begins"),
    [
        ("national", "reply", "npc", "《代表法》（2025年修正）第五十一条："),
        ("national", "reply", "cppcc", "国家未作规定；通行做法：政协提案"),
        ("chongqing", "feedback", "npc", "重庆市代表建议工作法规第二十九条："),
        ("chongqing", "feedback", "cppcc", "政协提案参照重庆市代表建议工作法规第二十九条："),
        ("chongqing", "accept", "npc", "本市未规定，按全国通行做法："),
        ("shandong", "first_contact", "npc", "本省未规定，按全国通行做法："),
        ("zhejiang", "reply", "npc", "浙江省代表建议办理法规："),
    ],
)
def test_the_source_says_whose_rule_it_is(name, code, body, begins):
    assert source(name, code, body).startswith(begins)


def test_a_period_without_a_row_is_the_national_one_and_says_so():
    rule = rule_that_holds([], "refuse", body="npc", level="county", timing="in_session", on=TODAY, moves=False)
    assert rule.source.startswith("本地规则没有这一项，按全国通行做法：")
    assert (rule.amount, rule.moves) == (10, False)


def test_an_unknown_place_is_named():
    with pytest.raises(
        ValueError, match=r"^没有名为“hunan”的地方规则。现有：national（全国通行做法）、chongqing（重庆市）"
    ):
        rules_of("hunan", "npc")
