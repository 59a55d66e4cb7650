"""会办意见: taken, returned as empty and redone, weighed; and the lead's letter that waits for all of them."""

from datetime import date

import pytest

from replies.actions import assigning, co_handling, replying
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Event, HandlingUnit, OpinionUse, Reply
from tests import make

WAITING = "。请办妥后再送审；确需先送审的，请写明理由。"


@pytest.fixture
def lead(cast) -> Reply:
    """The lead unit's letter, written, with unit B asked for its opinion."""
    reply = make.written(cast, role="lead")
    make.accepted(cast, unit=cast.b, role="co", proposal=reply.assignment.proposal)
    return reply


def opinion_for(cast, lead: Reply, stage: str = "delivered") -> Reply:
    part = lead.assignment.proposal.assignments.get(unit=cast.b)
    draft = replying.draft(part, by=cast.drafter_b, at=make.at())
    return {"signed": make.signed, "delivered": make.delivered}[stage](cast, reply=draft)


def take(cast, opinion: Reply) -> Reply:
    return co_handling.take_opinion(opinion, by=cast.drafter_a, at=make.at())


def send_back(cast, opinion: Reply, days: int = 1) -> Reply:
    return co_handling.return_opinion(opinion, note="没有具体意见", by=cast.drafter_a, at=make.at(days=days))


def weigh(cast, lead: Reply, opinion: Reply, adoption: str = "adopted", reason: str = "") -> OpinionUse:
    return co_handling.weigh_opinion(
        lead, opinion=opinion, adoption=adoption, reason=reason, by=cast.drafter_a, at=make.at()
    )


def submit(cast, lead: Reply, override: str = "") -> Reply:
    return replying.submit(lead, by=cast.drafter_a, at=make.at(), override=override)


# --- taken or returned ------------------------------------------------------------------------------


def test_an_opinion_is_addressed_to_the_lead_unit_and_taken_by_it(cast, lead):
    opinion = opinion_for(cast, lead)
    assert opinion.content.addressees == ("清禾县教育局",)
    assert opinion.content.title == "关于县人大七届六次会议第1号建议的会办意见"
    assert take(cast, opinion).state == "taken"


def test_a_joint_lead_gives_its_opinion_in_the_same_way(cast):
    letter = make.drafted(cast, role="lead")
    assert make.taken(cast, lead=letter.assignment, role="joint").kind == "co_opinion"


def test_the_co_handling_unit_does_not_take_its_own_opinion(cast, lead):
    with pytest.raises(NotAllowed):
        co_handling.take_opinion(opinion_for(cast, lead), by=cast.drafter_b, at=make.at())


def test_an_answer_to_a_delegate_is_no_opinion(cast):
    letter = make.delivered(cast, role="lead")
    with pytest.raises(NotNow, match=r"^这是给提出人的答复，不是会办意见"):
        take(cast, letter)


def test_a_returned_opinion_is_redone_with_its_words_by_a_day_of_its_own(cast, lead):
    opinion = opinion_for(cast, lead)
    redo = send_back(cast, opinion)
    opinion.refresh_from_db()
    assert (opinion.state, redo.state, redo.round) == ("declined", "drafting", 2)
    assert redo.content.paragraphs == opinion.content.paragraphs
    assert (redo.content.document_number, redo.content.date) == (None, None)
    # returned on Tuesday, 3 March: five working days are the 4th, 5th, 6th, 9th and 10th
    assert redo.due_on == date(2026, 3, 10) == redo.deadlines.get(code="co_redo").due_on
    assert redo.assignment.current_reply == redo


def test_an_opinion_that_was_taken_is_not_returned(cast, lead):
    opinion = take(cast, opinion_for(cast, lead))
    with pytest.raises(NotNow, match=r"^此件现在是“主办单位已接收”"):
        send_back(cast, opinion)


def test_nothing_is_asked_again_once_the_delegate_has_the_answer(cast, lead):
    opinion = opinion_for(cast, lead)
    sent = submit(cast, lead, override="会议在即")
    approved = replying.approve(sent, by=cast.reviewer_a, at=make.at())
    signed = replying.sign(approved, by=cast.signer_a, at=make.at())
    replying.deliver(signed, way="post", on=make.TODAY, by=cast.drafter_a, at=make.at())
    with pytest.raises(NotNow, match=r"^主办单位已经答复，不能“退回会办意见”。$"):
        send_back(cast, opinion)
    assert take(cast, opinion).state == "taken"


def test_the_next_lead_unit_takes_what_was_given_to_the_one_before(cast, lead):
    opinion = opinion_for(cast, lead)
    third = HandlingUnit.objects.create(name="县交通运输局", printed_name="清禾县交通运输局")
    cast.drafter_a.posts.update(unit=third)
    assigning.reassign(lead.assignment, unit=third, note="职责调整", by=cast.npc_clerk, at=make.at())
    taken = co_handling.take_opinion(opinion, by=cast.user("drafter_a"), at=make.at())
    assert taken.state == "taken"


