"""交办: which units may hold an item together, until when, and who has accepted."""

from datetime import date

import pytest

from replies.actions import assigning, replying
from replies.actions.errors import NotNow, Refused
from replies.models import Assignment, Event, HandlingUnit, system_user
from tests import make


def assign(cast, proposal, unit, role):
    return assigning.assign(proposal, unit=unit, role=role, by=cast.npc_clerk, at=make.at())


def test_assign_writes_who_when_and_until_when(cast):
    assignment = make.assigned(cast)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.assigned_by, assignment.assigned_at) == (
        "assigned", cast.government_clerk, make.at(),
    )  # fmt: skip
    assert assignment.due_on == date(2026, 6, 2)
    assert assignment.main_deadline.start_on == make.TODAY


def test_assign_writes_one_event_of_the_case_and_the_unit(cast):
    assignment = make.assigned(cast)
    event = Event.objects.latest("id")
    assert (event.verb, event.proposal, event.unit, event.new) == ("assign", assignment.proposal, cast.a, "assigned")
    assert event.changes == {"unit": "县教育局", "role": "sole"}


def test_assign_begins_every_period_of_the_unit(cast):
    codes = set(make.assigned(cast).deadlines.values_list("code", flat=True))
    assert codes == {"reply", "accept", "refuse", "first_contact"}


def test_a_co_handling_unit_has_one_month(cast):
    lead = make.assigned(cast, role="lead")
    co = assign(cast, lead.proposal, cast.b, "co")
    assert co.due_on == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("timing", "role", "due_on"),
    [
        ("in_session", "sole", date(2026, 5, 31)),
        ("out_of_session", "sole", date(2026, 6, 2)),
    ],
)
def test_the_fixed_date_of_the_year_holds_for_answers_to_items_of_the_session(cast, timing, role, due_on):
    cast.npc_session.fixed_reply_on = date(2026, 5, 31)  # a Sunday: it does not move
    cast.npc_session.save()
    assert (
        make.assigned(cast, role=role, proposal=make.filed(cast, timing=timing, timing_reason="补登")).due_on == due_on
    )


def test_the_day_of_the_assignment_is_the_day_in_the_county(cast):
    early = make.at(hours=-8)  # 01:00 on 2 March here, 1 March in Greenwich
    assignment = assigning.assign(make.filed(cast), unit=cast.a, role="sole", by=cast.npc_clerk, at=early)
    assert assignment.due_on == date(2026, 6, 2)


