"""What is on the desks before any letter: refusals, requests, opinions, talks, as dated lines of a story file.

A line names its verb under "do"; the other keys are what that verb needs, units and delegates by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.timezone import localdate

from replies.actions import (
    arbitrating,
    co_handling,
    contacting,
    cosigning,
    extending,
    feedback,
    handing_over,
    merging,
    reminding,
    requesting,
    urging,
)
from replies.models import Proposal, Request, system_user
from replies.rules.vocabulary import RuleCode
from replies.rules.workflow import Role

from .cases import Case, Step
from .county import County
from .parts import Part

OF_A_PART = ("accept", "draft", "save", "submit", "approve", "sign", "deliver")


class Story:
    """One case of a story file. `case` logs it; its lines are played one after another."""

    def __init__(self, county: County, case: Case) -> None:
        self.county, self.case, self.row = county, case, case.row
        self.parts: dict[str, Part] = {}
        self.request: Request

    def steps(self) -> Iterator[Step]:
        yield from self.case.steps()
        for place, line in enumerate(self.row["story"], start=3):
            day = self.county.clock.office_day(line["on"])
            yield self.case.step(day, place, partial(self._play, line))

    @property
    def proposal(self) -> Proposal:
        return Proposal.objects.get(pk=self.case.proposal.pk)

    def _play(self, line: dict, at: datetime) -> None:
        verb, unit = line["do"], line.get("unit", "")
        if verb == "assign":
            self.parts[unit] = Part(self.county, self.case.session, line, localdate(at))
            self.parts[unit].assign(self.proposal, at)
        elif verb in OF_A_PART:
            getattr(self.parts[unit], verb)(at)
        else:
            getattr(self, f"_{verb}")(line, at)

    # --- intake ---

    def _invite(self, line: dict, at: datetime) -> None:
        delegates = [self.county.delegates[name] for name in line["delegates"]]
        until = self.county.clock.day(line["until"])
        cosigning.invite_cosigner(self.proposal, delegates=delegates, until=until, by=self._clerk, at=at)

    def _merge(self, line: dict, at: datetime) -> None:
        into = Proposal.objects.get(pk=self.case.cases[line["into"]].proposal.pk)
        merging.merge(self.proposal, into=into, by=self._clerk, at=at, note=line["note"])

    # --- requests ---

    def _refuse(self, line: dict, at: datetime) -> None:
        self.request = requesting.request_refusal(
            self._part(line), unit=self.county.units[line["suggests"]], note=line["note"], **self._drafter(line, at)
        )

    def _grant(self, line: dict, at: datetime) -> None:
        to = line["to"]
        requesting.approve_refusal(
            self._asked, unit=self.county.units[to], note=line.get("note", ""), **self._dispatch(at)
        )
        self._succeed(to, line, at)

    def _rule_to_move(self, line: dict, at: datetime) -> None:
        to = line["to"]
        words = {name: line[name] for name in ("arbiter", "arguments", "note")}
        arbitrating.rule_to_move(self._asked, unit=self.county.units[to], **words, **self._dispatch(at))
        self._succeed(to, line, at)

    def _succeed(self, unit: str, line: dict, at: datetime) -> None:
        part = Part(self.county, self.case.session, line | {"unit": unit}, localdate(at))
        part.assignment = self.proposal.assignments.live().get(unit=self.county.units[unit])
        self.parts[unit] = part

    def _ask_unit(self, line: dict, at: datetime) -> None:
        self.request = requesting.request_unit(
            self._part(line), unit=self.county.units[line["wants"]], role=line["role"], note=line["note"],
            **self._drafter(line, at),
        )  # fmt: skip

    def _ask_time(self, line: dict, at: datetime) -> None:
        part = self._part(line)
        calendar = self.county.clock.calendar
        until = calendar.next_working(part.due_on + timedelta(days=line["days"]))
        self.request = extending.request_extension(part, until=until, note=line["note"], **self._drafter(line, at))

    def _give_time(self, line: dict, at: datetime) -> None:
        extending.approve_extension(self._asked, note=line["note"], **self._dispatch(at))

    # --- co-handling ---

    def _take(self, line: dict, at: datetime) -> None:
        co_handling.take_opinion(self._letter(line["from"]), **self._drafter(line, at))

    def _return(self, line: dict, at: datetime) -> None:
        opinion = self._letter(line["from"])
        co_handling.return_opinion(opinion, note=line["note"], **self._drafter(line, at))

    def _weigh(self, line: dict, at: datetime) -> None:
        co_handling.weigh_opinion(
            self._letter(line["unit"]), opinion=self._letter(line["from"]), adoption=line["adoption"],
            reason=line.get("reason", ""), **self._drafter(line, at),
        )  # fmt: skip

    # --- talks and slips ---

    def _contact(self, line: dict, at: datetime) -> None:
        words = {name: line[name] for name in ("stage", "way", "place", "persons", "content")}
        contacting.contact(self._part(line), on=localdate(at), **words, **self._drafter(line, at))

    def _urge(self, line: dict, at: datetime) -> None:
        answer_by = self.county.clock.calendar.next_working(localdate(at) + timedelta(days=line["days"]))
        urging.urge(self._part(line), answer_by=answer_by, text=line["text"], **self._dispatch(at))

    # --- after the letter ---

    def _remind(self, line: dict, at: datetime) -> None:
        period = self._letter(line["unit"]).deadlines.get(code=RuleCode.FEEDBACK)
        reminding.remind(period, step=1, calendar=self.county.clock.calendar, by=system_user(), at=at)

    def _close_unrated(self, line: dict, at: datetime) -> None:
        feedback.close_without_rating(self._letter(line["unit"]), by=system_user(), at=at)

    # --- who and what ---

    @property
    def _clerk(self) -> Any:
        return self.county.clerk(self.case.session)

    @property
    def _asked(self) -> Request:
        return Request.objects.get(pk=self.request.pk)

    def _part(self, line: dict) -> Any:
        part = self.parts[line["unit"]]
        part.assignment.refresh_from_db()
        return part.assignment

    def _letter(self, unit: str) -> Any:
        return self.parts[unit].assignment.replies.live().latest("round")

    def _drafter(self, line: dict, at: datetime) -> dict[str, Any]:
        return {"by": self.county.post(Role.DRAFTER, line["unit"]), "at": at}

    def _dispatch(self, at: datetime) -> dict[str, Any]:
        return {"by": self.county.post(Role.GOVERNMENT_CLERK), "at": at}


def plan_handover(county: County, cases: dict[str, Case]) -> Step:
    """A batch being prepared for the next 交办会: two items have their units, the others wait."""
    planned = {
        "关于加强农村危桥改造的建议": (["县交通运输局"], []),
        "关于推广村医巡诊随访车的建议": (["县卫生健康局"], ["县医疗保障局"]),
    }

    def do(at: datetime) -> None:
        by = county.post(Role.GOVERNMENT_CLERK)
        batch = handing_over.begin(
            session=county.sessions["npc-now"],
            name="闭会期间代表建议第三批集中交办",
            held_on=county.clock.day(3),
            by=by,
            at=at,
        )
        for title, columns in planned.items():
            lead, co = ([county.units[name] for name in names] for names in columns)
            proposal = Proposal.objects.get(pk=cases[title].proposal.pk)
            handing_over.plan(batch, proposal, handing_over.parts_named(lead, co, False), by=by)

    return Step(county.clock.moment(county.clock.office_day(-1), 5, 1), do)
