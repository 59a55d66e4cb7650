"""快速录入: the meeting week's items typed one after the other, by keyboard alone."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone, localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from replies.access import person
from replies.actions import intake
from replies.actions.errors import NotAllowed, Refused
from replies.forms.typing_mode import TypingForm
from replies.models import Delegate, HandlingUnit, Proposal, Session
from replies.rules.wording import timing_label
from replies.search.titles import Titles, comparable

from .intake import check_clerk
from .once import AlreadyDone, NoKey, once

CHOICES = 4  # meetings to choose from: those of the last years


@never_cache  # the back button must not bring up an old form with a spent key
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest) -> HttpResponse:
    """One empty form after the other. A saved one is answered with the next."""
    check_clerk(request)
    sessions = list(_sessions(request)[:CHOICES])
    session = _chosen(request, sessions)
    if session is None:
        return render(request, "pages/intake/no_session.html")
    kept = request.session.get("typing", {})
    if request.method != "POST":
        return _page(request, session, sessions, TypingForm(session=session, kept=_kept(kept, session)))
    form = TypingForm(request.POST, session=session)
    if form.is_valid() and _save(request, form, session):
        request.session["typing"] = {
            "session": session.pk,
            "received_on": form.cleaned_data["received_on"].isoformat(),
            "file_now": form.cleaned_data["file_now"],
        }
        if not request.htmx:
            return redirect(f"{request.path}?session={session.pk}")
        fresh = TypingForm(session=session, kept=_kept(request.session["typing"], session))
        return _page(request, session, sessions, fresh)
    return _page(request, session, sessions, form, status=422)


def _sessions(request: HttpRequest):
    mine = Session.objects.filter(assembly__body__in=person(request.user).bodies)
    return mine.select_related("assembly__profile").order_by("-opened_on", "-id")


def _chosen(request: HttpRequest, sessions: list[Session]) -> Session | None:
    """The one asked for, else the one of last time, else the latest that takes items in today."""
    asked = request.POST.get("session") or request.GET.get("session")
    if asked:
        found = next((session for session in sessions if str(session.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    last = request.session.get("typing", {}).get("session")
    today = localdate()
    begun = [session for session in sessions if session.submission.first <= today]
    return next((session for session in sessions if session.pk == last), None) or next(iter(begun or sessions), None)


def _kept(kept: dict[str, Any], session: Session) -> dict[str, Any]:
    """What the next item most likely has in common with the last one, of this very meeting."""
    if kept.get("session") != session.pk:
        return {}
    return {"received_on": date.fromisoformat(kept["received_on"]), "file_now": kept["file_now"]}


def _save(request: HttpRequest, form: TypingForm, session: Session) -> bool:
    """Log the item, once; what was refused stands at its field."""
    values = dict(form.cleaned_data)
    file_now = values.pop("file_now")
    try:
        with once(request):
            at = now()
            case = intake.log(session=session, by=request.user, at=at, **values)
            if file_now:
                intake.file(case, by=request.user, at=at)
    except Refused as error:
        form.add_error(error.field if error.field in form.fields else "sponsors", str(error))
        return False
    except AlreadyDone:
        return _was_saved(form, request)
    except NoKey as error:
        form.add_error(None, str(error))
        return False
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return True


def _was_saved(form: TypingForm, request: HttpRequest) -> bool:
    """The form comes a second time: the answer to the first was lost on the way, or it was changed since."""
    last = _logged_by(request).first()
    if last and (last.title_handed_in, last.text_handed_in) == (form.cleaned_data["title"], form.cleaned_data["text"]):
        messages.info(request, "这一件刚才已经登记，没有重复登记。")
        return True
    said = f"这张表刚才已登记为{last.case_number}《{last.title}》，" if last else "这张表刚才已经登记，"
    form.add_error(None, f"{said}之后的改动没有保存：要改那一件，请打开它更正；若是另一件，请再按一次“保存”。")
    return False


def _logged_by(request: HttpRequest):
    mine = Proposal.objects.filter(logged_by=request.user.pk)
    return mine.select_related("session__assembly").order_by("-id")


def _page(
    request: HttpRequest, session: Session, sessions: list[Session], form: TypingForm, status: int = 200
) -> HttpResponse:
    """The whole page, or only the form where the page is there already."""
    midnight = datetime.combine(localdate(), time(), tzinfo=get_current_timezone())
    today = _logged_by(request).filter(logged_at__gte=midnight)
    page = {
        "session": session,
        "sessions": sessions,
        "form": form,
        "last": today.first(),
        "count": today.count(),
        "number": upcoming(session, form["received_on"].value()),
    }
    if not request.htmx:
        page["delegates"] = Delegate.objects.filter(assembly=session.assembly_id, active=True)
        page["units"] = HandlingUnit.objects.filter(active=True)
    template = "pages/intake/typing_form.html" if request.htmx else "pages/intake/typing.html"
    return render(request, template, page, status=status)


def upcoming(session: Session, received_on: date | str | None) -> dict[str, str]:
    """The number this item will most likely get, or what is wrong with the day."""
    day = _day(received_on) if isinstance(received_on, str) else received_on
    if day is None:
        return {"wrong": "请填写收到日期。"}
    try:
        intake.check_received(day, session, localdate())
    except Refused as error:
        return {"wrong": str(error)}
    timing = intake.timing_by_date(session, day)
    serial = intake.next_serial(session, timing)
    return {
        "timing": timing_label(session.assembly.body, timing),
        "number": intake.default_case_number(session, timing, serial),
    }


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:  # the thirtieth of February
        return None


@require_safe
def number(request: HttpRequest) -> HttpResponse:
    """The next number for another day, while one types."""
    session = _own_session(request)
    page = {"number": upcoming(session, request.GET.get("received_on"))}
    return render(request, "pages/intake/number.html", page)


@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Items with nearly the title that is being typed: a hint, never a hindrance."""
    session = _own_session(request)
    found = Titles(comparable(session)).like(request.GET.get("title", "")[:200])
    return render(request, "pages/intake/alike.html", {"alike": found, "session": session})


def _own_session(request: HttpRequest) -> Session:
    check_clerk(request)
    asked = request.GET.get("session", "")
    return get_object_or_404(_sessions(request), pk=asked if asked.isdecimal() else 0)