# --- weighed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("adoption", "label"), [("partly", "部分采纳"), ("not", "未采纳")])
def test_what_is_not_adopted_needs_a_reason(cast, lead, adoption, label):
    opinion = take(cast, opinion_for(cast, lead))
    with pytest.raises(Refused, match=rf"^“{label}”的，请写明原因。$"):
        weigh(cast, lead, opinion, adoption, "  ")
    assert weigh(cast, lead, opinion, adoption, "资金明年安排").reason == "资金明年安排"


def test_only_the_three_words_weigh(cast, lead):
    opinion = take(cast, opinion_for(cast, lead))
    with pytest.raises(Refused, match=r"^请选择采纳、部分采纳或未采纳。$"):
        weigh(cast, lead, opinion, "perhaps")


def test_weighed_again_the_old_stands_in_the_history(cast, lead):
    opinion = take(cast, opinion_for(cast, lead))
    weigh(cast, lead, opinion)
    weigh(cast, lead, opinion, "not", "与规划不符")
    assert OpinionUse.objects.get().adoption == "not"
    event = Event.objects.filter(verb="weigh_opinion").latest("id")
    assert event.changes["adoption"] == [["adopted", ""], ["not", "与规划不符"]]
    assert event.note == "县水务局：未采纳。与规划不符"


def test_an_opinion_is_taken_before_it_is_weighed(cast, lead):
    opinion = opinion_for(cast, lead)
    with pytest.raises(NotNow, match=r"^县水务局的会办意见已报来，还没有接收，不能“登记采纳情况”。$"):
        weigh(cast, lead, opinion)


def test_an_opinion_in_another_item_is_not_weighed_here(cast, lead):
    with pytest.raises(Refused, match=r"^这份会办意见不是给本件的，请重新选择。$"):
        weigh(cast, lead, make.taken(cast))


def test_a_letter_taken_back_keeps_what_it_made_of_each_opinion(cast, lead):
    weigh(cast, lead, take(cast, opinion_for(cast, lead)), "partly", "资金明年安排")
    approved = replying.approve(submit(cast, lead), by=cast.reviewer_a, at=make.at())
    signed = replying.sign(approved, by=cast.signer_a, at=make.at())
    again = replying.reopen(signed, note="数据有误", by=cast.signer_a, at=make.at())
    assert again.opinions_used.get().reason == "资金明年安排"
    assert submit(cast, again).state == "submitted"


# --- the lead's letter waits ------------------------------------------------------------------------


def test_the_letter_waits_for_an_opinion_that_is_not_sent(cast, lead):
    opinion_for(cast, lead, "signed")
    with pytest.raises(Refused, match=f"^县水务局的会办意见还没有报来{WAITING}$"):
        submit(cast, lead)


def test_the_letter_waits_for_an_opinion_that_is_not_taken(cast, lead):
    opinion_for(cast, lead)
    with pytest.raises(Refused, match=f"^县水务局的会办意见已报来，还没有接收{WAITING}$"):
        submit(cast, lead)


def test_the_letter_waits_for_an_opinion_that_is_not_weighed(cast, lead):
    take(cast, opinion_for(cast, lead))
    with pytest.raises(Refused, match=f"^县水务局的会办意见还没有登记采纳情况{WAITING}$"):
        submit(cast, lead)


def test_every_unit_that_is_missing_is_named(cast, lead):
    third = HandlingUnit.objects.create(name="县交通运输局", printed_name="清禾县交通运输局")
    assigning.assign(lead.assignment.proposal, unit=third, role="joint", by=cast.npc_clerk, at=make.at())
    with pytest.raises(Refused, match=f"^县水务局的会办意见还没有报来；县交通运输局的会办意见还没有报来{WAITING}$"):
        submit(cast, lead)


def test_with_all_opinions_weighed_it_goes(cast, lead):
    weigh(cast, lead, take(cast, opinion_for(cast, lead)))
    assert submit(cast, lead, override="不需要的理由").state == "submitted"
    event = Event.objects.filter(verb="submit").latest("id")
    assert (event.note, "opinions_lacking" in event.changes) == ("", False)


def test_a_reason_lets_it_go_and_stays_in_the_history(cast, lead):
    submit(cast, lead, override="会议在即")
    event = Event.objects.filter(verb="submit").latest("id")
    assert event.note == "会议在即"
    assert event.changes["opinions_lacking"] == ["县水务局的会办意见还没有报来"]


def test_a_unit_that_was_let_go_is_not_waited_for(cast, lead):
    part = lead.assignment.proposal.assignments.get(unit=cast.b)
    assigning.release(part, note="与职责无关", by=cast.npc_clerk, at=make.at())
    assert submit(cast, lead).state == "submitted"


def test_a_unit_added_while_the_letter_is_in_review_does_not_stop_it(cast):
    letter = make.submitted(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=letter.assignment.proposal)
    assert replying.approve(letter, by=cast.reviewer_a, at=make.at()).state == "approved"


def test_an_opinion_itself_waits_for_nobody(cast, lead):
    assert opinion_for(cast, lead, "signed").state == "signed"
