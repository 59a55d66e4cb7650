"""The same county told a second time, from the events alone.

It shares nothing with replies/models/progress.py: what a case's stage is follows here from the words of the history,
so a state that was changed without an event, or an event without a change, shows as a difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from replies.models import Event

WITH_STATES = ("proposal", "assignment", "reply", "request")
# From the least to the most advanced; a case stands where its slowest answering unit stands.
ORDER = ("assigned", "drafting", "submitted", "approved", "signed", "unsatisfied", "delivered", "unrated", "closed")
Key = tuple[str, int]


@dataclass
class Letter:
    part: int
    ratings: dict[str, tuple[str, str]] = field(default_factory=dict)  # who → attitude, result
    unrated: bool = False


@dataclass
class Part:
    case: int
    unit: int
    role: str
    letters: list[int] = field(default_factory=list)


@dataclass
class Retelling:
    states: dict[Key, str] = field(default_factory=dict)
    parts: dict[int, Part] = field(default_factory=dict)
    letters: dict[int, Letter] = field(default_factory=dict)
    ended_by: dict[int, str] = field(default_factory=dict)  # part → the verb that ended it
    reasons: dict[int, str] = field(default_factory=dict)  # part → why it ended

    def hear(self, event: Event) -> None:
        if event.model not in WITH_STATES:
            return
        key = (event.model, event.object_id)
        if event.old:
            assert self.states.get(key) == event.old, f"{event}: {key} was {self.states.get(key)}, not {event.old}"
        self.states[key] = event.new
        told = getattr(self, f"_{event.verb}", None)
        if told:
            told(event)

    # --- verbs that say more than a state --------------------------------------------------------

    def _assign(self, event: Event) -> None:
        role = event.changes["role"]
        if role in ("co", "joint"):
            self._has_company(event.proposal_id)
        self.parts[event.object_id] = Part(event.proposal_id, event.unit_id, role)

    def _has_company(self, main: int) -> None:
        """A single unit that is helped leads, in the items merged into this one too."""
        for case in (main, *(merged for merged, into in self.into.items() if into == main)):
            for part in (self.parts[number] for number in self.live(case)):
                if part.role == "sole":
                    part.role = "lead"

    def _draft(self, event: Event) -> None:
        [part] = [n for n in self.live(event.proposal_id) if self.parts[n].unit == event.unit_id]
        self.parts[part].letters.append(event.object_id)
        self.letters[event.object_id] = Letter(part)

    def _rate(self, event: Event) -> None:
        attitude, result, _ = event.changes["rating"][1]
        self.letters[event.object_id].ratings[event.changes["delegate"]] = (attitude, result)

    _rate_on_behalf = _rate

    def _close_without_rating(self, event: Event) -> None:
        self.letters[event.object_id].unrated = True

    def _end(self, event: Event) -> None:
        self.ended_by[event.object_id], self.reasons[event.object_id] = event.verb, event.note

    _reassign = _release = _revoke = _end

    # --- which item goes with which: the history names the main item by its number only ------------

    into: dict[int, int] = field(default_factory=dict)

    def _unmerge(self, event: Event) -> None:
        self.into.pop(event.object_id, None)

    # --- what follows ----------------------------------------------------------------------------

    def live(self, case: int) -> list[int]:
        return [n for n, p in self.parts.items() if p.case == case and self._part(n) in ("assigned", "accepted")]

    def answering(self, case: int) -> list[int]:
        return [n for n in self.live(case) if self.parts[n].role in ("sole", "lead", "separate")]

    def _part(self, number: int) -> str:
        return self.states["assignment", number]

    def stage(self, case: int, lead: str) -> str:
        """Where the case stands; `lead` is the name of whose rating counts."""
        state = self.states["proposal", case]
        if state == "logged":
            return "logged"
        if state not in ("filed", "merged"):
            return "ended"
        stages = [self._unit_stage(number, lead) for number in self.answering(case)]
        return min(stages, key=ORDER.index) if stages else {"filed": "filed", "merged": "following"}[state]

    def _unit_stage(self, number: int, lead: str) -> str:
        if self._part(number) == "assigned":
            return "assigned"
        valid = [n for n in self.parts[number].letters if self.states["reply", n] != "voided"]
        state = self.states["reply", valid[-1]] if valid else "drafting"
        return self._rated(self.letters[valid[-1]], lead) if state == "delivered" else state

    def _rated(self, letter: Letter, lead: str) -> str:
        if lead in letter.ratings:
            return "unsatisfied" if "unsatisfied" in letter.ratings[lead] else "closed"
        return "unrated" if letter.unrated else "delivered"
