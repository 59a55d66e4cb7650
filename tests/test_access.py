"""Who may do what, and who may see what: the tables are the specification.

MAY names, for each verb, everybody of the cast who may do it to an NPC item signed by `lead` and `cosigner` and
answered by unit A. Everybody else is refused. The second column is the same for a CPPCC item signed by `member`
and answered by unit B.
"""

import pytest

from replies.access import (
    can,
    events_visible_to,
    feedback_visible_to,
    person,
    printable_by,
    replies_visible_to,
    visible_to,
)
from replies.actions import assigning, feedback, replying
from replies.models import Delegate, Feedback, Proposal, Reminder, Reply, Staff
from replies.rules.workflow import STEPS, Role, Track
from tests import make
from tests.people import EVERYBODY

NOBODY: set[str] = set()
CLERK_A, CLERK_B = {"npc_clerk"}, {"cppcc_clerk"}
DISPATCH_A, DISPATCH_B = {"npc_clerk", "government_clerk"}, {"cppcc_clerk", "government_clerk"}
DRAFTERS_A, DRAFTERS_B = {"drafter_a", "second_drafter_a"}, {"drafter_b"}
UNIT_A, UNIT_B = DRAFTERS_A | {"reviewer_a", "signer_a"}, {"drafter_b", "reviewer_b", "signer_b"}
SIGNED_A, SIGNED_B = {"lead", "cosigner"}, {"member"}
OVERSEERS = {"government_clerk", "leader", "administrator"}

MAY = {
    # verb             NPC item of unit A              CPPCC item of unit B
    "log":            (CLERK_A,                        CLERK_B),
    "amend":          (CLERK_A,                        CLERK_B),
    "attach":         (CLERK_A,                        CLERK_B),
    "file":           (CLERK_A,                        CLERK_B),
    "return":         (CLERK_A,                        CLERK_B),
    "convert":        (CLERK_A,                        CLERK_B),
    "merge":          (CLERK_A,                        CLERK_B),
    "unmerge":        (CLERK_A,                        CLERK_B),
    "withdraw":       (CLERK_A,                        CLERK_B),
    "designate":      (CLERK_A,                        CLERK_B),
    "undesignate":    (CLERK_A,                        CLERK_B),
    "invite_cosigner": (CLERK_A,                       CLERK_B),
    "confirm_cosigning": (NOBODY,                      NOBODY),  # until somebody is invited, see below
    "decline_cosigning": (NOBODY,                      NOBODY),
    "record_cosigning": (CLERK_A,                      CLERK_B),
    "lapse_cosigning": (NOBODY,                        NOBODY),  # the system alone
    "assign":         (DISPATCH_A,                     DISPATCH_B),
    "accept":         (DRAFTERS_A,                     DRAFTERS_B),
    "deem_accepted":  (NOBODY,                         NOBODY),  # the system alone
    "reassign":       (DISPATCH_A,                     DISPATCH_B),
    "release":        (DISPATCH_A,                     DISPATCH_B),
    "revoke":         (DISPATCH_A,                     DISPATCH_B),
    "open_refusal":   (DISPATCH_A,                     DISPATCH_B),
    "request_refusal": (DRAFTERS_A,                    DRAFTERS_B),
    "request_unit":   (DRAFTERS_A,                     DRAFTERS_B),
    "retract":        (DRAFTERS_A,                     DRAFTERS_B),
    "turn_down_late": (NOBODY,                         NOBODY),
    "lapse_request":  (NOBODY,                         NOBODY),  # the system alone
    "refer":          (DISPATCH_A,                     DISPATCH_B),
    "approve_refusal": (DISPATCH_A,                    DISPATCH_B),
    "reject_refusal": (DISPATCH_A,                     DISPATCH_B),
    "rule_to_move":   (DISPATCH_A,                     DISPATCH_B),
    "rule_to_stay":   (DISPATCH_A,                     DISPATCH_B),
    "approve_unit":   (DISPATCH_A,                     DISPATCH_B),
    "reject_unit":    (DISPATCH_A,                     DISPATCH_B),
    "request_extension": (DRAFTERS_A,                  DRAFTERS_B),
    "approve_extension": (DISPATCH_A,                  DISPATCH_B),
    "reject_extension": (DISPATCH_A,                   DISPATCH_B),
    "draft":          (DRAFTERS_A,                     DRAFTERS_B),
    "save":           (DRAFTERS_A,                     DRAFTERS_B),
    "submit":         (DRAFTERS_A,                     DRAFTERS_B),
    "weigh_opinion":  (DRAFTERS_A,                     DRAFTERS_B),
    "take_opinion":   (NOBODY,                         NOBODY),  # a lead unit's drafters, see below
    "return_opinion": (NOBODY,                         NOBODY),
    "send_back":      ({"reviewer_a", "signer_a"},     {"reviewer_b", "signer_b"}),
    "approve":        ({"reviewer_a"},                 {"reviewer_b"}),
    "sign":           ({"signer_a"},                   {"signer_b"}),
    "keep":           ({"signer_a"},                   {"signer_b"}),
    "deliver":        (DRAFTERS_A,                     DRAFTERS_B),
    "print":          (UNIT_A | DISPATCH_A,            UNIT_B | DISPATCH_B),
    "reopen":         ({"signer_a"},                   {"signer_b"}),
    "rate":           (SIGNED_A,                       SIGNED_B),
    "rate_on_behalf": (CLERK_A,                        CLERK_B),
    "scan":           (CLERK_A,                        CLERK_B),
    "discard_scan":   (CLERK_A,                        CLERK_B),
    "rehandle":       (CLERK_A,                        CLERK_B),
    "close_without_rating": (CLERK_A,                  CLERK_B),
    "contact":        (UNIT_A,                         UNIT_B),
    "urge":           (DISPATCH_A,                     DISPATCH_B),
    "note":           (DISPATCH_A,                     DISPATCH_B),
    "remind":         (NOBODY,                         NOBODY),  # the system alone
    "redate":         (DISPATCH_A,                     DISPATCH_B),
}  # fmt: skip


