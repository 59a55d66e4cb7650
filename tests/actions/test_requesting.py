"""退办 and 增办: asked in time or turned down, granted or not, and who is responsible meanwhile and afterwards."""

from datetime import date

import pytest

from replies.actions import assigning, replying, requesting
from replies.actions.errors import NotNow, Refused
from replies.models import Assignment, Deadline, DeadlineRule, Event, HandlingUnit, Request
from tests import make

LAST_DAY = 14  # days after the assignment of 2 March: ten working days, 16 March, a Monday


def refuse(cast, part, *, days=1, unit=None, by=None):
    by = by or cast.drafter(part.unit)
    return requesting.request_refusal(part, unit=unit, note="不属本单位职责", by=by, at=make.at(days=days))


def approve(cast, request, unit=None, days=2, note=""):
    return requesting.approve_refusal(request, unit=unit, note=note, by=cast.npc_clerk, at=make.at(days=days))


def verbs(proposal, start="request_refusal"):
    found = list(Event.objects.filter(proposal=proposal).order_by("id").values_list("verb", flat=True))
    return found[found.index(start) :]


@pytest.fixture
def roads(cast):
    return HandlingUnit.objects.create(name="县交通运输局", printed_name="清禾县交通运输局", order=3)


# --- asking -------------------------------------------------------------------------------------


def test_a_refusal_is_kept_with_its_reason_and_the_day_by_which_it_is_to_be_answered(cast):
    request = refuse(cast, make.assigned(cast), unit=cast.b)
    assert (request.state, request.kind, request.reason, request.unit) == (
        "pending", "refusal", "不属本单位职责", cast.b,
    )  # fmt: skip
    deadline = Deadline.objects.get(request=request)
    assert (deadline.code, deadline.due_on, request.due_on) == ("decide_refusal", request.due_on, deadline.due_on)
    assert request.due_on == date(2026, 3, 17)  # ten working days after 3 March


def test_the_unit_stays_responsible_while_it_waits_for_the_answer(cast):
    part = make.assigned(cast)
    refuse(cast, part)
    assert assigning.accept(part, by=cast.drafter_a, at=make.at(days=1)).state == "accepted"


def test_the_last_day_itself_counts(cast):
    assert refuse(cast, make.assigned(cast), days=LAST_DAY).state == "pending"


def test_one_day_later_it_is_turned_down_at_once_and_the_person_is_told(cast):
    part = make.assigned(cast)
    request = refuse(cast, part, days=LAST_DAY + 1)
    assert (request.state, request.decided_by.username) == ("late", "system")
    assert verbs(part.proposal) == ["request_refusal", "turn_down_late"]
    assert requesting.told_late(request) == (
        "退办申请期已于2026年3月16日届满，本次申请按逾期不予受理，已记录；确有必要请与交办机关联系开放申请。"
    )
    assert not Deadline.objects.filter(request=request).exists()


def test_a_clerk_may_open_the_way_again(cast):
    part = make.assigned(cast)
    assigning.open_refusal(
        part, until=date(2026, 3, 20), note="机构改革", by=cast.npc_clerk, at=make.at(days=LAST_DAY + 2)
    )
    assert refuse(cast, part, days=18).state == "pending"


def test_what_the_clerk_opened_closes_again(cast):
    part = make.assigned(cast)
    assigning.open_refusal(part, until=date(2026, 3, 20), note="机构改革", by=cast.npc_clerk, at=make.at())
    assert refuse(cast, part, days=19).state == "late"


def test_the_way_is_not_opened_into_the_past(cast):
    with pytest.raises(Refused, match=r"^截止日期早于今天，请核对。$"):
        assigning.open_refusal(
            make.assigned(cast), until=date(2026, 3, 1), note="机构改革", by=cast.npc_clerk, at=make.at()
        )


def test_a_place_whose_rule_only_reminds_turns_nothing_down(cast):
    DeadlineRule.objects.filter(code="refuse").update(late_effect="none")
    assert refuse(cast, make.assigned(cast), days=LAST_DAY + 30).state == "pending"


def test_a_reason_is_due(cast):
    with pytest.raises(Refused, match=r"^“申请退办”必须写明原因。$"):
        requesting.request_refusal(make.assigned(cast), note=" ", by=cast.drafter_a, at=make.at())


def test_a_unit_does_not_suggest_itself(cast):
    with pytest.raises(Refused, match=r"^建议的单位不能是本单位。$"):
        refuse(cast, make.assigned(cast), unit=cast.a)


def test_one_request_of_a_kind_at_a_time(cast):
    part = make.assigned(cast)
    refuse(cast, part)
    with pytest.raises(NotNow, match=r"^本单位已申请退办（林知夏 2026年3月3日 09:00），待答复，不能再次“申请退办”。$"):
        refuse(cast, part, days=2)
    assert Request.objects.count() == 1


def test_nothing_is_refused_once_the_letter_is_signed(cast):
    letter = make.signed(cast)
    with pytest.raises(NotNow, match=r"^县教育局的答复已签发，不能“退办”。$"):
        refuse(cast, letter.assignment)


