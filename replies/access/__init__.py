"""Roles and permissions as data: who a person is, what they may see, and what they may do.

Two questions are asked of this room and of no other: can(user, verb, thing), and what is visible_to(user).
"""

from .doing import asked_by_own_unit, can, case_and_unit
from .papers import hands_out, listed_units, notice_holders, slips_visible_to
from .people import CLERK_BODY, DESCRIPTIONS, NOBODY, UNIT_ROLES, Person, person
from .seeing import (
    contacts_visible_to,
    deadlines_visible_to,
    events_visible_to,
    feedback_visible_to,
    form_holders,
    handles,
    handles_case,
    handovers_visible_to,
    print_runs_visible_to,
    printable_by,
    replies_visible_to,
    requests_visible_to,
    scans_visible_to,
    visible_to,
)

__all__ = [
    "CLERK_BODY",
    "DESCRIPTIONS",
    "NOBODY",
    "UNIT_ROLES",
    "Person",
    "asked_by_own_unit",
    "can",
    "case_and_unit",
    "contacts_visible_to",
    "deadlines_visible_to",
    "events_visible_to",
    "feedback_visible_to",
    "form_holders",
    "handles",
    "handles_case",
    "handovers_visible_to",
    "hands_out",
    "listed_units",
    "notice_holders",
    "person",
    "print_runs_visible_to",
    "printable_by",
    "replies_visible_to",
    "requests_visible_to",
    "scans_visible_to",
    "slips_visible_to",
    "visible_to",
]