def thing_of(verb: str, reply: Reply):
    if STEPS[verb].track == Track.INTAKE or verb in ("assign", "note"):
        return reply.assignment.proposal
    return reply.assignment if STEPS[verb].track == Track.ASSIGNMENT or verb == "draft" else reply


def those(cast, allowed) -> set[str]:
    return {account for account in EVERYBODY if allowed(cast.user(account))}


def test_the_table_has_a_row_for_every_verb():
    assert MAY.keys() == STEPS.keys()


@pytest.mark.parametrize("verb", MAY)
def test_who_may_do_what(cast, verb):
    of_a = thing_of(verb, make.drafted(cast))
    of_b = thing_of(verb, make.drafted(cast, body="cppcc", unit=cast.b))
    assert those(cast, lambda user: can(user, verb, of_a)) == MAY[verb][0]
    assert those(cast, lambda user: can(user, verb, of_b)) == MAY[verb][1]


def test_what_the_print_room_lists_is_what_may_be_printed(cast):
    letters = [make.signed(cast), make.delivered(cast, body="cppcc", unit=cast.b), make.approved(cast)]
    for account in EVERYBODY:
        user = cast.user(account)
        allowed = {letter for letter in letters[:2] if can(user, "print", letter)}
        assert set(printable_by(user)) == allowed, account


BY_THE_LEAD_UNIT = {"take_opinion", "return_opinion"}
OF_A_PART = [v for v in MAY if STEPS[v].track != Track.INTAKE and v not in BY_THE_LEAD_UNIT | {"assign", "note"}]


@pytest.mark.parametrize("verb", sorted(BY_THE_LEAD_UNIT))
def test_an_opinion_is_taken_or_returned_by_the_lead_units_drafters(cast, verb):
    opinion = make.opinion(cast)
    assert those(cast, lambda user: can(user, verb, opinion)) == DRAFTERS_A


@pytest.mark.parametrize("verb", OF_A_PART)
def test_the_lead_and_the_co_handling_unit_do_not_act_for_each_other(cast, verb):
    lead = make.drafted(cast, role="lead")
    co = make.drafted(cast, unit=cast.b, role="co", proposal=lead.assignment.proposal)
    users_of_a = {a for a in UNIT_A if can(cast.user(a), verb, thing_of(verb, co))}
    users_of_b = {b for b in UNIT_B if can(cast.user(b), verb, thing_of(verb, lead))}
    assert (users_of_a, users_of_b) == (set(), set())


def test_a_delegate_does_not_rate_an_opinion_between_units(cast):
    lead = make.drafted(cast, role="lead")
    co = make.drafted(cast, unit=cast.b, role="co", proposal=lead.assignment.proposal)
    assert can(cast.lead.user, "rate", lead) is True
    assert can(cast.lead.user, "rate", co) is False


def test_several_posts_in_one_unit_name_it_once(cast):
    Staff.objects.create(user=cast.drafter_a, role=Role.SIGNER, unit=cast.a)

    assert person(cast.user("drafter_a")).posts == ("县教育局 · 承办单位起草人、承办单位签发人",)


