"""One view for all buttons: find the thing through permission, bind the form, call the action, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from replies.access import can, replies_visible_to, visible_to
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Assignment, Proposal, Reply

from .doors import Door, Thing, form_for
from .once import AlreadyDone, NoKey, once
from .pile import pile_of


def find(model: type[Thing], user, pk: int) -> Any:
    """The thing, or 404 when this user may not know of it."""
    if model is Proposal:
        return get_object_or_404(visible_to(user).select_related("session__assembly"), pk=pk)
    if model is Assignment:
        seen = Assignment.objects.filter(proposal__in=visible_to(user).values("pk"))
        return get_object_or_404(seen.select_related("proposal__session__assembly", "unit"), pk=pk)
    seen_letters = replies_visible_to(user)
    return get_object_or_404(
        seen_letters.select_related("assignment__proposal__session__assembly", "assignment__unit"), pk=pk
    )


def case_of(thing: Thing) -> Proposal:
    """The case a thing belongs to."""
    if isinstance(thing, Reply):
        return thing.assignment.proposal
    return thing.proposal if isinstance(thing, Assignment) else thing


def attempt(
    request: HttpRequest, form: forms.Form, act: Callable[[], Any], done: str, *, long_form: bool = False
) -> tuple[bool, Any]:
    """Carry out an action once. On failure the form holds the message, or the page does.

    A `long_form` comes back with everything typed even when the moment has passed: its words must not be lost.
    """
    try:
        with once(request):
            result = act()
    except Refused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False, None
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (NotNow, AlreadyDone, NoKey) as error:
        if long_form:
            form.add_error(None, str(error))
            return False, None
        messages.warning(request, str(error))
        return True, None
    messages.success(request, done)
    return True, result


@require_POST
def step(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    """Do one verb. With wrong values the same form comes back, with everything typed still in it."""
    thing = find(door.model, request.user, pk)
    if not can(request.user, door.verb, thing):
        raise PermissionDenied(f"您的岗位不能对此件“{door.step.label}”。")
    form = form_for(door, thing, request.POST, request.FILES)
    case = case_of(thing)
    if form.is_valid():
        went, result = attempt(
            request, form, lambda: door.act(thing, by=request.user, at=now(), **form.cleaned_data), door.done
        )
        if went:
            return _onward(door, case, result, request.user)
    page = {"door": door, "thing": thing, "case": case, "form": form, "url": door.url(thing)}
    return render(request, "pages/cases/step.html", page, status=422)


def _onward(door: Door, case: Proposal, result: Any, user) -> HttpResponse:
    if door.verb == "draft" and isinstance(result, Reply):
        return redirect("reply-edit", pk=result.pk)
    if door.verb in ("approve", "sign", "send_back") and (waiting := pile_of(user)):
        return redirect("reply-read", pk=waiting[0])
    return redirect("case", pk=case.pk)
