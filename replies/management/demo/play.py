"""The whole county, played in the order of its dates: so numbers, history and hash chain are as they would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.timezone import now

from replies.actions.recording import record
from replies.models import Event

from .cases import Case, Step
from .county import County
from .when import Clock, read

CASE_FILES = ("cases_npc_past", "cases_cppcc_past", "cases_npc_now", "cases_cppcc_now")
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
        note = "虚构的演示县载入完成；人名、地名、数字均为编造。"
        record(MARK, county.assemblies["npc"], by=county.admin, at=now(), note=note)


def _steps(county: County) -> Iterator[Step]:
    clock = county.clock
    for key, row in county.data["sessions"].items():
        at = clock.moment(clock.office_day(row["opened"] - 5), 0, 0)
        yield Step(at, partial(county.open_session, key))
    cases: dict[str, Case] = {}
    for name in CASE_FILES:
        file = read(name)
        serials: dict[str, int] = {}
        for row in file["cases"]:
            timing = row.get("timing", "in")
            serials[timing] = serials.get(timing, 0) + 1
            yield from Case(county, file["session"], serials[timing], row, cases).steps()
