"""为什么是这一天: the rule, its source, every day counted, and everything that moved the date."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import deadlines_visible_to, events_visible_to, person, requests_visible_to, visible_to
from replies.actions import clock
from replies.models import Deadline, Event, Request, office_calendar
from replies.models.running import running
from replies.rules.vocabulary import CountUnit, RequestKind, RequestState, RuleCode

LETTERS = (RuleCode.REPLY, RuleCode.CO_OPINION, RuleCode.REHANDLE, RuleCode.CO_REDO)


@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """One last day and all its reasons."""
    return _page(request, get_object_or_404(_seen(request.user), pk=pk))


@require_safe
def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The reason of the very day that a list shows for a case; where nothing runs any more, the case itself."""
    cases = visible_to(request.user).with_progress(**person(request.user).outlook)
    case = get_object_or_404(cases, pk=pk)
    open_letters = running(_seen(request.user)).filter(assignment__proposal=case, code__in=LETTERS)
    found = open_letters.filter(due_on=case.due_now).order_by("pk").first() if case.due_now else None
    return _page(request, found) if found else redirect("case", pk=case.pk)


def _seen(user) -> QuerySet[Deadline]:
    return deadlines_visible_to(user).select_related("assignment__proposal__session__assembly", "assignment__unit")


def _page(request: HttpRequest, deadline: Deadline) -> HttpResponse:
    page = {
        "deadline": deadline,
        "case": deadline.assignment.proposal,
        "explanation": clock.explanation_of(deadline, office_calendar()),
        "dense": not deadline.fixed_on and deadline.rule.unit in (CountUnit.WORKING_DAY, CountUnit.CALENDAR_DAY),
        "extensions": _extensions(deadline, request.user),
        "moves": _moves(deadline, request.user),
        "still_running": _may_tell_if_running(deadline, request.user),
        "today": localdate(),
    }
    return render(request, "pages/clock/why.html", page)


def _extensions(deadline: Deadline, user) -> list[Request]:
    if deadline.extended_from is None:
        return []
    granted = requests_visible_to(user).filter(
        assignment=deadline.assignment, kind=RequestKind.EXTENSION, state=RequestState.APPROVED, until__isnull=False
    )
    return list(granted.select_related("asked_by", "decided_by").order_by("id"))


def _moves(deadline: Deadline, user) -> list[tuple[Event, list[date]]]:
    """Every event that moved this date, the oldest first, with the old and the new day."""
    events = events_visible_to(user, deadline.assignment.proposal).filter(verb="redate").order_by("id")
    mine = [event for event in events if event.changes.get("deadline") == deadline.pk]
    return [(event, [date.fromisoformat(day) for day in event.changes["due_on"]]) for event in mine]


def _may_tell_if_running(deadline: Deadline, user) -> bool:
    """Whether a rating has come is for the offices alone to know (against "被满意")."""
    if deadline.code == RuleCode.FEEDBACK and not person(user).outlook["open_ratings"]:
        return False
    return running(Deadline.objects.filter(pk=deadline.pk)).exists()
