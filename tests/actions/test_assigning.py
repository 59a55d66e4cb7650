"""交办: which units may hold an item together, until when, and who has accepted."""

from datetime import date

import pytest

from replies.actions import assigning
from replies.actions.errors import NotNow, Refused
from replies.models import Assignment, CalendarDay, Event
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
    assert assignment.due_reason == "《代表法》第五十一条：自交办之日起三个月内答复"


def test_assign_writes_one_event_of_the_case_and_the_unit(cast):
    assignment = make.assigned(cast)
    event = Event.objects.latest("id")
    assert (event.verb, event.proposal, event.unit, event.new) == ("assign", assignment.proposal, cast.a, "assigned")
    assert event.changes == {"unit": "县教育局", "role": "sole"}


def test_a_year_without_a_published_calendar_makes_a_provisional_date(cast):
    assert make.assigned(cast).due_provisional is True
    CalendarDay.objects.create(day=date(2026, 1, 1), is_working=False, name="元旦")
    assert make.assigned(cast).due_provisional is False


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
    assert make.assigned(cast, role=role, proposal=make.filed(cast, timing=timing)).due_on == due_on


def test_the_day_of_the_assignment_is_the_day_in_the_county(cast):
    early = make.at(hours=-8)  # 01:00 on 2 March here, 1 March in Greenwich
    assignment = assigning.assign(make.filed(cast), unit=cast.a, role="sole", by=cast.npc_clerk, at=early)
    assert assignment.due_on == date(2026, 6, 2)


# (roles the item has already, role asked for, why not)
ROLES = [
    ([], "co", "会办单位之前应先有主办单位。"),
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
    with pytest.raises(Refused, match=r"^县教育局已承办此件，不能重复交办。$") as refused:
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
    message = "^此件现在是“已签收”，不能“撤销交办”。请刷新页面查看最新状态。$"
    with pytest.raises(NotNow, match=message):
        assigning.revoke(make.accepted(cast), by=cast.npc_clerk, at=make.at(), note="x")
