"""Roles and permissions as data: who a person is, what they may see, and what they may do.

Two questions are asked of this module and of no other: can(user, verb, thing), and visible_to(user). A page
fetches through visible_to, so it never holds an object its reader may not see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from replies.models import (
    Assignment,
    Delegate,
    Event,
    Feedback,
    PrintedLetter,
    PrintRun,
    Proposal,
    Reply,
    ScannedForm,
    Sponsor,
    Staff,
)
from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    ISSUED_STATES,
    PRINTABLE_STATES,
    Body,
    IntakeState,
    ReplyKind,
    ReplyState,
)
from replies.rules.workflow import STEPS, Role, Track, verbs_for

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

DESCRIPTIONS = {
    Role.SYSTEM_ADMINISTRATOR: "开账号、定岗位、维护单位和规则；可以查看办件，不参与办理。",
    Role.NPC_CLERK: "登记、立案、交办人大代表建议，代录代表的纸质评价，决定重新办理。",
    Role.CPPCC_CLERK: "登记、立案、交办政协提案，代录委员的纸质评价，决定重新办理。",
    Role.GOVERNMENT_CLERK: "把已立案的建议、提案交办给承办单位，掌握全县办理进度。",
    Role.DRAFTER: "签收本单位承办件，起草答复、送审，签发后送达并登记。",
    Role.REVIEWER: "审核本单位的答复稿，通过或退回修改。",
    Role.SIGNER: "签发本单位的答复；签发时取得发文字号，答复内容随即固定。",
    Role.DELEGATE: "查看自己提出的建议、提案和答复，作出评价。",
    Role.LEADER: "查看全部办件和评价，不作操作。",
}
UNIT_ROLES = (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)
CLERK_BODY = {Role.NPC_CLERK: Body.NPC, Role.CPPCC_CLERK: Body.CPPCC}
SEE_ALL = {Role.GOVERNMENT_CLERK, Role.LEADER, Role.SYSTEM_ADMINISTRATOR}
# What happened to an item that those who signed it may follow step by step.
TOLD_TO_DELEGATES = ("log", "file", "return", "convert", "merge", "withdraw", "assign", "accept", "rehandle")
NOTHING = Q(pk__in=[])
ENTRY_ROLES = {Role.NPC_CLERK, Role.CPPCC_CLERK, Role.GOVERNMENT_CLERK, Role.SYSTEM_ADMINISTRATOR}


@dataclass(frozen=True)
class Person:
    """A user with all the parts they play, read once per request."""

    user_id: int | None
    roles: frozenset[str] = frozenset()
    units: dict[str, frozenset[int]] = field(default_factory=dict)  # unit role → ids of the units
    delegate: Delegate | None = None
    posts: tuple[str, ...] = ()

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies whose office this person works in."""
        return frozenset(body.value for role, body in CLERK_BODY.items() if role in self.roles)

    @property
    def all_units(self) -> frozenset[int]:
        return frozenset().union(*self.units.values())

    @property
    def sees_all(self) -> bool:
        return bool(self.roles & SEE_ALL)

    @property
    def verbs(self) -> frozenset[str]:
        return verbs_for(self.roles)

    @property
    def is_officer(self) -> bool:
        return bool(self.roles - {Role.DELEGATE})

    @property
    def enters_data(self) -> bool:
        """May open the entry forms under /admin/."""
        return bool(self.roles & ENTRY_ROLES)

    @property
    def prints(self) -> bool:
        """Has business in the print room."""
        return "print" in self.verbs

    @property
    def outlook(self) -> dict[str, Any]:
        """How with_progress() is to look at cases for this person.

        Offices see a case as a whole. A unit sees its own part, and nobody outside the offices can tell an
        unsatisfied rating from one still awaited (against "被满意", domain.md §0.10).
        """
        office = self.sees_all or bool(self.bodies)
        return {"units": None if office else self.all_units or None, "open_ratings": office}


NOBODY = Person(None)


