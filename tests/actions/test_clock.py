"""Periods begin with the deeds that begin them, by the rule that holds for the item; their last days move with events."""

from datetime import date, timedelta

import pytest

from replies.actions import assigning, clock, feedback, profiles
from replies.actions.errors import NotAllowed
from replies.models import (
    Assignment,
    CalendarDay,
    Deadline,
    DeadlineRule,
    Delegate,
    Event,
    office_calendar,
    system_user,
)
from replies.rules.vocabulary import RuleCode
from tests import make

START = make.TODAY  # 2 March 2026, a Monday; without any CalendarDay every year is Monday to Friday and 暂定


def days(assignment: Assignment, **of) -> dict[str, date]:
    return {row.code: row.due_on for row in assignment.deadlines.filter(**of)}


def row(cast, code: str, body: str = "npc", **changes) -> DeadlineRule:
    """Change the office's own row of a period."""
    assembly = cast.session(body).assembly
    found = DeadlineRule.objects.get(profile=assembly.profile, code=code)
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


def redates(assignment: Assignment) -> list[Event]:
    return list(Event.objects.filter(verb="redate", model="assignment", object_id=assignment.pk).order_by("id"))


# --- what begins when ---


def test_an_assignment_begins_four_periods(cast):
    assert days(make.assigned(cast)) == {
        "reply": date(2026, 6, 2),
        "accept": date(2026, 3, 5),
        "refuse": date(2026, 3, 16),
        "first_contact": date(2026, 3, 30),
    }


@pytest.mark.parametrize("role", ["co", "joint"])
def test_a_unit_that_gives_an_opinion_has_the_period_of_an_opinion(cast, role):
    lead = make.assigned(cast, role="lead")
    opinion = make.assigned(cast, unit=cast.b, role=role, proposal=lead.proposal)
    assert (opinion.main_deadline.code, opinion.due_on) == ("co_opinion", date(2026, 4, 2))


def test_the_delivery_of_an_answer_begins_feedback_and_publication(cast):
    reply = make.delivered(cast)
    assert days(reply.assignment, reply=reply) == {"feedback": date(2026, 3, 23), "publish": date(2026, 3, 30)}


