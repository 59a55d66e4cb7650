"""会办, 并案, 沟通 and 催办 on the pages."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from replies.actions import co_handling, replying, urging
from replies.forms.letter import initial_of
from replies.models import OpinionUse, Reply
from tests import make
from tests.pages import form_to


@pytest.fixture
def lead(cast) -> Reply:
    """The lead unit's letter, written, with unit B asked for its opinion."""
    reply = make.written(cast, role="lead")
    make.accepted(cast, unit=cast.b, role="co", proposal=reply.assignment.proposal)
    return reply


def opinion_for(cast, lead: Reply) -> Reply:
    part = lead.assignment.proposal.assignments.get(unit=cast.b)
    return make.delivered(cast, reply=replying.draft(part, by=cast.drafter_b, at=make.at()))


def page_of(visitor, name: str, *args) -> str:
    return visitor.get(name, *args).content.decode()


def sent(reply: Reply, **more) -> dict:
    values = {name: value for name, value in initial_of(reply).items() if value not in (None, False)}
    return {"form_key": str(uuid4()), "then": "submit"} | values | more


# --- the ledger -------------------------------------------------------------------------------------


def test_the_draft_page_leads_from_a_sent_opinion_to_its_weighing(cast, visit, lead) -> None:
    opinion, drafter = opinion_for(cast, lead), visit("drafter_a")

    page = page_of(drafter, "reply-edit", lead.pk)
    assert reverse("reply-read", args=[opinion.pk]) in page
    assert form_to(page, reverse("reply-take_opinion", args=[opinion.pk]))
    drafter.post("reply-take_opinion", opinion.pk)
    form = form_to(page_of(drafter, "reply-edit", lead.pk), reverse("reply-weigh_opinion", args=[lead.pk]))
    response = drafter.post("reply-weigh_opinion", lead.pk, **form.values | {"adoption": "not", "reason": "与规划不符"})

    assert response.url == f"{reverse('reply-edit', args=[lead.pk])}#opinions"
    assert OpinionUse.objects.get().reason == "与规划不符"
    assert "未采纳" in page_of(drafter, "reply-edit", lead.pk)


def test_an_opinion_that_was_not_sent_is_named_and_not_linked(cast, visit, lead) -> None:
    part = lead.assignment.proposal.assignments.get(unit=cast.b)
    draft = replying.draft(part, by=cast.drafter_b, at=make.at())

    page = page_of(visit("drafter_a"), "reply-edit", lead.pk)

    assert "县水务局的会办意见还没有报来" in page
    assert reverse("reply-read", args=[draft.pk]) not in page


LEDGER = 'id="opinions"'


def test_who_reads_the_ledger_of_a_delivered_letter(cast, visit) -> None:
    letter = make.delivered(cast, role="lead")
    make.taken(cast, lead=letter.assignment)

    shown = {a: LEDGER in page_of(visit(a), "reply-read", letter.pk) for a in ("reviewer_a", "npc_clerk", "drafter_b")}

    assert shown == {"reviewer_a": True, "npc_clerk": True, "drafter_b": True}
    assert LEDGER not in page_of(visit("lead"), "reply-read", letter.pk)


# --- 送审 --------------------------------------------------------------------------------------------


def test_the_letter_stays_with_what_was_typed_until_a_reason_is_given(cast, visit, lead) -> None:
    drafter = visit("drafter_a")

    refused = drafter.client.post(reverse("reply-edit", args=[lead.pk]), sent(lead))
    lead.refresh_from_db()
    assert (refused.status_code, lead.state) == (422, "drafting")
    assert "县水务局的会办意见还没有报来。请办妥后再送审" in refused.content.decode()
    assert 'name="override"' in refused.content.decode()
    drafter.client.post(reverse("reply-edit", args=[lead.pk]), sent(lead, override="会议在即"))

    lead.refresh_from_db()
    assert lead.state == "submitted"


def test_reviewer_and_signer_read_what_it_did_not_wait_for(cast, visit, lead) -> None:
    replying.submit(lead, override="会议在即", by=cast.drafter_a, at=make.at())

    page = page_of(visit("reviewer_a"), "reply-read", lead.pk)

    assert "会办意见未齐全即送审：县水务局的会办意见还没有报来。" in page
    assert "林知夏说明的理由：会议在即" in page


def test_a_letter_that_waits_for_nobody_asks_for_no_reason(cast, visit) -> None:
    assert 'name="override"' not in page_of(visit("drafter_a"), "reply-edit", make.written(cast).pk)


# --- the badge --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "shown"), [("npc_clerk", True), ("leader", True), ("drafter_b", True), ("lead", False)]
)
def test_the_worst_opinion_stands_on_the_list_and_the_case(cast, visit, lead, time_machine, account, shown) -> None:
    time_machine.move_to(make.at(days=60))
    words = "会办：县水务局超期"

    assert (words in page_of(visit(account), "cases")) is shown
    assert (words in page_of(visit(account), "case", lead.assignment.proposal_id)) is shown


