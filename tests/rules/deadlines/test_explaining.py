"""Why it is this day: every step on the way, and one paragraph for the telephone."""

from dataclasses import replace
from datetime import date

import pytest

from replies.models import shipped_calendar
from replies.rules.deadlines import Rule, explain
from replies.rules.profiles import national_rule

D = date.fromisoformat
REFUSE, REPLY = national_rule("refuse", "npc"), national_rule("reply", "npc")


def steps(explanation) -> list[tuple[str, str, bool]]:
    return [(f"{step.day:%m-%d}", step.what, step.counted) for step in explanation.steps]


def test_working_days_name_each_day_each_holiday_and_each_make_up_day():
    found = explain(replace(REFUSE, amount=7), D("2026-09-24"), shipped_calendar())

    assert steps(found) == [
        ("09-24", "交办当日，不计入", False),
        ("09-25", "中秋节放假，不计", False),
        ("09-26", "中秋节放假，不计", False),
        ("09-27", "中秋节放假，不计", False),
        ("09-28", "第1个工作日", True),
        ("09-29", "第2个工作日", True),
        ("09-30", "第3个工作日", True),
        *[(f"10-0{day}", "国庆节放假，不计", False) for day in range(1, 8)],
        ("10-08", "第4个工作日", True),
        ("10-09", "第5个工作日", True),
        ("10-10", "第6个工作日，调休上班（国庆节）", True),
        ("10-11", "周日，不计", False),
        ("10-12", "第7个工作日", True),
    ]


def test_months_name_the_clipping_and_the_moving_on():
    found = explain(REPLY, D("2026-11-30"), shipped_calendar())

    assert steps(found) == [
        ("11-30", "交办当日，不计入", False),
        ("12-30", "第1个月届满", True),
        ("01-30", "第2个月届满", True),
        ("02-28", "第3个月届满，该月没有30日，取月末日", True),
        ("02-28", "末日逢周日，顺延", False),
        ("03-01", "顺延到的工作日", False),
    ]


def test_calendar_days_name_the_feasts_they_pass():
    found = explain(Rule("refuse", 5, "calendar_day", "山东"), D("2026-04-02"), shipped_calendar())

    assert steps(found)[1:] == [
        ("04-03", "第1日", True),
        ("04-04", "第2日，清明节放假", True),
        ("04-05", "第3日，清明节放假", True),
        ("04-06", "第4日，清明节放假", True),
        ("04-07", "第5日", True),
    ]


def test_a_moved_day_may_come_to_rest_on_a_make_up_day():
    found = explain(REPLY, D("2025-10-03"), shipped_calendar())
    assert steps(found)[-2:] == [
        ("01-03", "末日逢元旦放假，顺延", False),
        ("01-04", "顺延到的工作日，调休上班（元旦）", False),
    ]


def test_as_many_steps_are_counted_as_the_rule_says():
    for rule in (REFUSE, REPLY, Rule("refuse", 5, "calendar_day", "")):
        found = explain(rule, D("2026-01-30"), shipped_calendar())
        assert sum(step.counted for step in found.steps) == rule.amount


def test_it_prints_what_the_contract_asks_for():
    assert explain(replace(REFUSE, amount=1), D("2026-03-06"), shipped_calendar()).to_dict() == {
        "due": "2026-03-09",
        "rule": "refuse",
        "source": "国家未作规定；通行做法：交办之日起十个工作日内申请退办，逾期不予受理",
        "unit": "working_day",
        "steps": [
            {"day": "2026-03-06", "what": "交办当日，不计入", "counted": False},
            {"day": "2026-03-07", "what": "周六，不计", "counted": False},
            {"day": "2026-03-08", "what": "周日，不计", "counted": False},
            {"day": "2026-03-09", "what": "第1个工作日", "counted": True},
        ],
        "provisional": False,
    }


