"""The one way a state changes: access → lock → workflow table → state → event, in one transaction."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Model

from replies.access import can, person
from replies.models import Assignment, ChainHead, Event, Proposal, Reply
from replies.rules.vocabulary import IntakeState
from replies.rules.workflow import STEPS, Step, Track

from .errors import NotAllowed, NotNow, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Thing = TypeVar("Thing", Proposal, Assignment, Reply)


def allow(by: User, verb: str, thing: Proposal | Assignment | Reply | None) -> Step:
    """The step, or NotAllowed."""
    step = STEPS[verb]
    if not can(by, verb, thing):
        raise NotAllowed(f"您的岗位不能对此件“{step.label}”。")
    return step


def lock(thing: Thing) -> Thing:
    """A fresh copy of `thing`, held until the transaction ends.

    `no_key`: an event of this case, written by somebody else at the same time, refers to this row; on PostgreSQL
    a full lock would keep that reference waiting while we wait for the chain, a deadlock.
    """
    return type(thing)._default_manager.select_for_update(no_key=True).get(pk=thing.pk)


def hold(thing: Thing, verb: str, *, by: User, note: str = "") -> Thing:
    """A fresh, locked copy of `thing`, ready for `verb`. Call inside a transaction.

    Raises NotAllowed (wrong person), NotNow (wrong state) or Refused (a reason is due and missing).
    """
    step = allow(by, verb, thing)
    fresh = lock(thing)
    _require_open_case(fresh, step)
    if fresh.state not in step.sources:
        raise NotNow(f"此件现在是“{fresh.get_state_display()}”，不能“{step.label}”。请刷新页面查看最新状态。")
    if step.note and not note.strip():
        raise Refused("note", f"“{step.label}”必须写明原因。")
    return fresh


def _require_open_case(thing: Model, step: Step) -> None:
    """Handling stops when the case itself was withdrawn, merged or returned."""
    if isinstance(thing, Proposal):
        return
    proposal = thing.assignment.proposal if isinstance(thing, Reply) else thing.proposal  # type: ignore[attr-defined]
    if proposal.state != IntakeState.FILED:
        raise NotNow(f"该件{proposal.get_state_display()}，不能“{step.label}”。")


def move(
    thing: Thing, verb: str, *, by: User, at: datetime, note: str = "", data: dict | None = None, **changes: Any
) -> Thing:
    """Do one step of the workflow table; `changes` are further fields of `thing` written with the state."""
    with transaction.atomic():
        fresh = hold(thing, verb, by=by, note=note)
        return write(fresh, verb, by=by, at=at, note=note, data=data, **changes)


def write(
    held: Thing, verb: str, *, by: User, at: datetime, note: str = "", data: dict | None = None, **changes: Any
) -> Thing:
    """State, further fields and event of something that hold() returned."""
    old, target = held.state, STEPS[verb].target
    for field, value in changes.items():
        setattr(held, field, value)
    if target is not None:
        held.state = target
    held.save()
    record(verb, held, by=by, at=at, old=old, note=note, data=data)
    return held


def record(
    verb: str, thing: Model, *, by: User, at: datetime, old: str = "", note: str = "", data: dict | None = None
) -> Event:
    """Append one event. The chain head is locked until the transaction ends, so the chain never forks."""
    head, _ = ChainHead.objects.select_for_update(no_key=True).get_or_create(pk=1)
    step = STEPS.get(verb)
    event = Event(
        track=step.track if step else Track.MASTER_DATA,
        verb=verb,
        model=thing._meta.model_name or "",
        object_id=thing.pk,
        old=old,
        new=getattr(thing, "state", ""),
        by=by,
        by_name=(by.get_full_name() or by.get_username())[:60],
        by_post="、".join(person(by).posts)[:60],
        at=at,
        note=note.strip(),
        data=json.dumps(data, ensure_ascii=False, sort_keys=True, default=str) if data else "",
        previous_hash=head.hash,
        **_case(thing),
    )
    event.hash = event.compute_hash()
    event.save(force_insert=True)
    head.length, head.hash = head.length + 1, event.hash
    head.save()
    return event


def _case(thing: Model) -> dict[str, int | None]:
    """Which case and which unit an event belongs to."""
    if isinstance(thing, Reply):
        thing = thing.assignment
    if isinstance(thing, Assignment):
        return {"proposal_id": thing.proposal_id, "unit_id": thing.unit_id}
    if isinstance(thing, Proposal):
        return {"proposal_id": thing.pk}
    return {}