def test_two_posts_in_two_units_do_not_mix(cast):
    """Drafter of A and signer of B: may draft for A and sign for B, and nothing else."""
    Staff.objects.create(user=cast.drafter_a, role=Role.SIGNER, unit=cast.b)
    both = cast.user("drafter_a")
    of_a, of_b = make.drafted(cast), make.drafted(cast, unit=cast.b)
    assert (can(both, "save", of_a), can(both, "sign", of_a)) == (True, False)
    assert (can(both, "save", of_b), can(both, "sign", of_b)) == (False, True)


@pytest.mark.parametrize("verb", ["confirm_cosigning", "decline_cosigning"])
def test_an_invitation_is_answered_by_whom_it_was_sent_to(cast, verb):
    proposal = make.invited(cast, cast.stranger)
    assert those(cast, lambda user: can(user, verb, proposal)) == {"stranger"}


# --- who sees the case ------------------------------------------------------------------------------

SEES_CASE = {
    # stage       NPC item of unit A
    "logged":    OVERSEERS | CLERK_A | SIGNED_A,
    "filed":     OVERSEERS | CLERK_A | SIGNED_A,
    "assigned":  OVERSEERS | CLERK_A | SIGNED_A | UNIT_A,
    "delivered": OVERSEERS | CLERK_A | SIGNED_A | UNIT_A,
}  # fmt: skip


@pytest.mark.parametrize("stage", SEES_CASE)
def test_who_sees_the_case(cast, stage):
    getattr(make, stage)(cast)
    assert those(cast, lambda user: visible_to(user).exists()) == SEES_CASE[stage]


def test_who_sees_a_case_of_the_other_body_and_unit(cast):
    make.delivered(cast, body="cppcc", unit=cast.b)
    assert those(cast, lambda user: visible_to(user).exists()) == OVERSEERS | CLERK_B | SIGNED_B | UNIT_B


def test_a_unit_no_longer_sees_a_case_that_was_taken_back(cast):
    assigning.revoke(make.assigned(cast), by=cast.npc_clerk, at=make.at(), note="交办错误")
    assert those(cast, lambda user: visible_to(user).exists()) == OVERSEERS | CLERK_A | SIGNED_A


