"""The tables of the workflow, walked: nothing is out of reach, nothing is a dead end, nothing is forgotten."""

import inspect
import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pytest

from replies import actions
from replies.access import DESCRIPTIONS
from replies.rules.vocabulary import AssignmentState, IntakeState, ReplyState, RequestState
from replies.rules.workflow import END_STATES, NEW, STEPS, Role, Track, verbs_for
from replies.views.doors import DOORS, FROM_ELSEWHERE

STATES = {
    Track.INTAKE: IntakeState, Track.ASSIGNMENT: AssignmentState, Track.REQUEST: RequestState, Track.REPLY: ReplyState,
}  # fmt: skip
# Tracks without states of their own record facts about something that has them.
ABOUT = {
    Track.SATISFACTION: {*ReplyState},
    Track.CONTACT: {*AssignmentState, *IntakeState},
    Track.CLOCK: {*AssignmentState},
}
# Verbs that Python has another use for, or that say too little.
NAMES = {
    "return": "return_",
    "keep": "keep_pdf",
    "print": "print_letters",
    "scan": "file_under",
    "discard_scan": "discard",
    "redate": "move_to",
}
# master_data writes what has no workflow.
MODULES = [
    import_module(f"replies.actions.{module.name}")
    for module in iter_modules(actions.__path__)
    if module.name != "master_data"
]
CHINESE = re.compile(r"^[\u4e00-\u9fff（）]+$")

EVERY_STATE = [(track, state) for track, states in STATES.items() for state in states]
EVERY_VERB = pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.verb)


def steps(track):
    return [step for step in STEPS.values() if step.track == track]


def actions_named(name: str) -> list[Callable]:
    """The functions of that name, each in the module that defines it."""
    found = [getattr(module, name, None) for module in MODULES]
    return [
        act for act, module in zip(found, MODULES, strict=True) if getattr(act, "__module__", "") == module.__name__
    ]


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
    assert bool(ways_out) is not (state in END_STATES[track])


@EVERY_VERB
def test_every_verb_has_one_action_that_takes_by_and_at(step):
    found = actions_named(NAMES.get(step.verb, step.verb))
    assert len(found) == 1
    parameters = inspect.signature(found[0]).parameters
    at, by = parameters["at"], parameters.get("by")
    assert at.kind == at.KEYWORD_ONLY
    assert at.default is at.empty, "a time that is not given must not be guessed"
    assert by is None or (by.kind, by.default) == (by.KEYWORD_ONLY, by.empty)
    assert by is not None or step.verb == "keep", "the keeping of a PDF is the signature's own consequence"


@EVERY_VERB
def test_every_verb_has_one_door(step):
    by_button = [door for door in DOORS if door.verb == step.verb]
    assert len(by_button) + FROM_ELSEWHERE.count(step.verb) == 1


def test_every_door_leads_to_a_verb():
    assert {door.verb for door in DOORS} | set(FROM_ELSEWHERE) == STEPS.keys()


@EVERY_VERB
def test_every_verb_belongs_to_somebody_and_names_states_of_its_track(step):
    assert step.roles
    known = {NEW, *(STATES.get(step.track) or ABOUT[step.track])}
    assert set(step.sources) <= known
    assert step.target is None or step.target in known


@EVERY_VERB
def test_only_a_track_with_states_changes_one(step):
    assert step.target is None or step.track in STATES


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


def test_the_system_itself_only_does_what_a_rule_says():
    assert verbs_for([Role.SYSTEM]) == {
        "lapse_cosigning", "deem_accepted", "turn_down_late", "lapse_request", "refer", "approve_extension",
        "close_without_rating", "remind", "redate",
    }  # fmt: skip


def test_verbs_of_several_roles_add_up():
    assert verbs_for([Role.REVIEWER, Role.SIGNER]) == {
        "send_back", "approve", "sign", "keep", "print", "reopen", "contact",
    }  # fmt: skip


def test_no_role_both_writes_and_signs():
    assert verbs_for([Role.DRAFTER]) & verbs_for([Role.SIGNER]) == {"print", "contact"}


def test_no_unit_decides_its_own_request():
    of_units = verbs_for([Role.DRAFTER, Role.REVIEWER, Role.SIGNER])
    deciding = {step.verb for step in steps(Track.REQUEST) if step.target in ("approved", "rejected", "arbitration")}
    assert of_units & deciding == set()


@pytest.mark.parametrize(
    "verb",
    [
        "return", "convert", "merge", "unmerge", "withdraw", "undesignate", "record_cosigning", "reassign", "release",
        "revoke", "open_refusal", "request_refusal", "request_unit", "request_extension", "reject_refusal",
        "rule_to_move", "rule_to_stay", "reject_unit", "reject_extension", "lapse_request", "send_back", "return_opinion",
        "reopen", "rate_on_behalf", "discard_scan",
    ],
)  # fmt: skip
def test_what_takes_something_away_or_speaks_for_another_needs_a_reason(verb):
    assert STEPS[verb].note is True
