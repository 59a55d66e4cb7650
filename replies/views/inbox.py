"""通知: what this person was told, the unread first.

Marking twice changes nothing, so these forms need no key to count once.
"""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from replies.access import visible_to
from replies.actions.notifying import mark_read
from replies.models import Notice

ROWS = 20


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The list. Reading it marks nothing: a page that is only opened must not write."""
    rows = _own(request).select_related("proposal__session__assembly")
    paginator = Paginator(rows.order_by(IsNull(F("read_at"), False), "-id"), ROWS)
    page = paginator.get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "query": "",
        "open_cases": _still_visible(request, page),
        "newest": _own(request).values_list("pk", flat=True).first(),
    }
    return render(request, "pages/inbox.html", shown)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read; `go` asks to see the case it is about."""
    notice = get_object_or_404(_own(request), pk=pk)
    mark_read(_own(request).filter(pk=pk), by=request.user, at=now())
    if "go" in request.POST and notice.proposal_id:
        return redirect("case", pk=notice.proposal_id)
    return redirect("inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read that were there when the page was drawn, not what came in since."""
    seen = request.POST.get("up_to", "")
    if seen.isdecimal():
        mark_read(_own(request).filter(pk__lte=int(seen)), by=request.user, at=now())
    return redirect("inbox")


def _own(request: HttpRequest) -> QuerySet[Notice]:
    return Notice.objects.filter(to=request.user.pk)


def _still_visible(request: HttpRequest, page: Page) -> set[int]:
    """A unit that was freed of an item is told so, but may not open it any more."""
    cases = [notice.proposal_id for notice in page if notice.proposal_id]
    return set(visible_to(request.user).filter(pk__in=cases).values_list("pk", flat=True))
