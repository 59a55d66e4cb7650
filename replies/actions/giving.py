"""The one place where a unit's part in a case comes into being: its row, its periods, its event.

Access and the rules of who may hold an item together are the callers' business (assigning, requesting, following).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from replies.models import Assignment, HandlingUnit, Proposal
from replies.rules.deadlines import Calendar

from . import clock
from .errors import Refused
from .recording import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def give(
    proposal: Proposal, unit: HandlingUnit, role: str, *, by: User, at: datetime, note: str = "",
    previous: Assignment | None = None, follows: Assignment | None = None, binding: bool = False,
    calendar: Calendar | None = None,
) -> Assignment:  # fmt: skip
    """A new part of a locked `proposal`. `previous` is the part it takes over, `follows` that of the main item."""
    part = Assignment(
        proposal=proposal, unit=unit, role=role, assigned_at=at, assigned_by=by,
        previous=previous, follows=follows, binding=binding,
    )  # fmt: skip
    try:
        with transaction.atomic():
            if follows:
                clock.begin_following(part, follows)
            else:
                clock.begin_assignment(part, on=localdate(at), calendar=calendar)
    except IntegrityError as error:
        raise Refused("unit", "此件刚被他人交办，请刷新页面查看。") from error
    record("assign", part, by=by, at=at, note=note, data={"unit": unit.name, "role": role})
    return part
