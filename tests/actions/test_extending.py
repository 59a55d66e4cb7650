"""延期: asked in time and within what the rule allows, decided by the dispatch office, the old day kept."""

from datetime import date

import pytest

from replies.actions import assigning, extending, replying
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Assignment, Deadline, DeadlineRule, Event, Request, system_user
from tests import make

DUE, UNTIL, LATEST = date(2026, 6, 2), date(2026, 7, 1), date(2026, 9, 2)


def ask(cast, part: Assignment, until: date = UNTIL, *, days: int = 1, note: str = "需召开听证会") -> Request:
    return extending.request_extension(part, until=until, note=note, by=cast.drafter(part.unit), at=make.at(days=days))


def approve(cast, request: Request, **how) -> Request:
    return extending.approve_extension(request, by=cast.government_clerk, at=make.at(days=2), **how)


def rule(cast, code: str, **changes) -> None:
    DeadlineRule.objects.filter(profile=cast.npc.profile, code=code).update(**changes)


def test_the_request_waits_with_the_old_and_the_wanted_day(cast):
    request = ask(cast, make.accepted(cast))
    assert (request.kind, request.state, request.old_due_on, request.until) == ("extension", "pending", DUE, UNTIL)
    assert Assignment.objects.get(pk=request.assignment_id).due_on == DUE


def test_approval_moves_the_day_and_keeps_the_old_one(cast):
    request = approve(cast, ask(cast, make.accepted(cast)), note="情况属实")
    part = Assignment.objects.get(pk=request.assignment_id)
    assert (request.state, request.decision, request.decided_by) == ("approved", "情况属实", cast.government_clerk)
    assert (part.due_on, part.main_deadline.due_on) == (UNTIL, UNTIL)
    assert (request.old_due_on, part.main_deadline.extended_from) == (DUE, DUE)


def test_the_history_has_the_request_the_approval_and_the_move(cast):
    request = approve(cast, ask(cast, make.accepted(cast)))
    events = Event.objects.filter(proposal=request.assignment.proposal_id).order_by("-id")[:3]
    assert [event.verb for event in events] == ["redate", "approve_extension", "request_extension"]
    assert (events[0].note, events[0].changes["due_on"]) == ("同意延期：需召开听证会", ["2026-06-02", "2026-07-01"])


def test_the_letter_that_is_being_written_gets_the_new_day(cast):
    reply = make.drafted(cast)
    approve(cast, ask(cast, reply.assignment))
    reply.refresh_from_db()
    assert reply.due_on == UNTIL


def test_a_rejected_request_leaves_the_day(cast):
    request = extending.reject_extension(
        ask(cast, make.accepted(cast)), note="可按期办结", by=cast.npc_clerk, at=make.at(days=2)
    )
    assert (request.state, request.decision, request.assignment.due_on) == ("rejected", "可按期办结", DUE)


def test_the_last_possible_day_is_possible(cast):
    assert ask(cast, make.accepted(cast), LATEST).until == LATEST


def test_later_than_the_rule_allows_names_the_last_possible_day(cast):
    with pytest.raises(Refused) as refused:
        ask(cast, make.accepted(cast), date(2026, 9, 3))
    assert refused.value.field == "until"
    assert str(refused.value) == "最多可以延到2026年9月2日（自2026年3月2日起算，连同延期不超过6个月）。"


@pytest.mark.parametrize("until", [DUE, date(2026, 5, 1)])
def test_a_day_that_is_no_extension_is_refused(cast, until):
    with pytest.raises(Refused, match=r"^申请延期至的日期应晚于现在的期限2026年6月2日。$"):
        ask(cast, make.accepted(cast), until)


def test_on_the_last_day_it_can_still_be_asked(cast):
    assert ask(cast, make.accepted(cast), days=92).state == "pending"  # 2 June


def test_once_it_is_late_it_is_too_late_to_ask(cast):
    with pytest.raises(NotNow) as refused:
        ask(cast, make.accepted(cast), days=93)
    assert str(refused.value) == "期限2026年6月2日已过，已超期，不能再申请延期。请尽快办结，并向提出人说明。"


def test_what_was_asked_in_time_may_be_granted_after_the_day(cast):
    request = ask(cast, make.accepted(cast), days=92)
    extending.approve_extension(request, by=cast.npc_clerk, at=make.at(days=95))
    assert Assignment.objects.get(pk=request.assignment_id).due_on == UNTIL


def test_only_an_accepted_part_is_extended(cast):
    with pytest.raises(NotNow, match=r"^此件现在是“待签收”，签收后才能申请延期。$"):
        ask(cast, make.assigned(cast))


def test_one_request_at_a_time(cast):
    part = make.accepted(cast)
    ask(cast, part)
    with pytest.raises(NotNow, match="不能再次“申请延期”"):
        ask(cast, part, days=2)


def test_an_extended_period_can_be_extended_again_within_the_limit(cast):
    part = make.accepted(cast)
    approve(cast, ask(cast, part))
    with pytest.raises(Refused, match="最多可以延到2026年9月2日"):
        ask(cast, part, date(2026, 10, 9), days=3)
    approve(cast, ask(cast, part, LATEST, days=3))
    part.refresh_from_db()
    assert (part.due_on, part.main_deadline.extended_from) == (LATEST, DUE)


def test_a_period_whose_rule_has_no_longest_is_not_extended(cast):
    lead = make.accepted(cast, role="lead")
    opinion = make.accepted(cast, unit=cast.b, role="co", proposal=lead.proposal)
    with pytest.raises(NotNow, match=r"^“报送会办意见”的期限按规定不得延长（国家未作规定；"):
        ask(cast, opinion, date(2026, 5, 8))


