"""会办 as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.forms import Form

from replies.access import Person, can, person
from replies.forms.co_handling import WeighForm
from replies.models import Event, Proposal, Reply
from replies.reports.opinions import Entry, lacking, ledger
from replies.rules.co_handling import Badge, OpinionPart, Standing, badge, standing
from replies.rules.vocabulary import ReplyState

from .cases import Button, buttons

__all__ = ["Line", "badge_of", "lacking", "ledger_lines", "submitted_without"]


def badge_of(case: Proposal, who: Person, today: date) -> Badge | None:
    """From the rows a list has fetched already (progress.for_list). Delegates are not told how units work together."""
    parts = [row for row in case.assignments.all() if row.is_live]
    if not (who.sees_all or case.body in who.bodies or any(row.unit_id in who.all_units for row in parts)):
        return None
    asked = [
        OpinionPart(row.unit.name, row.letter_due or row.due_on, row.letter_state or "")
        for row in parts
        if row.gives_opinion
    ]
    return badge(asked, today)


@dataclass(frozen=True)
class Line:
    """One co-handling unit in the ledger, as this reader sees it."""

    entry: Entry
    standing: Standing
    readable: bool
    buttons: list[Button]
    form: Form | None  # to weigh the opinion in a letter that is being written


def ledger_lines(letter: Reply, user, today: date) -> list[Line]:
    """All lines for the lead unit and the offices; a co-handling unit reads its own; others none."""
    who = person(user)
    whole = (
        who.sees_all
        or letter.assignment.proposal.body in who.bodies
        or letter.assignment.unit_id in who.all_units
    )  # fmt: skip
    entries = [entry for entry in ledger(letter) if whole or entry.part.unit_id in who.all_units]
    weighs = letter.state == ReplyState.DRAFTING and can(user, "weigh_opinion", letter)
    return [_line(entry, letter, user, today, weighs) for entry in entries]


def _line(entry: Entry, letter: Reply, user, today: date, weighs: bool) -> Line:
    opinion, form = entry.opinion, None
    if weighs and entry.is_taken:
        use = entry.use
        given = {"adoption": use.adoption, "reason": use.reason} if use else {}
        form = WeighForm(thing=letter, initial={"opinion": opinion} | given, auto_id=f"weigh-{entry.part.pk}-%s")
    shown = buttons(opinion, user) if opinion and entry.is_sent else []
    deeds = [button for button in shown if button.door.verb in ("take_opinion", "return_opinion")]
    return Line(entry, standing(entry.standing, today), entry.is_sent, deeds, form)


def submitted_without(letter: Reply, user) -> Event | None:
    """The latest 送审 of this letter, where it did not wait for every opinion."""
    if letter.assignment.unit_id not in person(user).all_units:
        return None
    sent = Event.objects.filter(proposal=letter.assignment.proposal_id, model="reply", object_id=letter.pk)
    last = sent.filter(verb="submit").order_by("-id").first()
    return last if last and last.changes.get("opinions_lacking") else None
