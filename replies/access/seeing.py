"""What a person may see. Pages fetch through these, so they never hold an object their reader may not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from replies.models import (
    Assignment,
    Contact,
    Cosigning,
    Deadline,
    Delegate,
    Event,
    Feedback,
    Handover,
    PrintedLetter,
    PrintRun,
    Proposal,
    Reply,
    Request,
    ScannedForm,
    Sponsor,
)
from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    ISSUED_STATES,
    LIVE_STATES,
    PRINTABLE_STATES,
    SENT_STATES,
    CosigningState,
    IntakeState,
    ReplyKind,
    ReplyState,
    RuleCode,
)
from replies.rules.workflow import Role, Track

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


from .people import Person, is_sponsor, person

# What happened to an item that those who signed it may follow step by step.
TOLD_TO_DELEGATES = (
    "log", "file", "return", "convert", "merge", "unmerge", "withdraw", "assign", "accept", "deem_accepted", "reassign",
    "approve_extension", "rehandle", "invite_cosigner", "confirm_cosigning", "decline_cosigning", "record_cosigning",
)  # fmt: skip
# When the answer is due, and until when they may rate it.
DATES_FOR_DELEGATES = (RuleCode.REPLY, RuleCode.REHANDLE, RuleCode.FEEDBACK)
INSIDE = (Track.REPLY, Track.REQUEST, Track.CONTACT, Track.CLOCK)
NOTHING = Q(pk__in=[])
HANDLED = (IntakeState.FILED, IntakeState.MERGED)  # a merged item is still answered by itself


def visible_to(user: User | AnonymousUser) -> QuerySet[Proposal]:
    """The cases this user may know of. A unit: those assigned to it. A delegate: those they signed."""
    who = person(user)
    if who.sees_all:
        return Proposal.objects.all()
    return Proposal.objects.filter(_in_office(who) | _at_unit(who) | _signed_by(who) | _invited_to(who))


# A person may hold several posts; each shows its own cases, and a case only as far as that post reaches.


def _in_office(who: Person) -> Q:
    return Q(session__assembly__body__in=who.bodies)


def _at_unit(who: Person) -> Q:
    if not who.all_units:
        return NOTHING
    return Q(Exists(Assignment.objects.live().filter(proposal=OuterRef("pk"), unit__in=who.all_units)))


def _signed_by(who: Person) -> Q:
    if who.delegate is None:
        return NOTHING
    return Q(Exists(Sponsor.objects.filter(proposal=OuterRef("pk"), delegate=who.delegate)))


def _invited_to(who: Person) -> Q:
    """Whoever is asked to sign must be able to read what."""
    if who.delegate is None:
        return NOTHING
    asked = Cosigning.objects.filter(proposal=OuterRef("pk"), delegate=who.delegate, state=CosigningState.INVITED)
    return Q(Exists(asked))


def requests_visible_to(user: User | AnonymousUser) -> QuerySet[Request]:
    """What units asked for: a unit knows of its own requests, an office of those in its cases."""
    who = person(user)
    if who.sees_all:
        return Request.objects.all()
    return Request.objects.filter(Q(assignment__unit__in=who.all_units) | _case_in(_in_office(who)))


def handovers_visible_to(user: User | AnonymousUser) -> QuerySet[Handover]:
    """The batches this user prepares and hands over: an office those of its own body, the government office all."""
    who = person(user)
    if Role.GOVERNMENT_CLERK in who.roles:
        return Handover.objects.all()
    return Handover.objects.filter(session__assembly__body__in=who.bodies)


def deadlines_visible_to(user: User | AnonymousUser) -> QuerySet[Deadline]:
    """The periods this user may ask the reason of: a unit its own, those who signed the answer's and their own."""
    who = person(user)
    if who.sees_all:
        return Deadline.objects.all()
    answer = Q(code__in=DATES_FOR_DELEGATES, assignment__role__in=ANSWERING_ROLES)
    own = Q(assignment__unit__in=who.all_units, assignment__state__in=LIVE_STATES)
    return Deadline.objects.filter(own | _case_in(_in_office(who)) | answer & _case_in(_signed_by(who)))


def replies_visible_to(user: User | AnonymousUser) -> QuerySet[Reply]:
    """The letters this user may read.

    A draft is the unit's own business; others read a letter once it is signed, delegates once it is delivered.
    A 会办意见 is an internal document between units and offices (政府信息公开条例 art. 16): delegates never see it.
    """
    who = person(user)
    own = Q(assignment__unit__in=who.all_units)
    at_office = Q(state__in=ISSUED_STATES) & (Q() if who.sees_all else _case_in(_in_office(who)))
    at_other_unit = Q(state__in=SENT_STATES) & _case_in(_at_unit(who))
    answer = Q(kind=ReplyKind.REPLY, state=ReplyState.DELIVERED) & _case_in(_signed_by(who))
    return Reply.objects.filter(own | at_office | at_other_unit | answer)


def _case_in(cases: Q) -> Q:
    return Q(assignment__proposal__in=Proposal.objects.filter(cases).values("pk"))


def contacts_visible_to(user: User | AnonymousUser) -> QuerySet[Contact]:
    """What was talked about with a delegate stays between the unit and the offices (domain.md §8)."""
    who = person(user)
    if who.sees_all:
        return Contact.objects.all()
    return Contact.objects.filter(Q(assignment__unit__in=who.all_units) | _case_in(_in_office(who)))


