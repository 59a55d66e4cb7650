"""The one way a state changes: access → lock → workflow table → state → event, in one transaction."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import F, Model
from django.utils.timezone import localtime

from replies.access import can, person
from replies.models import Assignment, ChainHead, Event, Proposal, Reply, Request
from replies.rules.vocabulary import IntakeState
from replies.rules.workflow import STEPS, Step, Track

from .errors import NotAllowed, NotNow, Refused
from .notifying import notify

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# In a merged item these are done once, in the item it was merged into.
WITH_THE_MAIN_ITEM = (Track.ASSIGNMENT, Track.REQUEST)
# But a further round is a merged item's own, and so is what is asked for its last day.
IN_THE_OWN_ROUND = ("request_extension", "approve_extension", "reject_extension", "retract", "lapse_request")
Thing = TypeVar("Thing", Proposal, Assignment, Reply, Request)


def allow(by: User, verb: str, thing: Proposal | Assignment | Reply | Request | None) -> Step:
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
    require_open_case(fresh, step)
    if fresh.state not in step.sources:
        raise NotNow(
            f"此件现在是“{fresh.get_state_display()}”{by_whom(fresh)}，不能“{step.label}”。请刷新页面查看最新状态。"
        )
    if step.note and not note.strip():
        raise Refused("note", f"“{step.label}”必须写明原因。")
    return fresh


def by_whom(thing: Model, *verbs: str, about: str = "") -> str:
    """Who brought `thing` to the state it is in, and when, in brackets: what somebody who comes too late is told.

    With `verbs` it is who did one of these last; `about` is a name that stands in that event. Nothing where the history
    does not know, as of rows that came with a migration.
    """
    events = Event.objects.filter(model=thing._meta.model_name, object_id=thing.pk).order_by("-id")
    if verbs:
        events = events.filter(verb__in=verbs, data__contains=about)
    else:
        events = events.filter(new=thing.state).exclude(old=F("new"))  # type: ignore[attr-defined]
    last = events.first()
    if last is None:
        return ""
    at = localtime(last.at)
    return f"（{last.by_name} {at.year}年{at.month}月{at.day}日 {at:%H:%M}）"


def require_open_case(thing: Model, step: Step) -> None:
    """Handling stops when the case itself was withdrawn or returned, or when the unit is no longer responsible.

    A merged item is still answered by itself, so its letters go on; everything before the letter is done in the item
    it was merged into.
    """
    if isinstance(thing, Proposal):
        return
    assignment = thing if isinstance(thing, Assignment) else thing.assignment  # type: ignore[attr-defined]
    proposal = assignment.proposal
    if proposal.state not in (IntakeState.FILED, IntakeState.MERGED):
        raise NotNow(f"该件{proposal.get_state_display()}{by_whom(proposal)}，不能“{step.label}”。")
    if assignment.follows_id and step.track in WITH_THE_MAIN_ITEM and not _in_own_round(assignment, step):
        raise NotNow(f"此件已并入{proposal.merged_into}，请在主件上“{step.label}”。")
    if not isinstance(thing, Assignment) and not assignment.is_live:
        raise NotNow(f"{assignment.unit}{assignment.get_state_display()}{by_whom(assignment)}，不能“{step.label}”。")


def _in_own_round(assignment: Assignment, step: Step) -> bool:
    return step.verb in IN_THE_OWN_ROUND and assignment.in_own_round


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
    notify(event, thing)
    return event


def _case(thing: Model) -> dict[str, int | None]:
    """Which case and which unit an event belongs to."""
    if isinstance(thing, Reply | Request):
        thing = thing.assignment
    if isinstance(thing, Assignment):
        return {"proposal_id": thing.proposal_id, "unit_id": thing.unit_id}
    if isinstance(thing, Proposal):
        return {"proposal_id": thing.pk}
    return {}
