"""申请: what all requests of units have in common: who may ask when, one open request of a kind, and the decision;
lapse_request 申请终止, where there is nothing left to decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from replies.access import asked_by_own_unit
from replies.models import Assignment, Request, system_user
from replies.rules.vocabulary import RequestKind
from replies.rules.workflow import STEPS

from .errors import NotAllowed, NotNow, Refused
from .recording import allow, by_whom, hold, lock, record, require_open_case, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def ask(assignment: Assignment, verb: str, *, by: User, note: str) -> Assignment:
    """The part, locked and ready for a request of its unit: the right person, a live part, a reason."""
    step = allow(by, verb, assignment)
    lock(assignment.proposal)
    held = lock(assignment)
    held.current_reply = held.current_reply and lock(held.current_reply)
    require_open_case(held, step)
    if not held.is_live:
        raise NotNow(f"{held.unit}{held.get_state_display()}，不能“{step.label}”。")
    if not note.strip():
        raise Refused("note", f"“{step.label}”必须写明原因。")
    return held


def put(held: Assignment, kind: RequestKind, verb: str, *, by: User, at: datetime, note: str, **what: Any) -> Request:
    """The request's row and event. One of a kind at a time."""
    waiting = held.requests.open().filter(kind=kind).first()
    if waiting:
        asked = f"已{kind.label}{by_whom(waiting, verb)}，{waiting.get_state_display()}"
        raise NotNow(f"本单位{asked}，不能再次“{kind.label}”。")
    request = Request(assignment=held, kind=kind, reason=note.strip(), asked_by=by, asked_at=at, **what)
    request.save()
    record(verb, request, by=by, at=at, note=note, data=_named(request))
    return request


def _named(request: Request) -> dict[str, str]:
    data = {"unit": request.unit.name if request.unit else "", "role": request.role}
    return {name: value for name, value in data.items() if value}


def lock_case(request: Request, verb: str, *, by: User) -> None:
    """The case, the part and its letter before the request: the order in which everybody locks."""
    allow(by, verb, request)
    lock(request.assignment.proposal)
    part = lock(request.assignment)
    if part.current_reply:
        lock(part.current_reply)


def hold_request(request: Request, verb: str, kind: RequestKind, *, by: User, note: str = "") -> Request:
    """A request of this kind, locked and ready for `verb`."""
    refuse_own_unit(request, verb, by=by)
    lock_case(request, verb, by=by)
    held = hold(request, verb, by=by, note=note)
    if held.kind != kind:
        raise NotNow(f"这是{held.get_kind_display()}，不能“{STEPS[verb].label}”。")
    return held


def refuse_own_unit(request: Request, verb: str, *, by: User) -> None:
    """NotAllowed to a clerk who also works in the unit that asks: nobody decides the own unit's request."""
    if asked_by_own_unit(by, verb, request):
        raise NotAllowed(f"这是您所在单位的申请，请由交办机关的其他人员“{STEPS[verb].label}”。")


def decide(held: Request, verb: str, *, by: User, at: datetime, note: str = "", **changes: Any) -> Request:
    """Write down what was decided about a held request, by whom and why."""
    return write(held, verb, by=by, at=at, note=note, decided_by=by, decided_at=at, decision=note.strip(), **changes)


def lapse_request(request: Request, *, by: User, at: datetime, note: str) -> Request:
    """申请终止: what was asked for has no object any more. Nobody granted or denied it."""
    with transaction.atomic():
        lock_case(request, "lapse_request", by=by)
        return decide(hold(request, "lapse_request", by=by, note=note), "lapse_request", by=by, at=at, note=note)


def lapse_open(requests: Iterable[Request], *, at: datetime, note: str) -> None:
    """End these requests as part of the deed that left them without an object. The caller holds part and letter."""
    for request in requests:
        held = hold(request, "lapse_request", by=system_user(), note=note)
        decide(held, "lapse_request", by=system_user(), at=at, note=note)
