"""Where a case stands, computed: never stored, and the same for a list, its count and its page."""

from datetime import date, timedelta

import pytest

from replies.actions import feedback, merging, replying
from replies.models import Assignment, CalendarDay, Proposal, Reply, office_calendar
from replies.rules.vocabulary import Stage
from tests import make


def stage_of(proposal: Proposal, **seen_from) -> str:
    return Proposal.objects.with_progress(**seen_from).get(pk=proposal.pk).stage


STAGES = {
    "logged": Stage.LOGGED, "filed": Stage.FILED, "assigned": Stage.ASSIGNED, "accepted": Stage.DRAFTING,
    "drafted": Stage.DRAFTING, "written": Stage.DRAFTING, "submitted": Stage.SUBMITTED, "approved": Stage.APPROVED,
    "signed": Stage.SIGNED, "delivered": Stage.DELIVERED, "rated": Stage.CLOSED, "rehandled": Stage.DRAFTING,
}  # fmt: skip


@pytest.mark.parametrize("made", STAGES)
def test_the_stage_follows_the_facts(cast, made):
    getattr(make, made)(cast)
    assert Proposal.objects.with_progress().get().stage == STAGES[made]


def test_every_stage_is_shown_by_some_case():
    assert {*STAGES.values(), Stage.UNSATISFIED, Stage.UNRATED, Stage.FOLLOWING, Stage.ENDED} == set(Stage)


def test_an_official_不满意_is_a_stage_of_its_own(cast):
    rating = make.rated(cast, result="unsatisfied", text="不够")
    assert stage_of(rating.reply.assignment.proposal) == Stage.UNSATISFIED


def test_seen_without_ratings_a_bad_one_looks_like_none_yet(cast):
    make.rated(cast, result="unsatisfied", text="不够")
    assert Proposal.objects.with_progress(open_ratings=False).get().stage == Stage.DELIVERED


def unrated(cast) -> Reply:
    reply = make.delivered(cast)
    Reply.objects.update(unrated_at=make.at(days=60))
    return reply


def test_an_answer_that_nobody_rated_in_time_is_a_stage_of_its_own(cast):
    unrated(cast)
    assert Proposal.objects.with_progress().get().stage == Stage.UNRATED


def test_a_rating_that_comes_late_still_counts(cast):
    reply = unrated(cast)
    feedback.rate(reply, attitude="satisfied", result="satisfied", by=cast.lead.user, at=make.at(days=61))
    assert Proposal.objects.with_progress().get().stage == Stage.CLOSED


def merged(cast, stage: str) -> tuple[Proposal, Proposal]:
    main, child = getattr(make, stage)(cast), make.filed(cast)
    main = main if isinstance(main, Proposal) else main.proposal
    return main, merging.merge(child, into=main, by=cast.npc_clerk, at=make.at(), note="内容相同")


def test_a_merged_item_follows_until_its_main_item_is_assigned(cast):
    _, child = merged(cast, "filed")
    assert stage_of(child) == Stage.FOLLOWING


def test_the_current_letter_is_the_latest_that_is_not_voided(cast):
    second = make.signed(cast, reply=make.rehandled(cast))
    fresh = replying.reopen(second, by=cast.signer_a, at=make.at(days=2), note="数据有误")
    assert Assignment.objects.get().current_reply == fresh
    assert Reply.objects.live().order_by("-round").first() == fresh


def test_a_cosigners_rating_closes_nothing(cast):
    reply = make.delivered(cast)
    feedback.rate(reply, attitude="satisfied", result="satisfied", by=cast.cosigner.user, at=make.at())
    assert stage_of(reply.assignment.proposal) == Stage.DELIVERED


def test_a_letter_taken_back_is_a_draft_again(cast):
    reply = make.signed(cast)
    replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    assert stage_of(reply.assignment.proposal) == Stage.DRAFTING


