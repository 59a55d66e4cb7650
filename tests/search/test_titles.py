"""Titles that are nearly the same, and those that only sound so."""

import time

import pytest

from replies.models import Proposal, Session
from replies.search.names import nearest
from replies.search.titles import Titles, bare, comparable
from tests import make


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("关于改善学校门前交通秩序的建议", "关于治理学校门口交通秩序的建议"),
        ("关于改善学校门前交通秩序的建议", "关于完善学校门前交通秩序的提案"),
        ("关于加快农村饮水安全工程建设的建议", "关于推进我县农村饮水安全工程的建议"),
        ("关于增设城关镇公交站点的建议", "关于在城关镇增设公交站的建议"),
        ("关于规范电动车充电管理的建议", "关于加强小区电动车充电管理的提案"),
        ("关于改造老旧小区供水管网的建议", "关于老旧小区供水管网改造的建议"),
    ],
)
def test_alike(title, other):
    assert Titles([Proposal(pk=1, title=other)]).like(title)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("关于改善学校门前交通秩序的建议", "关于改善农村人居环境的建议"),
        ("关于加快农村饮水安全工程建设的建议", "关于加快农村公路建设的建议"),
        ("关于规范电动车充电管理的建议", "关于规范物业管理的建议"),
        ("关于增设公交站点的建议", "关于增设公共厕所的建议"),
        ("关于", "关于增设公共厕所的建议"),
        ("", ""),
    ],
)
def test_not_alike(title, other):
    assert Titles([Proposal(pk=1, title=other)]).like(title) == []


def test_the_frame_of_a_title_says_nothing():
    assert bare("关于进一步加强校园周边食品安全的建议") == "校园周边食品安全"


def test_the_most_alike_comes_first_and_never_the_item_itself():
    titles = Titles(
        [Proposal(pk=n, title=t) for n, t in ((1, "关于学校门前秩序的建议"), (2, "关于学校门前交通秩序的建议"))]
    )
    found = titles.like("关于学校门前交通秩序的建议")
    assert [alike.proposal.pk for alike in found] == [2, 1]
    assert [alike.proposal.pk for alike in titles.like("关于学校门前交通秩序的建议", but=2)] == [1]


def test_compared_are_this_meeting_and_the_one_before_of_the_same_assembly(cast):
    session = cast.npc_session
    years = [
        Session.objects.create(
            assembly=session.assembly, term=7, meeting=n, opened_on=f"20{20 + n}-01-14", closed_on=f"20{20 + n}-01-17"
        )
        for n in (4, 5)
    ]
    here = make.logged(cast)
    make.logged(cast, body="cppcc")
    make.returned(cast)
    for year in years:
        Proposal.objects.filter(pk=make.logged(cast).pk).update(session=year)
    assert {p.session_id for p in comparable(session)} == {session.pk, years[1].pk}
    assert here in comparable(session)


def test_a_title_is_compared_with_two_thousand_while_one_types():
    words = ["学校", "道路", "饮水", "养老", "公交", "医疗", "停车", "河道", "村庄", "路灯"]
    titles = Titles(
        Proposal(pk=n, title=f"关于改善{words[n % 10]}{words[n // 10 % 10]}第{n}处{words[n // 100 % 10]}条件的建议")
        for n in range(2000)
    )
    begun = time.perf_counter()
    titles.like("关于改善学校门前道路停车条件的建议")
    assert time.perf_counter() - begun < 0.1


@pytest.mark.parametrize(
    ("typed", "first"), [("王青和", ["王清和"]), ("王清", ["王清和"]), ("赵溪明", ["赵明溪"]), ("欧阳修", [])]
)
def test_the_nearest_name(typed, first):
    assert nearest(typed, ["王清和", "赵明溪", "孙若谷"])[:1] == first