def test_a_case_with_several_units_is_listed_once(cast):
    lead = make.assigned(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    for account in EVERYBODY:
        assert visible_to(cast.user(account)).count() <= 1


# --- who reads the letter -----------------------------------------------------------------------------

OFFICES = OVERSEERS | CLERK_A
READS_LETTER = {
    "drafted":   UNIT_A,
    "submitted": UNIT_A,
    "approved":  UNIT_A,
    "signed":    UNIT_A | OFFICES,
    "delivered": UNIT_A | OFFICES | SIGNED_A,
}  # fmt: skip


@pytest.mark.parametrize("stage", READS_LETTER)
def test_who_reads_the_letter(cast, stage):
    getattr(make, stage)(cast)
    assert those(cast, lambda user: replies_visible_to(user).exists()) == READS_LETTER[stage]


READS_LEAD_LETTER = {
    "drafted": UNIT_A, "signed": UNIT_A | OFFICES, "delivered": UNIT_A | OFFICES | SIGNED_A | UNIT_B,
}  # fmt: skip


@pytest.mark.parametrize("stage", READS_LEAD_LETTER)
def test_the_co_handling_unit_sees_the_case_but_not_the_leads_draft(cast, stage):
    lead = getattr(make, stage)(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.assignment.proposal)
    assert visible_to(cast.user("drafter_b")).exists()
    assert those(cast, lambda user: replies_visible_to(user).exists()) == READS_LEAD_LETTER[stage]


READS_OPINION = {"drafted": UNIT_B, "signed": UNIT_B | OFFICES, "delivered": UNIT_B | OFFICES | UNIT_A}


@pytest.mark.parametrize("stage", READS_OPINION)
def test_an_opinion_between_units_never_reaches_a_delegate(cast, stage):
    lead = make.assigned(cast, role="lead")
    getattr(make, stage)(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert those(cast, lambda user: replies_visible_to(user).exists()) == READS_OPINION[stage]


def test_a_voided_letter_stays_with_the_unit_and_the_offices(cast):
    reply = make.signed(cast)
    replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    assert those(cast, lambda user: replies_visible_to(user).filter(pk=reply.pk).exists()) == UNIT_A | OFFICES


def test_a_delegate_who_works_for_another_unit_reads_no_opinion_by_that(cast):
    """One post opens its own cases only: a member of unit B's staff who signed this item is a delegate here."""
    Staff.objects.create(user=cast.cosigner.user, role=Role.DRAFTER, unit=cast.b)
    lead = make.assigned(cast, role="lead")
    other = cast.b.__class__.objects.create(name="县交通运输局", printed_name="清禾县交通运输局")
    assignment = assigning.assign(lead.proposal, unit=other, role="co", by=cast.npc_clerk, at=make.at())
    Reply.objects.create(
        assignment=assignment, kind="co_opinion", state="delivered", due_on=make.TODAY, content_json="{}",
        saved_at=make.at(), saved_by=cast.drafter_b, signed_at=make.at(), signed_by=cast.signer_b,
        delivered_at=make.at(), delivered_by=cast.drafter_b, delivered_on=make.TODAY,
    )  # fmt: skip
    user = cast.user("cosigner")
    assert visible_to(user).get() == lead.proposal
    assert not replies_visible_to(user).exists()


def test_a_clerk_of_one_body_who_is_a_delegate_of_the_other_reads_as_a_delegate_there(cast):
    Staff.objects.create(user=cast.member.user, role=Role.NPC_CLERK)
    signed = make.signed(cast, body="cppcc", unit=cast.b)
    user = cast.user("member")
    assert visible_to(user).filter(pk=signed.assignment.proposal_id).exists()
    assert not replies_visible_to(user).exists()


# --- who reads the rating -----------------------------------------------------------------------------


def readers(cast, feedback_row) -> set[str]:
    return those(cast, lambda user: feedback_visible_to(user).filter(pk=feedback_row.pk).exists())


def test_a_good_official_rating_is_seen_by_the_unit_it_can_no_longer_be_bent(cast):
    assert readers(cast, make.rated(cast)) == OFFICES | {"lead"} | UNIT_A


def test_a_bad_rating_is_not_seen_by_the_unit_until_a_new_round_is_ordered(cast):
    rating = make.rated(cast, result="unsatisfied", text="不够")
    assert readers(cast, rating) == OFFICES | {"lead"}
    feedback.rehandle(rating.reply, by=cast.npc_clerk, at=make.at())
    assert readers(cast, rating) == OFFICES | {"lead"} | UNIT_A


def test_a_cosigners_rating_is_not_seen_by_the_unit_before_the_official_one(cast):
    reply = make.delivered(cast)
    rating = feedback.rate(reply, attitude="satisfied", result="satisfied", by=cast.cosigner.user, at=make.at())
    assert readers(cast, rating) == OFFICES | {"cosigner"}
    feedback.rate(reply, attitude="satisfied", result="basically", by=cast.lead.user, at=make.at())
    assert readers(cast, rating) == OFFICES | {"cosigner"} | UNIT_A


def test_a_co_handling_unit_sees_no_rating_of_the_leads_letter(cast):
    rating = make.rated(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=rating.reply.assignment.proposal)
    assert readers(cast, rating) & UNIT_B == set()


# --- who reads the history ----------------------------------------------------------------------------


def history(cast, account: str, proposal: Proposal) -> list[str]:
    return [event.verb for event in events_visible_to(cast.user(account), proposal).reverse()]


WHOLE = [
    "log", "file", "assign", "accept", "draft", "save", "submit", "approve", "sign", "deliver", "rate", "rehandle",
    "draft",
]  # fmt: skip
TO_UNIT = [verb for verb in WHOLE if verb != "rate"]
TO_LEAD = ["log", "file", "assign", "accept", "deliver", "rate", "rehandle"]
HISTORY = {
    **dict.fromkeys(OFFICES, WHOLE),
    **dict.fromkeys(UNIT_A, TO_UNIT),
    "lead": TO_LEAD,
    "cosigner": [verb for verb in TO_LEAD if verb != "rate"],
}


@pytest.mark.parametrize("account", EVERYBODY)
def test_who_reads_what_of_the_history(cast, account):
    proposal = make.rehandled(cast).assignment.proposal
    assert history(cast, account, proposal) == HISTORY.get(account, [])


def test_units_do_not_read_each_others_drafting(cast):
    lead = make.delivered(cast, role="lead")
    proposal = lead.assignment.proposal
    make.signed(cast, unit=cast.b, role="co", proposal=proposal)
    common = ["log", "file", "assign", "accept"]
    mine = ["draft", "save", "submit", "approve", "sign"]
    assert history(cast, "drafter_a", proposal) == [*common, *mine, "deliver", "assign", "accept"]
    assert history(cast, "drafter_b", proposal) == [*common, "deliver", "assign", "accept", *mine]


def test_a_delegate_is_not_told_of_the_delivery_of_an_opinion(cast):
    lead = make.accepted(cast, role="lead")
    make.delivered(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert "deliver" not in history(cast, "lead", lead.proposal)


def test_reasons_written_between_officials_are_not_told_to_delegates(cast):
    reply = make.submitted(cast)
    replying.send_back(reply, by=cast.reviewer_a, at=make.at(), note="措辞不当")
    notes = events_visible_to(cast.user("lead"), reply.assignment.proposal).values_list("note", flat=True)
    assert set(notes) == {""}


def test_a_returned_item_tells_its_sponsor_why(cast):
    proposal = make.returned(cast)
    assert events_visible_to(cast.user("lead"), proposal)[0].note == "不属受理范围"


# --- those who have left --------------------------------------------------------------------------------


def nothing_is_seen(user) -> bool:
    return not any(
        rows.exists()
        for rows in (
            visible_to(user), replies_visible_to(user), feedback_visible_to(user),
            events_visible_to(user, Proposal.objects.get()),
        )
    )  # fmt: skip


@pytest.mark.parametrize("account", [account for account in EVERYBODY if account != "anonymous"])
def test_an_account_that_is_switched_off_sees_and_does_nothing(cast, account):
    reply = make.rated(cast).reply
    user = cast.user(account)
    user.is_active = False
    user.save()
    assert nothing_is_seen(user)
    assert not any(can(user, verb, thing_of(verb, reply)) for verb in STEPS)


@pytest.mark.parametrize("account", sorted(UNIT_A))
def test_the_staff_of_a_retired_unit_see_and_do_nothing(cast, account):
    reply = make.rated(cast).reply
    cast.a.active = False
    cast.a.save()
    user = cast.user(account)
    assert nothing_is_seen(user)
    assert not any(can(user, verb, thing_of(verb, reply)) for verb in STEPS)


def test_a_delegate_out_of_office_sees_and_does_nothing(cast):
    reply = make.rated(cast).reply
    Delegate.objects.filter(pk=cast.lead.pk).update(active=False)
    user = cast.user("lead")
    assert nothing_is_seen(user)
    assert can(user, "rate", reply) is False


def test_a_superuser_of_django_looks_after_the_system_and_handles_nothing(cast, admin_user):
    reply = make.rated(cast).reply
    assert person(admin_user).roles == {Role.SYSTEM_ADMINISTRATOR}
    assert visible_to(admin_user).exists()
    assert not any(can(admin_user, verb, thing_of(verb, reply)) for verb in STEPS)


def test_nobody_is_not_counted_as_the_author_of_anything(cast):
    make.rated(cast)
    assert Feedback.objects.exists()
    assert nothing_is_seen(cast.user("anonymous"))


def test_a_unit_cannot_tell_a_bad_rating_from_none(cast):
    """What both look like to the unit: its list, its case and its history."""

    def seen(reply) -> tuple:
        case, drafter = reply.assignment.proposal, cast.user("drafter_a")
        stage = visible_to(drafter).with_progress(**person(drafter).outlook).get(pk=case.pk).stage
        verbs = list(events_visible_to(drafter, case).values_list("verb", flat=True))
        return stage, verbs, feedback_visible_to(drafter).filter(reply=reply).exists()

    closed, awaited = make.unanswered(cast), make.delivered(cast)
    feedback.close_without_rating(closed, by=cast.npc_clerk, at=make.at(days=60))
    bad = make.rated(cast, attitude="unsatisfied", text="不够").reply
    assert seen(closed) == seen(bad) == seen(awaited)


@pytest.mark.parametrize(("account", "sees"), [("drafter_a", False), ("drafter_b", False), ("npc_clerk", True)])
def test_that_an_answer_was_closed_without_rating_is_told_to_offices_only(cast, account, sees):
    lead = make.accepted(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    reply = replying.draft(lead, by=cast.drafter_a, at=make.at())
    reply = make.written(cast, reply=reply)
    reply = replying.submit(reply, override="会办意见已电话核实", by=cast.drafter_a, at=make.at())
    reply = replying.approve(reply, by=cast.reviewer_a, at=make.at())
    reply = replying.sign(reply, by=cast.signer_a, at=make.at())
    replying.deliver(reply, way="post", on=make.TODAY, by=cast.drafter_a, at=make.at())
    period = reply.deadlines.get(code="feedback")
    Reminder.objects.create(deadline=period, due_on=period.due_on, step=0, at=make.at())
    feedback.close_without_rating(reply, by=cast.npc_clerk, at=make.at(days=200))
    told = events_visible_to(cast.user(account), lead.proposal).filter(verb="close_without_rating")
    assert told.exists() is sees
