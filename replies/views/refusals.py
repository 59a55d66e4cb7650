"""申请审批: every request of a unit that waits for the dispatch office, the most urgent first, decided in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from replies.access import person, requests_visible_to
from replies.actions.arbitrating import bounces_of
from replies.forms.assigning import UnitField
from replies.models import Request
from replies.rules.vocabulary import IntakeState, RequestKind, RequestState
from replies.rules.workflow import Role
from replies.search.suggesting import Memory, Suggestion

from .cases import Button, buttons
from .chains import Link, chains_of

SHOWN_DAYS = 30
HANDLED = (IntakeState.FILED, IntakeState.MERGED)
WAITING = 60  # more than that is not decided in one sitting


@dataclass
class Row:
    """One request as the board shows it."""

    request: Request
    buttons: list[Button]
    chains: list[list[Link]]
    bounces: int
    suggestions: list[Suggestion]

    @property
    def in_arbitration(self) -> bool:
        return self.request.state == RequestState.ARBITRATION


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and below it what was decided lately."""
    who = person(request.user)
    if not (who.dispatches or Role.LEADER in who.roles):
        raise PermissionDenied("“申请审批”由人大、政协办事机构和政府办（督查室）使用；本单位的申请在办件页上查看。")
    seen = of_the_office(request.user)
    waiting = undecided(request.user).order_by(F("due_on").asc(nulls_last=True), "asked_at", "pk")
    decided = seen.filter(decided_at__gte=now() - timedelta(days=SHOWN_DAYS)).order_by("-decided_at", "-pk")
    return render(request, "pages/assigning/refusals.html", {
        "rows": _rows(waiting[:WAITING], request.user), "number": waiting.count(),
        "decided": decided[:WAITING], "days": SHOWN_DAYS, "today": localdate(),
    })  # fmt: skip


def of_the_office(user) -> QuerySet[Request]:
    """Requests in cases of this office; those of a unit one also works in are not decided here."""
    who = person(user)
    seen = requests_visible_to(user).select_related(
        "assignment__unit", "assignment__proposal__session__assembly__profile", "assignment__current_reply",
        "unit", "asked_by", "decided_by",
    )  # fmt: skip
    return seen if who.sees_all else seen.filter(assignment__proposal__session__assembly__body__in=who.bodies)


def undecided(user) -> QuerySet[Request]:
    """Those that wait for an answer; in a case that was withdrawn nothing is decided any more."""
    return of_the_office(user).open().filter(assignment__proposal__state__in=HANDLED)


def _rows(waiting: QuerySet[Request], user) -> list[Row]:
    found = list(waiting)
    if not found:
        return []
    cases = {row.assignment.proposal_id for row in found}
    chains, times, memory = chains_of(cases), bounces_of(cases), Memory.read()
    return [
        _row(row, user, chains.get(row.assignment.proposal_id, []), times[row.assignment.proposal_id], memory)
        for row in found
    ]


def _row(row: Request, user, chains: list[list[Link]], times: int, memory: Memory) -> Row:
    refusal = row.kind == RequestKind.REFUSAL
    proposal, had = row.assignment.proposal, {link.part.unit_id for chain in chains for link in chain}
    found = memory.suggest(proposal, limit=5) if refusal else []
    others = [suggestion for suggestion in found if suggestion.unit.pk not in had][:2]
    return Row(row, _buttons(row, user, memory), chains, times, others)


def _buttons(row: Request, user, memory: Memory) -> list[Button]:
    """With the units in use in every field that asks for another unit."""
    found = buttons(row, user)
    for field in (button.form.fields.get("unit") for button in found):
        if isinstance(field, UnitField):
            field.offer(unit for unit in memory.units.values() if unit.pk != row.assignment.unit_id)
    return found
