"""One view for all buttons: find the thing through permission, bind the form, call the action, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from replies.access import can, case_and_unit, replies_visible_to, requests_visible_to, visible_to
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Assignment, OpinionUse, Proposal, Reply, Request

from .doors import Done, Door, Thing, form_for
from .once import AlreadyDone, NoKey, once, was_done
from .pile import pile_of

BOARDS = ("intake", "refusals")  # pages on which one decides one thing after the other


def find(model: type[Thing], user, pk: int) -> Any:
    """The thing, or 404 when this user may not know of it."""
    if model is Proposal:
        return get_object_or_404(visible_to(user).select_related("session__assembly"), pk=pk)
    if model is Assignment:
        seen = Assignment.objects.filter(proposal__in=visible_to(user).values("pk"))
        return get_object_or_404(seen.select_related("proposal__session__assembly", "unit"), pk=pk)
    if model is Request:
        asked = requests_visible_to(user).select_related("assignment__proposal__session__assembly", "assignment__unit")
        return get_object_or_404(asked, pk=pk)
    seen_letters = replies_visible_to(user)
    return get_object_or_404(
        seen_letters.select_related("assignment__proposal__session__assembly", "assignment__unit"), pk=pk
    )


def case_of(thing: Thing) -> Proposal:
    """The case a thing belongs to."""
    return case_and_unit(thing)[0]


def attempt(
    request: HttpRequest, form: forms.Form, act: Callable[[], Any], done: Done, *, long_form: bool = False
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
    level, words = done(result) if callable(done) else (messages.SUCCESS, done)
    messages.add_message(request, level, words)
    return True, result


@require_POST
def step(request: HttpRequest, pk: int, door: Door) -> HttpResponse:
    """Do one verb. With wrong values the same form comes back, with everything typed still in it."""
    if was_done(request):
        return _again(request, door, pk)
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
            if request.POST.get("back") in BOARDS:
                return redirect(request.POST["back"])
            return _onward(door, case, result, request.user)
    page = {"door": door, "thing": thing, "case": case, "form": form, "url": door.url(thing)}
    return render(request, "pages/cases/step.html", page, status=422)


def _again(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """A second click, told so before anything else: after the first one the thing may be out of this person's sight."""
    messages.warning(request, str(AlreadyDone()))
    thing = door.model._default_manager.filter(pk=pk).first()
    case = visible_to(request.user).filter(pk=case_of(thing).pk).first() if thing else None
    return redirect("case", pk=case.pk) if case else redirect("workbench")


def _onward(door: Door, case: Proposal, result: Any, user) -> HttpResponse:
    if door.verb == "draft" and isinstance(result, Reply):
        return redirect("reply-edit", pk=result.pk)
    if isinstance(result, OpinionUse):
        return redirect(f"{reverse('reply-edit', args=[result.reply_id])}#opinions")
    if door.verb in ("approve", "sign", "send_back") and (waiting := pile_of(user)):
        return redirect("reply-read", pk=waiting[0])
    if door.verb == "decline_cosigning":  # who declines has no more business with the case
        return redirect("workbench")
    return redirect("case", pk=case.pk)
