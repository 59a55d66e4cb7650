"""沟通催办, 时限."""

from datetime import timedelta
from typing import Any

from replies.actions import clock, contacting, reminding, urging
from replies.models import office_calendar
from tests import make

from .case import Case


def _remind(case: Case, **who: Any) -> Any:
    deadline = case.assignment.deadlines.get(code="reply")
    reminding.remind(deadline, step=-3, calendar=office_calendar(), **who)
    return case.assignment


def _contact(case: Case, **who: Any) -> Any:
    return contacting.contact(
        case.assignment, stage="before", way="phone", on=make.TODAY, persons="王清和", content="听取意见", **who
    )


def _urge(case: Case, **who: Any) -> Any:
    return urging.urge(case.assignment, answer_by=make.TODAY + timedelta(days=30), text="请抓紧办理", **who)


def _redate(case: Case, **who: Any) -> Any:
    deadline = case.assignment.deadlines.get(code="reply")
    clock.move_to(deadline, make.TODAY + timedelta(days=120), note="按交办通知调整", **who)
    return case.assignment


VERBS: dict = {
    "contact": _contact,
    "urge": _urge,
    "note": lambda case, **who: contacting.note(case.proposal, note="提出人来电询问", **who),
    "remind": _remind,
    "redate": _redate,
}
WHO: dict = {
    "contact": "reviewer_a",
    "urge": "government_clerk",
    "note": "npc_clerk",
    "remind": "system",
    "redate": "npc_clerk",
}
HAPPY: dict = {
    "contact": "accepted",
    "urge": "accepted",
    "note": "filed",
    "remind": "accepted",
    "redate": "accepted",
}