def test_another_round_has_its_own_limit(cast):
    rule(cast, "rehandle", longest=2)
    reply = make.rehandled(cast)  # from 3 March, due on 3 April
    with pytest.raises(Refused, match=r"^最多可以延到2026年5月4日"):  # 3 May is a Sunday
        ask(cast, reply.assignment, date(2026, 5, 5), days=3)
    approve(cast, ask(cast, reply.assignment, date(2026, 4, 20), days=3))
    reply.refresh_from_db()
    assert (reply.due_on, reply.assignment.due_on) == (date(2026, 4, 20), DUE)


def test_a_letter_that_was_delivered_needs_no_extension(cast):
    with pytest.raises(NotNow, match=r"^答复已送达，不再需要延期。$"):
        ask(cast, make.delivered(cast).assignment)


def test_a_request_overtaken_by_the_letter_ends_with_the_delivery(cast):
    reply = make.signed(cast)
    request = ask(cast, reply.assignment)
    replying.deliver(reply, way="in_person", on=make.at(days=1).date(), by=cast.drafter_a, at=make.at(days=1))
    request.refresh_from_db()
    assert (request.state, request.decision, request.decided_by) == ("lapsed", "本单位的答复已送达", system_user())
    with pytest.raises(NotNow, match=r"^此件现在是“已终止”（系统自动 2026年3月3日 09:00），不能“同意延期”。"):
        approve(cast, request)


def test_a_signed_letter_may_still_need_more_days_until_it_is_delivered(cast):
    reply = make.approved(cast)
    request = ask(cast, reply.assignment)
    make_signed = replying.sign(reply, by=cast.signer_a, at=make.at(days=1))
    approve(cast, request)
    make_signed.refresh_from_db()
    assert make_signed.due_on == UNTIL


def test_extended_twice_the_first_day_is_remembered_and_the_limit_stays(cast):
    part = make.accepted(cast)
    approve(cast, ask(cast, part))
    second = approve(cast, ask(cast, part, date(2026, 8, 3)))
    part.refresh_from_db()
    assert (part.due_on, part.main_deadline.extended_from, second.old_due_on) == (date(2026, 8, 3), DUE, UNTIL)
    with pytest.raises(Refused, match=r"^最多可以延到2026年9月2日（自2026年3月2日起算，连同延期不超过6个月）。$"):
        ask(cast, part, date(2026, 9, 3))


def test_extended_to_the_very_last_day_nothing_more_is_asked(cast):
    part = make.accepted(cast)
    approve(cast, ask(cast, part, LATEST))
    with pytest.raises(NotNow, match=r"^“答复”的期限2026年9月2日已是规定允许的最后一天，不能再延期（"):
        ask(cast, part, date(2026, 9, 3))


def test_a_day_that_is_only_provisional_can_be_extended_as_far_as_the_calendar_says_now(cast):
    part = make.accepted(cast)
    Deadline.objects.filter(assignment=part).update(provisional=True)
    with pytest.raises(Refused, match=r"^最多可以延到2026年9月2日"):
        ask(cast, part, date(2026, 9, 3))
    approve(cast, ask(cast, part, LATEST))
    assert (part.main_deadline.due_on, part.main_deadline.provisional) == (LATEST, False)


def test_where_nobody_has_to_approve_the_system_grants_it_at_once(cast):
    rule(cast, "reply", approver="nobody")
    request = ask(cast, make.accepted(cast))
    assert (request.state, request.decided_by) == ("approved", system_user())
    assert Assignment.objects.get(pk=request.assignment_id).due_on == UNTIL


def test_a_fixed_date_of_the_notice_is_extended_within_the_rule(cast):
    cast.npc_session.fixed_reply_on = date(2026, 6, 30)
    cast.npc_session.save()
    part = make.accepted(cast)
    with pytest.raises(Refused, match="最多可以延到2026年9月2日"):
        ask(cast, part, date(2026, 9, 3))
    approve(cast, ask(cast, part))
    part.refresh_from_db()
    assert part.due_on == UNTIL


def test_a_reason_is_due(cast):
    with pytest.raises(Refused, match=r"^“申请延期”必须写明原因。$"):
        ask(cast, make.accepted(cast), note=" ")


def test_another_kind_of_request_is_not_decided_as_an_extension(cast):
    with pytest.raises(NotNow, match=r"^这是申请退办，不能“同意延期”。$"):
        approve(cast, make.refusal_asked(cast))


@pytest.mark.parametrize("account", ["drafter_a", "drafter_b", "cppcc_clerk", "leader"])
def test_only_the_dispatch_offices_of_the_case_decide(cast, account):
    request = ask(cast, make.accepted(cast))
    with pytest.raises(NotAllowed, match=r"^您的岗位不能对此件“同意延期”。$"):
        extending.approve_extension(request, by=cast.user(account), at=make.at(days=2))


def test_the_part_of_a_merged_item_moves_with_its_main_part(cast):
    main = make.accepted(cast)
    behind = make.accepted(cast)
    Assignment.objects.filter(pk=behind.pk).update(follows=main)
    approve(cast, ask(cast, main))
    behind.refresh_from_db()
    assert (behind.due_on, behind.main_deadline.extended_from) == (UNTIL, DUE)


def test_a_unit_that_was_replaced_is_not_extended(cast):
    part = make.accepted(cast)
    assigning.reassign(part, unit=cast.b, note="职责调整", by=cast.government_clerk, at=make.at(days=1))
    with pytest.raises(NotNow, match="不能“申请延期”"):
        ask(cast, part, days=2)
