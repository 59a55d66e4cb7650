"""The list of cases, and one case on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import (
    events_visible_to,
    feedback_visible_to,
    form_holders,
    listed_units,
    notice_holders,
    person,
    replies_visible_to,
    slips_visible_to,
    visible_to,
)
from replies.actions.papers import ABOUT, told_of
from replies.forms.filters import ProposalFilter
from replies.models import Assignment, Proposal, Reply
from replies.models.progress import with_letters

from .clock.periods import Period, mark_unsure, periods_of
from .doors import DOORS, Door, Thing, form_for, opening

ROWS = 20
FEW = 3  # so many buttons are taken in at one look; of more, the rare ones are folded away
RARE = {
    "invite_cosigner", "designate", "undesignate", "withdraw", "unmerge", "release", "revoke", "open_refusal", "note",
}  # fmt: skip


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list: everything this user may know of, filtered; `?print=1` shows all rows of the filter on paper."""
    outlook = person(request.user).outlook
    seen = visible_to(request.user).for_list(**outlook).order_by("-session__opened_on", "timing", "serial", "-id")
    filters = ProposalFilter(request.GET or None, queryset=seen, request=request)
    found = filters.qs
    paginator = Paginator(found, found.count() or 1 if "print" in request.GET else ROWS)
    rows = paginator.get_page(request.GET.get("page"))
    mark_unsure([(row, row.due_now) for row in rows], outlook["units"])
    page = {
        "filters": filters,
        "page": rows,
        "said": filters.in_words(),
        "today": localdate(),
        "query": _query_without_page(request),
        "printing": "print" in request.GET,
        "hand_list": _hand_list(request.user, filters),
    }
    return render(request, "pages/cases/list.html", page)


def _hand_list(user, filters: ProposalFilter) -> str:
    """The address of the 交办清单 of the session and unit that are filtered for; "" where there is none to print."""
    chosen = getattr(filters.form, "cleaned_data", {})
    session, unit = chosen.get("session"), chosen.get("unit")
    if session is None:
        return ""
    units = listed_units(user, session).filter(pk=unit.pk) if unit else listed_units(user, session)
    if not Assignment.objects.live().filter(proposal__session=session, unit__in=units.values("pk")).exists():
        return ""
    return f"{reverse('session-list')}?{urlencode({'session': session.pk} | ({'unit': unit.pk} if unit else {}))}"


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
    folded: bool = False

    @property
    def label(self) -> str:
        """签发, or 交办（县教育局） where a case has several units."""
        return self.door.step.label


def buttons(thing: Thing, user) -> list[Button]:
    """What this user may do to this thing now; the first of them is the one to do."""
    found = [door for door in DOORS if opening(door, thing, user)]
    rare = RARE if len(found) > FEW else set()
    shown = [
        Button(
            door, thing, form_for(door, thing), door.url(thing),
            primary=place == 0 and door.leads_on(thing), folded=door.verb in rare,
        )
        for place, door in enumerate(found)
    ]  # fmt: skip
    return sorted(shown, key=lambda button: button.folded)


@dataclass
class Part:
    """One unit's part of a case, as the page shows it."""

    assignment: Assignment
    letters: list[Reply]
    buttons: list[Button]
    has_slip: bool
    periods: list[Period]


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: the item, its units, letters, ratings, history, and the buttons of whoever looks."""
    proposal = get_object_or_404(_whole(request.user), pk=pk)
    parts = _parts(proposal, request.user)
    mark_unsure([(proposal, proposal.due_now)], person(request.user).outlook["units"])
    page = {
        "case": proposal,
        "parts": parts,
        "buttons": buttons(proposal, request.user),
        "events": events_visible_to(request.user, proposal).select_related("unit"),
        "notices": _notices(proposal, request.user),
        "today": localdate(),
    }
    return render(request, "pages/cases/case.html", page)


def _notices(proposal: Proposal, user) -> list[tuple[str, str]]:
    """告知书 this user may print: what about, and what it is called."""
    return [(about, ABOUT[about]) for about in told_of(proposal)] if notice_holders(user, proposal) else []


def _whole(user):
    return (
        visible_to(user)
        .with_progress(**person(user).outlook)
        .select_related("session__assembly", "merged_into", "logged_by")
        .prefetch_related("sponsor_set__delegate__assembly", "attachments", with_letters())
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
    slips = set(slips_visible_to(user).filter(proposal=proposal).values_list("pk", flat=True))
    parts = []
    periods = periods_of(proposal, assignments, user, localdate())
    for assignment in assignments:
        if not (assignment.is_live or assignment.letters):
            continue  # it stands in the chain of units
        for letter in assignment.letters:
            letter.assignment = assignment
            letter.buttons = buttons(letter, user)
            letter.has_forms = bool(form_holders(user, letter))
        parts.append(
            Part(
                assignment,
                assignment.letters,
                buttons(assignment, user),
                assignment.pk in slips,
                periods=periods[assignment.pk],
            )
        )
    return parts
