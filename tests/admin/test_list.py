"""The list of cases: what a row says, what is found, and how many queries it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.admin.paper import LIST, signed_in


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def found(client, query: str) -> list[str]:
    return [row.case_number for row in client.get(f"{LIST}?{query}").context["cl"].result_list]


def test_a_row_says_who_where_and_how_long(cast, clerk):
    make.assigned(cast, role="lead")
    page = clerk.get(LIST).content.decode()
    for words in ("第1号", "王清和等2人", "县教育局（主办）", ">待签收<", '<span class="lamp late"'):
        assert words in page


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, clerk):
    make.assigned(cast)
    clerk.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        clerk.get(LIST)
    for _ in range(6):
        make.assigned(cast)
    with CaptureQueriesContext(connection) as many:
        clerk.get(LIST)
    assert len(many) == len(few)


def test_twenty_rows_a_page(cast, clerk):
    for _ in range(21):
        make.logged(cast)
    assert len(found(clerk, "")) == 20


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=1", ["第1号"]),
        ("q=第2号", ["第2号"]),
        ("q=学校 交通", ["第1号"]),
        ("q=孙若谷", ["第2号"]),
        ("q=没有的词", []),
        ("stage=logged", ["第2号"]),
        ("stage=filed", ["第1号"]),
        ("category=city", ["第2号"]),
        ("stage=overdue", []),
        ("session=abc", ["第2号", "第1号"]),
    ],
)
def test_search_and_filters(cast, clerk, query, numbers):
    make.filed(cast)
    make.logged(cast, title="关于增设公交线路的建议", category="city", sponsors=[cast.stranger])
    assert found(clerk, query) == numbers


def test_who_sees_both_bodies_can_choose_one(cast):
    make.logged(cast)
    make.logged(cast, body="cppcc", title="关于数字教育的提案")
    client = signed_in(cast.government_clerk)
    page = client.get(f"{LIST}?body=cppcc")
    assert [row.title for row in page.context["cl"].result_list] == ["关于数字教育的提案"]


def test_an_empty_list_says_so(cast, clerk):
    assert "还没有建议、提案；登记以后在这里列出。" in clerk.get(LIST).content.decode()