def person(user: User | AnonymousUser) -> Person:
    """The parts a user plays. Read once and kept on the user object, which lives as long as the request."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    known = getattr(user, "_person", None)
    if known is None:
        known = user._person = _read_person(user)  # type: ignore[attr-defined]
    return known


def _read_person(user: Any) -> Person:
    # A retired unit gives no access any more.
    posts = list(Staff.objects.filter(user_id=user.pk).exclude(unit__active=False).select_related("unit"))
    delegate = Delegate.objects.filter(user_id=user.pk, active=True).select_related("assembly").first()
    roles = {post.role for post in posts} | ({Role.DELEGATE.value} if delegate else set())
    if user.is_superuser:  # the first account, made by `createsuperuser` before there is any post
        roles.add(Role.SYSTEM_ADMINISTRATOR.value)
    units = {
        role.value: frozenset(post.unit_id for post in posts if post.role == role and post.unit_id)
        for role in UNIT_ROLES
    }
    names = tuple(str(post) for post in posts) + ((str(delegate),) if delegate else ())
    return Person(user.pk, frozenset(roles), units, delegate, names)


# --- what may be seen ---------------------------------------------------------------------------


def visible_to(user: User | AnonymousUser) -> QuerySet[Proposal]:
    """The cases this user may know of. A unit: those assigned to it. A delegate: those they signed."""
    who = person(user)
    if who.sees_all:
        return Proposal.objects.all()
    return Proposal.objects.filter(_in_office(who) | _at_unit(who) | _signed_by(who))


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


def replies_visible_to(user: User | AnonymousUser) -> QuerySet[Reply]:
    """The letters this user may read.

    A draft is the unit's own business; others read a letter once it is signed, delegates once it is delivered.
    A 会办意见 is an internal document between units and offices (政府信息公开条例 art. 16): delegates never see it.
    """
    who = person(user)
    own = Q(assignment__unit__in=who.all_units)
    at_office = Q(state__in=ISSUED_STATES) & (Q() if who.sees_all else _case_in(_in_office(who)))
    at_other_unit = Q(state=ReplyState.DELIVERED) & _case_in(_at_unit(who))
    answer = Q(kind=ReplyKind.REPLY, state=ReplyState.DELIVERED) & _case_in(_signed_by(who))
    return Reply.objects.filter(own | at_office | at_other_unit | answer)


def _case_in(cases: Q) -> Q:
    return Q(assignment__proposal__in=Proposal.objects.filter(cases).values("pk"))


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
    return Reply.objects.filter(reach, state__in=PRINTABLE_STATES, assignment__proposal__state=IntakeState.FILED)


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
    if who.delegate and reply.state == ReplyState.DELIVERED and _is_sponsor(who, proposal):
        return [who.delegate]
    return []


def handles(user: User | AnonymousUser, reply: Reply) -> bool:
    """Does this user, whatever other post they hold, also work in a unit that handles the case?"""
    units = Assignment.objects.live().filter(proposal=reply.assignment.proposal_id)
    return units.filter(unit__in=person(user).all_units).exists()


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
    ratings = Q(verb__in=["rate", "rate_on_behalf", "scan", "discard_scan"])
    seen = NOTHING
    if case.filter(_at_unit(who)).exists():
        # another unit's drafting, and any rating, are not this unit's business
        inside = Q(track=Track.REPLY) & ~Q(unit__in=who.all_units) & ~Q(verb="deliver")
        seen |= ~inside & ~ratings
    if case.filter(_signed_by(who)).exists():
        seen |= Q(verb__in=TOLD_TO_DELEGATES) | (ratings & Q(by=who.user_id))
        seen |= Q(verb="deliver", unit__in=_answering_units(proposal))
    return events.filter(seen)


def _answering_units(proposal: Proposal) -> list[int]:
    return [a.unit_id for a in proposal.assignments.all() if a.is_live and a.role in ANSWERING_ROLES]


# --- what may be done ---------------------------------------------------------------------------


def can(user: User | AnonymousUser, verb: str, thing: Proposal | Assignment | Reply | None) -> bool:
    """May this user ever do `verb` to `thing`? Whether it is the moment for it is the workflow's business."""
    who = person(user)
    step = STEPS[verb]
    held = who.roles.intersection(step.roles)
    return any(_reaches(who, role, verb, thing) for role in held)


def _reaches(who: Person, role: str, verb: str, thing: Proposal | Assignment | Reply | None) -> bool:
    """Does this person's `role` extend to this thing: own unit, own body, own item?"""
    if thing is None:
        return True
    proposal, unit = _case_of(thing)
    if role in UNIT_ROLES:
        return unit in who.units[role]
    if role in CLERK_BODY:
        return proposal.body == CLERK_BODY[Role(role)]
    if role == Role.DELEGATE:
        return _is_sponsor(who, proposal) and not (isinstance(thing, Reply) and thing.kind != ReplyKind.REPLY)
    return role == Role.GOVERNMENT_CLERK


def _case_of(thing: Proposal | Assignment | Reply) -> tuple[Proposal, int | None]:
    if isinstance(thing, Reply):
        return thing.assignment.proposal, thing.assignment.unit_id
    if isinstance(thing, Assignment):
        return thing.proposal, thing.unit_id
    return thing, None


def _is_sponsor(who: Person, proposal: Proposal) -> bool:
    return who.delegate is not None and Sponsor.objects.filter(proposal=proposal, delegate=who.delegate).exists()
