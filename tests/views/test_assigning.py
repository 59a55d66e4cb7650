"""The 交办 page, its batches, and the board of requests."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from replies.actions import handing_over, requesting
from replies.models import Assignment, HandlingUnit, Handover, Request, Staff
from tests import make


@pytest.fixture
def batch(cast):
    return handing_over.begin(
        session=cast.npc_session, name="大会建议集中交办", held_on=make.TODAY, by=cast.npc_clerk, at=make.at()
    )


def text(response) -> str:
    return response.content.decode()


def fill(visitor, batch, item, **fields):
    return visitor.client.post(f"/assigning/{batch.pk}/items/", {"item": item.pk, "lead": "", "co": ""} | fields)


def send(visitor, path, **fields):
    return visitor.client.post(path, {"form_key": str(uuid4())} | fields)


# --- the table ----------------------------------------------------------------------------------


def test_the_table_lists_what_waits_and_says_who_might_take_it(cast, visit, batch):
    HandlingUnit.objects.filter(pk=cast.b.pk).update(keywords="饮水")
    make.filed(cast, title="关于改善农村饮水的建议")
    make.assigned(cast, proposal=make.filed(cast, title="关于已经交办的建议"))
    page = text(visit("npc_clerk").get("assigning"))
    assert "关于改善农村饮水的建议" in page
    assert "题目里有“饮水”" in page
    assert "关于已经交办的建议" not in page
    assert not Assignment.objects.filter(proposal__title="关于改善农村饮水的建议").exists()


def test_without_a_batch_one_is_begun_first(cast, visit):
    make.filed(cast)
    visitor = visit("npc_clerk")
    assert "先建立一个批次" in text(visitor.get("assigning"))
    send(visitor, "/assigning/new/", session=cast.npc_session.pk, name="第一批", held_on="2026-03-02")
    assert Handover.objects.get().made_by == cast.npc_clerk


def test_a_clerk_of_one_body_sees_its_own_sessions_and_the_government_office_both(cast, visit):
    assert "县政协" not in text(visit("npc_clerk").get("assigning"))
    both = text(visit("government_clerk").get("assigning"))
    assert "县政协九届六次会议" in both
    assert "县人大七届六次会议" in both


def test_a_row_is_kept_as_soon_as_it_is_filled(cast, visit, batch):
    item = make.filed(cast)
    page = text(fill(visit("npc_clerk"), batch, item, lead="县教育局", co="水务"))
    assert "主办，共2家" in page
    assert 'data-co="县水务局"' in page
    assert [(row.unit, row.role) for row in batch.rows.all()] == [(cast.a, "lead"), (cast.b, "co")]
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"lead": "县粮食局"}, "没有叫“县粮食局”的承办单位，请从提示里选。"),
        ({"lead": "县"}, "“县”有2个单位，请写全称。"),
        ({"co": "县教育局"}, "会办单位之前应先有主办单位。"),
        ({"lead": "县教育局", "co": "县教育局"}, "同一单位填了两次，请删去一个。"),
    ],
)
def test_what_is_wrong_is_said_in_the_row_and_not_kept(cast, visit, batch, fields, message):
    page = text(fill(visit("npc_clerk"), batch, make.filed(cast), **fields))
    assert f"没有存：{message}" in page
    assert not batch.rows.exists()


def test_nobody_else_fills_a_row(cast, visit, batch):
    item = make.filed(cast)
    for account in ("cppcc_clerk", "drafter_a", "leader", "administrator", "lead"):
        assert fill(visit(account), batch, item, lead="县教育局").status_code == 404
    assert not batch.rows.exists()


# --- the batch ----------------------------------------------------------------------------------


def test_the_button_hands_everything_over_once(cast, visit, batch):
    fill(visit("npc_clerk"), batch, make.filed(cast), lead="县教育局")
    key = str(uuid4())
    for _ in range(2):
        visit("npc_clerk").post("handover-hand-over", batch.pk, key=key)
    assert Assignment.objects.count() == 1


def test_what_could_not_go_out_is_named_with_the_reason(cast, visit, batch):
    visitor = visit("npc_clerk")
    fill(visitor, batch, make.filed(cast), lead="县教育局")
    fill(visitor, batch, make.filed(cast), lead="县水务局")
    HandlingUnit.objects.filter(pk=cast.b.pk).update(active=False)
    page = visitor.told("handover-hand-over", batch.pk)
    assert "已交办1件，1件没有交办，仍留在批次里。第2号：县水务局已停用，请选择其他单位。" in page
    assert "县水务局已停用，请改选其他单位。" in page


def test_the_list_in_excel_is_the_one_units(cast, visit, batch):
    visitor = visit("npc_clerk")
    fill(visitor, batch, make.filed(cast), lead="县教育局", co="县水务局")
    whole = visitor.get("handover-excel", batch.pk)
    one = visitor.get("handover-excel", batch.pk, unit=cast.b.pk)
    assert load_workbook(BytesIO(whole.content)).sheetnames == ["县教育局", "县水务局"]
    assert load_workbook(BytesIO(one.content)).sheetnames == ["县水务局"]


def test_the_list_stays_after_the_handover(cast, visit, batch):
    visitor = visit("npc_clerk")
    fill(visitor, batch, make.filed(cast), lead="县教育局")
    visitor.post("handover-hand-over", batch.pk)
    assert "已交办" in text(visitor.get("handover", batch.pk))
    assert visitor.get("handover-excel", batch.pk).status_code == 200


def test_a_plan_may_be_renamed_and_thrown_away(cast, visit, batch):
    visitor = visit("npc_clerk")
    send(visitor, f"/assigning/{batch.pk}/change/", name="改过的名称", held_on="2026-03-05")
    assert Handover.objects.get().name == "改过的名称"
    assert visitor.post("handover-drop", batch.pk).url == "/assigning/"
    assert not Handover.objects.exists()


# --- the board ----------------------------------------------------------------------------------


def test_the_board_shows_the_most_urgent_first_with_the_whole_chain(cast, visit, time_machine):
    time_machine.move_to(make.at(days=5))
    later = make.refusal_asked(cast)
    first = make.refusal_asked(cast, assignment=make.assigned(cast, proposal=make.filed(cast, title="最急的一件")))
    Request.objects.filter(pk=first.pk).update(due_on=later.due_on - timedelta(days=1))
    page = text(visit("npc_clerk").get("refusals"))
    assert page.index("最急的一件") < page.index(later.assignment.proposal.title)
    assert "不属本单位职责" in page
    assert "剩7个工作日" in page


def test_the_board_asks_the_same_number_of_questions_however_many_wait(cast, visit):
    visitor, asked = visit("government_clerk"), []
    for _ in range(2):
        make.refusal_asked(cast)
        make.unit_asked(cast)
        with CaptureQueriesContext(connection) as queries:
            visitor.get("refusals")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_one_chooses_among_all_units_but_the_one_that_asks(cast, visit):
    request = make.refusal_asked(cast)
    page = text(visit("npc_clerk").get("refusals"))
    assert f'<option value="{cast.b.pk}" selected>{cast.b}</option>' in page
    assert f'<option value="{request.assignment.unit_id}"' not in page


def test_one_decides_in_place_and_stays_on_the_board(cast, visit):
    request = make.refusal_asked(cast)
    response = visit("npc_clerk").post("request-reject_refusal", request.pk, note="属教育局", back="refusals")
    assert response.url == "/refusals/"
    assert "属教育局" in text(visit("npc_clerk").get("refusals"))


def test_an_office_sees_requests_of_its_own_body(cast, visit):
    make.refusal_asked(cast, body="cppcc")
    assert "没有等待答复的申请" in text(visit("npc_clerk").get("refusals"))
    assert "不属本单位职责" in text(visit("cppcc_clerk").get("refusals"))


def test_a_late_refusal_tells_the_unit_what_became_of_it(cast, visit, time_machine):
    part = make.assigned(cast)
    time_machine.move_to(make.at(days=20))
    page = visit("drafter_a").told("assignment-request_refusal", part.pk, note="不属本单位职责")
    assert "退办申请期已于2026年3月16日届满，本次申请按逾期不予受理，已记录；" in page
    assert "逾期不予受理" in page


def test_the_case_page_tells_the_chain_to_units_and_offices_and_not_to_delegates(cast, visit):
    request = make.refusal_asked(cast)
    requesting.approve_refusal(request, unit=cast.b, by=cast.npc_clerk, at=make.at(days=2))
    case = request.assignment.proposal.pk
    for account, sees in {"npc_clerk": True, "drafter_b": True, "leader": True, "lead": False}.items():
        assert ("承办沿革" in text(visit(account).get("case", case))) is sees, account


def test_the_workbench_leads_to_the_board(cast, visit):
    make.in_arbitration(cast)
    page = text(visit("government_clerk").get("workbench"))
    assert "县教育局申请退办" in page
    assert "去裁定" in page


def test_what_was_given_elsewhere_is_taken_out_of_the_batch_on_its_page(cast, visit, batch):
    item, visitor = make.filed(cast), visit("npc_clerk")
    fill(visitor, batch, item, lead="县教育局")
    make.assigned(cast, proposal=item)
    assert "移出批次" in text(visitor.get("handover", batch.pk))
    assert fill(visitor, batch, item, back="batch").url == f"/assigning/{batch.pk}/"
    assert not batch.rows.exists()


def test_who_also_works_in_the_unit_finds_no_button_for_its_request(cast, visit):
    make.refusal_asked(cast)
    Staff.objects.create(user=cast.npc_clerk, role="drafter", unit=cast.a)
    page = text(visit("npc_clerk").get("refusals"))
    assert "您不能答复这一申请" not in page  # 提交裁定 is still open to them
    assert ("提交裁定" in page, "不同意退办" in page) == (True, False)


def test_a_single_unit_may_be_given_company_on_the_case_page(cast, visit):
    part = make.accepted(cast)
    visitor = visit("npc_clerk")
    visitor.post("proposal-assign", part.proposal_id, role="co", unit=cast.b.pk)
    assert {row.unit.name: row.role for row in part.proposal.assignments.live()} == {
        "县教育局": "lead",
        "县水务局": "co",
    }
