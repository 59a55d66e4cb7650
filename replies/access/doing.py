"""What a person may do, whatever the state of things is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replies.models import Assignment, Cosigning, Proposal, Reply, Request
from replies.rules.vocabulary import AssignmentRole, CosigningState, ReplyKind
from replies.rules.workflow import STEPS, Role

from .people import CLERK_BODY, UNIT_ROLES, Person, is_sponsor, person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

Thing = Proposal | Assignment | Reply | Request
# What the lead unit does with a letter of another unit.
BY_THE_LEAD_UNIT = ("take_opinion", "return_opinion")
BY_THE_INVITED = ("confirm_cosigning", "decline_cosigning")
# What a unit asked for is decided by others, also where one person holds both posts.
DECISIONS = (
    "approve_refusal", "reject_refusal", "rule_to_move", "rule_to_stay", "approve_unit", "reject_unit",
    "approve_extension", "reject_extension",
)  # fmt: skip


def can(user: User | AnonymousUser, verb: str, thing: Thing | None) -> bool:
    """May this user ever do `verb` to `thing`? Whether it is the moment for it is the workflow's business."""
    who = person(user)
    held = who.roles.intersection(STEPS[verb].roles)
    if held and asked_by_own_unit(user, verb, thing):
        return False
    return any(_reaches(who, role, verb, thing) for role in held)


def asked_by_own_unit(user: User | AnonymousUser, verb: str, thing: Thing | None) -> bool:
    """Would this clerk decide what a unit asked for in which they work themselves?"""
    who = person(user)
    return (
        verb in DECISIONS and isinstance(thing, Request) and who.dispatches
        and thing.assignment.unit_id in who.all_units
    )  # fmt: skip


def _reaches(who: Person, role: str, verb: str, thing: Thing | None) -> bool:
    """Does this person's `role` extend to this thing: own unit, own body, own item?"""
    if thing is None:
        return True
    proposal, unit = case_and_unit(thing)
    if role in UNIT_ROLES:
        return (_lead_unit(proposal) if verb in BY_THE_LEAD_UNIT else unit) in who.units[role]
    if role in CLERK_BODY:
        return proposal.body == CLERK_BODY[Role(role)]
    if role == Role.DELEGATE:
        return _is_theirs(who, verb, thing)
    return role in (Role.GOVERNMENT_CLERK, Role.SYSTEM)


def case_and_unit(thing: Thing) -> tuple[Proposal, int | None]:
    """The case a thing belongs to, and the unit whose part it is."""
    if isinstance(thing, Proposal):
        return thing, None
    assignment = thing if isinstance(thing, Assignment) else thing.assignment
    return assignment.proposal, assignment.unit_id


def _lead_unit(proposal: Proposal) -> int | None:
    lead = proposal.assignments.live().filter(role=AssignmentRole.LEAD)
    return lead.values_list("unit", flat=True).first()


def _is_theirs(who: Person, verb: str, thing: Thing) -> bool:
    proposal, _ = case_and_unit(thing)
    if verb in BY_THE_INVITED:
        invited = Cosigning.objects.filter(proposal=proposal, delegate=who.delegate, state=CosigningState.INVITED)
        return who.delegate is not None and invited.exists()
    return is_sponsor(who, proposal) and not (isinstance(thing, Reply) and thing.kind != ReplyKind.REPLY)
