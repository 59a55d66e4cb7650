"""办前文书: who gets which paper, and what the pages offer."""

import io
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from replies.actions import merging
from tests import make
from tests.papers import handed_over, planned, urged


def texts(response) -> list[str]:
    assert response.status_code == 200, response.status_code
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


# --- 交办清单 -----------------------------------------------------------------------------------------


@pytest.fixture
def batch(cast):
    first, second = make.assigned(cast), make.assigned(cast, role="lead")
    help_ = make.assigned(cast, proposal=second.proposal, unit=cast.b, role="co")
    return handed_over(cast, first, second, help_)


def test_the_office_gets_all_units_each_on_a_page_of_its_own(cast, visit, batch):
    paper = visit("npc_clerk").get("handover-list", batch.pk)
    first, second = texts(paper)
    assert "承办单位：县教育局" in first
    assert "承办单位：县水务局" in second
    assert unquote(paper["Content-Disposition"]).endswith("交办清单 2026年大会建议集中交办.pdf")


def test_the_office_gets_one_unit(cast, visit, batch):
    paper = visit("npc_clerk").get("handover-list", batch.pk, unit=cast.b.pk)
    [text] = texts(paper)
    assert "承办单位：县水务局" in text
    assert unquote(paper["Content-Disposition"]).endswith("交办清单 2026年大会建议集中交办 县水务局.pdf")


def test_a_unit_gets_its_own_and_no_other(cast, visit, batch):
    [text] = texts(visit("drafter_b").get("handover-list", batch.pk))
    assert "承办单位：县水务局" in text
    assert visit("drafter_b").get("handover-list", batch.pk, unit=cast.a.pk).status_code == 404


def test_a_plan_is_the_offices_own(cast, visit):
    plan = planned(cast, (make.filed(cast), cast.a, "sole"))
    [text] = texts(visit("npc_clerk").get("handover-list", plan.pk))
    assert "人大代表建议交办清单（拟）" in text
    assert "拟于2026年3月2日交办" in text
    assert visit("drafter_a").get("handover-list", plan.pk).status_code == 404


@pytest.mark.parametrize("query", [{}, {"session": "x"}, {"session": "999"}])
def test_a_session_that_is_none_is_not_found(cast, visit, query):
    make.assigned(cast)
    assert visit("npc_clerk").get("session-list", **query).status_code == 404


@pytest.mark.parametrize("unit", ["x", "999"])
def test_a_unit_that_is_none_is_not_found(cast, visit, unit):
    make.assigned(cast)
    assert visit("npc_clerk").get("session-list", session=cast.npc_session.pk, unit=unit).status_code == 404


def test_the_list_of_a_session_says_what_is_in_hand_today(cast, visit, time_machine):
    time_machine.move_to(make.at(days=5))
    make.assigned(cast)
    [text] = texts(visit("drafter_a").get("session-list", session=cast.npc_session.pk))
    assert "县人大七届六次会议截至2026年3月7日共1件" in text


# --- 交办通知单, 催办函 ---------------------------------------------------------------------------------


def test_the_slip_of_a_part(cast, visit):
    part = make.assigned(cast)
    paper = visit("drafter_a").get("assignment-slip", part.pk)
    [text] = texts(paper)
    assert "由我单位独办" in text
    assert unquote(paper["Content-Disposition"]).endswith("交办通知单 第1号 县教育局.pdf")
    assert paper["Cache-Control"] == "private, no-store"


def test_a_unit_loses_the_slip_with_the_case(cast, visit):
    request = make.refusal_asked(cast)
    from replies.actions import requesting

    requesting.approve_refusal(request, unit=cast.b, by=cast.npc_clerk, at=make.at(days=2))
    assert visit("drafter_a").get("assignment-slip", request.assignment_id).status_code == 404
    assert visit("drafter_b").get("assignment-slip", request.assignment_id).status_code == 404
    assert visit("npc_clerk").get("assignment-slip", request.assignment_id).status_code == 200


