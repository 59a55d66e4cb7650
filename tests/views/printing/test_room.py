"""/print/: who is let in, what is listed, and what an order becomes."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from replies.actions import replying
from replies.models import PrintRun
from tests import make
from tests.printing import letters, made, small_papers  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_papers")


def listed(response) -> list[int]:
    return [letter.pk for letter in response.context["letters"]]


@pytest.mark.parametrize("account", ["leader", "administrator", "lead"])
def test_those_who_only_read_are_told_so(account, cast, visit) -> None:
    response = visit(account).get("print-room")

    assert response.status_code == 403
    assert "打印室由承办单位和办事机构使用；您可以在办件页上打开单份答复。" in response.content.decode()


@pytest.mark.parametrize(
    ("account", "there"), [("leader", False), ("lead", False), ("drafter_a", True), ("npc_clerk", True)]
)
def test_the_way_there_is_shown_to_those_who_print(account, there, cast, visit) -> None:
    assert ('href="/print/"' in visit(account).get("workbench").content.decode()) is there


@pytest.mark.parametrize(
    ("account", "places"),
    [("drafter_a", [0, 1]), ("signer_a", [0, 1]), ("drafter_b", [2]), ("npc_clerk", [0, 1]), ("cppcc_clerk", [2]),
     ("government_clerk", [0, 1, 2])],
)  # fmt: skip
def test_everybody_finds_the_letters_that_are_theirs_to_print(account, places, cast, visit) -> None:
    issued = [make.signed(cast), make.delivered(cast), make.delivered(cast, body="cppcc", unit=cast.b)]
    make.approved(cast)
    replying.reopen(make.signed(cast), by=cast.signer_a, at=make.at(), note="数据有误")

    assert sorted(listed(visit(account).get("print-room"))) == sorted(issued[place].pk for place in places)


def test_letters_of_a_case_that_was_withdrawn_are_not_listed(cast, visit) -> None:

    letter = make.signed(cast)
    make.withdrawn(cast, letter.assignment.proposal)

    assert listed(visit("npc_clerk").get("print-room")) == []


@pytest.fixture
def three(cast):
    """Two signed letters of unit A, the first of them printed, and a delivered one of unit B from the other body."""
    run = made(cast, 1)
    return [run.printed.get().reply, make.signed(cast), make.delivered(cast, body="cppcc", unit=cast.b)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [0, 1, 2]),
        ({"body": "cppcc"}, [2]),
        ({"state": "signed"}, [0, 1]),
        ({"state": "delivered"}, [2]),
        ({"unprinted": "on"}, [1, 2]),
        ({"q": "第2号"}, [1]),
        ({"q": "清水发"}, [2]),
        ({"q": "交通 清教发"}, [0, 1]),
        ({"signed_from": "2026-03-02", "signed_to": "2026-03-02"}, [0, 1, 2]),
        ({"signed_from": "2026-03-03"}, []),
        ({"signed_to": "2026-03-01"}, []),
    ],
)
def test_filters(query, expected, cast, visit, three) -> None:
    found = listed(visit("government_clerk").get("print-room", **query))

    assert sorted(found) == sorted(three[place].pk for place in expected)


def test_session_and_unit_filter_too_and_are_said_in_words(cast, visit, three) -> None:
    page = visit("government_clerk").get("print-room", session=cast.npc_session.pk, unit=cast.a.pk, unprinted="on")

    assert listed(page) == [three[1].pk]
    assert "县人大七届六次会议 · 县教育局 · 未打印过，共 <b>1</b> 份" in page.content.decode()


def test_the_filter_offers_only_what_may_be_printed(cast, visit, three) -> None:
    page = visit("drafter_a").get("print-room").content.decode()

    assert "县教育局</option>" in page
    assert "县水务局</option>" not in page
    assert f"{cast.cppcc_session}</option>" not in page


def test_a_date_that_is_none_is_said(cast, visit) -> None:
    assert (
        "签发日期写法不对，例如 2026-11-20。" in visit("drafter_a").get("print-room", signed_from="x").content.decode()
    )


def test_a_row_says_how_often_and_by_whom_it_was_printed(cast, visit, three) -> None:
    page = visit("npc_clerk").get("print-room").content.decode()

    assert '1次<small title="2026年3月2日 09:00">3月2日 林知夏</small>' in page
    assert "<small>未打印</small>" in page


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, visit, three) -> None:
    visitor = visit("government_clerk")
    with CaptureQueriesContext(connection) as few:
        visitor.get("print-room")
    for _ in range(4):
        make.signed(cast)
    with CaptureQueriesContext(connection) as many:
        visitor.get("print-room")

    assert len(many) == len(few)


def test_an_empty_room_says_why(cast, visit) -> None:
    assert (
        "还没有可以打印的答复。答复签发后会列在这里；作废的不列。"
        in visit("drafter_a").get("print-room").content.decode()
    )
    assert "没有符合这些条件的答复。" in visit("drafter_a").get("print-room", q="不存在").content.decode()


def test_forms_and_envelopes_are_offered_to_the_offices_only(cast, visit, three) -> None:
    assert "附征询意见表" in visit("npc_clerk").get("print-room").content.decode()
    assert "附征询意见表" not in visit("drafter_a").get("print-room").content.decode()


# --- the order --------------------------------------------------------------------------------------


def test_what_was_ticked_is_ordered_with_its_options_in_the_order_of_the_list(cast, visit) -> None:
    chosen = letters(cast, 3)

    response = visit("npc_clerk").post(
        "print-room", letters=[letter.pk for letter in chosen[::-1]], with_list="on", with_envelopes="on"
    )

    run = PrintRun.objects.get()
    assert response.url == f"/print/{run.pk}/"
    assert [row.reply_id for row in run.printed.all()] == [letter.pk for letter in chosen]
    assert (run.duplex, run.with_list, run.with_forms, run.with_envelopes) == (False, True, False, True)
    assert (run.by, run.site) == (cast.npc_clerk, "http://testserver/")


def test_few_letters_are_ready_when_the_page_comes(cast, visit, django_capture_on_commit_callbacks) -> None:
    chosen = letters(cast, 2)
    visitor = visit("drafter_a")

    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.post("print-room", letters=[letter.pk for letter in chosen], duplex="on")

    assert "打开 PDF 打印" in visitor.client.get(response.url).content.decode()


def test_nothing_ticked_is_said_and_the_filter_stays(cast, visit) -> None:
    letters(cast, 1)
    visitor = visit("drafter_a")

    response = visitor.client.post("/print/?state=signed", {"form_key": str(uuid4()), "duplex": "on"})

    assert response.status_code == 422
    assert "请先勾选要打印的答复。" in response.content.decode()
    assert 'action="/print/?state=signed"' in response.content.decode()


def test_letters_of_others_are_not_ordered_and_the_ticks_stay(cast, visit) -> None:
    own, other = letters(cast, 1)[0], letters(cast, 1, unit=cast.b)[0]

    response = visit("drafter_a").post("print-room", letters=[own.pk, other.pk])

    assert "勾选的答复里有的已经收回，或不归您打印。请刷新页面重新勾选。" in response.content.decode()
    assert f'value="{own.pk}" id="letter-{own.pk}" aria-label="第1号 县教育局" checked' in response.content.decode()
    assert not PrintRun.objects.exists()


def test_a_unit_that_sends_the_offices_options_gets_none_of_them(cast, visit) -> None:
    visit("drafter_a").post("print-room", letters=[letters(cast, 1)[0].pk], with_forms="on")

    assert PrintRun.objects.get().with_forms is False


def test_a_second_click_prints_nothing_twice(cast, visit) -> None:
    chosen, key = letters(cast, 1), str(uuid4())
    visitor = visit("drafter_a")
    for _ in range(2):
        response = visitor.post("print-room", key=key, letters=[chosen[0].pk])

    assert PrintRun.objects.count() == 1
    assert "这一操作刚才已经完成，没有重复执行。" in visitor.client.get(response.url).content.decode()
