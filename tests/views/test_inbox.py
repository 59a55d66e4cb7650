"""通知: the inbox, and the number in the header."""

import pytest

from replies.actions import assigning
from replies.models import Notice
from tests import make


@pytest.fixture
def three(cast) -> list[Notice]:
    """Three notices for the drafters of unit A, the middle one read."""
    for _ in range(3):
        make.assigned(cast)
    rows = list(Notice.objects.filter(to=cast.drafter_a).order_by("id"))
    Notice.objects.filter(pk=rows[1].pk).update(read_at=make.at())
    return rows


def listed(response) -> list[int]:
    return [notice.pk for notice in response.context["page"]]


def test_the_unread_come_first_and_the_newest_of_them_on_top(three, visit) -> None:
    assert listed(visit("drafter_a").get("inbox")) == [three[2].pk, three[0].pk, three[1].pk]


def test_of_those_read_the_newest_are_on_top(three, visit) -> None:
    Notice.objects.filter(pk=three[0].pk).update(read_at=make.at(days=9))
    Notice.objects.filter(pk=three[2].pk).update(read_at=make.at(days=3))

    assert listed(visit("drafter_a").get("inbox")) == [three[2].pk, three[1].pk, three[0].pk]


def test_everybody_sees_their_own_only(three, visit) -> None:
    assert listed(visit("drafter_b").get("inbox")) == []
    assert (
        "还没有通知。交办、送审、退回、催办和到期提醒，会在这里告诉您。"
        in visit("drafter_b").get("inbox").content.decode()
    )


def test_a_delegate_is_told_what_would_appear(cast, visit) -> None:
    page = visit(cast.stranger.user).get("inbox").content.decode()

    assert "还没有通知。您的建议、提案立案、交办、答复时，会在这里告诉您。" in page


def test_the_header_counts_the_unread_on_every_page(three, visit) -> None:
    assert 'aria-label="2条未读">2</b>' in visit("drafter_a").get("workbench").content.decode()
    assert "unread-count" not in visit("drafter_b").get("workbench").content.decode()


def test_reading_the_list_marks_nothing(three, visit) -> None:
    visit("drafter_a").get("inbox")

    assert Notice.objects.filter(read_at=None, to__username="drafter_a").count() == 2


def test_one_is_marked_read(three, visit) -> None:
    response = visit("drafter_a").post("inbox-read", three[0].pk)

    assert response.url == "/inbox/"
    three[0].refresh_from_db()
    assert three[0].read_at is not None


def test_opening_the_case_marks_it_read(three, visit) -> None:
    response = visit("drafter_a").post("inbox-read", three[0].pk, go="1")

    assert response.url == f"/proposals/{three[0].proposal_id}/"
    three[0].refresh_from_db()
    assert three[0].read_at is not None


def test_somebody_elses_cannot_be_marked(three, visit) -> None:
    assert visit("drafter_b").post("inbox-read", three[0].pk).status_code == 404
    three[0].refresh_from_db()
    assert three[0].read_at is None


def test_all_are_marked_but_not_what_came_in_since(three, visit, cast) -> None:
    visitor = visit("drafter_a")
    seen = visitor.get("inbox").context["newest"]
    make.assigned(cast)
    visitor.post("inbox-read-all", up_to=seen)

    assert Notice.objects.filter(to=cast.drafter_a, read_at=None).count() == 1


def test_a_case_that_was_taken_away_is_told_of_but_not_linked(cast, visit) -> None:
    part = make.assigned(cast)
    assigning.revoke(part, by=cast.npc_clerk, at=make.at(), note="交办错误")
    page = visit("drafter_a").get("inbox").content.decode()

    assert "对县教育局的交办已撤销。原因：交办错误" in page
    assert "查看办件" not in page


def test_the_list_has_pages(cast, visit) -> None:
    user = cast.drafter_a
    Notice.objects.bulk_create(Notice(to=user, verb="urge", text=f"催办{n}", at=make.at()) for n in range(25))
    visitor = visit(user)

    assert (len(listed(visitor.get("inbox"))), len(listed(visitor.get("inbox", page=2)))) == (20, 5)
    assert "第 1 页，共 2 页" in visitor.get("inbox").content.decode()
