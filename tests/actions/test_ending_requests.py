"""申请终止: no request waits for an answer that nobody can give any more."""

from datetime import date

import pytest

from replies.actions import assigning, extending, replying, requesting
from replies.actions.errors import NotAllowed, NotNow
from replies.models import Event, HandlingUnit, Notice, Request, Staff
from replies.models.people import system_user
from replies.rules.workflow import Role
from replies.views.doors import DOORS, opening
from tests import make
from tests.actions.doing import do
from tests.actions.doing.case import of_request


def ended(request: Request) -> tuple[str, str]:
    request.refresh_from_db()
    return request.state, request.decision


def sign(cast, part):
    """Its letter, written and signed."""
    letter = replying.draft(part, by=cast.drafter(part.unit), at=make.at(days=3))
    return make.signed(cast, reply=letter)


@pytest.mark.parametrize("asked", [make.refusal_asked, make.in_arbitration, make.unit_asked, make.extension_asked])
def test_what_was_asked_in_an_item_that_is_withdrawn_ends_with_it(cast, asked):
    request = asked(cast)
    make.withdrawn(cast, request.assignment.proposal)
    assert ended(request) == ("lapsed", "此件已撤回")
    event = Event.objects.get(verb="lapse_request")
    assert (event.by, event.note, event.object_id) == (system_user(), "此件已撤回", request.pk)


@pytest.mark.parametrize("asked", [make.refusal_asked, make.unit_asked])
def test_a_unit_that_signs_goes_on_and_alone(cast, asked):
    request = asked(cast, assignment=make.accepted(cast)) if asked is make.refusal_asked else asked(cast)
    if request.assignment.accepted_at is None:
        assigning.accept(request.assignment, by=cast.drafter_a, at=make.at(days=2))
    sign(cast, request.assignment)
    assert ended(request) == ("lapsed", "本单位的答复已签发")


def test_nothing_is_signed_while_a_leader_is_to_rule(cast):
    part = make.accepted(cast)
    request = make.in_arbitration(cast, assignment=part)
    with pytest.raises(NotNow) as told:
        sign(cast, part)
    assert str(told.value) == "本单位的退办申请正待裁定，裁定前不能“签发”；不再要求退办的，请起草人先“撤回申请”。"
    requesting.retract(request, by=cast.drafter_a, at=make.at(days=4))
    letter = part.replies.get()
    assert replying.sign(letter, by=cast.signer_a, at=make.at(days=4)).state == "signed"


def test_the_unit_and_the_offices_are_told(cast):
    request = make.refusal_asked(cast, assignment=make.accepted(cast))
    sign(cast, request.assignment)
    told = {notice.to: notice.text.split("》")[-1] for notice in Notice.objects.filter(verb="lapse_request")}
    office, unit = "县教育局的申请终止，不用再答复。", "县教育局的申请终止。"
    why = "原因：本单位的答复已签发"
    assert told == {
        cast.npc_clerk: f"：{office}{why}", cast.government_clerk: f"：{office}{why}",
        cast.drafter_a: f"：{unit}{why}", cast.second_drafter_a: f"：{unit}{why}",
    }  # fmt: skip


def test_what_a_released_unit_asked_for_ends_undecided(cast):
    lead = make.assigned(cast, role="lead")
    co = make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    third = HandlingUnit.objects.create(name="县交通局", printed_name="清禾县交通局", order=3)
    request = requesting.request_unit(co, unit=third, note="涉及道路", by=cast.drafter_b, at=make.at(days=1))
    assigning.release(co, note="不涉及", by=cast.npc_clerk, at=make.at(days=2))
    assert ended(request) == ("lapsed", "已免予承办")


# --- one person, two posts ------------------------------------------------------------------------

DECIDING = {
    "approve_refusal": lambda request, **who: requesting.approve_refusal(request, unit=request.unit, **who),
    "reject_refusal": lambda request, **who: requesting.reject_refusal(request, note="继续办理", **who),
    "approve_unit": lambda request, **who: requesting.approve_unit(request, **who),
    "reject_unit": lambda request, **who: requesting.reject_unit(request, note="不必", **who),
    "approve_extension": lambda request, **who: extending.approve_extension(request, **who),
    "reject_extension": lambda request, **who: extending.reject_extension(request, note="按期办结", **who),
}
ASKED = {"refusal": make.refusal_asked, "unit": make.unit_asked, "extension": make.extension_asked}


@pytest.fixture
def two_posts(cast):
    """The government clerk, who also drafts in unit A."""
    Staff.objects.create(user=cast.government_clerk, role=Role.DRAFTER, unit=cast.a)
    return cast.user("government_clerk")


@pytest.mark.parametrize("verb", DECIDING)
def test_nobody_decides_what_the_own_unit_asked_for(cast, two_posts, verb):
    request = ASKED[verb.split("_")[1]](cast)
    with pytest.raises(NotAllowed) as told:
        DECIDING[verb](request, by=two_posts, at=make.at(days=2))
    [door] = [door for door in DOORS if door.verb == verb]
    assert str(told.value) == f"这是您所在单位的申请，请由交办机关的其他人员“{door.step.label}”。"
    assert (ended(request)[0], opening(door, request, two_posts)) == ("pending", False)


@pytest.mark.parametrize("verb", ["rule_to_move", "rule_to_stay"])
def test_nobody_enters_a_ruling_about_the_own_unit(cast, two_posts, verb):
    request = make.in_arbitration(cast)
    with pytest.raises(NotAllowed, match=r"^这是您所在单位的申请，"):
        do(verb, of_request(cast, request), by=two_posts)
    assert ended(request)[0] == "arbitration"


def test_nor_grants_the_refusal_by_reassigning(cast, two_posts):
    request = make.refusal_asked(cast)
    with pytest.raises(NotAllowed, match=r"^这是您所在单位的申请，请由交办机关的其他人员“同意退办”。$"):
        assigning.reassign(request.assignment, unit=cast.b, note="职责不符", by=two_posts, at=make.at(days=2))
    assert ended(request)[0] == "pending"


def test_another_units_request_is_decided_as_always(cast, two_posts):
    request = make.extension_asked(cast, unit=cast.b, until=date(2026, 7, 1))
    assert extending.approve_extension(request, by=two_posts, at=make.at(days=2)).state == "approved"
