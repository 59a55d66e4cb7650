"""Which of several rows holds: the most particular one that is valid on the day."""

from datetime import date

import pytest

from replies.rules.deadlines import Rule, check_rule, choose, rule_from_dict

DAY = date(2026, 3, 2)


def row(name: str, **of) -> Rule:
    return Rule("reply", 3, "month", name, **of)


def chosen(rules, *, level="county", timing="in_session", item_type="", on=DAY) -> str:
    found = choose(rules, "reply", level=level, timing=timing, item_type=item_type, on=on)
    return found.source if found else ""


GENERAL, TOWN, KEY = row("通用"), row("乡镇", level="township"), row("重点", item_type="key")
SESSION, COLLECTIVE = row("会议期间", timing="in_session"), row("集体", item_type="collective")


@pytest.mark.parametrize(
    ("rules", "of", "expected"),
    [
        ([GENERAL, TOWN], {}, "通用"),
        ([TOWN, GENERAL], {"level": "township"}, "乡镇"),
        ([GENERAL, KEY], {"item_type": ("key",)}, "重点"),
        ([GENERAL, KEY], {"item_type": ("collective",)}, "通用"),
        ([GENERAL, KEY, COLLECTIVE], {"item_type": ("collective",)}, "集体"),
        ([GENERAL, COLLECTIVE], {"item_type": ("key", "collective")}, "集体"),
        ([GENERAL, SESSION], {"timing": "out_of_session"}, "通用"),
        # two rows that each name one thing: the item type weighs more than the timing, the timing more than the level
        ([SESSION, KEY], {"item_type": ("key",)}, "重点"),
        ([TOWN, SESSION], {"level": "township"}, "会议期间"),
        # a row that names two things is more particular than one that names one
        ([KEY, row("乡镇会议期间", level="township", timing="in_session")],
         {"level": "township", "item_type": ("key",)}, "乡镇会议期间"),
        ([TOWN], {}, ""),
    ],
)  # fmt: skip
def test_the_most_particular_row_holds(rules, of, expected):
    assert chosen(rules, **of) == expected


OLD, NEW = row("旧办法", valid_to=date(2026, 3, 1)), row("新办法", valid_from=date(2026, 3, 2))


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 3, 1), "旧办法"), (date(2026, 3, 2), "新办法")])
def test_a_new_rule_holds_from_its_first_day(on, expected):
    assert chosen([OLD, NEW], on=on) == expected


def test_of_two_valid_versions_the_later_one_holds():
    assert chosen([row("后", valid_from=date(2026, 1, 1)), row("先", valid_from=date(2025, 1, 1)), GENERAL]) == "后"


def test_another_period_has_another_rule():
    assert choose([GENERAL], "refuse", level="county", timing="in_session", on=DAY) is None


def test_a_rule_survives_being_written_down():
    rule = row("通用", valid_from=date(2026, 1, 1), longest=6, moves=False)
    assert rule_from_dict(rule.to_dict()) == rule


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("reply", "month", "assigned", "none"), {}),
        (("reply", "month", "received", "none"), {}),
        (("reply", "date", "fixed_date", "none"), {}),
        (("refuse", "working_day", "assigned", "refused"), {}),
        (("reply", "month", "requested", "none"), {"start_event": "“答复”的起算只能是：交办、签收、大会闭幕。"}),
        (("reply", "month", "fixed_date", "none"), {"start_event": "“答复”的起算只能是：交办、签收、大会闭幕。"}),
        (("reply", "date", "assigned", "none"), {"start_event": "“答复”的起算只能是：通知规定。"}),
        (("reply", "month", "assigned", "closed"), {"late_effect": "“答复”的逾期后果只能是：只提醒。"}),
        (("accept", "month", "assigned", "closed"), {"late_effect": "“签收”的逾期后果只能是：只提醒、视为已签收。"}),
    ],
)
def test_what_does_not_go_together_is_named(row, wrong):
    assert check_rule(*row) == wrong
