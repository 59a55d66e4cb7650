"""The list of cases, and one case on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import (
    events_visible_to,
    feedback_visible_to,
    form_holders,
    person,
    replies_visible_to,
    visible_to,
)
from replies.forms.filters import ProposalFilter
from replies.models import Assignment, Proposal, Reply

from .doors import DOORS, Door, Thing, form_for, opening

ROWS = 20


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list: everything this user may know of, filtered; `?print=1` shows all rows of the filter on paper."""
    outlook = person(request.user).outlook
    seen = visible_to(request.user).for_list(**outlook).order_by("-session__opened_on", "timing", "serial", "-id")
    filters = ProposalFilter(request.GET or None, queryset=seen, request=request)
    found = filters.qs
    paginator = Paginator(found, found.count() or 1 if "print" in request.GET else ROWS)
    page = {
        "filters": filters,
        "page": paginator.get_page(request.GET.get("page")),
        "said": filters.in_words(),
        "today": localdate(),
        "query": _query_without_page(request),
        "printing": "print" in request.GET,
    }
    return render(request, "pages/cases/list.html", page)


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    for key in ("page", "print"):
        query.pop(key, None)
    return query.urlencode()


@dataclass(frozen=True)
class Button:
    """A door that is open now, with its form and its address for this thing."""

    door: Door
    thing: Thing
    form: Form
    url: str
    primary: bool

    @property
    def label(self) -> str:
        """签发, or 交办（县教育局） where a case has several units."""
        return self.door.step.label


def buttons(thing: Thing, user) -> list[Button]:
    """What this user may do to this thing now; the first of them is the one to do."""
    found = [door for door in DOORS if opening(door, thing, user)]
    return [
        Button(door, thing, form_for(door, thing), door.url(thing), primary=place == 0 and door.leads_on(thing))
        for place, door in enumerate(found)
    ]


@dataclass
class Part:
    """One unit's part of a case, as the page shows it."""

    assignment: Assignment
    letters: list[Reply]
    buttons: list[Button]


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: the item, its units, letters, ratings, history, and the buttons of whoever looks."""
    proposal = get_object_or_404(_whole(request.user), pk=pk)
    parts = _parts(proposal, request.user)
    page = {
        "case": proposal,
        "parts": parts,
        "buttons": buttons(proposal, request.user),
        "events": events_visible_to(request.user, proposal).select_related("unit"),
        "today": localdate(),
    }
    return render(request, "pages/cases/case.html", page)


def _whole(user):
    return (
        visible_to(user)
        .with_progress(**person(user).outlook)
        .select_related("session__assembly", "merged_into", "logged_by")
        .prefetch_related("sponsor_set__delegate__assembly", "attachments", "assignments")
    )


def _parts(proposal: Proposal, user) -> list[Part]:
    ratings = feedback_visible_to(user).select_related("delegate", "entered_by").order_by("-official", "id")
    letters = (
        replies_visible_to(user)
        .select_related("assignment__unit", "signed_by")
        .prefetch_related(Prefetch("feedback", ratings, to_attr="ratings"))
        .order_by("round", "id")
    )
    assignments = (
        proposal.assignments.with_progress(open_ratings=person(user).outlook["open_ratings"])
        .select_related("unit", "proposal__session__assembly", "accepted_by")
        .prefetch_related(Prefetch("replies", letters, to_attr="letters"))
        .order_by("id")
    )
    parts = []
    for assignment in assignments:
        for letter in assignment.letters:
            letter.assignment = assignment
            letter.buttons = buttons(letter, user)
            letter.has_forms = bool(form_holders(user, letter))
        parts.append(Part(assignment, assignment.letters, buttons(assignment, user)))
    return parts
