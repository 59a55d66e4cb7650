"""The event log in words: who, in which post, when, what, from which state to which, and what was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from replies.access import events_visible_to
from replies.models import Event, Proposal
from replies.rules.vocabulary import (
    AssignmentRole,
    AssignmentState,
    Category,
    DeliveryWay,
    IntakeState,
    Rating,
    RatingChannel,
    ReplyState,
    Term,
)
from replies.rules.workflow import Track

STATES: dict[str, type[Term]] = {"proposal": IntakeState, "assignment": AssignmentState, "reply": ReplyState}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_plain(item) for item in value)
    return "" if value is None else str(value)


def _term(kind: type[Term]) -> Callable[[Any], str]:
    return lambda code: kind(code).label if code else ""


def _file(value: Any) -> str:
    return value[0] if value else ""  # the name; its checksum says nothing to a reader


def _rating(value: Any) -> str:
    if not value:
        return ""
    attitude, result, text = value
    return f"态度{Rating(attitude).label}，结果{Rating(result).label}" + (f"，意见：{text}" if text else "")


# What the events of cases carry besides the fields of the item; checksums are for verify_events, not for the eye.
WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "sponsors": ("提出人", _plain),
    "attachment": ("附件", _file),
    "category": ("分类", _term(Category)),
    "unit": ("承办单位", _plain),
    "role": ("承办方式", _term(AssignmentRole)),
    "into": ("并入", _plain),
    "cosigner": ("联名人", _plain),
    "until": ("截止日期", _plain),
    "document_number": ("发文字号", _plain),
    "way": ("送达方式", _term(DeliveryWay)),
    "on": ("送达日期", _plain),
    "delegate": ("评价人", _plain),
    "rating": ("评价", _rating),
    "channel": ("来源", _term(RatingChannel)),
}
UNREAD = {"content_sha256", "pdf_sha256", "evidence_sha256"}


@dataclass(frozen=True)
class Change:
    """One value that changed; `old` is empty where something was only added."""

    label: str
    old: str
    new: str


class Line:
    """One event as a reader sees it."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.old, self.new = self._state(event.old), self._state(event.new)

    def _state(self, code: str) -> str:
        kind = STATES.get(self.event.model)
        return kind(code).label if kind and code else ""

    @property
    def moved(self) -> bool:
        return self.old != self.new

    @property
    def changes(self) -> list[Change]:
        return [self._change(key, value) for key, value in self.event.changes.items() if key not in UNREAD]

    def _change(self, key: str, value: Any) -> Change:
        label, say = WORDS.get(key, (_label(key), _plain))
        is_pair = self.event.verb in ("amend", "attach", "designate", "undesignate", "add", "edit") or key == "rating"
        old, new = value if is_pair else ("", value)
        return Change(label, say(old), say(new))


def _label(key: str) -> str:
    """A field of the item by its name on the form; master data are recorded by that name already."""
    known = {field.name: str(field.verbose_name) for field in Proposal._meta.concrete_fields}
    return known.get(key, key)


def events_of(user, thing: Model) -> QuerySet[Event]:
    """The history of a case or of a row of master data, newest first."""
    if isinstance(thing, Proposal):
        return events_visible_to(user, thing).select_related("unit")
    told = Event.objects.filter(track=Track.MASTER_DATA, model=thing._meta.model_name, object_id=thing.pk)
    return told.order_by("-id")
