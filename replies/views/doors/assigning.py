"""交办: giving an item to a unit, the unit's taking it, and moving it on."""

from replies.actions import assigning
from replies.forms.assigning import AssignForm, OpenRefusalForm, ReassignForm
from replies.forms.steps import NoteForm, PlainForm
from replies.models import Assignment, Proposal
from replies.rules.vocabulary import AssignmentRole, IntakeState

from .door import Door, always
from .intake import not_assigned


def _can_take_a_unit(proposal: Proposal) -> bool:
    alone = [row for row in proposal.assignments.all() if row.is_live and row.role == AssignmentRole.SOLE]
    return proposal.state == IntakeState.FILED and all(movable(row) for row in alone)


def _stands_alone(assignment: Assignment) -> bool:
    return assignment.follows_id is None


def movable(assignment: Assignment) -> bool:
    """May another unit still take this part over?"""
    reply = assignment.current_reply
    return _stands_alone(assignment) and not (reply and reply.state in assigning.LETTER_IS_OUT)


def _releasable(assignment: Assignment) -> bool:
    return movable(assignment) and not assignment.answers


def _may_be_reopened(assignment: Assignment) -> bool:
    return movable(assignment) and not assignment.binding


DOORS = (
    Door("assign", Proposal, AssignForm, assigning.assign, "已交办。", _can_take_a_unit, not_assigned),
    Door("accept", Assignment, PlainForm, assigning.accept, "已签收。", _stands_alone, always),
    Door("reassign", Assignment, ReassignForm, assigning.reassign, "已改派。", movable),
    Door("release", Assignment, NoteForm, assigning.release, "已免予承办。", _releasable),
    Door("revoke", Assignment, NoteForm, assigning.revoke, "已撤销交办。", _stands_alone),
    Door(
        "open_refusal", Assignment, OpenRefusalForm, assigning.open_refusal, "已准予申请退办，已记录。",
        _may_be_reopened,
    ),
)  # fmt: skip
