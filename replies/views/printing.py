"""打印室: choose letters, watch the pile being made, open the file, and see who printed what."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from replies.access import person, print_runs_visible_to, printable_by
from replies.actions import printing
from replies.forms.printing import PrintableFilter, PrintForm
from replies.forms.steps import PlainForm
from replies.models import PrintRun, Reply, with_prints
from replies.rules.vocabulary import PrintState
from replies.rules.workflow import DISPATCH_CLERKS

from .stepping import attempt

LATEST = 3  # runs shown above the letters
ROWS = 20  # runs on a page of the record


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest) -> HttpResponse:
    """The letters to choose from; the form that orders a pile comes back here when something is wrong with it."""
    if not person(request.user).prints:
        raise PermissionDenied("打印室由承办单位和办事机构使用；您可以在办件页上打开单份答复。")
    form = PrintForm(request.POST or None, letters=_printable(request.user), office=_is_office(request.user))
    if request.method == "POST" and form.is_valid():
        went, run = attempt(request, form, lambda: _order(request, form.cleaned_data), "打印已受理。")
        if went:
            return redirect("print-run", pk=run.pk) if run else redirect("print-room")
    filters = PrintableFilter(request.GET or None, queryset=with_prints(_printable(request.user)), request=request)
    found = filters.qs
    runs = print_runs_visible_to(request.user).select_related("by")
    page = {
        "filters": filters,
        "said": filters.in_words(),
        "query": request.GET.urlencode(),
        "letters": _with_last_runs(found[: printing.MOST]),
        "number": found.count(),
        "most": printing.MOST,
        "few": printing.FEW,
        "form": form,
        "runs": runs[:LATEST],
        "now": now(),
    }
    return render(request, "pages/print/room.html", page, status=422 if form.errors else 200)


def _printable(user) -> QuerySet[Reply]:
    """In the order in which they are listed and laid on the pile: by session, case and unit."""
    return (
        printable_by(user)
        .select_related("assignment__unit", "assignment__proposal__session__assembly")
        .prefetch_related("assignment__proposal__sponsor_set__delegate")
        .order_by(
            "-assignment__proposal__session__opened_on", "assignment__proposal__session",
            "assignment__proposal__timing", "assignment__proposal__serial", "assignment__unit__order", "round", "pk",
        )
        .defer("content_json")
    )  # fmt: skip


def _is_office(user) -> bool:
    return bool(person(user).roles.intersection(DISPATCH_CLERKS))


def _order(request: HttpRequest, chosen: dict) -> PrintRun:
    return printing.print_letters(
        list(chosen.pop("letters")), wishes=printing.Wishes(**chosen),
        site=request.build_absolute_uri("/"), by=request.user, at=now(),
    )  # fmt: skip


def _with_last_runs(letters: QuerySet[Reply]) -> list[Reply]:
    """The letters, each with the run in which it was printed last."""
    rows = list(letters)
    runs = PrintRun.objects.select_related("by").in_bulk([row.last_run for row in rows if row.last_run])
    for row in rows:
        row.last_printed = runs.get(row.last_run)
    return rows


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """打印记录: the own piles; for offices all whose letters they may read."""
    if not person(request.user).prints:
        raise PermissionDenied("打印记录由承办单位和办事机构查看。")
    found = print_runs_visible_to(request.user).select_related("by")
    page = {"page": Paginator(found, ROWS).get_page(request.GET.get("page")), "query": "", "now": now()}
    return render(request, "pages/print/runs.html", page)


@never_cache
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One pile: how far it is, what is in it, and what may be done about it."""
    found = _find(request, pk)
    letters = found.printed.select_related("reply__assignment__unit", "reply__assignment__proposal__session__assembly")
    page = _standing(found) | {"letters": letters.defer("reply__content_json"), "mine": found.by_id == request.user.pk}
    return render(request, "pages/print/run.html", page)


@never_cache
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, asked for every second; where more than the bar has changed, the page is told to load anew."""
    standing = _standing(_find(request, pk))
    if request.GET.get("seen") != standing["seen"]:
        return HttpResponseClientRefresh()
    return render(request, "pages/print/progress.html", standing)


def _standing(run: PrintRun) -> dict:
    """What page and bar say of a run. `seen` changes exactly when the page has to change."""
    stuck = run.is_stuck(now())
    ahead = PrintRun.objects.filter(state__in=(PrintState.QUEUED, PrintState.RUNNING), pk__lt=run.pk)
    return {
        "run": run,
        "stuck": stuck,
        "seen": f"{run.state}-{run.attempt}-{'stuck' if stuck else 'well'}",
        "ahead": ahead.count() if run.state == PrintState.QUEUED else 0,
        "few": printing.FEW,
        "sheets": run.pages // 2,
    }


@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The pile as one PDF, for whoever may see the run."""
    found = _find(request, pk)
    if not found.file:
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type="application/pdf")
    name = f"答复{found.total}份{localtime(found.at):%Y%m%d-%H%M}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, lambda run: printing.cancel(run, by=request.user), "已取消，没有留下文件。")


@require_POST
def restart(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, lambda run: printing.restart(run, by=request.user, at=now()), "已重新开始。")


def _do(request: HttpRequest, pk: int, act, done: str) -> HttpResponse:
    found = _find(request, pk)
    attempt(request, PlainForm(request.POST), lambda: act(found), done)
    return redirect("print-run", pk=found.pk)


def _find(request: HttpRequest, pk: int) -> PrintRun:
    return get_object_or_404(print_runs_visible_to(request.user).select_related("by"), pk=pk)
