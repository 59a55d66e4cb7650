"""随主件: the parts of a merged item move with those of the item it was merged into.

An item that was merged is handled once and answered separately (domain.md §2.2; Chongqing 13, Zhejiang 18,
Shandong 20). Each unit that answers the main item gets a part of the merged one that follows its own: same role, same
last day, accepted, handed on and ended together. Only its letter, delivery and rating are its own. Co-handling units
give their opinion once, to the main item.

The callers hold the main item's row, which merging and unmerging hold as well, so the children stay the same meanwhile.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from replies.models import Assignment, Proposal, system_user
from replies.rules.vocabulary import SENT_STATES, AssignmentState, ReplyState

from .asking import lapse_open
from .errors import NotNow
from .giving import give
from .recording import lock, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ENDS_BY = {
    AssignmentState.REASSIGNED: "reassign", AssignmentState.RELEASED: "release", AssignmentState.REVOKED: "revoke",
}  # fmt: skip


def follow(
    main: Assignment, child: Proposal, *, by: User, at: datetime, previous: Assignment | None = None
) -> Assignment:
    """A part of `child` that follows `main`; where that is accepted already, so is this, at once."""
    note = f"随{main.proposal.case_number}办理"
    part = give(child, main.unit, main.role, by=by, at=at, note=note, previous=previous, follows=main)
    if main.state == AssignmentState.ACCEPTED:
        part = write(
            lock(part),
            "deem_accepted",
            by=system_user(),
            at=at,
            note=note,
            accepted_at=at,
            accepted_by=main.accepted_by,
        )
    return part


def after_given(assignment: Assignment, *, by: User, at: datetime) -> None:
    """The main item has a new answering part. One that takes another over is after_ended's business."""
    if assignment.answers and not assignment.previous_id:
        for child in assignment.proposal.merged.order_by("pk"):
            follow(assignment, child, by=by, at=at)


def after_accepted(assignment: Assignment, *, by: User, at: datetime, verb: str = "accept") -> None:
    """`verb` is how the main part was accepted: by its unit, or by the rule (deem_accepted)."""
    for part in _followers(assignment):
        write(part, verb, by=by, at=at, accepted_at=at, accepted_by=by)


def after_lead(assignment: Assignment) -> None:
    """A unit that answered alone was given company and leads now; so it does in the merged items."""
    assignment.followers.live().update(role=assignment.role)


def after_ended(assignment: Assignment, successor: Assignment | None, *, by: User, at: datetime) -> None:
    """The main part has ended: reassigned to `successor`, released or revoked. NotNow where a letter is out already."""
    note = f"随{assignment.proposal.case_number}办理"
    for part in _followers(assignment):
        _check_no_letter(part)
        lapse_open(part.requests.open(), at=at, note=note)  # for more days in a round of its own
        ended = write(part, ENDS_BY[AssignmentState(assignment.state)], by=by, at=at, note=note, ended_at=at)
        if successor:
            follow(successor, ended.proposal, by=by, at=at, previous=ended)


def _followers(assignment: Assignment) -> list[Assignment]:
    return [lock(part) for part in assignment.followers.live().order_by("pk")]


def _check_no_letter(part: Assignment) -> None:
    letter = lock(part.current_reply) if part.current_reply else None
    if letter and letter.state in (ReplyState.SIGNED, *SENT_STATES):
        raise NotNow(
            f"随本件办理的{part.proposal.case_number}，{part.unit}的答复{letter.get_state_display()}，不能再换承办单位。"
        )