LAW = "依据：《代表法》（2025年修正）第五十一条：自交办之日起三个月内答复，涉及面广、处理难度大的六个月内。"
WORDS = [
    (
        explain(REPLY, D("2026-07-03"), shipped_calendar()),
        f"最后一日是2026年10月8日（周四）。{LAW}自2026年7月3日交办之日起算，当日不计入，按3个月计算。"
        "2026年10月3日末日逢国庆节放假，顺延。",
    ),
    (
        explain(replace(REFUSE, source="本县规定"), D("2026-09-24"), shipped_calendar()),
        "最后一日是2026年10月15日（周四）。依据：本县规定。自2026年9月24日交办之日起算，当日不计入，按10个工作日计算。"
        "2026年9月25日至27日中秋节放假，不计。2026年10月1日至7日国庆节放假，不计。2026年10月10日调休上班（国庆节）。",
    ),
    (
        explain(replace(REFUSE, source="本县规定"), D("2026-12-24"), shipped_calendar()),
        "最后一日是2027年1月8日（周五）。依据：本县规定。自2026年12月24日交办之日起算，当日不计入，按10个工作日计算。"
        "2027年1月1日元旦放假，不计。2027年的放假安排尚未公布，先按周一至周五和法定节假日推算，此日期为暂定。",
    ),
    (
        explain(REPLY, D("2026-03-31"), shipped_calendar()),
        f"最后一日是2026年6月30日（周二）。{LAW}自2026年3月31日交办之日起算，当日不计入，按3个月计算。"
        "2026年6月30日该月没有31日，取月末日。",
    ),
    (
        explain(REPLY, D("2026-03-02"), shipped_calendar(), extended=True),
        f"最后一日是2026年9月2日（周三）。{LAW}自2026年3月2日交办之日起算，当日不计入，连同延长最多6个月。",
    ),
    (
        explain(REPLY, D("2026-03-02"), shipped_calendar()).extended_to(D("2026-07-01"), D("2026-06-02")),
        f"最后一日是2026年7月1日（周三）。{LAW}自2026年3月2日交办之日起算，当日不计入，按3个月计算。"
        "经批准延期，原期限2026年6月2日，延至2026年7月1日。",
    ),
    (
        explain(REPLY, D("2026-03-02"), shipped_calendar(), fixed=D("2026-06-30")),
        "最后一日是2026年6月30日（周二）。依据：本年度交办通知规定的统一答复日期2026年6月30日，不顺延。",
    ),
    (
        explain(Rule("reply", 0, "date", "本县规定", "fixed_date", month_day="06-30"), D("2026-03-02"), shipped_calendar()),
        "最后一日是2026年6月30日（周二）。依据：本县规定。按每年06-30计算，不顺延。",
    ),
    (
        explain(replace(REPLY, source="某省", start_event="received"), D("2026-03-02"), shipped_calendar(), awaited=True),
        "最后一日是2026年6月2日（周二）。依据：某省。自2026年3月2日交办之日起算，当日不计入，按3个月计算。"
        "尚未签收，签收后按签收之日重算，此日期为暂定。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("explanation", "words"), WORDS)
def test_it_can_be_read_out_on_the_telephone(explanation, words):
    assert explanation.in_words() == words


def test_a_count_that_waits_for_its_event_is_provisional_and_says_so():
    found = explain(replace(REPLY, start_event="received"), D("2026-03-02"), shipped_calendar(), awaited=True)
    assert found.provisional is True
    assert found.steps[0].what == "尚未签收，暂自交办之日起算，当日不计入"


def test_a_granted_extension_is_certain_whatever_the_calendar_says():
    counted = explain(REPLY, D("2026-11-30"), shipped_calendar())
    granted = counted.extended_to(D("2027-04-01"), counted.due)
    assert (counted.provisional, granted.provisional, granted.extended) == (True, False, True)


def test_a_rule_without_longest_allows_no_extension():
    with pytest.raises(ValueError, match=r"^这条规则没有规定可以延长（本县规定）。$"):
        explain(replace(REPLY, longest=None, source="本县规定"), D("2026-03-02"), shipped_calendar(), extended=True)


def test_a_fixed_date_of_the_year_is_extended_by_months_from_its_start():
    yearly = Rule("reply", 0, "date", "本县规定", "fixed_date", month_day="06-30", longest=6)
    found = explain(yearly, D("2026-03-02"), shipped_calendar(), extended=True)
    assert found.due == D("2026-09-02")
