"""申请: what all requests of units have in common: who may ask when, one open request of a kind, and the decision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from replies.models import Assignment, Request
from replies.rules.vocabulary import RequestKind
from replies.rules.workflow import STEPS

from .errors import NotNow, Refused
from .recording import allow, by_whom, hold, lock, record, require_open_case, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def ask(assignment: Assignment, verb: str, *, by: User, note: str) -> Assignment:
    """The part, locked and ready for a request of its unit: the right person, a live part, a reason."""
    step = allow(by, verb, assignment)
    lock(assignment.proposal)
    held = lock(assignment)
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
    lock_case(request, verb, by=by)
    held = hold(request, verb, by=by, note=note)
    if held.kind != kind:
        raise NotNow(f"这是{held.get_kind_display()}，不能“{STEPS[verb].label}”。")
    return held


def decide(held: Request, verb: str, *, by: User, at: datetime, note: str = "", **changes: Any) -> Request:
    """Write down what was decided about a held request, by whom and why."""
    return write(held, verb, by=by, at=at, note=note, decided_by=by, decided_at=at, decision=note.strip(), **changes)
