"""What must hold at every moment of every history."""

from __future__ import annotations

from collections import Counter

from replies.models import Assignment, Event, Proposal

from .county import County, Moment
from .retelling import Retelling

ENDS = {"reassigned": "reassign", "released": "release", "revoked": "revoke"}
SENT = ("delivered", "taken", "declined")
MAIN = ("reply", "co_opinion")
OF_THE_ROUND = ("rehandle", "co_redo")


class Watch:
    """Follows a history: hears each new event once and compares the county with what was told."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.told = Retelling()
        last = Event.objects.order_by("-id").first()
        self.last, self.hash = (last.pk, last.hash) if last else (0, "")

    def look(self) -> Moment:
        now = Moment(self.county)
        self.told.into = {case.pk: case.merged_into_id for case in now.cases.values() if case.merged_into_id}
        for event in Event.objects.filter(id__gt=self.last).order_by("id"):
            assert event.previous_hash == self.hash, f"the chain is broken before {event}"
            assert event.compute_hash() == event.hash, f"{event} is not what was sealed"
            self.told.hear(event)
            self.last, self.hash = event.pk, event.hash
        self._states(now)
        for case in now.cases.values():
            self._case(now, case)
        for part in now.parts.values():
            self._part(now, part)
        self._days(now)
        return now

    def _states(self, now: Moment) -> None:
        tables = {"proposal": now.cases, "assignment": now.parts, "reply": now.letters, "request": now.requests}
        stored = {(name, pk): row.state for name, rows in tables.items() for pk, row in rows.items()}
        assert stored == self.told.states
        assert {pk: row.role for pk, row in now.parts.items()} == {pk: row.role for pk, row in self.told.parts.items()}

    def _case(self, now: Moment, case: Proposal) -> None:
        lead = now.sponsors[case.pk][0].name
        assert case.stage == self.told.stage(case.pk, lead), f"{case}: stage"
        live = now.live(case)
        roles = Counter(part.role for part in live)
        assert roles["sole"] + roles["lead"] <= 1, f"{case}: more than one lead"
        assert not roles["sole"] or len(live) == 1, f"{case}: a single unit is not alone"
        assert not roles["separate"] or len(live) == roles["separate"], f"{case}: 分办 beside other roles"
        assert not (roles["co"] + roles["joint"]) or roles["lead"], f"{case}: helpers without a lead"
        answering = [part for part in live if part.answers]
        if case.state == "merged":
            main = now.cases[case.merged_into_id]
            assert main.state == "filed", f"{case} goes with {main}, which is {main.state}"
            assert _mirrored(answering) == _mirrored(part for part in now.live(main) if part.answers)
        elif case.state == "filed" and not answering:
            assert case.stage == "filed", f"{case}: nobody is responsible and it does not wait for 交办"
            ended = [part for part in now.parts.values() if part.proposal_id == case.pk and part.answers]
            lost = [part for part in ended if not _successor(now, part) and part.state != "revoked"]
            assert not lost, f"{case}: a responsible unit went without another"

    def _part(self, now: Moment, part: Assignment) -> None:
        successor = _successor(now, part)
        assert bool(successor) is (part.state == "reassigned"), f"{part}: reassigned without a next one, or not at all"
        if successor:
            assert (successor.proposal_id, successor.unit_id != part.unit_id) == (part.proposal_id, True)
            assert part.ended_at <= successor.assigned_at
        if part.state in ENDS:
            assert self.told.ended_by[part.pk] == ENDS[part.state]
            assert self.told.reasons[part.pk].strip(), f"{part}: ended without a reason"
            assert not now.open_requests(part), f"{part}: a request outlived its part"
        sent = part.current_reply_id and part.current_reply.state in SENT
        if part.proposal.state not in ("filed", "merged") or sent:
            assert not now.open_requests(part), f"{part}: a request that nobody can answer"
        times = [time for time in (part.assigned_at, part.accepted_at, part.ended_at) if time]
        assert times == sorted(times), f"{part}: dates out of order"
        if part.follows_id and part.is_live:
            main = now.parts[part.follows_id]
            assert main.proposal_id == part.proposal.merged_into_id
            assert (main.unit_id, main.role, main.state) == (part.unit_id, part.role, part.state)
        valid = [letter for letter in now.letters_of(part) if letter.state != "voided"]
        assert part.current_reply_id == (valid[-1].pk if valid else None), f"{part}: not the current letter"

    def _days(self, now: Moment) -> None:
        """Each last day that is kept twice is the same day twice."""
        of_part = {
            (row.assignment_id, row.code): row.due_on
            for row in now.deadlines
            if not row.reply_id and not row.request_id
        }
        of_letter = {(row.reply_id, row.code): row.due_on for row in now.deadlines if row.reply_id}
        of_request = {row.request_id: row.due_on for row in now.deadlines if row.request_id}
        for part in now.parts.values():
            [main] = [of_part[part.pk, code] for code in MAIN if (part.pk, code) in of_part]
            assert part.due_on == main, f"{part}: due {part.due_on}, by its rule {main}"
            if part.follows_id and part.is_live:
                main = now.parts[part.follows_id]
                # An answer that was given stays where it is when a notice moves the days of those still owed.
                given = any(letter.state in SENT for letter in now.letters_of(main))
                assert given or part.due_on == main.due_on, f"{part}: another day than the main item"
        for letter in now.letters.values():
            if letter.state != "voided":
                own = [of_letter[letter.pk, code] for code in OF_THE_ROUND if (letter.pk, code) in of_letter]
                assert bool(own) is (letter.round > 1), f"{letter}: the day of its round"
                assert letter.due_on == (own or [letter.assignment.due_on])[0], f"{letter}: due {letter.due_on}"
        for request in now.requests.values():
            assert request.due_on == of_request.get(request.pk), f"{request}: due {request.due_on}"


def _mirrored(parts) -> set[tuple[int, str]]:
    return {(part.unit_id, part.role) for part in parts}


def _successor(now: Moment, part: Assignment) -> Assignment | None:
    return next((row for row in now.parts.values() if row.previous_id == part.pk), None)
