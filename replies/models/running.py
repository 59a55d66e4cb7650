"""Which periods are still running: what they wait for has not happened yet. A fact, never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from replies.rules.vocabulary import (
    LIVE_STATES,
    OPEN_REQUESTS,
    SENT_STATES,
    AssignmentState,
    IntakeState,
    ReplyState,
    RequestKind,
    RequestState,
    RuleCode,
)

from .assignments import MAIN_CODES
from .contacts import Contact
from .deadlines import Deadline
from .feedback import Feedback
from .replies import Reply
from .requests import Request

if TYPE_CHECKING:
    from .proposals import Proposal

HANDLED = (IntakeState.FILED, IntakeState.MERGED)
LETTER_WRITTEN_AGAIN = (RuleCode.REHANDLE, RuleCode.CO_REDO)


def running(deadlines: QuerySet[Deadline] | None = None) -> QuerySet[Deadline]:
    """The periods of live parts whose deed is still to come, whether or not their last day has passed."""
    rows = Deadline.objects.all() if deadlines is None else deadlines
    of_live_parts = Q(assignment__state__in=LIVE_STATES, assignment__proposal__state__in=HANDLED)
    return rows.filter(of_live_parts).filter(_waits())


def _waits() -> Q:
    """For each period the fact that has not come about; 公开 is not followed here and so never ends."""
    sent = Reply.objects.filter(assignment=OuterRef("assignment"), state__in=SENT_STATES)
    asked = Request.objects.filter(assignment=OuterRef("assignment"), kind=RequestKind.REFUSAL)
    talked = Contact.objects.filter(assignment=OuterRef("assignment"))
    rated = Feedback.objects.filter(reply=OuterRef("reply"), official=True)
    of_the_letter = Q(assignment__current_reply=F("reply"))
    return (
        Q(code=RuleCode.ACCEPT, assignment__state=AssignmentState.ASSIGNED)
        | Q(code=RuleCode.REFUSE, assignment__current_reply=None, assignment__binding=False)
        & ~Exists(asked.exclude(state=RequestState.RETRACTED))
        | Q(code=RuleCode.DECIDE_REFUSAL, request__state__in=OPEN_REQUESTS)
        | Q(code=RuleCode.FIRST_CONTACT) & ~Exists(talked) & ~Exists(sent)
        | Q(code__in=MAIN_CODES) & ~Exists(sent)
        | Q(code__in=LETTER_WRITTEN_AGAIN) & of_the_letter & ~Q(reply__state__in=[*SENT_STATES, ReplyState.VOIDED])
        | Q(code=RuleCode.FEEDBACK, reply__unrated_at=None) & of_the_letter & ~Exists(rated)
        | Q(code=RuleCode.PUBLISH)
    )


def provisional_days(cases: Iterable[Proposal], units: Collection[int] | None = None) -> set[tuple[int, date]]:
    """(case, last day) of every date of these cases that may still move: one query for a whole page of a list."""
    unsure = Deadline.objects.filter(
        assignment__proposal__in=[case.pk for case in cases], assignment__state__in=LIVE_STATES,
        code__in=(*MAIN_CODES, *LETTER_WRITTEN_AGAIN), provisional=True,
    )  # fmt: skip
    if units:
        unsure = unsure.filter(assignment__unit__in=units)
    return set(unsure.values_list("assignment__proposal", "due_on"))
