"""并案: handled once, answered separately."""

from datetime import date

import pytest

from replies.actions import assigning, clock, extending, feedback, merging, replying, requesting
from replies.actions.errors import NotNow, Refused
from replies.models import Assignment, DeadlineRule, Event, Proposal, Reply
from replies.rules.vocabulary import Stage
from tests import make
from tests.actions.doing import VERBS, someone
from tests.actions.doing.case import of_request


def following(child: Proposal) -> Assignment:
    return child.assignments.live().get()


def stage_of(proposal: Proposal) -> str:
    return Proposal.objects.with_progress().get(pk=proposal.pk).stage


def in_step(part: Assignment, main: Assignment) -> bool:
    part.refresh_from_db()
    main.refresh_from_db()
    same = ("unit_id", "role", "state", "due_on")
    return part.follows_id == main.pk and all(getattr(part, name) == getattr(main, name) for name in same)


# --- which items -----------------------------------------------------------------------------------


def test_an_item_with_merged_items_is_not_merged_itself(cast):
    main, other = make.merged(cast).merged_into, make.filed(cast)
    with pytest.raises(NotNow, match=r"^第2号已并入此件，不能“并案”；请先取消并案。$"):
        merging.merge(main, into=other, note="x", by=cast.npc_clerk, at=make.at())


def test_nothing_is_merged_into_an_item_that_is_merged(cast):
    child, other = make.merged(cast), make.filed(cast)
    with pytest.raises(Refused, match=r"^只能并入同一机构、已立案的另一件。$"):
        merging.merge(other, into=child, note="x", by=cast.npc_clerk, at=make.at())


def test_an_item_is_not_withdrawn_while_others_go_with_it(cast):
    main = make.merged(cast).merged_into
    with pytest.raises(NotNow, match=r"^第2号已并入此件，不能“撤回”；请先取消并案。$"):
        make.withdrawn(cast, main)


def test_open_invitations_to_sign_end_with_the_merging(cast):
    child = make.invited(cast)
    merging.merge(child, into=make.filed(cast), note="x", by=cast.npc_clerk, at=make.at())
    assert child.cosignings.get().state == "lapsed"


# --- handled with the main item ---------------------------------------------------------------------


def test_a_merged_item_waits_with_its_main_item(cast):
    child = make.merged(cast)
    assert stage_of(child) == Stage.FOLLOWING
    assert not child.assignments.exists()


def test_its_part_is_given_with_the_main_items(cast):
    child = make.merged(cast)
    main = make.assigned(cast, proposal=child.merged_into)
    assert in_step(following(child), main)
    assert following(child).main_deadline.rule_json == main.main_deadline.rule_json


def test_merged_into_an_item_that_is_assigned_and_accepted_it_is_so_too(cast):
    main = make.accepted(cast)
    child = make.merged(cast, main=main.proposal)
    assert in_step(following(child), main)
    assert stage_of(child) == Stage.DRAFTING
    event = Event.objects.get(proposal=child, verb="deem_accepted")
    assert (event.by.username, event.note) == ("system", "随第1号办理")


def test_only_units_that_answer_get_a_part_in_it(cast):
    child = make.merged(cast)
    lead = make.assigned(cast, role="lead", proposal=child.merged_into)
    make.assigned(cast, unit=cast.b, role="co", proposal=child.merged_into)
    assert in_step(following(child), lead)


def test_separate_units_each_answer_it(cast):
    child = make.merged(cast)
    make.assigned(cast, role="separate", proposal=child.merged_into)
    make.assigned(cast, unit=cast.b, role="separate", proposal=child.merged_into)
    assert [part.unit for part in child.assignments.live()] == [cast.a, cast.b]


def test_the_unit_accepts_once_for_all(cast):
    child = make.merged(cast)
    main = make.accepted(cast, proposal=child.merged_into)
    part = following(child)
    assert in_step(part, main)
    assert part.accepted_by == cast.drafter_a


def test_the_system_accepts_once_for_all(cast):
    from replies.models import system_user

    child = make.merged(cast)
    main = make.assigned(cast, proposal=child.merged_into)
    assigning.deem_accepted(main, by=system_user(), at=make.at(days=9))
    assert in_step(following(child), main)


def test_another_unit_takes_all_over_and_the_chain_is_whole(cast):
    child = make.merged(cast)
    first = make.accepted(cast, proposal=child.merged_into)
    was = following(child)
    assigning.reassign(first, unit=cast.b, note="职责调整", by=cast.npc_clerk, at=make.at(days=3))
    was.refresh_from_db()
    assert was.state == "reassigned"
    assert was.ended_at == make.at(days=3)
    assert following(child).previous == was
    assert in_step(following(child), Assignment.objects.get(previous=first))


