"""申请: what a unit asks for, and what the dispatch office decides. Extensions are in extending.py."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from replies.actions import arbitrating, requesting
from replies.forms.requests import (
    ApproveRefusalForm,
    DecisionForm,
    MoveRulingForm,
    OptionalDecisionForm,
    RefusalForm,
    RulingForm,
    UnitRequestForm,
)
from replies.forms.steps import OptionalNoteForm, PlainForm
from replies.models import Assignment, Request
from replies.rules.vocabulary import RequestKind, RequestState

from .assigning import movable
from .door import Door


def _of(kind: RequestKind) -> Callable[[Any], bool]:
    return lambda request: request.kind == kind


def _none_open(kind: RequestKind) -> Callable[[Any], bool]:
    return lambda part: part.is_live and not part.requests.open().filter(kind=kind).exists()


def _may_refuse(part: Assignment) -> bool:
    return movable(part) and not part.binding and _none_open(RequestKind.REFUSAL)(part)


def _may_add(part: Assignment) -> bool:
    return movable(part) and _none_open(RequestKind.UNIT)(part)


def _asked(request: Request) -> tuple[int, str]:
    """What becomes of a refusal is known at once when it came late, or once too often."""
    if request.state == RequestState.LATE:
        return messages.WARNING, requesting.told_late(request)
    if request.state == RequestState.ARBITRATION:
        return messages.SUCCESS, "退办申请已提交；此件已多次退办，按规定直接提交裁定。裁定之前仍由本单位承办。"
    return messages.SUCCESS, "退办申请已提交，答复之前仍由本单位承办。"


REFUSAL, UNIT = _of(RequestKind.REFUSAL), _of(RequestKind.UNIT)
ASKED_UNIT = "增办申请已提交。"

DOORS = (
    Door("request_refusal", Assignment, RefusalForm, requesting.request_refusal, _asked, _may_refuse),
    Door("request_unit", Assignment, UnitRequestForm, requesting.request_unit, ASKED_UNIT, _may_add),
    Door("approve_refusal", Request, ApproveRefusalForm, requesting.approve_refusal, "已同意退办。", REFUSAL),
    Door("reject_refusal", Request, DecisionForm, requesting.reject_refusal, "已答复：不同意退办。", REFUSAL),
    Door("refer", Request, OptionalNoteForm, arbitrating.refer, "已提交裁定。", REFUSAL),
    Door("rule_to_move", Request, MoveRulingForm, arbitrating.rule_to_move, "裁定已记录，已改派。", REFUSAL),
    Door("rule_to_stay", Request, RulingForm, arbitrating.rule_to_stay, "裁定已记录，仍由原单位承办。", REFUSAL),
    Door("approve_unit", Request, OptionalDecisionForm, requesting.approve_unit, "已同意增办并交办。", UNIT),
    Door("reject_unit", Request, DecisionForm, requesting.reject_unit, "已答复：不同意增办。", UNIT),
    Door("retract", Request, PlainForm, requesting.retract, "申请已撤回。"),
)