# (roles the item has already, role asked for, why not)
ROLES = [
    ([], "co", "会办单位之前应先有主办单位。"),
    ([], "joint", "联合主办单位之前应先有主办单位。"),
    (["separate"], "joint", "分办与主办、会办不能混用。"),
    (["sole"], "sole", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
    (["sole"], "lead", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
    (["sole"], "co", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
    (["lead"], "sole", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
    (["separate"], "sole", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
    (["lead"], "lead", "此件已有主办单位；一件只能有一个主办单位。"),
    (["lead"], "separate", "分办与主办、会办不能混用。"),
    (["separate"], "lead", "分办与主办、会办不能混用。"),
    (["separate"], "co", "分办与主办、会办不能混用。"),
    (["co"], "co", "会办单位之前应先有主办单位。"),
    ([], "helper", "请选择承办方式。"),
    ([], "sole", None),
    ([], "lead", None),
    ([], "separate", None),
    (["lead"], "co", None),
    (["co"], "lead", None),
    (["lead", "co"], "co", None),
    (["lead"], "joint", None),
    (["separate"], "separate", None),
]


@pytest.mark.parametrize(("taken", "role", "message"), ROLES)
def test_which_roles_go_together(taken, role, message):
    if message is None:
        assigning.check_role(role, taken)
        return
    with pytest.raises(Refused) as refused:
        assigning.check_role(role, taken)
    assert (refused.value.field, str(refused.value)) == ("role", message)


def test_a_unit_holds_an_item_once(cast):
    lead = make.assigned(cast, role="lead")
    with pytest.raises(Refused, match=r"^县教育局已承办此件（秦望舒 2026年3月2日 09:00），不能重复交办。$") as refused:
        assign(cast, lead.proposal, cast.a, "co")
    assert refused.value.field == "unit"
    assert Assignment.objects.count() == 1


def test_a_retired_unit_is_not_assigned(cast):
    cast.b.active = False
    cast.b.save()
    with pytest.raises(Refused, match=r"^县水务局已停用，请选择其他单位。$"):
        make.assigned(cast, unit=cast.b)


def test_an_item_is_filed_before_it_is_assigned(cast):
    with pytest.raises(NotNow, match=r"^此件现在是“已登记”，立案后才能交办。$"):
        make.assigned(cast, proposal=make.logged(cast))
    assert not Assignment.objects.exists()


def test_accept_writes_who_and_when(cast):
    assignment = assigning.accept(make.assigned(cast), by=cast.drafter_a, at=make.at(days=1))
    assignment.refresh_from_db()
    assert (assignment.state, assignment.accepted_by, assignment.accepted_at) == (
        "accepted", cast.drafter_a, make.at(days=1),
    )  # fmt: skip
    event = Event.objects.latest("id")
    assert (event.verb, event.old, event.new, event.by_post) == (
        "accept",
        "assigned",
        "accepted",
        "县教育局 · 承办单位起草人",
    )


def test_a_revoked_unit_may_be_assigned_again(cast):
    assignment = make.assigned(cast)
    assigning.revoke(assignment, by=cast.npc_clerk, at=make.at(), note="交办错误")
    again = assign(cast, assignment.proposal, cast.a, "sole")
    assert again.pk != assignment.pk
    assert Assignment.objects.get(pk=assignment.pk).state == "revoked"


def test_revoke_needs_a_reason(cast):
    with pytest.raises(Refused, match=r"^“撤销交办”必须写明原因。$"):
        assigning.revoke(make.assigned(cast), by=cast.npc_clerk, at=make.at(), note="")


def test_what_is_accepted_cannot_be_revoked(cast):
    message = "^此件现在是“已签收”（林知夏 2026年3月2日 09:00），不能“撤销交办”。请刷新页面查看最新状态。$"
    with pytest.raises(NotNow, match=message):
        assigning.revoke(make.accepted(cast), by=cast.npc_clerk, at=make.at(), note="x")


# --- several units at once ----------------------------------------------------------------------


@pytest.fixture
def roads(cast):
    return HandlingUnit.objects.create(name="县交通运输局", printed_name="清禾县交通运输局", order=3)


def held_by(proposal):
    return [(part.unit.name, part.role) for part in proposal.assignments.live().order_by("pk")]


def assign_all(cast, role, **others):
    proposal = make.filed(cast)
    assigning.assign(proposal, unit=cast.a, role=role, by=cast.npc_clerk, at=make.at(), **others)
    return proposal


def test_the_lead_is_assigned_together_with_those_who_help(cast, roads):
    proposal = assign_all(cast, "lead", joint=[roads], more=[cast.b])
    assert held_by(proposal) == [("县教育局", "lead"), ("县交通运输局", "joint"), ("县水务局", "co")]


def test_several_units_answer_separately(cast):
    assert held_by(assign_all(cast, "separate", more=[cast.b])) == [("县教育局", "separate"), ("县水务局", "separate")]


def test_all_of_them_or_none(cast):
    with pytest.raises(Refused, match=r"^县教育局已承办此件（方以宁 2026年3月2日 09:00），不能重复交办。$"):
        assign_all(cast, "lead", more=[cast.b, cast.a])
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("role", "beside", "message"),
    [
        ("sole", "more", "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
        ("separate", "joint", "有主办单位时才有联合主办单位，承办方式请选“主办”。"),
    ],
)
def test_what_does_not_go_together(cast, role, beside, message):
    with pytest.raises(Refused, match=f"^{message}$"):
        assign_all(cast, role, **{beside: [cast.b]})


def test_a_joint_lead_signs_under_the_leads_letter(cast, roads):
    proposal = assign_all(cast, "lead", joint=[cast.b], more=[roads])
    part = proposal.assignments.get(role="lead")
    assigning.accept(part, by=cast.drafter_a, at=make.at())
    reply = replying.draft(part, by=cast.drafter_a, at=make.at())
    assert reply.content.signatories == ("清禾县教育局", "清禾县水务局")


# --- moving on ----------------------------------------------------------------------------------


def reassign(cast, part, unit, days=3):
    return assigning.reassign(part, unit=unit, note="职责调整", by=cast.government_clerk, at=make.at(days=days))


def test_reassigning_ends_the_part_and_begins_another_with_a_clock_of_its_own(cast):
    old = reassign(cast, make.accepted(cast), cast.b)
    new = old.successor
    assert (old.state, old.ended_at, new.previous, new.role) == ("reassigned", make.at(days=3), old, "sole")
    assert (new.unit, new.state, new.due_on) == (cast.b, "assigned", date(2026, 6, 5))


def test_reassigning_to_the_same_unit_is_no_reassigning(cast):
    with pytest.raises(Refused, match=r"^现在就由县教育局承办，请选择另一个单位。$"):
        reassign(cast, make.assigned(cast), cast.a)


def test_reassigning_grants_a_refusal_that_waits(cast):
    request = make.refusal_asked(cast)
    reassign(cast, request.assignment, cast.b)
    request.refresh_from_db()
    assert (request.state, request.decided_by, request.decision) == (
        "approved",
        cast.government_clerk,
        "已改派县水务局",
    )


def test_reassigning_closes_what_else_the_unit_asked_for(cast):
    request = make.unit_asked(cast)
    reassign(cast, request.assignment, cast.b)
    request.refresh_from_db()
    assert (request.state, request.decision) == ("lapsed", "已改派县水务局")


def test_what_is_signed_is_not_reassigned(cast):
    with pytest.raises(NotNow, match=r"^县教育局的答复已送达，不能“改派”。$"):
        reassign(cast, make.delivered(cast).assignment, cast.b)


def test_a_draft_is_no_obstacle_and_ends_with_the_part(cast):
    reply = make.drafted(cast)
    reassign(cast, reply.assignment, cast.b)
    with pytest.raises(NotNow, match=r"^县教育局已改派（秦望舒 2026年3月5日 09:00），不能“保存草稿”。$"):
        make.written(cast, reply=reply)


def test_a_co_handling_unit_is_released(cast):
    lead = make.assigned(cast, role="lead")
    co = make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assigning.release(co, note="不涉及", by=cast.npc_clerk, at=make.at(days=1))
    assert held_by(lead.proposal) == [("县教育局", "lead")]


def test_the_unit_that_answers_is_not_released(cast):
    with pytest.raises(NotNow, match=r"^独办单位不能“免予承办”，换单位请用“改派”。$"):
        assigning.release(make.assigned(cast), note="不涉及", by=cast.npc_clerk, at=make.at(days=1))


def test_deemed_accepted_is_marked_as_the_systems_deed(cast):
    part = assigning.deem_accepted(make.assigned(cast), by=system_user(), at=make.at(days=9))
    assert (part.state, part.accepted_by) == ("accepted", system_user())
    assert Event.objects.latest("id").verb == "deem_accepted"


# --- company for a single unit, and a lead that is taken back -------------------------------------


def roles(proposal) -> dict[str, str]:
    return {part.unit.name: part.role for part in proposal.assignments.live()}


def give(cast, part, role="co"):
    return assigning.assign(part.proposal, unit=cast.b, role=role, by=cast.government_clerk, at=make.at(days=1))


@pytest.mark.parametrize("role", ["co", "joint"])
def test_a_single_unit_that_is_given_company_leads(cast, role):
    part = make.accepted(cast)
    give(cast, part, role)
    assert roles(part.proposal) == {"县教育局": "lead", "县水务局": role}


def test_company_in_the_main_item_makes_it_the_lead_in_the_merged_item_too(cast):
    part = make.accepted(cast)
    child = make.merged(cast, main=part.proposal)
    give(cast, part)
    assert roles(child) == {"县教育局": "lead"}


def test_whose_answer_is_signed_gets_no_company(cast):
    part = make.signed(cast).assignment
    with pytest.raises(NotNow, match=r"^县教育局的答复已签发，不能“增加会办单位”。$"):
        give(cast, part)
    assert roles(part.proposal) == {"县教育局": "sole"}


@pytest.mark.parametrize("role", ["sole", "lead", "separate"])
def test_beside_a_single_unit_others_only_help(cast, role):
    with pytest.raises(Refused, match=r"^独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。$"):
        give(cast, make.assigned(cast), role)


def test_a_lead_is_not_taken_back_while_others_help_it(cast):
    lead = make.assigned(cast, role="lead")
    co = make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    with pytest.raises(NotNow) as told:
        assigning.revoke(lead, note="交办错误", by=cast.npc_clerk, at=make.at(days=1))
    assert str(told.value) == (
        "县水务局（会办，待签收）还在协助县教育局办理，不能“撤销交办”："
        "请先对其“撤销交办”或“免予承办”；只换主办单位的，请用“改派”。"
    )
    assigning.revoke(co, note="交办错误", by=cast.npc_clerk, at=make.at(days=1))
    assert assigning.revoke(lead, note="交办错误", by=cast.npc_clerk, at=make.at(days=1)).state == "revoked"
