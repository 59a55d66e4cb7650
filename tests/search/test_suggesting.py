"""Which unit is suggested for an item, and why; nothing is ever chosen by itself."""

from datetime import date

import pytest

from replies.actions import assigning, intake
from replies.models import Assignment, HandlingUnit, Session
from replies.search.suggesting import Handled, Memory, suggest
from tests import make

TITLE = "关于规范城区停车管理的建议"


@pytest.fixture
def last_year(cast):
    return Session.objects.create(
        assembly=cast.npc, term=7, meeting=5, opened_on=date(2025, 1, 14), closed_on=date(2025, 1, 17)
    )


def said(proposal, **how):
    return [(found.unit.name, found.why) for found in suggest(proposal, **how)]


def handled(cast, session, title, unit, role="sole"):
    item = make.filed(cast, session=session, title=title, received_on=session.opened_on)
    return assigning.assign(item, unit=unit, role=role, by=cast.npc_clerk, at=make.at())


def test_whom_the_sponsor_wishes(cast):
    assert said(make.filed(cast, desired_unit="水务局、县教育局")) == [
        ("县教育局", "提出人希望由其承办"), ("县水务局", "提出人希望由其承办"),
    ]  # fmt: skip


def test_whose_duty_the_title_names_the_most_words_first(cast):
    HandlingUnit.objects.filter(pk=cast.a.pk).update(keywords="停车")
    HandlingUnit.objects.filter(pk=cast.b.pk).update(keywords="城区、停车，绿化")
    assert said(make.filed(cast, title=TITLE)) == [
        ("县水务局", "题目里有“城区、停车”"), ("县教育局", "题目里有“停车”"),
    ]  # fmt: skip


def test_who_had_the_like_last_year(cast, last_year):
    handled(cast, last_year, "关于加强城区停车管理的建议", cast.b, role="lead")
    handled(cast, last_year, "关于支持苹果产业的建议", cast.a)
    assert said(make.filed(cast, title=TITLE)) == [("县水务局", "去年同类件《关于加强城区停车管理的建议》由其主办")]


def test_two_reasons_for_one_unit_stand_together(cast, last_year):
    handled(cast, last_year, "关于加强城区停车管理的建议", cast.b)
    HandlingUnit.objects.filter(pk=cast.b.pk).update(keywords="停车")
    assert said(make.filed(cast, title=TITLE)) == [
        ("县水务局", "题目里有“停车”；去年同类件《关于加强城区停车管理的建议》由其独办")
    ]


def test_an_item_of_the_same_session_is_no_memory(cast):
    make.assigned(cast, unit=cast.b, proposal=make.filed(cast, title="关于加强城区停车管理的建议"))
    assert said(make.filed(cast, title=TITLE)) == []


def test_a_retired_unit_is_not_suggested(cast, last_year):
    handled(cast, last_year, "关于加强城区停车管理的建议", cast.b)
    HandlingUnit.objects.filter(pk=cast.b.pk).update(active=False, keywords="停车")
    assert said(make.filed(cast, title=TITLE, desired_unit="县水务局")) == []


def test_no_more_than_asked_for(cast):
    proposal = make.filed(cast, desired_unit="县教育局、县水务局")
    assert len(said(proposal, limit=1)) == 1


def test_suggesting_writes_nothing(cast):
    HandlingUnit.objects.filter(pk=cast.a.pk).update(keywords="停车")
    suggest(make.filed(cast, title=TITLE))
    assert not Assignment.objects.exists()


def test_two_thousand_titles_take_a_moment(cast):
    """50 ms at most (measured: about 1 ms); the fastest of five, because the machine has other work."""
    import time

    rows = [Handled(2024, f"关于完善第{n}小区停车设施和{n % 37}路公交的建议", cast.a.pk, "sole") for n in range(2000)]
    memory, proposal = Memory([cast.a, cast.b], rows), make.filed(cast, title=TITLE)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        memory.suggest(proposal)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05


def test_the_office_may_amend_the_wish(cast):
    proposal = intake.amend(make.filed(cast), desired_unit="县水务局", by=cast.npc_clerk, at=make.at())
    assert said(proposal) == [("县水务局", "提出人希望由其承办")]