def test_a_granted_refusal_frees_from_all(cast):
    child = make.merged(cast)
    asked = make.refusal_asked(cast, proposal=child.merged_into)
    requesting.approve_refusal(asked, unit=cast.b, by=cast.npc_clerk, at=make.at(days=2))
    assert following(child).unit == cast.b


def test_taken_back_from_the_unit_all_wait_again(cast):
    child = make.merged(cast)
    main = make.assigned(cast, proposal=child.merged_into)
    assigning.revoke(main, note="交办错误", by=cast.npc_clerk, at=make.at())
    assert not child.assignments.live().exists()
    assert stage_of(child) == Stage.FOLLOWING


def test_no_other_unit_takes_over_what_is_answered_already(cast):
    child = make.merged(cast)
    main = make.accepted(cast, proposal=child.merged_into)
    draft = replying.draft(following(child), by=cast.drafter_a, at=make.at())
    make.signed(cast, reply=draft)
    with pytest.raises(NotNow, match=r"^随本件办理的第2号，县教育局的答复已签发，不能再换承办单位。$"):
        assigning.reassign(main, unit=cast.b, note="x", by=cast.npc_clerk, at=make.at())
    assert in_step(following(child), main)


def test_a_single_unit_that_gets_company_leads_in_all(cast):
    child = make.merged(cast)
    main = make.assigned(cast, proposal=child.merged_into)
    asked = requesting.request_unit(main, unit=cast.b, note="涉及水利", by=cast.drafter_a, at=make.at())
    requesting.approve_unit(asked, by=cast.npc_clerk, at=make.at())
    assert in_step(following(child), main)
    assert following(child).role == "lead"


def test_an_extension_moves_all(cast):
    child = make.merged(cast)
    main = make.accepted(cast, proposal=child.merged_into)
    asked = extending.request_extension(
        main, until=date(2026, 7, 1), note="需论证", by=cast.drafter_a, at=make.at(days=1)
    )
    extending.approve_extension(asked, by=cast.npc_clerk, at=make.at(days=2))
    part = following(child)
    assert in_step(part, main)
    assert part.due_on == date(2026, 7, 1) == part.main_deadline.due_on


def test_what_is_due_before_the_letter_runs_in_the_main_item_only(cast):
    child = make.merged(cast)
    make.assigned(cast, proposal=child.merged_into)
    assert [row.code for row in following(child).deadlines.all()] == ["reply"]


# --- answered separately ----------------------------------------------------------------------------


def child_draft(cast, child: Proposal) -> Reply:
    return replying.draft(following(child), by=cast.drafter_a, at=make.at())


def test_its_letter_is_its_own_with_the_main_items_answer(cast):
    child = make.merged(cast, title="关于拓宽校门前道路的建议", sponsors=[cast.stranger])
    main = make.written(cast, proposal=child.merged_into)
    letter = child_draft(cast, child).content
    assert letter.case_number == "第2号"
    assert letter.addressees == ("孙若谷",)
    assert letter.title == "关于县人大七届六次会议第2号建议的答复"
    assert letter.paragraphs[0] == "您提出的《关于拓宽校门前道路的建议》收悉。经研究办理，现答复如下："
    assert letter.paragraphs[1:] == main.content.paragraphs[1:] == make.PARAGRAPHS
    assert letter.category == "A"


def test_without_a_main_letter_it_is_begun_by_itself(cast):
    child = make.merged(cast)
    make.accepted(cast, proposal=child.merged_into)
    assert len(child_draft(cast, child).content.paragraphs) == 1


def test_its_letter_names_the_units_that_helped_with_the_main_item(cast):
    child = make.merged(cast)
    make.accepted(cast, role="lead", proposal=child.merged_into)
    make.assigned(cast, unit=cast.b, role="co", proposal=child.merged_into)
    assert "会同县水务局研究办理" in child_draft(cast, child).content.paragraphs[0]


def test_it_goes_its_own_way_to_a_rating_of_its_own(cast):
    child = make.merged(cast, sponsors=[cast.stranger])
    main = make.accepted(cast, proposal=child.merged_into)
    sent = make.delivered(cast, reply=child_draft(cast, child))
    feedback.rate(sent, attitude="satisfied", result="satisfied", by=cast.stranger.user, at=make.at())
    assert stage_of(child) == Stage.CLOSED
    assert stage_of(main.proposal) == Stage.DRAFTING


def test_opinions_missing_in_the_main_item_do_not_hold_its_letter_up(cast):
    child = make.merged(cast)
    make.accepted(cast, role="lead", proposal=child.merged_into)
    make.assigned(cast, unit=cast.b, role="co", proposal=child.merged_into)
    assert make.submitted(cast, reply=child_draft(cast, child)).state == "submitted"


# --- parted again -----------------------------------------------------------------------------------


def unmerge(cast, child: Proposal, days: int = 4) -> Proposal:
    return merging.unmerge(child, note="内容并不相同", by=cast.npc_clerk, at=make.at(days=days))


