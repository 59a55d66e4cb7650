"""The buttons: for each verb its address, the form it asks for, and the action it calls.

One table, so that a page shows a button exactly where a door exists, and a test can walk them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from replies.access import can
from replies.actions import assigning, feedback, intake, replying
from replies.forms.steps import (
    AssignForm,
    BehalfForm,
    DeliverForm,
    MergeForm,
    NoteForm,
    OptionalNoteForm,
    PlainForm,
    RatingForm,
)
from replies.models import Assignment, Delegate, Feedback, Proposal, Reply
from replies.rules.vocabulary import AssignmentRole, AssignmentState, IntakeState, ReplyKind
from replies.rules.workflow import STEPS, Step

Thing = Proposal | Assignment | Reply


@dataclass(frozen=True)
class Door:
    """One verb as the pages offer it. `act` gets the thing and the cleaned data, with by= and at=."""

    verb: str
    model: type[Thing]
    form: type[forms.Form]
    act: Callable[..., Any]
    done: str  # what the person is told afterwards
    when: Callable[[Any], bool] = lambda thing: True  # further conditions that a state alone does not show

    @property
    def step(self) -> Step:
        return STEPS[self.verb]

    def leads_on(self, thing: Thing) -> bool:
        """Is this the step that brings the case forward, and so the one to be shown first?"""
        if self.verb == "assign":
            return _not_assigned(thing)
        return self.verb in ("file", "accept", "draft", "approve", "sign", "deliver", "rate", "rehandle")

    def url(self, thing: Thing) -> str:
        return reverse(f"{self.model._meta.model_name}-{self.verb}", args=[thing.pk])


def _unsatisfied_now(reply: Reply) -> bool:
    official = Feedback.objects.filter(reply=reply, official=True).first()
    return official is not None and official.is_unsatisfied and reply.is_current


def _may_be_rated(reply: Reply) -> bool:
    return reply.kind == ReplyKind.REPLY and reply.is_current


def _has_no_letter(assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.ACCEPTED and not assignment.replies.live().exists()


def _can_take_a_unit(proposal: Proposal) -> bool:
    roles = {row.role for row in proposal.assignments.all() if row.is_live}
    return proposal.state == IntakeState.FILED and AssignmentRole.SOLE not in roles


def _not_assigned(proposal: Proposal) -> bool:
    return not any(row.is_live for row in proposal.assignments.all())


DOORS = (
    Door("file", Proposal, PlainForm, intake.file, "已立案。"),
    Door("assign", Proposal, AssignForm, assigning.assign, "已交办。", _can_take_a_unit),
    Door("return", Proposal, NoteForm, intake.return_, "已退回。"),
    Door("convert", Proposal, NoteForm, intake.convert, "已转社情民意。"),
    Door("merge", Proposal, MergeForm, intake.merge, "已并案。", _not_assigned),
    Door("withdraw", Proposal, NoteForm, intake.withdraw, "已撤回。"),
    Door("accept", Assignment, PlainForm, assigning.accept, "已签收。"),
    Door("revoke", Assignment, NoteForm, assigning.revoke, "已撤销交办。"),
    Door("draft", Assignment, PlainForm, replying.draft, "已建立草稿。", _has_no_letter),
    Door("approve", Reply, PlainForm, replying.approve, "审核通过，已送签发人。"),
    Door("sign", Reply, PlainForm, replying.sign, "已签发。"),
    Door("send_back", Reply, NoteForm, replying.send_back, "已退回起草人修改。"),
    Door("deliver", Reply, DeliverForm, replying.deliver, "已登记送达。"),
    Door("reopen", Reply, NoteForm, replying.reopen, "原件已作废，可在新草稿上修改。"),
    Door("rate", Reply, RatingForm, feedback.rate, "评价已收到，谢谢您。", _may_be_rated),
    Door("rehandle", Reply, OptionalNoteForm, feedback.rehandle, "已重新交承办单位办理。", _unsatisfied_now),
    Door("rate_on_behalf", Reply, BehalfForm, feedback.rate_on_behalf, "评价已代录。", _may_be_rated),
)  # fmt: skip
# submit and save belong to the draft page, amend, attach and log to the entry form, keep to the signature, print to
# the print room, scan and discard_scan to the page for scanned forms.
FROM_ELSEWHERE = ("submit", "save", "log", "amend", "attach", "keep", "print", "scan", "discard_scan")


def opening(door: Door, thing: Thing, user) -> bool:
    """Is this button to be shown to this user now?"""
    if not isinstance(thing, door.model) or not can(user, door.verb, thing):
        return False
    if door.verb in ("assign", "draft"):  # these make something new; the thing they start from keeps its state
        return door.when(thing)
    return thing.state in door.step.sources and door.when(thing)


def form_for(door: Door, thing: Thing, *args, **kwargs) -> forms.Form:
    """The door's form, given what it must choose from."""
    if door.form is MergeForm:
        return MergeForm(*args, thing=thing, **kwargs)
    if door.form is BehalfForm:
        return BehalfForm(*args, delegates=_sponsors(thing), **kwargs)
    return door.form(*args, **kwargs)


def _sponsors(reply: Reply):
    return Delegate.objects.filter(sponsor__proposal=reply.assignment.proposal_id).order_by("sponsor__place")