def test_an_ended_case_has_ended_whatever_its_units_did(cast):
    proposal = make.submitted(cast).assignment.proposal
    make.withdrawn(cast, proposal)
    assert stage_of(proposal) == Stage.ENDED
    assert Proposal.objects.with_progress().get().due_now is None


def test_a_case_stands_where_its_slowest_answering_unit_stands(cast):
    proposal = make.delivered(cast, role="separate").assignment.proposal
    make.accepted(cast, unit=cast.b, role="separate", proposal=proposal)
    assert stage_of(proposal) == Stage.DRAFTING
    assert stage_of(proposal, units=[cast.a.pk]) == Stage.DELIVERED


def test_a_co_handling_unit_does_not_hold_the_case_up(cast):
    proposal = make.delivered(cast, role="lead").assignment.proposal
    make.assigned(cast, unit=cast.b, role="co", proposal=proposal)
    assert stage_of(proposal) == Stage.DELIVERED
    assert stage_of(proposal, units=[cast.b.pk]) == Stage.ASSIGNED


def test_an_opinion_once_delivered_is_done(cast):
    proposal = make.accepted(cast, role="lead").proposal
    make.delivered(cast, unit=cast.b, role="co", proposal=proposal)
    assert stage_of(proposal, units=[cast.b.pk]) == Stage.CLOSED


def test_a_case_is_overdue_from_the_day_after_its_due_date(cast):
    due = make.assigned(cast).due_on
    cases = Proposal.objects.with_progress()
    assert not cases.overdue(due).exists()
    assert cases.overdue(due + timedelta(days=1)).count() == 1
    assert cases.due_within(due - timedelta(days=3), days=3).count() == 1
    assert not cases.due_within(due - timedelta(days=4), days=3).exists()


def test_a_delivered_case_is_never_overdue(cast):
    make.delivered(cast)
    assert not Proposal.objects.with_progress().overdue(date(2030, 1, 1)).exists()


def test_a_second_round_is_due_on_its_own_day(cast):
    make.rehandled(cast)
    assert Proposal.objects.with_progress().get().due_now == date(2026, 4, 3)


def test_a_signed_but_undelivered_letter_still_counts_against_the_unit(cast):
    due = make.signed(cast).due_on
    assert Proposal.objects.with_progress().overdue(due + timedelta(days=1)).count() == 1
    assert Assignment.objects.with_progress().owing().count() == 1


def test_a_list_asks_a_fixed_number_of_questions(cast, django_assert_num_queries):
    for _ in range(3):
        make.assigned(cast)
    with django_assert_num_queries(5):
        for proposal in Proposal.objects.for_list():
            assert [str(row.delegate.title) for row in proposal.sponsor_set.all()]
            assert [row.unit.name for row in proposal.assignments.all()]
            assert f"{proposal}{proposal.stage}{proposal.due_now}"


@pytest.mark.django_db
def test_the_office_calendar_is_what_the_office_entered():
    days = [(date(2026, 10, 1), False), (date(2026, 10, 10), True)]
    CalendarDay.objects.bulk_create(CalendarDay(day=day, is_working=works, name="国庆节") for day, works in days)
    calendar = office_calendar()
    assert [calendar.is_working(day) for day, _ in days] == [False, True]
    assert (calendar.is_provisional(date(2026, 1, 1)), calendar.is_provisional(date(2027, 1, 1))) == (False, True)


def test_seen_without_ratings_one_closed_without_looks_like_one_still_awaited(cast):
    unrated(cast)
    seen = [
        Proposal.objects.with_progress(open_ratings=False).get(),
        Assignment.objects.with_progress(open_ratings=False).get(),
    ]
    assert {row.stage for row in seen} == {Stage.DELIVERED}
    awaited = Assignment.objects.with_progress(open_ratings=False).get().rank
    Reply.objects.update(unrated_at=None)
    assert Assignment.objects.with_progress(open_ratings=False).get().rank == awaited
