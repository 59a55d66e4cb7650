"""时限规则 and 休会期: the office's own copy, in Chinese, with names and sources, every change in the history."""

import pytest

from replies.models import DeadlineRule, Event, Recess
from tests.admin.paper import errors, signed_in

KEY = {"form_key": "6f1b7c3e-0000-4000-8000-000000000011", "_save": "保存"}
LIST = "/admin/replies/deadlinerule/"


@pytest.fixture
def administrator(cast):
    return signed_in(cast.administrator)


@pytest.fixture
def reply(cast) -> DeadlineRule:
    return DeadlineRule.objects.get(profile=cast.npc.profile, code="reply")


def rule_data(**fields):
    return {
        **KEY, "level": "", "timing": "", "item_type": "", "start_event": "assigned", "amount": 3, "unit": "month",
        "month_day": "", "longest": 6, "approver": "dispatch", "late_effect": "none", "source": "县办法第九条",
        "valid_from": "", "valid_to": "", **fields,
    }  # fmt: skip


def change(reply) -> str:
    return f"{LIST}{reply.pk}/change/"


def test_the_list_shows_each_period_with_its_amount_and_its_source(administrator):
    page = administrator.get(LIST).content.decode()
    for words in (
        "首次沟通",
        "20个工作日",
        "《代表法》（2025年修正）第五十一条",
        "逾期不予受理",
        "6个月（交办机关批准）",
    ):
        assert words in page


def test_a_change_is_kept_and_recorded_with_old_and_new(administrator, reply):
    administrator.post(change(reply), rule_data(amount=2, longest=4))
    reply.refresh_from_db()
    assert (reply.amount, reply.longest, reply.source) == (2, 4, "县办法第九条")
    event = Event.objects.get()
    assert (event.label, event.model) == ("修改", "deadlinerule")
    assert event.changes["数量"] == ["3", "2"]
    assert event.changes["依据"][1] == "县办法第九条"


def test_the_history_of_a_rule_shows_the_change(administrator, reply):
    administrator.post(change(reply), rule_data(amount=2))
    assert "县办法第九条" in administrator.get(f"{LIST}{reply.pk}/history/").content.decode()


def test_a_row_of_ones_own_is_added(cast, administrator):
    data = rule_data(profile=cast.npc.profile.pk, code="reply", item_type="key", amount=2, longest=4)
    administrator.post(f"{LIST}add/", data)
    added = DeadlineRule.objects.get(item_type="key")
    assert (added.profile, added.amount) == (cast.npc.profile, 2)


def test_a_fixed_date_of_the_year(administrator, reply):
    administrator.post(
        change(reply), rule_data(unit="date", amount=0, month_day="06-30", start_event="fixed_date", longest="")
    )
    reply.refresh_from_db()
    assert reply.as_rule().in_words() == "每年06-30"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"amount": 0}, "固定日期填“月-日”、数量填0；其他填大于0的数量，固定日期留空。"),
        ({"unit": "date", "amount": 0, "start_event": "fixed_date", "month_day": "6月30日"}, "固定日期写成“月-日”，例如 06-30。"),
        ({"unit": "date", "amount": 0, "start_event": "fixed_date", "month_day": "13-01"}, "固定日期写成“月-日”，例如 06-30。"),
        ({"longest": 2}, "延长后最长不能比原来的数量小。"),
        ({"valid_from": "2026-03-01", "valid_to": "2026-02-01"}, "施行截止日期不能早于施行日期。"),
        ({"start_event": "requested"}, "“答复”的起算只能是：交办、签收、大会闭幕。"),
        ({"late_effect": "closed"}, "“答复”的逾期后果只能是：只提醒。"),
        ({"source": ""}, "这个字段是必填项。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_chinese(administrator, reply, fields, message):
    response = administrator.post(change(reply), rule_data(**fields))
    assert errors(response) == [message]
    reply.refresh_from_db()
    assert reply.amount == 3


def test_a_second_open_row_for_the_same_is_refused(cast, administrator):
    response = administrator.post(f"{LIST}add/", rule_data(profile=cast.npc.profile.pk, code="reply"))
    assert errors(response) == [
        "同一事项、级别、提出时间、件别已有一条没有截止日期的规则；请先给旧规则填“施行至何日”。"
    ]


def test_a_dispatch_clerk_reads_the_rules_and_changes_none(cast, reply):
    clerk = signed_in(cast.government_clerk)
    assert "《代表法》" in clerk.get(LIST).content.decode()
    assert clerk.post(change(reply), rule_data(amount=1)).status_code == 403
    reply.refresh_from_db()
    assert reply.amount == 3


def test_a_clerk_enters_a_recess_of_the_own_assembly(cast):
    clerk = signed_in(cast.npc_clerk)
    clerk.post(
        "/admin/replies/recess/add/",
        {**KEY, "assembly": cast.npc.pk, "name": "大会期间", "starts_on": "2027-01-12", "ends_on": "2027-01-16"},
    )
    assert str(Recess.objects.get()) == "大会期间（2027-01-12至2027-01-16）"
    assert Event.objects.get().label == "新增"


def test_a_recess_of_the_other_assembly_is_not_theirs(cast):
    clerk = signed_in(cast.npc_clerk)
    clerk.post(
        "/admin/replies/recess/add/",
        {**KEY, "assembly": cast.cppcc.pk, "name": "全会", "starts_on": "2027-01-10", "ends_on": "2027-01-14"},
    )
    assert not Recess.objects.exists()


def test_a_recess_that_ends_before_it_begins_is_refused(cast):
    response = signed_in(cast.npc_clerk).post(
        "/admin/replies/recess/add/",
        {**KEY, "assembly": cast.npc.pk, "name": "大会期间", "starts_on": "2027-01-16", "ends_on": "2027-01-12"},
    )
    assert errors(response) == ["结束日期不能早于开始日期。"]
