"""受理."""

from datetime import date, timedelta

from replies.actions import contacting, cosigning, designating, intake, merging
from replies.models import Cosigning, Feedback, Proposal
from tests import make

from .offer import offer

MOST = 4  # items of one history: enough to be merged, few enough to meet again
OPEN = ("logged", "filed")
SENT = ("delivered", "taken", "declined")


@offer("log", None, 2)
def log(table, _):
    if len(table.now.cases) >= MOST:
        return
    body = table.chance.choice(["npc", "npc", "cppcc"])
    cast = table.county.cast
    session, sponsors = cast.session(body), cast.sponsors(body)
    received = table.chance.choice([session.opened_on, date(2026, 2, 27)])
    yield (
        cast.clerk(body),
        lambda **who: intake.log(
            session=session, sponsors=sponsors, title="关于修缮河堤的建议", text="正文", received_on=received, **who
        ),
    )


@offer("file", Proposal, 6)
def file(table, case):
    if case.state == "logged":
        yield table.county.clerk(case), lambda **who: intake.file(case, **who)


def _turned_away(verb, act):
    @offer(verb, Proposal)
    def turn_away(table, case):
        if case.state == "logged":
            reason = case.session.assembly.reasons.filter(use__in=[verb, "either"]).first()
            yield table.county.clerk(case), lambda **who: act(case, reason=reason, note="不属受理范围", **who)


_turned_away("return", intake.return_)
_turned_away("convert", intake.convert)


@offer("withdraw", Proposal)
def withdraw(table, case):
    if case.state in OPEN and not table.now.merged_into(case) and table.chance.random() < 0.3:
        yield table.county.clerk(case), lambda **who: intake.withdraw(case, paper=make.png(), note="书面撤回", **who)


@offer("amend", Proposal)
def amend(table, case):
    if case.state in OPEN:
        title = f"更正{table.chance.randrange(10**6)}"
        yield table.county.clerk(case), lambda **who: intake.amend(case, title=title, **who)


@offer("amend", Proposal)
def correct_who_signed(table, case):
    """A co-signer is entered or struck out; the lead stays, and so do those who have rated."""
    guest = table.county.cast.stranger if case.body == "npc" else table.county.cast.other_member
    signed = table.now.sponsors[case.pk]
    rated = Feedback.objects.filter(reply__assignment__proposal=case).exists()
    if case.state in OPEN and not rated:
        others = [row for row in signed if row.pk != guest.pk]
        corrected = others if len(others) < len(signed) else [*signed, guest]
        yield table.county.clerk(case), lambda **who: intake.amend(case, sponsors=corrected, **who)


@offer("designate", Proposal)
def designate(table, case):
    if case.state in OPEN and not case.key_item:
        yield table.county.clerk(case), lambda **who: designating.designate(case, decided="主任会议", **who)


@offer("undesignate", Proposal)
def undesignate(table, case):
    if case.state in OPEN and case.key_item:
        yield table.county.clerk(case), lambda **who: designating.undesignate(case, note="已办结", **who)


@offer("note", Proposal)
def note(table, case):
    if case.state in OPEN:
        yield table.county.dispatch(case, table.chance), lambda **who: contacting.note(case, note="已电话了解", **who)


@offer("merge", Proposal, 3)
def merge(table, case):
    now = table.now
    mains = [
        row for row in now.cases.values()
        if row.state == "filed" and row.session_id == case.session_id and row.pk != case.pk
    ]  # fmt: skip
    if case.state in OPEN and mains and not now.live(case) and not now.merged_into(case):
        main = table.chance.choice(mains)
        yield table.county.clerk(case), lambda **who: merging.merge(case, into=main, note="内容相同", **who)


@offer("unmerge", Proposal)
def unmerge(table, case):
    letters = [part.current_reply for part in table.now.live(case)]
    if case.state == "merged" and not any(letter and letter.state in SENT for letter in letters):
        yield table.county.clerk(case), lambda **who: merging.unmerge(case, note="内容不同", **who)


# --- co-signers -----------------------------------------------------------------------------------


@offer("invite_cosigner", Proposal)
def invite_cosigner(table, case):
    guest = table.county.cast.stranger if case.body == "npc" else table.county.cast.other_member
    known = [row for row in table.now.invitations if row.proposal_id == case.pk and row.state == "invited"]
    signed = any(row.pk == guest.pk for row in table.now.sponsors[case.pk])
    if case.state in OPEN and case.timing == "out_of_session" and not known and not signed:
        until = table.today + timedelta(days=table.chance.randrange(5))
        yield (
            table.county.clerk(case),
            lambda **who: cosigning.invite_cosigner(case, delegates=[guest], until=until, **who),
        )


def _is_asked(table, invitation) -> bool:
    return invitation.state == "invited" and invitation.proposal.state in OPEN and table.today <= invitation.until


def _answered(verb, act):
    @offer(verb, Cosigning)
    def answer(table, invitation):
        if _is_asked(table, invitation):
            yield invitation.delegate.user, lambda **who: act(invitation.proposal, **who)


_answered("confirm_cosigning", cosigning.confirm_cosigning)
_answered("decline_cosigning", cosigning.decline_cosigning)


@offer("lapse_cosigning", Cosigning, 2)
def lapse_cosigning(table, invitation):
    late = table.today > invitation.until
    if invitation.state == "invited" and invitation.proposal.state in OPEN and late:
        yield table.county.system, lambda **who: cosigning.lapse_cosigning(invitation, **who)


@offer("record_cosigning", Cosigning)
def record_cosigning(table, invitation):
    if _is_asked(table, invitation):
        case = invitation.proposal
        yield (
            table.county.clerk(case),
            lambda **who: cosigning.record_cosigning(case, delegate=invitation.delegate, note="纸质签名页", **who),
        )
