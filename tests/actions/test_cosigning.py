"""联名: who is asked, who answers, until when, and which place one takes."""

from datetime import date, timedelta

import pytest

from replies.actions import cosigning, intake
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Cosigning, Delegate, Event
from replies.models.people import system_user
from tests import make

UNTIL = make.TODAY + timedelta(days=10)


def ask(cast, *delegates, proposal=None, until=UNTIL, at=None):
    proposal = proposal or make.logged(cast, received_on=date(2026, 2, 27))
    cosigning.invite_cosigner(
        proposal, delegates=delegates or [cast.stranger], until=until, by=cast.npc_clerk, at=at or make.at()
    )
    return proposal


def during_the_meeting(cast):
    return make.logged(cast, at=make.at(days=-46), received_on=date(2026, 1, 15))  # on 15 January


def test_each_invitation_is_a_row_and_an_event(cast):
    ask(cast)
    row, event = Cosigning.objects.get(), Event.objects.latest("id")
    assert (row.delegate, row.state, row.until, row.invited_at) == (cast.stranger, "invited", UNTIL, make.at())
    assert (event.verb, event.changes) == ("invite_cosigner", {"cosigner": "孙若谷", "until": "2026-03-12"})


def test_who_is_invited_is_no_co_signer_yet(cast):
    assert ask(cast).ordered_sponsors() == [cast.lead, cast.cosigner]


def test_confirming_takes_the_next_place(cast):
    proposal = ask(cast)
    cosigning.confirm_cosigning(proposal, by=cast.stranger.user, at=make.at(days=1), opinion="完全赞成")
    row = Cosigning.objects.get()
    assert proposal.ordered_sponsors() == [cast.lead, cast.cosigner, cast.stranger]
    assert (row.state, row.opinion, row.answered_at) == ("confirmed", "完全赞成", make.at(days=1))


def test_declining_leaves_the_signatures_as_they_are(cast):
    proposal = ask(cast)
    cosigning.decline_cosigning(proposal, by=cast.stranger.user, at=make.at(days=1))
    assert (Cosigning.objects.get().state, len(proposal.ordered_sponsors())) == ("declined", 2)


def test_a_signature_on_paper_is_recorded_with_where_it_is(cast):
    proposal = ask(cast)
    cosigning.record_cosigning(proposal, delegate=cast.stranger, note="签名页已存", by=cast.npc_clerk, at=make.at())
    assert proposal.ordered_sponsors()[-1] == cast.stranger
    assert (Event.objects.latest("id").by, Event.objects.latest("id").note) == (cast.npc_clerk, "签名页已存")


