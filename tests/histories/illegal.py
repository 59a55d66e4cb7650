"""Requests that must be refused: the wrong person is told so, the right person at the wrong moment is told that."""

from __future__ import annotations

from typing import Any

import pytest

from replies.actions.errors import ActionError, NotAllowed, NotNow
from replies.models import Assignment, Proposal, Reply, Request
from replies.rules.workflow import STEPS, Role
from tests.actions.doing import VERBS, Case, do, model_of, sources_of
from tests.rows import everything

from .moves import Table

# Verbs whose thing is not one of the four kinds, or that need a paper in hand.
NOT_TRIED = {"log", "merge", "scan", "discard_scan", "print", "redate", "remind", "lapse_cosigning"}
BY_INVITATION = {"confirm_cosigning", "decline_cosigning"}
BY_THE_LEAD = {"take_opinion", "return_opinion"}
BODY = {Role.NPC_CLERK: "npc", Role.CPPCC_CLERK: "cppcc"}
UNIT_POSTS = (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)
TRIED = sorted(VERBS.keys() - NOT_TRIED)


def attempt(table: Table) -> str:
    """Try one thing that must not succeed, and see that nothing has changed."""
    return (_wrong_person if table.chance.random() < 0.5 else _wrong_moment)(table)


def _wrong_person(table: Table) -> str:
    verb = table.chance.choice(TRIED)
    things = _things(table, verb)
    if not things:
        return "-"
    thing = table.chance.choice(things)
    who = table.chance.choice([user for user in table.county.everybody if not may(table, user, verb, thing)])
    said = _refused(table, verb, thing, who, NotAllowed)
    assert said == f"您的岗位不能对此件“{STEPS[verb].label}”。"
    return f"{who.first_name} may not {verb} {thing}"


def _wrong_moment(table: Table) -> str:
    wrong = [
        (verb, thing) for verb in TRIED if verb not in BY_INVITATION
        for thing in _things(table, verb) if thing.state not in sources_of(verb) or _is_over(thing)
    ]  # fmt: skip
    table.chance.shuffle(wrong)
    found = next(((verb, thing, who) for verb, thing in wrong if (who := _somebody(table, verb, thing))), None)
    if not found:
        return "-"
    verb, thing, who = found
    said = _refused(table, verb, thing, who, NotNow)
    assert STEPS[verb].label in said, said
    return f"{who.first_name} cannot {verb} {thing} now: {said}"


def _refused(table: Table, verb: str, thing: Any, who: Any, kind: type[ActionError]) -> str:
    before = everything()
    with pytest.raises(ActionError) as refused:
        do(verb, _case(table, thing), by=who)
    assert type(refused.value) is kind, f"{who.first_name} {verb} {thing}: {refused.value!r}"
    assert everything() == before, f"{who.first_name} {verb} {thing} was refused and changed something"
    return str(refused.value)


def _somebody(table: Table, verb: str, thing: Any) -> Any:
    people = [user for user in table.county.everybody if may(table, user, verb, thing)]
    return table.chance.choice(people) if people else None


def _things(table: Table, verb: str) -> list[Any]:
    now = table.now
    rows = {Proposal: now.cases, Assignment: now.parts, Reply: now.letters, Request: now.requests}[model_of(verb)]
    return list(rows.values())


def _is_over(thing: Any) -> bool:
    """Has the case ended, or the unit's part in it?"""
    if isinstance(thing, Proposal):
        return False
    part = thing if isinstance(thing, Assignment) else thing.assignment
    return part.proposal.state not in ("filed", "merged") or (part is not thing and not part.is_live)


def _case(table: Table, thing: Any) -> Case:
    part = thing if isinstance(thing, Assignment) else getattr(thing, "assignment", None)
    found = Case(table.county.cast, part.proposal if part else thing, part)
    if isinstance(thing, Reply):
        found.reply = thing
    if isinstance(thing, Request):
        found.request = thing
    return found


# --- who may do what, written down a second time --------------------------------------------------


def may(table: Table, user: Any, verb: str, thing: Any) -> bool:
    part = None if isinstance(thing, Proposal) else thing if isinstance(thing, Assignment) else thing.assignment
    case = part.proposal if part else thing
    roles = STEPS[verb].roles
    role, unit = table.county.post_of(user)
    if role:
        return role in roles and _reaches(table, role, unit, verb, case, part)
    return Role.DELEGATE in roles and _is_theirs(table, user, verb, case, thing)


def _reaches(table: Table, role: str, unit: int | None, verb: str, case: Proposal, part: Assignment | None) -> bool:
    if role in UNIT_POSTS:
        if verb in BY_THE_LEAD:
            return any(row.role == "lead" and row.unit_id == unit for row in table.now.live(case))
        return part is not None and part.unit_id == unit
    return BODY.get(Role(role), case.body) == case.body


def _is_theirs(table: Table, user: Any, verb: str, case: Proposal, thing: Any) -> bool:
    if verb in BY_INVITATION:
        asked = [row for row in table.now.invitations if row.proposal_id == case.pk and row.state == "invited"]
        return any(row.delegate.user_id == user.pk for row in asked)
    signed = any(delegate.user_id == user.pk for delegate in table.now.sponsors[case.pk])
    return signed and getattr(thing, "kind", "reply") == "reply"
