"""Nobody skips a state: every verb from every state that its row does not name is "not now", and changes nothing."""

import pytest

from replies.actions.errors import NotAllowed, NotNow
from replies.models import Assignment, DocumentSeries, Event, Feedback, Proposal, Reply
from replies.rules.vocabulary import ISSUED_STATES, AssignmentState, IntakeState, ReplyState
from replies.rules.workflow import STEPS, Track
from tests import make
from tests.actions.doing import BY_ITSELF, VERBS, Case, case, do

STATES = {
    Track.INTAKE: IntakeState, Track.ASSIGNMENT: AssignmentState, Track.REPLY: ReplyState, Track.SATISFACTION: ReplyState,
}  # fmt: skip
WHO = {  # one person whose role has the verb
    Track.INTAKE: "npc_clerk", "assign": "npc_clerk", "accept": "drafter_a", "revoke": "npc_clerk",
    "draft": "drafter_a", "save": "drafter_a", "submit": "drafter_a", "send_back": "reviewer_a",
    "approve": "reviewer_a", "sign": "signer_a", "deliver": "drafter_a", "print": "drafter_a", "reopen": "signer_a",
    "rate": "lead", "rate_on_behalf": "npc_clerk", "scan": "npc_clerk", "discard_scan": "npc_clerk", "rehandle": "npc_clerk",
}  # fmt: skip
# Verbs that make something new are tried on the thing they start from.
STARTS_FROM = {"assign": (Track.INTAKE, IntakeState.FILED), "draft": (Track.ASSIGNMENT, AssignmentState.ACCEPTED)}


def skips():
    for verb, step in STEPS.items():
        if verb in BY_ITSELF or verb == "log":
            continue
        track, source = STARTS_FROM.get(verb, (step.track, None))
        allowed = {source} if source else set(step.sources)
        yield from ((verb, track, state) for state in STATES[track] if state not in allowed)


def someone(cast, verb):
    return cast.user(WHO.get(verb) or WHO[STEPS[verb].track])


def put(found: Case, track: Track, state: str) -> None:
    """Force a state past the workflow, with what the database demands beside it."""
    if track == Track.INTAKE:
        into = make.filed(found.cast) if state == IntakeState.MERGED else None
        Proposal.objects.filter(pk=found.proposal.pk).update(state=state, merged_into=into)
    elif track == Track.ASSIGNMENT:
        Assignment.objects.filter(pk=found.assignment.pk).update(state=state)
    else:
        signed = state in ISSUED_STATES
        changes = {
            "state": state,
            "signed_at": make.at() if signed else None,
            "signed_by": found.cast.signer_a if signed else None,
        }
        if state != ReplyState.DELIVERED:
            changes |= {"delivered_at": None, "delivered_by": None, "delivered_on": None}
        Reply.objects.filter(pk=found.reply.pk).update(**changes)


def everything() -> list:
    """All that a verb could have changed."""
    tables = (Proposal, Assignment, Reply, Feedback, DocumentSeries, Event)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def test_every_verb_can_be_tried():
    assert VERBS.keys() | BY_ITSELF == STEPS.keys()


@pytest.mark.parametrize(("verb", "track", "state"), list(skips()))
def test_a_state_is_not_skipped(cast, verb, track, state):
    stage = {"draft": "accepted", "assign": "filed"}.get(verb, "delivered")
    found = case(cast, stage=stage)
    put(found, track, state)
    if verb == "merge":
        found.proposal.refresh_from_db()
    before = everything()
    with pytest.raises(NotNow) as refused:
        do(verb, found, by=someone(cast, verb))
    assert STEPS[verb].label in str(refused.value) or "签收后才能起草" in str(refused.value)
    after = everything()
    if verb == "merge":  # trying it needs another item to merge into
        before, after = without_the_others(before, found), without_the_others(after, found)
    assert after == before


def without_the_others(tables: list, found: Case) -> list:
    rows = [row for row in tables[0] if row["id"] == found.proposal.pk]
    events = [row for row in tables[-1] if row["proposal_id"] == found.proposal.pk]
    return [rows, *tables[1:-1], events]


HAPPY = {  # verb → the stage from which it is done
    "log": "filed", "amend": "filed", "attach": "filed", "file": "logged", "return": "logged", "convert": "logged", "merge": "filed",
    "withdraw": "filed", "assign": "filed", "accept": "assigned", "revoke": "assigned", "draft": "accepted",
    "save": "drafted", "submit": "written", "send_back": "submitted", "approve": "submitted", "sign": "approved",
    "deliver": "signed", "print": "signed", "reopen": "signed", "rate": "delivered", "rate_on_behalf": "delivered",
    "scan": "delivered", "discard_scan": "delivered", "rehandle": "unsatisfied",
}  # fmt: skip


def ready(cast, verb) -> Case:
    stage = HAPPY[verb]
    if stage == "logged":
        return Case(cast, make.logged(cast))
    if stage == "unsatisfied":
        reply = make.rated(cast, result="unsatisfied", text="不够").reply
        return Case(cast, reply.assignment.proposal, reply.assignment, reply)
    return case(cast, stage=stage)


@pytest.mark.parametrize("verb", VERBS)
def test_the_right_person_at_the_right_moment_does_it(cast, verb):
    found = ready(cast, verb)
    result = do(verb, found, by=someone(cast, verb))
    if STEPS[verb].target and verb != "reopen":  # reopen gives back the new draft
        assert type(result).objects.get(pk=result.pk).state == STEPS[verb].target


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "save"])  # saving the same words is no change
def test_a_deed_is_in_the_history_with_who_and_when(cast, verb):
    found = ready(cast, verb)
    who = someone(cast, verb)
    do(verb, found, by=who)
    event = Event.objects.filter(verb=verb).latest("id")
    assert (event.track, event.by, event.at) == (STEPS[verb].track, who, make.at(days=5))
    assert event.by_name == who.first_name


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_person_is_told_so_and_nothing_happens(cast, verb):
    found = ready(cast, verb)
    if verb == "merge":
        make.filed(cast)
    count = Event.objects.count()
    with pytest.raises(NotAllowed, match=rf"^您的岗位不能对此件“{STEPS[verb].label}”。$"):
        do(verb, found, by=cast.leader)
    assert Event.objects.count() == count + (2 if verb == "merge" else 0)  # trying to merge makes the other item


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_person_at_the_wrong_moment_is_the_wrong_person(cast, verb):
    found = case(cast)
    Proposal.objects.filter(pk=found.proposal.pk).update(state="withdrawn")
    with pytest.raises(NotAllowed):
        do(verb, found, by=cast.leader)


NEEDS_THE_CASE = [
    verb for verb, step in STEPS.items() if step.track != Track.INTAKE and verb not in BY_ITSELF | {"log"}
]


@pytest.mark.parametrize("verb", NEEDS_THE_CASE)
@pytest.mark.parametrize("ended", ["returned", "converted", "merged", "withdrawn"])
def test_nothing_is_done_in_a_case_that_has_ended(cast, verb, ended):
    found = ready(cast, verb)
    put(found, Track.INTAKE, ended)
    before = everything()
    with pytest.raises(NotNow):
        do(verb, found, by=someone(cast, verb))
    assert everything() == before
