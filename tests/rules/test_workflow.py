"""The tables of the workflow, walked: nothing is out of reach, nothing is a dead end, nothing is forgotten."""

import re

import pytest

from replies.access import DESCRIPTIONS
from replies.actions import assigning, feedback, intake, printing, replying, scanned_forms
from replies.rules.vocabulary import AssignmentState, IntakeState, ReplyState
from replies.rules.workflow import END_STATES, NEW, STEPS, Role, Track, verbs_for

STATES = {Track.INTAKE: IntakeState, Track.ASSIGNMENT: AssignmentState, Track.REPLY: ReplyState}
ACTIONS = {Track.INTAKE: intake, Track.ASSIGNMENT: assigning, Track.REPLY: replying, Track.SATISFACTION: feedback}
# Verbs that Python has another use for, or that say too little.
NAMES = {
    "return": "return_",
    "keep": "keep_pdf",
    "print": "print_letters",
    "scan": "file_under",
    "discard_scan": "discard",
}
ELSEWHERE = {"print": printing, "scan": scanned_forms, "discard_scan": scanned_forms}
CHINESE = re.compile(r"^[\u4e00-\u9fff（）]+$")

EVERY_STATE = [(track, state) for track, states in STATES.items() for state in states]


def steps(track):
    return [step for step in STEPS.values() if step.track == track]


@pytest.mark.parametrize(("track", "state"), EVERY_STATE)
def test_every_state_can_be_reached_from_the_start(track, state):
    reached = {NEW}
    while True:
        further = {step.target for step in steps(track) if step.target and reached.intersection(step.sources)}
        if further <= reached:
            break
        reached |= further
    assert state in reached


@pytest.mark.parametrize(("track", "state"), EVERY_STATE)
def test_every_state_has_a_way_out_or_is_an_end(track, state):
    ways_out = [step.verb for step in steps(track) if state in step.sources and step.target]
    assert bool(ways_out) is not (state in END_STATES)


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.verb)
def test_every_verb_has_an_action_that_takes_by_and_at(step):
    module = ELSEWHERE.get(step.verb, ACTIONS[step.track])
    action = getattr(module, NAMES.get(step.verb, step.verb))
    names = action.__kwdefaults__ or {}
    keyword_only = action.__code__.co_varnames[action.__code__.co_argcount :][: action.__code__.co_kwonlyargcount]
    assert "at" in keyword_only
    assert "at" not in names, "a time that is not given must not be guessed"
    assert "by" in keyword_only or step.verb == "keep", "the keeping of a PDF is the signature's own consequence"


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.verb)
def test_every_verb_belongs_to_somebody_and_names_states_of_its_track(step):
    assert step.roles
    known = {NEW, *STATES.get(step.track, ReplyState)}
    assert set(step.sources) <= known
    assert step.target is None or step.target in known


def test_labels_are_chinese_and_unique_within_a_track():
    labels = [(step.track, step.label) for step in STEPS.values()]
    assert len(set(labels)) == len(labels)
    assert all(CHINESE.match(label) for _, label in labels)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_described_in_a_chinese_sentence(role):
    assert DESCRIPTIONS[role].endswith("。")
    assert CHINESE.match(role.label)


def test_those_who_only_look_have_no_verb():
    assert verbs_for([Role.LEADER, Role.SYSTEM_ADMINISTRATOR]) == frozenset()


def test_verbs_of_several_roles_add_up():
    assert verbs_for([Role.REVIEWER, Role.SIGNER]) == {
        "send_back", "approve", "sign", "keep", "print", "reopen",
    }  # fmt: skip


def test_no_role_both_writes_and_signs():
    assert verbs_for([Role.DRAFTER]) & verbs_for([Role.SIGNER]) == {"print"}


@pytest.mark.parametrize(
    "verb", ["return", "convert", "merge", "withdraw", "revoke", "send_back", "reopen", "rate_on_behalf"]
)
def test_what_takes_something_away_or_speaks_for_another_needs_a_reason(verb):
    assert STEPS[verb].note is True