def test_a_signature_on_paper_needs_an_invitation_first(cast):
    proposal = make.logged(cast)
    with pytest.raises(Refused, match=r"^还没有邀请孙若谷联名，请先“征集联名”。$") as refused:
        cosigning.record_cosigning(proposal, delegate=cast.stranger, note="x", by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "delegate"


def test_nobody_answers_for_another(cast):
    proposal = ask(cast)
    for account in ("lead", "npc_clerk", "member"):
        with pytest.raises(NotAllowed):
            cosigning.confirm_cosigning(proposal, by=cast.user(account), at=make.at())


def test_an_answer_is_given_once(cast):
    proposal = ask(cast)
    cosigning.confirm_cosigning(proposal, by=cast.stranger.user, at=make.at(days=1))
    for act in (cosigning.confirm_cosigning, cosigning.decline_cosigning):
        with pytest.raises(NotNow, match=r"^这份邀请已确认（孙若谷 2026年3月3日 09:00），不能再“"):
            act(proposal, by=cast.stranger.user, at=make.at(days=2))


def test_who_declined_may_be_asked_again(cast):
    proposal = ask(cast)
    cosigning.decline_cosigning(proposal, by=cast.stranger.user, at=make.at())
    ask(cast, proposal=proposal)
    cosigning.confirm_cosigning(proposal, by=cast.stranger.user, at=make.at(days=1))
    assert proposal.ordered_sponsors()[-1] == cast.stranger


# --- until when ---


def test_the_last_day_still_counts_and_the_next_does_not(cast):
    on_time, late = ask(cast), ask(cast)
    cosigning.confirm_cosigning(on_time, by=cast.stranger.user, at=make.at(days=10, hours=14))
    with pytest.raises(NotNow, match=r"^联名已于2026年3月12日截止。$"):
        cosigning.confirm_cosigning(late, by=cast.stranger.user, at=make.at(days=11))
    with pytest.raises(NotNow, match=r"^联名已于2026年3月12日截止。$"):
        cosigning.record_cosigning(late, delegate=cast.stranger, note="x", by=cast.npc_clerk, at=make.at(days=11))
    assert cast.stranger not in late.ordered_sponsors()


def test_an_item_of_the_meeting_is_signed_until_its_submission_closes(cast):
    proposal, now = during_the_meeting(cast), make.at(days=-46)
    message = "^大会期间的建议，联名最迟到提交截止日期（2026年1月17日）。$"
    with pytest.raises(Refused, match=message) as refused:
        ask(cast, proposal=proposal, until=date(2026, 1, 18), at=now)
    assert refused.value.field == "until"
    ask(cast, proposal=proposal, until=date(2026, 1, 17), at=now)
    assert Cosigning.objects.get().until == date(2026, 1, 17)


def test_after_the_meeting_nobody_is_asked_to_sign_what_it_received(cast):
    with pytest.raises(NotNow, match=r"^县人大七届六次会议提交已于2026年1月17日截止，不能再“征集联名”。$"):
        ask(cast, proposal=make.logged(cast))


def test_a_last_day_in_the_past_is_refused(cast):
    with pytest.raises(Refused, match=r"^联名截止日期早于今天，请核对。$"):
        ask(cast, until=make.TODAY - timedelta(days=1))


def test_an_unanswered_invitation_lapses_after_its_last_day(cast):
    proposal = ask(cast)
    row = Cosigning.objects.get()
    with pytest.raises(NotNow, match=r"^联名到2026年3月12日才截止，现在不能“联名逾期”。$"):
        cosigning.lapse_cosigning(row, by=system_user(), at=make.at(days=10))
    cosigning.lapse_cosigning(row, by=system_user(), at=make.at(days=11))
    assert Cosigning.objects.get().state == "lapsed"
    assert Event.objects.latest("id").proposal == proposal
    with pytest.raises(NotNow, match=r"已逾期|逾期未确认"):
        cosigning.lapse_cosigning(row, by=system_user(), at=make.at(days=11))


# --- who can be asked ---


@pytest.mark.parametrize(
    ("whom", "message"),
    [
        ("cosigner", "赵明溪已经是提出人，不用再邀请。"),
        ("member", "李文澜不是清禾县人民代表大会在任的代表。"),
    ],
)
def test_who_cannot_be_asked(cast, whom, message):
    with pytest.raises(Refused, match=f"^{message}$") as refused:
        ask(cast, getattr(cast, whom))
    assert refused.value.field == "delegates"
    assert not Cosigning.objects.exists()


def test_nobody_is_asked_twice_at_a_time(cast):
    proposal = ask(cast)
    with pytest.raises(Refused, match=r"^已经邀请过孙若谷，正在等候确认。$"):
        ask(cast, proposal=proposal)


def test_a_delegation_is_no_co_signer(cast):
    whole = Delegate.objects.create(assembly=cast.npc, kind="delegation", name="北岭代表团")
    with pytest.raises(Refused, match=r"^北岭代表团是代表团，不能作为联名人。$"):
        ask(cast, whole)


def test_an_open_invitation_does_not_hinder_the_filing(cast):
    assert intake.file(ask(cast), by=cast.npc_clerk, at=make.at()).state == "filed"


# --- who signed is corrected by the clerk --------------------------------------------------------


def state(proposal) -> str:
    return proposal.cosignings.order_by("-id").first().state


def test_who_is_struck_out_as_a_co_signer_may_be_invited_again(cast):
    proposal = ask(cast)
    cosigning.confirm_cosigning(proposal, by=cast.stranger.user, at=make.at())
    intake.amend(proposal, sponsors=[cast.lead, cast.cosigner], by=cast.npc_clerk, at=make.at(days=1))
    assert state(proposal) == "struck"
    ask(cast, proposal=proposal)
    cosigning.confirm_cosigning(proposal, by=cast.stranger.user, at=make.at(days=2))
    assert proposal.ordered_sponsors() == [cast.lead, cast.cosigner, cast.stranger]


def test_who_is_entered_as_a_co_signer_need_not_answer_the_invitation_any_more(cast):
    proposal = ask(cast)
    signed = [cast.lead, cast.cosigner, cast.stranger]
    intake.amend(proposal, sponsors=signed, by=cast.npc_clerk, at=make.at(days=1))
    assert state(proposal) == "confirmed"
    with pytest.raises(NotNow, match=r"^这份邀请已确认，不能再“不参加联名”。$"):
        cosigning.decline_cosigning(proposal, by=cast.stranger.user, at=make.at(days=2))


def test_another_correction_leaves_the_invitations_alone(cast):
    proposal = ask(cast)
    intake.amend(proposal, sponsors=[cast.cosigner, cast.lead], by=cast.npc_clerk, at=make.at(days=1))
    assert state(proposal) == "invited"