def feedback_visible_to(user: User | AnonymousUser) -> QuerySet[Feedback]:
    """The ratings this user may read.

    A handling unit sees ratings of its own reply only when they can no longer be bent: the case is closed by a
    good official rating, or a new round was ordered (against "被满意", domain.md §0.10).
    """
    who = person(user)
    if who.sees_all:
        return Feedback.objects.all()
    seen = Q(reply__assignment__proposal__session__assembly__body__in=who.bodies)
    if who.delegate:
        seen |= Q(delegate=who.delegate)
    if who.all_units:
        official = Feedback.objects.filter(reply=OuterRef("reply"), official=True)
        good = official.exclude(attitude="unsatisfied").exclude(result="unsatisfied")
        another_round = ~Q(reply__assignment__current_reply=F("reply"))
        seen |= Q(reply__assignment__unit__in=who.all_units) & (Exists(good) | another_round)
    return Feedback.objects.filter(seen)


def printable_by(user: User | AnonymousUser) -> QuerySet[Reply]:
    """The issued letters this user may print: a unit's own, those of the own body, all for the government office."""
    who = person(user)
    reach = Q(assignment__unit__in=who.all_units) | _case_in(_in_office(who))
    if Role.GOVERNMENT_CLERK in who.roles:
        reach = Q()
    handled = Q(assignment__state__in=LIVE_STATES, assignment__proposal__state__in=HANDLED)
    return Reply.objects.filter(reach, handled, state__in=PRINTABLE_STATES)


def print_runs_visible_to(user: User | AnonymousUser) -> QuerySet[PrintRun]:
    """The piles this user may open: the own ones, for offices everybody's, and only where every letter may be read."""
    who = person(user)
    if not who.prints:
        return PrintRun.objects.none()
    hidden = PrintedLetter.objects.filter(run=OuterRef("pk")).exclude(reply__in=replies_visible_to(user).values("pk"))
    runs = PrintRun.objects.filter(~Exists(hidden))
    office = who.bodies or Role.GOVERNMENT_CLERK in who.roles
    return runs if office else runs.filter(by=who.user_id)


def form_holders(user: User | AnonymousUser, reply: Reply) -> list[Delegate]:
    """The delegates whose 征询意见表 of this letter the user may print: unit and office all, a delegate the own one.

    The number on a form gives no right to rate, so the unit that encloses the letter may print them.
    """
    if reply.kind != ReplyKind.REPLY or reply.state not in PRINTABLE_STATES:
        return []
    who, proposal = person(user), reply.assignment.proposal
    if reply.assignment.unit_id in who.all_units or proposal.body in who.bodies:
        return list(Delegate.objects.filter(sponsor__proposal=proposal).order_by("sponsor__place"))
    if who.delegate and reply.state == ReplyState.DELIVERED and is_sponsor(who, proposal):
        return [who.delegate]
    return []


def handles(user: User | AnonymousUser, reply: Reply) -> bool:
    """Does this user, whatever other post they hold, also work in a unit that handles the case?"""
    units = Assignment.objects.live().filter(proposal=reply.assignment.proposal_id)
    return units.filter(unit__in=person(user).all_units).exists()


def handles_case(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Is this user of an office or of a unit that has the case in hand, whatever else they may be?"""
    who = person(user)
    return (
        who.sees_all or proposal.body in who.bodies or Proposal.objects.filter(_at_unit(who), pk=proposal.pk).exists()
    )


def scans_visible_to(user: User | AnonymousUser) -> QuerySet[ScannedForm]:
    """The scanned 征询意见表 an office has in hand; of a case of one's own unit never, whatever other post one holds."""
    who = person(user)
    handled = Assignment.objects.live().filter(
        proposal=OuterRef("form__reply__assignment__proposal"), unit__in=who.all_units
    )
    return ScannedForm.objects.filter(~Exists(handled), body__in=who.bodies, discarded_at__isnull=True)


def events_visible_to(user: User | AnonymousUser, proposal: Proposal) -> QuerySet[Event]:
    """The history of a case as far as this user may know it; newest first."""
    who = person(user)
    events = Event.objects.filter(proposal=proposal).order_by("-id")
    if who.sees_all or proposal.body in who.bodies:
        return events
    case = Proposal.objects.filter(pk=proposal.pk)
    ratings = Q(verb__in=["rate", "rate_on_behalf", "scan", "discard_scan", "close_without_rating"])
    ratings |= Q(verb="remind", data__contains='"code": "feedback"')  # that it stopped would say that one came in
    seen = NOTHING
    if case.filter(_at_unit(who)).exists():
        # another unit's drafting, requests and talks, any rating, and the offices' own remarks are not its business
        inside = Q(track__in=INSIDE) & ~Q(unit__in=who.all_units) & ~Q(verb="deliver")
        seen |= ~inside & ~ratings & ~Q(verb="note")
    if case.filter(_signed_by(who)).exists():
        seen |= Q(verb__in=TOLD_TO_DELEGATES) | (ratings & Q(by=who.user_id))
        seen |= Q(verb="deliver", unit__in=_answering_units(proposal))
    return events.filter(seen)


def _answering_units(proposal: Proposal) -> list[int]:
    return [a.unit_id for a in proposal.assignments.all() if a.is_live and a.role in ANSWERING_ROLES]
