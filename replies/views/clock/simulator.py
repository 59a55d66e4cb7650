"""推演: with this rule or this fixed date, who would be late by a day."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import Person, deadlines_visible_to, person
from replies.actions import redating
from replies.forms.clock import SimulationForm
from replies.models import Session, office_calendar
from replies.reports.simulation import Simulation, simulate

FIRST = {"code": "reply", "unit": "month"}


@require_safe
def simulator(request: HttpRequest) -> HttpResponse:
    """The question above, the answer below; nothing is written, and the address holds the question."""
    who = person(request.user)
    if not (who.sees_all or who.bodies):
        raise PermissionDenied("时限推演供交办机关、县领导和系统管理员使用。")
    today = localdate()
    asked = "code" in request.GET
    form = SimulationForm(request.GET if asked else None, sessions=_sessions(who), initial=FIRST | {"as_of": today})
    found = _answer(request, form) if asked and form.is_valid() else None
    whole = "all" in request.GET
    page = {
        "form": form, "found": found, "shown": found and (found.items if whole else found.late), "tab": "simulator", "today": today, "whole": whole,
        "may_enter": redating.may_enter(who), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "pages/clock/simulator.html", page)


def _sessions(who: Person) -> QuerySet[Session]:
    rows = Session.objects.select_related("assembly")
    return rows if who.sees_all else rows.filter(assembly__body__in=who.bodies)


def _answer(request: HttpRequest, form: SimulationForm) -> Simulation:
    asked = form.cleaned_data
    sessions = [asked["session"]] if asked["session"] else _sessions(person(request.user))
    scope = deadlines_visible_to(request.user).filter(assignment__proposal__session__in=sessions)
    return simulate(scope, asked["code"], form.supposed, as_of=asked["as_of"], calendar=office_calendar())