def test_a_unit_may_take_its_request_back(cast):
    part = make.assigned(cast)
    request = requesting.retract(refuse(cast, part), by=cast.drafter_a, at=make.at(days=1))
    assert (request.state, request.decided_at) == ("retracted", None)
    assert refuse(cast, part, days=2).state == "pending"


# --- granting -----------------------------------------------------------------------------------


def test_granting_moves_the_part_in_the_same_breath(cast):
    part = make.assigned(cast)
    request = approve(cast, refuse(cast, part, unit=cast.b), cast.b, note="同意")
    part.refresh_from_db()
    new = part.successor
    assert (request.state, request.decision, request.decided_by) == ("approved", "同意", cast.npc_clerk)
    assert (part.state, part.ended_at) == ("reassigned", make.at(days=2))
    assert (new.unit, new.role, new.state, new.assigned_at) == (cast.b, "sole", "assigned", make.at(days=2))
    assert new.due_on == date(2026, 6, 4)  # three months from the new assignment
    assert verbs(part.proposal) == ["request_refusal", "approve_refusal", "reassign", "assign"]


def test_the_office_may_name_another_unit_than_the_one_suggested(cast, roads):
    part = make.assigned(cast)
    approve(cast, refuse(cast, part, unit=cast.b), roads)
    assert part.proposal.assignments.live().get().unit == roads


def test_an_answering_part_is_not_given_up_without_a_successor(cast):
    request = refuse(cast, make.assigned(cast))
    with pytest.raises(Refused, match=r"^请选择改由哪个单位承办。$") as refused:
        approve(cast, request)
    assert refused.value.field == "unit"
    assert Request.objects.get().state == "pending"


def test_a_co_handling_unit_may_be_let_go_without_a_successor(cast):
    lead = make.assigned(cast, role="lead")
    co = make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    approve(cast, refuse(cast, co))
    co.refresh_from_db()
    assert co.state == "released"
    assert lead.proposal.assignments.live().get() == lead


def test_the_new_unit_must_not_have_a_part_already(cast):
    lead = make.assigned(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    message = "^县水务局在此件里另有承办任务，请先将其免予承办，或选择另一个单位。$"
    with pytest.raises(Refused, match=message):
        approve(cast, refuse(cast, lead), cast.b)


def test_what_was_signed_meanwhile_is_not_moved(cast):
    part = make.accepted(cast)
    request = refuse(cast, part)
    reply = replying.draft(part, by=cast.drafter_a, at=make.at(days=1))
    make.signed(cast, reply=reply)
    with pytest.raises(NotNow, match=r"^此件现在是“已终止”（系统自动 2026年3月2日 09:00），不能“同意退办”。"):
        approve(cast, request, cast.b)
    assert Assignment.objects.get(pk=part.pk).is_live


def test_not_granting_needs_a_reason_and_leaves_everything(cast):
    part = make.assigned(cast)
    request = requesting.reject_refusal(refuse(cast, part), note="属教育局职责", by=cast.npc_clerk, at=make.at(days=2))
    assert (request.state, request.decision) == ("rejected", "属教育局职责")
    assert part.proposal.assignments.live().get() == part


def test_a_request_is_decided_by_the_verb_of_its_kind(cast):
    with pytest.raises(NotNow, match=r"^这是申请增办，不能“同意退办”。$"):
        approve(cast, make.unit_asked(cast), cast.b)


# --- 增办 ---------------------------------------------------------------------------------------


def add(cast, part, unit, role="co"):
    return requesting.request_unit(part, unit=unit, role=role, note="涉及工程", by=cast.drafter_a, at=make.at(days=1))


def test_a_unit_alone_becomes_the_lead_when_another_is_added(cast):
    part = make.assigned(cast)
    requesting.approve_unit(add(cast, part, cast.b), by=cast.npc_clerk, at=make.at(days=2))
    roles = {row.unit: row.role for row in part.proposal.assignments.live()}
    assert roles == {cast.a: "lead", cast.b: "co"}


def test_a_lead_may_ask_for_a_joint_lead(cast):
    part = make.assigned(cast, role="lead")
    requesting.approve_unit(add(cast, part, cast.b, "joint"), by=cast.npc_clerk, at=make.at(days=2))
    assert Assignment.objects.get(unit=cast.b).role == "joint"


@pytest.mark.parametrize(
    ("role", "message"),
    [("lead", "增加的单位请选会办、联合主办或分办。"), ("separate", "分办与主办、会办不能混用。")],
)
def test_only_what_fits_may_be_asked_for(cast, role, message):
    with pytest.raises(Refused, match=f"^{message}$"):
        add(cast, make.assigned(cast), cast.b, role)


def test_who_is_in_the_case_already_is_not_added(cast):
    lead = make.assigned(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    with pytest.raises(Refused, match=r"^县水务局已承办此件（秦望舒 2026年3月2日 09:00），不能重复交办。$"):
        add(cast, lead, cast.b)


def test_not_adding_leaves_the_unit_alone(cast):
    part = make.assigned(cast)
    requesting.reject_unit(add(cast, part, cast.b), note="可函询", by=cast.npc_clerk, at=make.at(days=2))
    assert part.proposal.assignments.live().get().role == "sole"
