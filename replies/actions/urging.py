"""催办: urge, on paper with a number of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.access import CLERK_BODY, person
from replies.models import Assembly, Assignment, Deadline, DocumentSeries, UrgingSlip
from replies.rules.numbering import DocumentNumber
from replies.rules.vocabulary import SENT_STATES

from .errors import NotNow, Refused
from .recording import hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SERIES = "催办"
GOVERNMENT_OFFICE = "政府办公室（督查室）"
LONGEST = 500


def urge(assignment: Assignment, *, answer_by: date, text: str = "", by: User, at: datetime) -> UrgingSlip:
    """催办 a unit that still owes its letter. The slip keeps the day that was due when it was written."""
    with transaction.atomic():
        held = hold(assignment, "urge", by=by)
        letter = held.current_reply
        if letter and letter.state in SENT_STATES:
            raise NotNow(f"{held.unit}的{letter.get_kind_display()}{letter.get_state_display()}，不用再“催办”。")
        today = localdate(at)
        if answer_by < today:
            raise Refused("answer_by", "要求办结日期早于今天，请核对。")
        if len(text.strip()) > LONGEST:
            raise Refused("text", f"催办意见请不超过{LONGEST}字，现有{len(text.strip())}字。")
        number = DocumentNumber(SERIES, today.year, DocumentSeries.objects.take(code=SERIES, year=today.year))
        slip = UrgingSlip.objects.create(
            assignment=held, deadline=_deadline(held), number=str(number),
            due_on=letter.due_on if letter else held.due_on, answer_by=answer_by, text=text.strip(),
            office_name=office_of(held.proposal.session.assembly, by), by=by, at=at,
        )  # fmt: skip
        data = {"number": slip.number, "answer_by": answer_by, "due_on": slip.due_on}
        record("urge", held, by=by, at=at, old=held.state, note=slip.text, data=data)
        return slip


def _deadline(held: Assignment) -> Deadline | None:
    """The period the slip is about: that of the letter's own round, else the part's own."""
    own = held.deadlines.filter(reply=held.current_reply).first() if held.current_reply else None
    return own or held.main_deadline


def office_of(assembly: Assembly, by: User) -> str:
    """An assembly's clerk writes for that assembly's office, the government's for its own."""
    own = any(CLERK_BODY.get(role) == assembly.body for role in person(by).roles)  # type: ignore[call-overload]
    if own:
        return assembly.office_name
    place = assembly.short_name.removesuffix("人大").removesuffix("政协")  # 县人大 → 县
    return place + GOVERNMENT_OFFICE
