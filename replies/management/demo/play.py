"""The whole county, played in the order of its dates: so numbers, history and hash chain are as they would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from replies.actions.recording import record
from replies.models import Dispatch, Event, Notice

from .cases import Case, Step
from .county import County
from .stories import Story, plan_handover
from .when import Clock, read

CASE_FILES = ("cases_npc_past", "cases_cppcc_past", "cases_npc_now", "cases_cppcc_now")
STORY_FILES = ("stories_npc", "stories_cppcc")  # what is on the desks before any letter
MARK = "load_demo"  # the verb of the last line of the history: everything before it is complete


def is_complete() -> bool:
    return Event.objects.filter(verb=MARK).exists()


def play(today: date, password: str) -> None:
    """All or nothing: a demo that was broken off leaves no trace in the database."""
    with transaction.atomic():
        if is_complete():
            return  # another process was quicker
        county = County(Clock(today), password)
        county.build()
        for step in sorted(_steps(county), key=lambda step: step.at):
            step.do(step.at)
        _settle(county, today)
        note = "虚构的演示县载入完成；人名、地名、数字均为编造。"
        record(MARK, county.assemblies["npc"], by=county.admin, at=now(), note=note)


def _settle(county: County, today: date) -> None:
    """Nothing is sent to made-up numbers, and what people were told more than a week ago they have read."""
    told = Notice.objects.filter(proposal__session__in=county.sessions.values())
    Dispatch.objects.filter(notice__in=told.values("pk")).delete()
    told.filter(at__lt=county.clock.moment(today - timedelta(days=7), 0, 0)).update(read_at=F("at"))


def _steps(county: County) -> Iterator[Step]:
    clock = county.clock
    for key, row in county.data["sessions"].items():
        at = clock.moment(clock.office_day(row["opened"] - 5), 0, 0)
        yield Step(at, partial(county.open_session, key))
    cases: dict[str, Case] = {}
    serials: dict[tuple[str, str], int] = {}
    for name in (*CASE_FILES, *STORY_FILES):
        file = read(name)
        for row in file["cases"]:
            series = (file["session"], row.get("timing", "in"))
            serials[series] = serials.get(series, 0) + 1
            case = Case(county, file["session"], serials[series], row, cases)
            yield from Story(county, case).steps() if name in STORY_FILES else case.steps()
    yield plan_handover(county, cases)
