"""The pages where an office takes in paper forms: hand in scans, give a page its number, enter the rating."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from replies.access import can, feedback_visible_to, person, scans_visible_to
from replies.actions import scanned_forms
from replies.actions.errors import Refused
from replies.forms.scans import CodeForm, DiscardForm, ScanEntryForm, ScanUploadForm
from replies.models import ScannedForm
from replies.rules.files import CONTENT_TYPES

from .stepping import attempt

RECENT = 20  # pages already dealt with that are still listed


def seen_scans(user) -> QuerySet[ScannedForm]:
    return scans_visible_to(user).select_related(
        "form__reply__assignment__proposal__session__assembly", "form__reply__assignment__unit",
        "form__delegate__assembly", "uploaded_by", "feedback",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest) -> HttpResponse:
    """Hand in files; below, the pages that wait for a number, those that wait for their rating, the last ones done."""
    if not person(request.user).bodies:
        raise PermissionDenied("只有人大代表工委、政协提案委的经办人可以收存和录入征询意见表。")
    form = ScanUploadForm(request.POST or None, request.FILES or None)
    outcomes: list[scanned_forms.Outcome] = []
    if request.method == "POST" and form.is_valid():
        outcomes = _take_in(request, form)
    page = _lists(request.user, outcomes, request.POST.get("code", "")) | {"form": form, "outcomes": outcomes}
    return render(request, "pages/forms/scans.html", page, status=422 if form.errors else 200)


def _take_in(request: HttpRequest, form: ScanUploadForm) -> list[scanned_forms.Outcome]:
    try:
        pages, unreadable = scanned_forms.look_at(form.cleaned_data["files"])
    except Refused as error:
        form.add_error(error.field, str(error))
        return []
    keep = partial(scanned_forms.keep, pages, by=request.user, at=now())
    _, kept = attempt(request, form, keep, f"已读取{len(pages)}页，结果见下表。")
    return [*(kept or []), *unreadable]


def _lists(user, outcomes: list[scanned_forms.Outcome], code: str) -> dict:
    """What the page lists. A `code` comes from the page of one form: a page just handed in there is most likely it."""
    seen = seen_scans(user)
    fresh = {outcome.scan.pk for outcome in outcomes if outcome.scan}
    unread = [
        (
            scan,
            CodeForm(auto_id=f"code_{scan.pk}_%s", initial={"code": code if scan.pk in fresh else ""}),
            DiscardForm(auto_id=f"off_{scan.pk}_%s"),
        )
        for scan in seen.unread()
    ]
    waiting = seen.to_enter()
    done = seen.exclude(form=None).exclude(pk__in=waiting.values("pk")).order_by("-id")[:RECENT]
    return {"unread": unread, "waiting": waiting, "done": done}


def _scan(request: HttpRequest, pk: int) -> ScannedForm:
    return get_object_or_404(seen_scans(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """One page beside the form its rating is entered in; a page without number beside the box for it."""
    found = _scan(request, pk)
    form = ScanEntryForm(request.POST or None) if found.form else CodeForm()
    if request.method == "POST" and found.form and form.is_valid():
        act = partial(scanned_forms.enter, found, by=request.user, at=now(), **form.cleaned_data)
        if attempt(request, form, act, f"{found.form.delegate.title}的评价已录入。", long_form=True)[0]:
            return redirect("scans")
    return _page_of(request, found, form)


def _page_of(request: HttpRequest, found: ScannedForm, form, off: DiscardForm | None = None) -> HttpResponse:
    reply = found.form.reply if found.form else None
    ratings = feedback_visible_to(request.user).select_related("delegate", "entered_by")
    page = {
        "scan": found, "form": form, "off": off or DiscardForm(auto_id="off_%s"),
        "reply": reply, "case": reply.assignment.proposal if reply else None,
        "ratings": ratings.filter(reply=reply, delegate=found.form.delegate) if found.form else [],
        "may_enter": reply is not None and can(request.user, "rate_on_behalf", reply),
    }  # fmt: skip
    status = 422 if form.errors or (off and off.errors) else 200
    return render(request, "pages/forms/scan.html", page, status=status)


@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """File a page under the number typed in."""
    found = _scan(request, pk)
    form = CodeForm(request.POST)
    if form.is_valid():
        act = partial(scanned_forms.file_under, found, by=request.user, at=now(), **form.cleaned_data)
        if attempt(request, form, act, "已归入，可以录入评价。")[0]:
            return redirect("scan", pk=pk)
    return _page_of(request, found, form)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a page aside, with the reason."""
    found = _scan(request, pk)
    off = DiscardForm(request.POST, auto_id="off_%s")
    if off.is_valid():
        act = partial(scanned_forms.discard, found, by=request.user, at=now(), **off.cleaned_data)
        if attempt(request, off, act, "这一页已作废。")[0]:
            return redirect("scans")
    return _page_of(request, found, ScanEntryForm() if found.form else CodeForm(), off)


@require_safe
def picture(request: HttpRequest, pk: int) -> FileResponse:
    """The page as it was scanned."""
    found = _scan(request, pk)
    response = FileResponse(found.file.open("rb"), filename=f"征询意见表{found.extension}")
    response["Content-Type"] = CONTENT_TYPES[found.extension]
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
