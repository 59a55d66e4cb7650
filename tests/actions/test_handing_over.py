"""交办会: a batch is a plan that binds nobody, is handed over once, and keeps what could not go out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from replies.actions import handing_over, intake
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Assignment, Event, HandlingUnit, Handover
from tests import make


def batch(cast, **fields):
    wanted = {
        "session": cast.npc_session, "name": "大会建议集中交办", "held_on": make.TODAY, "by": cast.npc_clerk,
        "at": make.at(),
    }  # fmt: skip
    return handing_over.begin(**(wanted | fields))


def plan(cast, handover, proposal, *parts, by=None):
    handing_over.plan(handover, proposal, parts or [(cast.a, "sole")], by=by or cast.npc_clerk)


def hand_over(cast, handover, by=None):
    return handing_over.hand_over(handover, by=by or cast.government_clerk, at=make.at(days=1))


def rows(handover):
    return [(row.unit.name, row.role) for row in handover.rows.all()]


def test_a_plan_binds_nobody(cast):
    plan(cast, batch(cast), make.filed(cast))
    assert not Assignment.objects.exists()


def test_what_is_planned_anew_takes_the_place_of_what_was_planned(cast):
    handover, proposal = batch(cast), make.filed(cast)
    plan(cast, handover, proposal)
    plan(cast, handover, proposal, (cast.b, "lead"), (cast.a, "co"))
    assert rows(handover) == [("县水务局", "lead"), ("县教育局", "co")]


def test_an_item_planned_with_no_unit_leaves_the_batch(cast):
    handover, proposal = batch(cast), make.filed(cast)
    plan(cast, handover, proposal)
    handing_over.plan(handover, proposal, [], by=cast.npc_clerk)
    assert rows(handover) == []


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        (["sole", "co"], "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
        (["co"], "会办单位之前应先有主办单位。"),
    ],
)
def test_a_plan_keeps_the_rules_of_assigning(cast, roles, message):
    parts = list(zip((cast.a, cast.b), roles, strict=False))
    with pytest.raises(Refused, match=f"^{message}$"):
        plan(cast, batch(cast), make.filed(cast), *parts)


def test_a_unit_stands_once_in_an_item(cast):
    with pytest.raises(Refused, match=r"^同一单位填了两次，请删去一个。$"):
        plan(cast, batch(cast), make.filed(cast), (cast.a, "lead"), (cast.a, "co"))


def test_an_item_stands_in_one_open_batch(cast):
    proposal = make.filed(cast)
    plan(cast, batch(cast), proposal)
    with pytest.raises(NotNow, match=r"^此件已列入“大会建议集中交办”，请先从那里移出。$"):
        plan(cast, batch(cast, name="第二批"), proposal)


def test_only_items_of_the_session_that_wait_are_planned(cast):
    handover = batch(cast)
    with pytest.raises(NotNow, match=r"^此件已经交办。$"):
        plan(cast, handover, make.assigned(cast).proposal)
    with pytest.raises(NotNow, match=r"^此件现在是“已登记”，不能交办。$"):
        plan(cast, handover, make.logged(cast))
    with pytest.raises(NotNow, match=r"^此件不是县人大七届六次会议的件，不能列入“大会建议集中交办”。$"):
        plan(cast, handover, make.filed(cast, body="cppcc"), by=cast.government_clerk)


def test_an_office_prepares_batches_of_its_own_body(cast):
    with pytest.raises(NotAllowed, match=r"^您的岗位不能编制这一届次的交办批次。$"):
        batch(cast, by=cast.cppcc_clerk)
    assert batch(cast, session=cast.cppcc_session, by=cast.government_clerk).pk


@pytest.mark.parametrize(
    ("answering", "co", "separate", "roles"),
    [
        ("a", "", False, ["sole"]),
        ("a", "b", False, ["lead", "co"]),
        ("ab", "", False, ["lead", "joint"]),
        ("ab", "", True, ["separate", "separate"]),
        ("", "", False, []),
    ],
)
def test_the_two_columns_say_the_roles(cast, answering, co, separate, roles):
    parts = handing_over.parts_named([getattr(cast, u) for u in answering], [getattr(cast, u) for u in co], separate)
    assert [role for _, role in parts] == roles


def test_helpers_without_somebody_to_help_are_refused(cast):
    with pytest.raises(Refused, match=r"^会办单位之前应先有主办单位。$"):
        handing_over.parts_named([], [cast.b], False)


def test_everything_goes_out_at_once_and_the_rows_name_what_came_of_them(cast):
    handover, first, second = batch(cast), make.filed(cast), make.filed(cast)
    plan(cast, handover, first, (cast.a, "lead"), (cast.b, "co"))
    plan(cast, handover, second, (cast.b, "sole"))
    outcome = hand_over(cast, handover)
    handover.refresh_from_db()
    assert (outcome.given, outcome.failed) == (2, {})
    assert (handover.done_by, handover.done_at) == (cast.government_clerk, make.at(days=1))
    assert [row.assignment.unit == row.unit and row.assignment.role == row.role for row in handover.rows.all()] == [
        True
    ] * 3
    assert {event.note for event in Event.objects.filter(verb="assign")} == {"大会建议集中交办"}


def test_what_cannot_go_out_stays_with_the_reason_and_the_rest_goes(cast):
    handover, good, bad = batch(cast), make.filed(cast), make.filed(cast)
    plan(cast, handover, good)
    plan(cast, handover, bad, (cast.b, "sole"))
    HandlingUnit.objects.filter(pk=cast.b.pk).update(active=False)
    outcome = hand_over(cast, handover)
    handover.refresh_from_db()
    assert (outcome.given, outcome.failed) == (1, {bad: "县水务局已停用，请选择其他单位。"})
    assert handover.done_at is None
    HandlingUnit.objects.filter(pk=cast.b.pk).update(active=True)
    assert hand_over(cast, handover).given == 1
    assert Handover.objects.get().done_at


def test_a_batch_is_handed_over_once(cast):
    handover = batch(cast)
    plan(cast, handover, make.filed(cast))
    hand_over(cast, handover)
    with pytest.raises(NotNow, match=r"^“大会建议集中交办”已由秦望舒交办。$"):
        hand_over(cast, handover)
    assert Assignment.objects.count() == 1


def test_an_empty_batch_is_not_handed_over(cast):
    with pytest.raises(NotNow, match=r"^这一批次里没有待交办的件，请先列入。$"):
        hand_over(cast, batch(cast))


def test_what_was_handed_over_is_not_planned_anew_nor_thrown_away(cast):
    handover, other = batch(cast), make.filed(cast)
    plan(cast, handover, make.filed(cast))
    hand_over(cast, handover)
    for change in (
        lambda: plan(cast, handover, other),
        lambda: handing_over.drop(handover, by=cast.npc_clerk),
        lambda: handing_over.rename(handover, name="x", held_on=make.TODAY, by=cast.npc_clerk),
    ):
        with pytest.raises(NotNow, match=r"^“大会建议集中交办”已经交办，不能再改。$"):
            change()


def test_a_plan_may_be_thrown_away(cast):
    handover, proposal = batch(cast), make.filed(cast)
    plan(cast, handover, proposal)
    handing_over.drop(handover, by=cast.npc_clerk)
    assert not Handover.objects.exists()
    intake.amend(proposal, title="仍在", by=cast.npc_clerk, at=make.at())


def test_an_item_that_was_given_to_a_unit_elsewhere_can_be_taken_out_of_the_batch(cast):
    handover, elsewhere, waiting = batch(cast), make.filed(cast), make.filed(cast)
    plan(cast, handover, elsewhere)
    plan(cast, handover, waiting)
    make.assigned(cast, proposal=elsewhere)
    handing_over.plan(handover, elsewhere, [], by=cast.npc_clerk)
    assert hand_over(cast, handover).failed == {}
    assert Handover.objects.get().done_by == cast.government_clerk


def test_what_the_batch_gave_out_is_not_taken_out_of_it(cast):
    handover, given, stuck = batch(cast), make.filed(cast), make.filed(cast)
    for proposal in (given, stuck):
        plan(cast, handover, proposal)
    make.withdrawn(cast, stuck)
    hand_over(cast, handover)
    handing_over.plan(handover, given, [], by=cast.npc_clerk)
    assert rows(handover) == [("县教育局", "sole")] * 2


def test_an_item_of_a_session_that_is_over_is_handed_over_like_any_other(cast):
    handover, proposal = batch(cast, held_on=make.TODAY), make.filed(cast)
    plan(cast, handover, proposal)
    outcome = handing_over.hand_over(handover, by=cast.government_clerk, at=make.at(days=400))
    assert (outcome.given, outcome.failed) == (1, {})


def test_a_further_item_of_a_batch_asks_few_questions(cast):
    """The rules of the place and the calendar are read once for the batch; nobody else records while it goes out."""
    asked = []
    for size in (1, 2):
        handover = batch(cast, name=f"{size}件")
        for _ in range(size):
            plan(cast, handover, make.filed(cast), (cast.a, "lead"), (cast.b, "co"))
        with CaptureQueriesContext(connection) as queries:
            assert hand_over(cast, handover).given == size
        asked.append(len(queries))
    assert asked[1] - asked[0] <= 23  # seven for the item, eight for each of its two parts
