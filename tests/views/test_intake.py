"""审查立案, and what the case page tells of the taking in."""

from datetime import date

import pytest

from replies.actions import designating, intake
from replies.models import Cosigning, Proposal
from tests import make


@pytest.fixture
def clerk(cast, visit):
    return visit("npc_clerk")


def rows(response) -> list:
    return [row.case for row in response.context["rows"]]


def test_what_waits_to_be_filed_is_listed_oldest_first(cast, clerk):
    later = make.logged(cast, title="关于修桥的建议", received_on=date(2026, 1, 16))
    earlier = make.logged(cast, title="关于植树的建议", received_on=date(2026, 1, 14))
    make.filed(cast)
    make.logged(cast, body="cppcc")
    assert rows(clerk.get("intake")) == [earlier, later]


def test_an_empty_board_says_what_would_stand_there(cast, clerk):
    assert "没有等待立案的件。" in clerk.get("intake").content.decode()


def test_an_item_like_another_is_pointed_out(cast, clerk):
    make.filed(cast)
    make.logged(cast, title="关于治理学校门前交通秩序的建议")
    page = clerk.get("intake").content.decode()
    assert "第1号《关于改善学校门前交通秩序的建议》</a>相近" in page
    assert page.count("相近") == 1


def test_who_has_not_signed_yet_is_named(cast, clerk):
    make.invited(cast)
    assert "还有 1 人没有确认联名：孙若谷（到3月12日）；不影响立案" in clerk.get("intake").content.decode()


def test_one_is_filed_in_place(cast, clerk):
    case = make.logged(cast)
    assert clerk.post("proposal-file", case.pk, back="intake").url == "/intake/"
    assert Proposal.objects.get().state == "filed"


def test_the_other_decisions_are_fetched_for_one_row(cast, clerk):
    case = make.logged(cast)
    page = clerk.get("intake-decide", case.pk).content.decode()
    for verb, label in (("return", "退回"), ("convert", "转社情民意"), ("merge", "并案")):
        assert f'action="/proposals/{case.pk}/{verb}/"' in page
        assert f"确定{label}" in page
    assert "没有实际内容或具体建议" in page


def test_a_row_decided_meanwhile_offers_nothing(cast, clerk):
    assert "这一件刚才已经办过，请刷新页面。" in clerk.get("intake-decide", make.returned(cast).pk).content.decode()


def test_several_are_filed_at_once(cast, clerk):
    cases = [make.logged(cast) for _ in range(3)]
    told = clerk.told("intake-file", cases=[case.pk for case in cases[:2]])
    assert "已立案2件。" in told
    assert [Proposal.objects.get(pk=case.pk).state for case in cases] == ["filed", "filed", "logged"]


def test_one_that_fails_is_named_and_the_others_stay_done(cast, clerk, monkeypatch):
    first, second = make.logged(cast), make.logged(cast, title="关于修桥的建议")
    really_file = intake.file

    def somebody_was_faster(case, **who):
        if case == second:
            intake.return_(case, reason=make.reason(cast), note="x", by=cast.npc_clerk, at=make.at())
        return really_file(case, **who)

    monkeypatch.setattr("replies.views.intake.intake.file", somebody_was_faster)
    told = clerk.told("intake-file", cases=[first.pk, second.pk])
    assert "已立案1件。" in told
    assert "第2号《关于修桥的建议》没有立案：此件现在是“已退回”" in told
    assert Proposal.objects.get(pk=first.pk).state == "filed"


def test_nothing_ticked_files_nothing(cast, clerk):
    make.logged(cast)
    assert "没有选中待立案的件，请先勾选。" in clerk.told("intake-file")
    assert "没有选中待立案的件，请先勾选。" in clerk.told("intake-file", cases=["x", "9999"])


def test_items_of_the_other_body_are_not_filed_along(cast, clerk):
    theirs = make.logged(cast, body="cppcc")
    clerk.post("intake-file", cases=[theirs.pk])
    assert Proposal.objects.get().state == "logged"


def test_the_board_asks_the_same_number_of_questions_for_one_and_for_twelve(cast, clerk, django_assert_max_num_queries):
    for _ in range(12):
        make.logged(cast)
    with django_assert_max_num_queries(30):
        clerk.get("intake")


# --- the case page ---


def test_both_copies_are_shown_where_they_differ(cast, clerk):
    case = make.logged(cast, title="关于学校门口的建义")
    intake.amend(case, title="关于学校门口的建议", by=cast.npc_clerk, at=make.at())
    page = clerk.get("case", case.pk).content.decode()
    assert "<del>〔删〕义</del><ins>〔增〕议</ins>" in page


def test_one_copy_is_enough_where_they_agree(cast, clerk):
    assert "〔删〕" not in clerk.get("case", make.logged(cast).pk).content.decode()


def test_a_script_in_what_was_handed_in_is_shown_as_text(cast, clerk):
    case = make.logged(cast, text="<script>alert(1)</script>")
    intake.amend(case, text="好", by=cast.npc_clerk, at=make.at())
    assert "<script>alert" not in clerk.get("case", case.pk).content.decode()


def test_a_key_item_names_its_leaders(cast, clerk):
    case = make.filed(cast)
    designating.designate(
        case, decided="主任会议", led_by="陆行简", supervised_by="顾闻笛", by=cast.npc_clerk, at=make.at()
    )
    page = clerk.get("case", case.pk).content.decode()
    assert "<dt>领办领导</dt><dd>陆行简</dd>" in page
    assert "<dt>督办</dt><dd>顾闻笛</dd>" in page
    assert "主任会议确定" in page


def test_the_list_finds_the_key_items(cast, clerk):
    key, _ = make.filed(cast), make.filed(cast)
    designating.designate(key, decided="主任会议", by=cast.npc_clerk, at=make.at())
    assert [case.pk for case in clerk.get("cases", key="1").context["page"]] == [key.pk]


def test_an_invited_delegate_finds_the_task_signs_and_follows_the_case(cast, visit, time_machine):
    case = make.invited(cast)
    time_machine.move_to(make.at(days=1))
    delegate = visit("stranger")
    desk = delegate.get("workbench").content.decode()
    assert "王清和请您联名，3月12日前确认" in desk
    assert "确认联名" in delegate.get("case", case.pk).content.decode()
    assert delegate.post("proposal-confirm_cosigning", case.pk).url == f"/proposals/{case.pk}/"
    assert Cosigning.objects.get().state == "confirmed"
    assert "去确认" not in delegate.get("workbench").content.decode()


def test_who_declines_is_led_to_the_desk_and_sees_the_case_no_more(cast, visit, time_machine):
    case = make.invited(cast)
    time_machine.move_to(make.at(days=1))
    assert "已记录：不参加联名。" in visit("stranger").told("proposal-decline_cosigning", case.pk)
    assert visit("stranger").get("case", case.pk).status_code == 404


def test_after_the_last_day_there_is_no_button_and_no_task(cast, visit, time_machine):
    case = make.invited(cast)
    time_machine.move_to(make.at(days=11))
    delegate = visit("stranger")
    assert "去确认" not in delegate.get("workbench").content.decode()
    assert "确定确认联名" not in delegate.get("case", case.pk).content.decode()


def test_the_units_are_not_told_who_was_asked_to_sign(cast, visit):
    case = make.invited(cast)
    make.assigned(cast, proposal=intake.file(case, by=cast.npc_clerk, at=make.at()))
    assert "孙若谷" in visit("npc_clerk").get("case", case.pk).content.decode()
    assert "待确认" not in visit("drafter_a").get("case", case.pk).content.decode()
