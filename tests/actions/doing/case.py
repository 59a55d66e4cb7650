"""One item far enough on that a verb has something to be tried on."""

from __future__ import annotations

from dataclasses import dataclass

from replies.models import Assignment, Proposal, Reply, Request
from replies.rules.vocabulary import LIVE_STATES, AssignmentState, IntakeState
from replies.rules.workflow import STEPS, Track
from tests import make
from tests.people import Cast


@dataclass
class Case:
    cast: Cast
    proposal: Proposal
    assignment: Assignment | None = None
    reply: Reply | None = None
    request: Request | None = None


def case(cast: Cast, *, body: str = "npc", unit: str = "a", stage: str = "delivered") -> Case:
    """An item of `body` at `stage` (a name of make.py) with that unit."""
    how = {"body": body, "unit": getattr(cast, unit)}
    if stage in ("logged", "filed"):
        return Case(cast, getattr(make, stage)(cast, body=body))
    if stage in ("assigned", "accepted"):
        return of_assignment(cast, getattr(make, stage)(cast, **how))
    return of_reply(cast, getattr(make, stage)(cast, **how))


def of_assignment(cast: Cast, assignment: Assignment) -> Case:
    return Case(cast, assignment.proposal, assignment)


def of_reply(cast: Cast, reply: Reply) -> Case:
    return Case(cast, reply.assignment.proposal, reply.assignment, reply)


def of_request(cast: Cast, request: Request) -> Case:
    return Case(cast, request.assignment.proposal, request.assignment, request=request)


MODELS = {
    Track.INTAKE: Proposal, Track.ASSIGNMENT: Assignment, Track.REQUEST: Request, Track.REPLY: Reply,
    Track.SATISFACTION: Reply, Track.CONTACT: Assignment, Track.CLOCK: Assignment,
}  # fmt: skip
# A verb that makes something new starts from something that exists; the others act on what their track is about.
STARTS_FROM = {
    "log": (Proposal, ()),
    "assign": (Proposal, (IntakeState.FILED,)),
    "draft": (Assignment, (AssignmentState.ACCEPTED,)),
    "request_refusal": (Assignment, LIVE_STATES),
    "request_unit": (Assignment, LIVE_STATES),
    "request_extension": (Assignment, LIVE_STATES),
    "note": (Proposal, STEPS["note"].sources),
}


def model_of(verb: str) -> type[Proposal | Assignment | Request | Reply]:
    """What `verb` is done to."""
    return STARTS_FROM[verb][0] if verb in STARTS_FROM else MODELS[STEPS[verb].track]


def sources_of(verb: str) -> tuple[str, ...]:
    """The states of that thing from which it is done."""
    return STARTS_FROM[verb][1] if verb in STARTS_FROM else STEPS[verb].sources


def thing_of(verb: str, case: Case) -> Proposal | Assignment | Request | Reply:
    return getattr(case, model_of(verb)._meta.model_name)