def test_the_delivery_of_an_opinion_begins_nothing(cast):
    lead = make.assigned(cast, role="lead")
    opinion = make.delivered(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert opinion.deadlines.count() == 0


def test_another_round_has_a_period_of_its_own(cast):
    reply = make.rehandled(cast)  # on 3 March
    assert days(reply.assignment, reply=reply) == {"rehandle": date(2026, 4, 3)}
    assert reply.due_on == date(2026, 4, 3)


# --- which rule holds ---


def test_the_office_counts_by_its_own_row(cast):
    row(cast, "reply", amount=2, source="本县办法")
    part = make.assigned(cast)
    assert (part.due_on, part.main_deadline.rule.source) == (date(2026, 5, 4), "本县办法")  # 2 May is a Saturday


def test_a_running_period_keeps_the_rule_it_was_counted_by(cast):
    part = make.assigned(cast)
    row(cast, "reply", amount=2)
    assert part.main_deadline.rule.amount == 3


def test_a_period_without_a_row_is_counted_by_the_national_one(cast):
    DeadlineRule.objects.all().delete()
    part = make.assigned(cast)
    assert part.due_on == date(2026, 6, 2)
    assert part.main_deadline.reason.startswith("本地规则没有这一项，按全国通行做法：")


def test_a_township_has_the_row_of_a_township(cast):
    profiles.load("chongqing", cast.npc, by=system_user(), at=make.at())
    cast.npc.level = "township"
    cast.npc.save()
    assert make.assigned(cast).due_on == date(2026, 5, 4)


@pytest.mark.parametrize(("kind", "amount"), [("person", 3), ("organisation", 2), ("delegation", 2)])
def test_a_collective_item_has_the_row_of_collective_items(cast, kind, amount):
    DeadlineRule.objects.create(
        profile=cast.npc.profile, code="reply", item_type="collective", start_event="assigned", amount=2, unit="month",
        source="本县办法",
    )  # fmt: skip
    by_whom = Delegate.objects.create(assembly=cast.npc, kind=kind, name="城关代表团")
    part = make.assigned(cast, proposal=make.filed(cast, sponsors=[by_whom]))
    assert part.main_deadline.rule.amount == amount


def test_a_key_item_has_the_row_of_key_items(cast):
    DeadlineRule.objects.create(
        profile=cast.npc.profile, code="reply", item_type="key", start_event="assigned", amount=1, unit="month",
        source="本县办法",
    )  # fmt: skip
    proposal = make.filed(cast)
    proposal.key_item = True
    proposal.save()
    assert make.assigned(cast, proposal=proposal).due_on == date(2026, 4, 2)


def test_a_place_may_leave_the_last_day_on_a_rest_day(cast):
    profile = cast.npc.profile
    profile.move_off_rest_days = False
    profile.save()
    row(cast, "reply", amount=2)
    assert make.assigned(cast).due_on == date(2026, 5, 2)


def test_it_is_provisional_until_the_year_is_announced(cast):
    assert make.assigned(cast).main_deadline.provisional is True
    CalendarDay.objects.create(day=date(2026, 1, 1), is_working=False, name="元旦")
    assert make.assigned(cast).main_deadline.provisional is False


# --- from where it is counted ---


def test_what_counts_from_the_closing_of_the_session_does_so(cast):
    row(cast, "reply", start_event="session_closed")
    deadline = make.assigned(cast).main_deadline
    assert (deadline.start_on, deadline.due_on) == (date(2026, 1, 17), date(2026, 4, 17))


def test_an_item_from_outside_the_session_has_no_closing_day_to_count_from(cast):
    row(cast, "reply", start_event="session_closed")
    part = make.assigned(cast, proposal=make.filed(cast, received_on=date(2026, 2, 27)))
    assert (part.main_deadline.start_on, part.due_on) == (START, date(2026, 6, 2))


def fixed_on(cast, day: date) -> None:
    cast.npc_session.fixed_reply_on = day
    cast.npc_session.save()


def test_the_date_of_the_years_notice_overrides_the_count(cast):
    fixed_on(cast, date(2026, 6, 30))
    part = make.assigned(cast)
    assert (part.due_on, part.main_deadline.fixed_on) == (date(2026, 6, 30), date(2026, 6, 30))
    assert part.main_deadline.reason == "本年度交办通知规定的统一答复日期"


def test_it_does_not_govern_what_is_given_out_after_it(cast):
    fixed_on(cast, START)
    assert make.assigned(cast).due_on == date(2026, 6, 2)


def test_it_does_not_govern_opinions_nor_items_from_outside_the_session(cast):
    fixed_on(cast, date(2026, 6, 30))
    lead = make.assigned(cast, role="lead")
    opinion = make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    outside = make.assigned(cast, proposal=make.filed(cast, received_on=date(2026, 2, 27)))
    assert (opinion.due_on, outside.due_on) == (date(2026, 4, 2), date(2026, 6, 2))


# --- counting from receipt ---


def from_receipt(cast, after: int) -> Assignment:
    """An item whose reply counts from receipt, accepted some days after it was given out."""
    row(cast, "reply", start_event="received")
    CalendarDay.objects.create(day=date(2026, 1, 1), is_working=False, name="元旦")
    return assigning.accept(make.assigned(cast), by=cast.drafter_a, at=make.at(days=after))


def test_until_the_unit_accepts_the_count_begins_provisionally_at_the_assignment(cast):
    row(cast, "reply", start_event="received")
    CalendarDay.objects.create(day=date(2026, 1, 1), is_working=False, name="元旦")
    deadline = make.assigned(cast).main_deadline
    assert (deadline.due_on, deadline.provisional) == (date(2026, 6, 2), True)
    assert clock.explanation_of(deadline, office_calendar()).awaited is True


def test_acceptance_moves_it_with_an_event_of_the_system(cast):
    part = from_receipt(cast, after=2)
    deadline = part.main_deadline
    assert (part.due_on, deadline.due_on, deadline.start_on) == (date(2026, 6, 4),) * 2 + (date(2026, 3, 4),)
    assert deadline.provisional is False
    [event] = redates(part)
    assert (event.by, event.note) == (system_user(), "已签收，自签收之日起算。")
    assert event.changes["due_on"] == ["2026-06-02", "2026-06-04"]


def test_acceptance_on_the_same_day_makes_it_certain_without_an_event(cast):
    part = from_receipt(cast, after=0)
    assert (part.main_deadline.provisional, redates(part)) == (False, [])


def test_acceptance_does_not_move_what_the_notice_fixed(cast):
    fixed_on(cast, date(2026, 6, 30))
    part = from_receipt(cast, after=2)
    assert (part.due_on, redates(part)) == (date(2026, 6, 30), [])


# --- moving ---


def moved(cast, part: Assignment, to: date = date(2026, 6, 20), **how) -> Deadline:
    return clock.move_to(part.main_deadline, to, by=cast.npc_clerk, at=make.at(days=1), note="会议决定", **how)


def test_a_moved_day_stands_on_the_part_and_on_its_letter_too(cast):
    reply = make.drafted(cast)
    moved(cast, reply.assignment)
    reply.refresh_from_db()
    assert (reply.due_on, reply.assignment.due_on, reply.assignment.main_deadline.due_on) == (date(2026, 6, 20),) * 3


def test_a_moved_day_of_another_round_stands_on_its_letter_alone(cast):
    reply = make.rehandled(cast)
    clock.move_to(reply.deadlines.get(), date(2026, 5, 8), by=cast.npc_clerk, at=make.at(days=2), note="会议决定")
    reply.refresh_from_db()
    assert (reply.due_on, reply.assignment.due_on) == (date(2026, 5, 8), date(2026, 6, 2))


def test_the_move_is_recorded_with_the_old_and_the_new_day(cast):
    part = make.assigned(cast)
    deadline = moved(cast, part)
    [event] = redates(part)
    assert (event.by, event.note) == (cast.npc_clerk, "会议决定")
    assert event.changes == {"code": "reply", "deadline": deadline.pk, "due_on": ["2026-06-02", "2026-06-20"]}


def test_an_extension_keeps_the_first_last_day(cast):
    part = make.assigned(cast)
    moved(cast, part, date(2026, 6, 20), extended=True)
    deadline = moved(cast, part, date(2026, 7, 20), extended=True)
    assert deadline.extended_from == date(2026, 6, 2)
    explanation = clock.explanation_of(deadline, office_calendar())
    assert (explanation.due, explanation.extended) == (date(2026, 7, 20), True)
    assert explanation.steps[-1].what == "经批准延期，原期限2026年6月2日"


def test_a_unit_cannot_move_its_own_day(cast):
    part = make.assigned(cast)
    with pytest.raises(NotAllowed, match=r"^您的岗位不能对此件“调整期限”。$"):
        clock.move_to(part.main_deadline, date(2026, 6, 20), by=cast.drafter_a, at=make.at(), note="太忙")


def test_a_recount_takes_over_a_new_calendar(cast):
    part = make.assigned(cast)
    for day in range(1, 6):
        CalendarDay.objects.create(day=date(2026, 6, day), is_working=False, name="本县放假")
    deadline = part.main_deadline
    found = clock.explanation_of(deadline, office_calendar())
    clock.recount(deadline, found, by=system_user(), at=make.at(days=1), note="放假通知")
    part.refresh_from_db()
    assert (part.due_on, part.main_deadline.provisional) == (date(2026, 6, 8), False)  # 6 and 7 June are a weekend


@pytest.mark.parametrize("code", [code for code in RuleCode if code not in (RuleCode.REPLY, RuleCode.CO_OPINION)])
def test_every_period_can_be_counted_for_any_part(cast, code):
    part = make.assigned(cast, proposal=make.filed(cast))
    deadline = clock.due(code, part, on=START + timedelta(days=1))
    assert deadline.due_on > START
    assert clock.explanation_of(deadline, office_calendar()).due == deadline.due_on


def test_giving_out_an_item_asks_few_questions(cast, django_assert_max_num_queries):
    proposal = make.filed(cast)
    part = Assignment(
        proposal=proposal, unit=cast.a, role="sole", assigned_at=make.at(), assigned_by=cast.government_clerk
    )
    with django_assert_max_num_queries(5):  # profile, rules, calendar, the part, its periods
        clock.begin_assignment(part, on=START)


def test_the_rating_period_of_a_second_answer_is_its_own(cast):
    first = make.rated(cast, result="unsatisfied", text="接送区太少。").reply
    second = make.delivered(cast, reply=feedback.rehandle(first, by=cast.npc_clerk, at=make.at()))
    assert days(second.assignment, code="feedback").keys() == {"feedback"}
    assert Deadline.objects.filter(code="feedback").count() == 2
