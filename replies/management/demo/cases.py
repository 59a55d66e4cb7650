"""One case of a case file as dated steps, from 登记 to the rating."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from replies.actions import designating, intake, merging
from replies.models import IntakeReason, Proposal
from replies.rules.vocabulary import Body, Timing

from .county import County
from .parts import Part, scan
from .when import fill

# How the time between 交办 and the last verb is spent, in shares: most of it goes into the draft.
SHARES = {
    "accept": 3, "draft": 24, "save": 16, "submit": 9, "send_back": 3, "approve": 4, "sign": 4, "reopen": 3,
    "deliver": 4, "rate": 9,
}  # fmt: skip
WRITING = ["save", "submit", "approve", "sign"]
KEY_ITEM = {
    Body.NPC: {
        "decided": "县人大常委会主任会议",
        "led_by": "副县长 计安澜",
        "supervised_by": "县人大常委会副主任 章怀谷",
    },
    Body.CPPCC: {"decided": "县政协主席会议", "led_by": "副县长 俞静川", "supervised_by": "县政协副主席 岑知白"},
}
NO_FILING = ("return", "convert")


@dataclass(frozen=True)
class Step:
    at: datetime
    do: Callable[[datetime], None]


class Case:
    """`cases` finds the proposal of another case by its title, for 并案."""

    def __init__(self, county: County, session: str, serial: int, row: dict, cases: dict[str, Case]) -> None:
        self.county, self.session, self.serial, self.row, self.cases = county, session, serial, row, cases
        self.clock = county.clock
        self.times = county.data["sessions"][session]
        self.timing = Timing.OUT_OF_SESSION if row.get("timing") == "out" else Timing.IN_SESSION
        self.seed = serial * 5 + len(row["title"])
        self.proposal: Proposal
        self.last: datetime | None = None
        cases[row["title"]] = self

    def steps(self) -> Iterator[Step]:
        yield self.step(self._received_on(), (self.serial - 1) % 6, self._log)
        ends, parts = self.row.get("ends"), self.row.get("units", ())
        files = parts or self.row.get("filed") or (ends and ends["verb"] not in NO_FILING)
        if files:
            yield self.step(self.clock.office_day(self._filed()), 1, self._file)
        if ends:
            yield self.step(self.clock.office_day(ends["on"]), 2, self._end)
        assigned = self.row.get("assign", self.county.handovers[self.session])
        for place, part_row in enumerate(parts, start=2):
            part, verbs = self._part(part_row, assigned)
            yield self.step(
                self.clock.office_day(assigned), place, lambda at, part=part: part.assign(self.proposal, at)
            )
            before, days = self.last, self._days(verbs, assigned, part_row.get("on", assigned))
            yield from self._handle(part, verbs, days)
            self.last = before  # the next unit is given the case on the same day

    # --- intake ---

    def _received_on(self) -> date:
        if self.timing == Timing.IN_SESSION:
            before_the_cutoff = min(1 + (self.serial - 1) // 6, self.times["days"] - 2)
            return self.clock.day(self.times["opened"] + before_the_cutoff)
        return self.clock.office_day(self.row["received"])

    def _filed(self) -> int:
        return self.row["received"] + 1 if "received" in self.row else self.times["opened"] + 10 + self.serial % 6

    def _log(self, at: datetime) -> None:
        row, received = self.row, self._received_on()
        self.proposal = intake.log(
            by=self.county.clerk(self.session), at=at, session=self.county.sessions[self.session], timing=self.timing,
            serial=self.serial, title=row["title"], text=fill("\n".join(row["text"]), received), received_on=received,
            sponsors=[self.county.delegates[name] for name in row["sponsors"]], category=row["category"],
            disclosure_consent=row.get("consent", True), desired_unit=row.get("desired", ""),
        )  # fmt: skip

    def _file(self, at: datetime) -> None:
        by = self.county.clerk(self.session)
        self.proposal = intake.file(self.proposal, by=by, at=at)
        if self.row.get("key"):
            self.proposal = designating.designate(self.proposal, **KEY_ITEM[self.proposal.body], by=by, at=at)

    def _end(self, at: datetime) -> None:
        ends, by = self.row["ends"], self.county.clerk(self.session)
        verb, note = ends["verb"], ends["note"]
        if verb == "merge":
            merging.merge(self.proposal, into=self.cases[ends["into"]].proposal, by=by, at=at, note=note)
            return
        if verb == "withdraw":
            intake.withdraw(self.proposal, by=by, at=at, note=note, paper=scan("撤回申请"))
            return
        reason = IntakeReason.objects.get(assembly=self.proposal.session.assembly, code=ends["reason"])
        action = {"return": intake.return_, "convert": intake.convert}[verb]
        action(self.proposal, reason=reason, by=by, at=at, note=note)

    # --- handling ---

    def _part(self, row: dict, assigned: int) -> tuple[Part, list[str]]:
        verbs = verbs_until(row)
        days = dict(zip(verbs, self._days(verbs, assigned, row.get("on", assigned)), strict=True))
        # The texts count from the signature, or from the last work on the draft.
        letter_day = days.get("sign") or (list(days.values()) or [self.clock.office_day(assigned)])[-1]
        return Part(self.county, self.session, row, letter_day), verbs

    def _days(self, verbs: list[str], start: int, end: int) -> list[date]:
        """The working day of each verb: the last one on `end`, the others by their shares."""
        whole = sum(SHARES[verb] for verb in verbs) or 1
        spent, days = 0, []
        for verb in verbs:
            spent += SHARES[verb]
            days.append(self.clock.office_day(start + (end - start) * spent // whole))
        return days

    def _handle(self, part: Part, verbs: list[str], days: list[date]) -> Iterator[Step]:
        for place, (verb, day) in enumerate(zip(verbs, days, strict=True), start=3):
            if verb == "rate":
                yield from self._ratings(part, part.row["ratings"], day)
            else:
                yield self.step(day, place, getattr(part, verb))
        if again := part.row.get("again"):
            yield from self._second_round(part, again)

    def _second_round(self, part: Part, again: dict) -> Iterator[Step]:
        start = part.row["on"] + 3
        yield self.step(self.clock.office_day(start), 0, partial(part.rehandle, self.clock.office_day(again["on"] - 6)))
        verbs = [*WRITING, "deliver"]
        for place, (verb, day) in enumerate(zip(verbs, self._days(verbs, start, again["on"] - 5), strict=True), 1):
            yield self.step(day, place, getattr(part, verb))
        yield from self._ratings(part, again["ratings"], self.clock.office_day(again["on"]))

    def _ratings(self, part: Part, rows: list[dict], day: date) -> Iterator[Step]:
        for place, row in enumerate(rows):
            yield self.step(day, 9 + place, partial(part.rate, row))

    def step(self, day: date, place: int, do: Callable[[datetime], None]) -> Step:
        """A step never before the one it follows, whatever the holidays did to its day."""
        at = self.clock.moment(day, place, self.seed)
        if self.last and at <= self.last:
            at = self.last + timedelta(minutes=4)
        self.last = at
        return Step(at, do)


def verbs_until(row: dict) -> list[str]:
    """The verbs of a part up to the last one it has reached; detours where its row tells of them."""
    verbs = ["accept", "draft", "save", "submit"]
    verbs += ["send_back", "save", "submit"] if "send_back" in row else []
    verbs += ["approve", "sign"]
    verbs += ["reopen", *WRITING] if "reopen" in row else []
    verbs += ["deliver", "rate"]
    if row["until"] not in verbs:
        return []  # assigned, and not yet accepted
    last = len(verbs) - 1 - verbs[::-1].index(row["until"])
    return verbs[: last + 1]