def test_the_list_asks_as_often_for_many_cases_as_for_one(
    cast, visit, lead, time_machine, django_assert_max_num_queries
) -> None:
    time_machine.move_to(make.at(days=60))
    clerk = visit("npc_clerk")
    with CaptureQueriesContext(connection) as one:
        clerk.get("cases")
    for _ in range(3):
        child = make.merged(cast)
        make.opinion(cast, lead=make.assigned(cast, role="lead", proposal=child.merged_into), stage="drafted")

    with django_assert_max_num_queries(len(one)):
        page = page_of(clerk, "cases")

    assert page.count("会办：县水务局") == 4


# --- on the desk ------------------------------------------------------------------------------------


def test_a_sent_opinion_waits_on_the_leads_desk_until_it_is_taken(cast, visit, lead) -> None:
    opinion = opinion_for(cast, lead)
    assert "县水务局已报送会办意见" in page_of(visit("drafter_a"), "workbench")

    co_handling.take_opinion(opinion, by=cast.drafter_a, at=make.at())

    assert "已报送会办意见" not in page_of(visit("drafter_a"), "workbench")


def test_an_urged_unit_reads_by_when_and_prints_the_slip(cast, visit) -> None:
    part = make.accepted(cast)
    slip = urging.urge(part, answer_by=make.at(days=30).date(), by=cast.npc_clerk, at=make.at())

    assert "已催办，要求2026年4月1日前办结" in page_of(visit("drafter_a"), "workbench")
    page = page_of(visit("drafter_a"), "case", part.proposal_id)
    assert "催办〔2026〕1号" in page
    assert reverse("urging-slip", args=[slip.pk]) in page
    assert "催办〔2026〕1号" not in page_of(visit("lead"), "case", part.proposal_id)


def test_a_merged_item_is_drafted_by_itself_and_accepted_with_its_main_item(cast, visit) -> None:
    child = make.merged(cast, title="关于拓宽校门前道路的建议")
    main = make.assigned(cast, proposal=child.merged_into)
    drafter = visit("drafter_a")
    assert child.title not in page_of(drafter, "workbench")

    drafter.post("assignment-accept", main.pk)

    assert child.title in page_of(drafter, "workbench")


# --- 并案 and 沟通 on the case -------------------------------------------------------------------------


def test_merged_items_lead_to_each_other(cast, visit) -> None:
    child = make.merged(cast)
    clerk = visit("npc_clerk")

    assert reverse("case", args=[child.merged_into_id]) in page_of(clerk, "case", child.pk)
    assert reverse("case", args=[child.pk]) in page_of(clerk, "case", child.merged_into_id)
    assert "并入第1号" in page_of(clerk, "cases")


def test_who_signed_only_the_main_item_is_not_led_to_the_other(cast, visit) -> None:
    child = make.merged(cast, sponsors=[cast.stranger])

    page = page_of(visit("stranger"), "case", child.pk)

    assert "第1号" in page
    assert reverse("case", args=[child.merged_into_id]) not in page
    assert reverse("case", args=[child.pk]) not in page_of(visit("lead"), "case", child.merged_into_id)


def test_a_talk_with_a_photo_is_entered_on_the_case_and_read_there(cast, visit, time_machine) -> None:
    time_machine.move_to(make.at(days=5))
    part = make.accepted(cast)
    drafter = visit("drafter_a")

    drafter.post(
        "assignment-contact", part.pk, stage="before", way="visit", on="2026-03-04", place="城关镇",
        persons="王清和", content="实地查看路口。", photo=make.png(),
    )  # fmt: skip

    page = page_of(drafter, "case", part.proposal_id)
    assert "实地查看路口。" in page
    assert reverse("contact-photo", args=[part.contacts.get().pk]) in page
    assert "实地查看路口。" not in page_of(visit("lead"), "case", part.proposal_id)


SILENT = "还没有登记与提出人的沟通。"


@pytest.mark.parametrize(("account", "page"), [("drafter_a", "reply-edit"), ("reviewer_a", "reply-read")])
def test_a_letter_of_which_nobody_talked_says_so(cast, visit, account, page) -> None:
    letter = make.written(cast)
    assert SILENT in page_of(visit(account), page, letter.pk)

    make.contacted(cast, assignment=letter.assignment)

    assert SILENT not in page_of(visit(account), page, letter.pk)


def test_a_talk_about_the_main_item_counts_for_the_merged_one(cast, visit) -> None:
    child = make.merged(cast)
    main = make.accepted(cast, proposal=child.merged_into)
    make.contacted(cast, assignment=main)
    letter = replying.draft(child.assignments.get(), by=cast.drafter_a, at=make.at())

    assert SILENT not in page_of(visit("drafter_a"), "reply-edit", letter.pk)