def test_parted_before_交办_it_waits_for_its_own(cast):
    child = unmerge(cast, make.merged(cast))
    assert (child.state, child.merged_into) == ("filed", None)
    assert stage_of(child) == Stage.FILED


def test_parted_later_the_unit_goes_on_with_its_draft_and_its_own_clock(cast):
    child = make.merged(cast)
    main = make.accepted(cast, proposal=child.merged_into)
    draft = child_draft(cast, child)
    unmerge(cast, child)
    part = following(child)
    assert (part.follows, part.current_reply, part.due_on) == (None, draft, main.due_on)
    assert {row.code for row in part.deadlines.all()} == {"reply", "refuse", "first_contact"}
    clock.move_to(main.main_deadline, date(2026, 7, 1), note="延期", by=cast.npc_clerk, at=make.at(days=5))
    part.refresh_from_db()
    assert part.due_on != date(2026, 7, 1)


def test_parted_before_acceptance_it_is_accepted_by_itself(cast):
    child = make.merged(cast)
    make.assigned(cast, proposal=child.merged_into)
    unmerge(cast, child)
    part = assigning.accept(following(child), by=cast.drafter_a, at=make.at(days=5))
    assert part.state == "accepted"
    assert part.deadlines.get(code="accept").start_on == make.at(days=4).date()


def test_parted_even_after_its_letter_is_signed(cast):
    child = make.merged(cast)
    make.accepted(cast, proposal=child.merged_into)
    make.signed(cast, reply=child_draft(cast, child))
    assert unmerge(cast, child).state == "filed"


def test_not_parted_after_its_letter_is_delivered(cast):
    child = make.merged(cast)
    make.accepted(cast, proposal=child.merged_into)
    make.delivered(cast, reply=child_draft(cast, child))
    with pytest.raises(NotNow, match=r"^县教育局对此件的答复已送达，不能“取消并案”。$"):
        unmerge(cast, child)


def test_the_history_names_what_it_was_merged_with(cast):
    child = unmerge(cast, make.merged(cast))
    said = {event.verb: event.changes for event in Event.objects.filter(proposal=child)}
    assert (said["merge"], said["unmerge"]) == ({"into": "第1号"}, {"from": "第1号"})


def test_a_new_unit_of_the_main_item_gets_no_part_in_what_left_it(cast):
    child = make.merged(cast)
    main = child.merged_into
    unmerge(cast, child)
    make.assigned(cast, proposal=main)
    assert not child.assignments.exists()


# --- a further round is the merged item's own -----------------------------------------------------


def second_round(cast) -> Reply:
    """The draft of a merged item's second round, while the main item is still being worked on."""
    main = make.accepted(cast)
    child = make.merged(cast, main=main.proposal)
    make.rated(cast, reply=child_draft(cast, child), result="unsatisfied", text="不够")
    letter = following(child).current_reply
    DeadlineRule.objects.filter(code="rehandle").update(longest=2)
    return feedback.rehandle(letter, by=cast.npc_clerk, at=make.at(days=1))  # due on 3 April


def more_days(cast, letter: Reply):
    return extending.request_extension(
        letter.assignment, until=date(2026, 4, 20), note="需召开听证会", by=cast.drafter_a, at=make.at(days=2)
    )


def test_more_days_for_its_own_round_are_asked_for_and_granted_in_the_merged_item(cast):
    letter = second_round(cast)
    request = more_days(cast, letter)
    extending.approve_extension(request, by=cast.government_clerk, at=make.at(days=3))
    letter.refresh_from_db()
    part = Assignment.objects.get(pk=letter.assignment_id)
    assert letter.due_on == date(2026, 4, 20)
    assert part.due_on == part.follows.due_on == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("verb", "state"), [("retract", "retracted"), ("reject_extension", "rejected"), ("lapse_request", "lapsed")]
)
def test_what_was_asked_for_its_own_round_is_also_ended_there(cast, verb, state):
    request = more_days(cast, second_round(cast))
    who = someone(cast, verb)
    assert VERBS[verb](of_request(cast, request), by=who, at=make.at(days=3)).state == state


def test_in_the_first_round_more_days_are_asked_for_in_the_main_item(cast):
    child = make.merged(cast, main=make.accepted(cast).proposal)
    number = child.merged_into
    with pytest.raises(NotNow) as told:
        more_days(cast, child_draft(cast, child))
    assert str(told.value) == f"此件已并入{number}，请在主件上“申请延期”。"


def test_what_was_asked_for_its_own_round_ends_when_another_unit_takes_over(cast):
    letter = second_round(cast)
    request = more_days(cast, letter)
    main = letter.assignment.follows
    assigning.reassign(main, unit=cast.b, note="职责调整", by=cast.npc_clerk, at=make.at(days=3))
    request.refresh_from_db()
    assert (request.state, request.decision) == ("lapsed", f"随{main.proposal.case_number}办理")
