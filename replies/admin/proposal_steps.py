"""The buttons of the entry form: what this person may do to this case now. Each is a POST to one action."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from replies.access import can
from replies.models import Assignment, Proposal
from replies.rules.workflow import STEPS
from replies.views.doors import DOORS, Door, Thing, form_for, opening
from replies.views.stepping import attempt, case_of, find

# Unit rows are filled in on the form itself; letters and ratings have their own pages.
HERE = ("file", "return", "convert", "merge", "designate", "undesignate", "withdraw", "revoke")


@dataclass(frozen=True)
class Button:
    """One thing that may be done now; `asks` says whether it opens to ask for a reason first."""

    door: Door
    thing: Thing
    form: forms.Form

    @property
    def label(self) -> str:
        label = STEPS[self.door.verb].label
        return f"{label}：{self.thing.unit}" if isinstance(self.thing, Assignment) else label

    @property
    def url(self) -> str:
        return reverse(f"admin:case_{self.door.verb}", args=[self.thing.pk])

    @property
    def asks(self) -> bool:
        return bool(self.form.fields)


def buttons_for(proposal: Proposal, user) -> list[Button]:
    """The case's own buttons, then those of its units."""
    units = list(proposal.assignments.select_related("unit", "proposal__session__assembly"))
    found = []
    for thing in (proposal, *units):
        open_now = [door for door in DOORS if door.verb in HERE and opening(door, thing, user)]
        found += [
            Button(door, thing, form_for(door, thing, auto_id=f"id_{door.verb}_{thing.pk}_%s")) for door in open_now
        ]
    return found


def step_urls(model_admin) -> list:
    """One address for each button."""
    return [
        path(
            f"{door.model._meta.model_name}/<int:pk>/{door.verb}/",
            model_admin.admin_site.admin_view(require_POST(partial(step, model_admin=model_admin, door=door))),
            name=f"case_{door.verb}",
        )
        for door in DOORS
        if door.verb in HERE
    ]


def step(request: HttpRequest, pk: int, *, model_admin, door: Door) -> HttpResponse:
    """Do one verb and go back to the case. With wrong values the form comes back with what was typed."""
    thing = find(door.model, request.user, pk)
    if not can(request.user, door.verb, thing):
        raise PermissionDenied(f"您的岗位不能对此件“{door.step.label}”。")
    case = case_of(thing)
    form = form_for(door, thing, request.POST, request.FILES)
    if form.is_valid():
        went, _ = attempt(
            request, form, lambda: door.act(thing, by=request.user, at=now(), **form.cleaned_data), door.done
        )
        if went:
            return redirect("admin:replies_proposal_change", case.pk)
    else:
        messages.error(request, f"“{door.step.label}”没有办理，请按提示改正。")
    page = {
        **model_admin.admin_site.each_context(request),
        "title": f"{door.step.label}：{case}",
        "opts": model_admin.opts,
        "case": case,
        "button": Button(door, thing, form),
    }
    return TemplateResponse(request, "admin/replies/proposal/step.html", page, status=422)