def test_the_urging_letter(cast, visit):
    slip = urged(cast, make.accepted(cast))
    [text] = texts(visit("drafter_a").get("urging-slip", slip.pk))
    assert "清督催〔2026〕1号" in text
    assert visit("drafter_b").get("urging-slip", slip.pk).status_code == 404


def test_a_paper_that_cannot_be_printed_leads_back_to_the_case_and_says_why(cast, visit):
    part = make.assigned(cast, proposal=make.filed(cast, title="关于\u200b校门前交通秩序的建议"))
    response = visit("drafter_a").client.get(f"/assignments/{part.pk}/slip.pdf", follow=True)
    assert response.redirect_chain == [(f"/proposals/{part.proposal_id}/", 302)]
    assert "不能打印：案由：有一个看不见的字符（U+200B），印出来会与原文不同；请删去。" in response.content.decode()


# --- 告知书 -------------------------------------------------------------------------------------------


def test_the_office_prints_a_notice_for_each_proposer(cast, visit):
    proposal = make.returned(cast)
    paper = visit("npc_clerk").get("proposal-notice", proposal.pk, about="return")
    assert ["王清和代表：" in text for text in texts(paper)] == [True, False]
    assert unquote(paper["Content-Disposition"]).endswith("退回告知书 第1号.pdf")


def test_a_delegate_prints_the_own_one(cast, visit):
    proposal = make.returned(cast)
    [text] = texts(visit("cosigner").get("proposal-notice", proposal.pk, about="return"))
    assert "赵明溪代表：" in text
    assert visit("stranger").get("proposal-notice", proposal.pk, about="return").status_code == 404


@pytest.mark.parametrize("about", ["", "merge", "extension", "x"])
def test_there_is_no_notice_of_what_has_not_happened(cast, visit, about):
    assert visit("npc_clerk").get("proposal-notice", make.returned(cast).pk, about=about).status_code == 404


def test_a_unit_has_no_notice_to_print(cast, visit):
    main = make.assigned(cast).proposal
    child = merging.merge(make.filed(cast), into=main, note="内容相同", by=cast.npc_clerk, at=make.at())
    assert visit("drafter_a").get("proposal-notice", child.pk, about="merge").status_code == 404


# --- links --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("account", "offered"), [("npc_clerk", True), ("drafter_a", True), ("lead", False)])
def test_the_case_offers_the_slip_to_who_may_print_it(cast, visit, account, offered):
    part = make.assigned(cast)
    page = visit(account).get("case", part.proposal_id).content.decode()
    assert (f"/assignments/{part.pk}/slip.pdf" in page) is offered


@pytest.mark.parametrize("account", ["npc_clerk", "lead"])
def test_the_case_offers_the_notice_of_what_was_decided(cast, visit, account):
    proposal = make.returned(cast)
    page = visit(account).get("case", proposal.pk).content.decode()
    assert f'<a href="/proposals/{proposal.pk}/notice.pdf?about=return">打印退回告知书</a>' in page


def test_the_case_offers_no_notice_where_nothing_was_decided(cast, visit):
    page = visit("npc_clerk").get("case", make.filed(cast).pk).content.decode()
    assert "notice.pdf" not in page


@pytest.mark.parametrize(("account", "unit", "offered"), [
    ("npc_clerk", "", True), ("npc_clerk", "a", True), ("npc_clerk", "b", False), ("drafter_a", "", True),
    ("drafter_a", "b", False), ("lead", "", False),
])  # fmt: skip
def test_the_list_of_cases_offers_the_hand_list_of_what_is_filtered_for(cast, visit, account, unit, offered):
    make.assigned(cast)
    query = {"session": cast.npc_session.pk} | ({"unit": getattr(cast, unit).pk} if unit else {})
    visitor = visit(account)
    page = visitor.get("cases", **query).content.decode()
    assert ("打印交办清单" in page) is offered
    if offered:
        assert "承办单位：县教育局" in texts(visitor.get("session-list", **query))[0]


def test_without_a_session_there_is_no_hand_list_to_offer(cast, visit):
    make.assigned(cast)
    assert "打印交办清单" not in visit("npc_clerk").get("cases").content.decode()
