"""Nobody skips a state: every verb from every state that its row does not name is "not now", and changes nothing.

How each verb is done, by whom and from where stands in tests/actions/doing/.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from replies.actions.errors import NotAllowed, NotNow
from replies.actions.recording import WITH_THE_MAIN_ITEM
from replies.models import Assignment, Event, Proposal, Reply, Request
from replies.rules.vocabulary import (
    ISSUED_STATES,
    LIVE_STATES,
    SENT_STATES,
    AssignmentState,
    IntakeState,
    ReplyState,
    RequestState,
)
from replies.rules.workflow import STEPS
from tests import make
from tests.actions.doing import BY_ITSELF, VERBS, Case, do, model_of, ready, someone, sources_of, thing_of
from tests.rows import everything

STATES = {Proposal: IntakeState, Assignment: AssignmentState, Request: RequestState, Reply: ReplyState}
UNDECIDED = (RequestState.PENDING, RequestState.ARBITRATION, RequestState.RETRACTED)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back: one case serves for all the states a verb is tried in."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def is_refused(verb: str, found: Case, by, state: str) -> str:
    """Try it; "not now" must come back, and nothing be changed. Gives back what the person is told."""
    before = everything()
    try:
        do(verb, found, by=by)
    except NotNow as refused:
        assert everything() == before, state
        return str(refused)
    pytest.fail(f"{verb} went through in {state}")


def put(thing: Proposal | Assignment | Request | Reply, state: str, cast) -> None:
    """Force a state past the workflow, with what the database demands beside it."""
    changes: dict = {"state": state}
    if isinstance(thing, Proposal):
        changes["merged_into"] = make.filed(cast) if state == IntakeState.MERGED else None
    elif isinstance(thing, Assignment):
        changes["ended_at"] = None if state in LIVE_STATES else make.at()
    elif isinstance(thing, Request):
        decided = state not in UNDECIDED
        changes |= {"decided_at": make.at() if decided else None, "decided_by": cast.npc_clerk if decided else None}
    else:
        signed, sent = state in ISSUED_STATES, state in SENT_STATES
        changes |= {"signed_at": make.at() if signed else None, "signed_by": cast.signer_a if signed else None}
        changes |= {"delivered_at": make.at() if sent else None, "delivered_by": cast.drafter_a if sent else None}
        changes["delivered_on"] = make.TODAY if sent else None
    type(thing).objects.filter(pk=thing.pk).update(**changes)


def test_every_verb_can_be_tried():
    assert VERBS.keys() | BY_ITSELF == STEPS.keys()


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "log"])
def test_a_state_is_not_skipped(cast, verb):
    found = ready(cast, verb)
    for state in set(STATES[model_of(verb)]) - set(sources_of(verb)):
        with undone():
            put(thing_of(verb, found), state, cast)
            assert STEPS[verb].label in is_refused(verb, found, someone(cast, verb), state)


@pytest.mark.parametrize("verb", VERBS)
def test_the_right_person_at_the_right_moment_does_it(cast, verb):
    found = ready(cast, verb)
    result = do(verb, found, by=someone(cast, verb))
    if STEPS[verb].target and verb not in OPENS_A_DRAFT:
        assert type(result).objects.get(pk=result.pk).state == STEPS[verb].target


# Taking a letter back, or sending an opinion back, gives the new draft.
OPENS_A_DRAFT = {"reopen", "return_opinion"}


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
    before = everything()
    with pytest.raises(NotAllowed, match=rf"^您的岗位不能对此件“{STEPS[verb].label}”。$"):
        do(verb, found, by=cast.leader)
    assert everything() == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_wrong_person_at_the_wrong_moment_is_the_wrong_person(cast, verb):
    found = ready(cast, verb)
    put(found.proposal, IntakeState.WITHDRAWN, cast)
    with pytest.raises(NotAllowed):
        do(verb, found, by=cast.leader)


OF_A_PART = [verb for verb in VERBS if model_of(verb) is not Proposal]


@pytest.mark.parametrize("verb", OF_A_PART)
def test_nothing_is_done_in_a_case_that_has_ended(cast, verb):
    found = ready(cast, verb)
    for ended in (IntakeState.RETURNED, IntakeState.CONVERTED, IntakeState.WITHDRAWN):
        with undone():
            put(found.proposal, ended, cast)
            is_refused(verb, found, someone(cast, verb), ended)


@pytest.mark.parametrize("verb", [verb for verb in OF_A_PART if model_of(verb) is not Assignment])
def test_a_unit_that_is_no_longer_responsible_does_nothing_more(cast, verb):
    found = ready(cast, verb)
    for ended in set(AssignmentState) - set(LIVE_STATES):
        with undone():
            put(found.assignment, ended, cast)
            is_refused(verb, found, someone(cast, verb), ended)


@pytest.mark.parametrize("verb", [verb for verb in OF_A_PART if STEPS[verb].track in WITH_THE_MAIN_ITEM])
def test_a_part_of_a_merged_item_is_dealt_with_in_the_main_item(cast, verb):
    found = ready(cast, verb)
    put_behind_another(found)
    before = everything()
    with pytest.raises(NotNow, match=rf"请在主件上“{STEPS[verb].label}”。$"):
        do(verb, found, by=someone(cast, verb))
    assert everything() == before


def put_behind_another(found: Case) -> None:
    """The case is merged, and its part moves with one of the main item."""
    main = make.accepted(found.cast)
    Proposal.objects.filter(pk=found.proposal.pk).update(state="merged", merged_into=main.proposal)
    Assignment.objects.filter(pk=found.assignment.pk).update(follows=main)
