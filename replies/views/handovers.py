"""One batch of the 交办会: what is in it, its lists on paper and in Excel, and the button that hands it over."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from replies.access import handovers_visible_to, listed_units
from replies.actions import handing_over
from replies.actions.papers import list_of_handover
from replies.forms.assigning import BatchForm
from replies.forms.steps import PlainForm
from replies.models import HandlingUnit, Handover, Proposal
from replies.rules.vocabulary import AssignmentRole
from replies.sheets.handover_list import workbook
from replies.sheets.workbook import CONTENT_TYPE

from .assigning import Plan
from .stepping import attempt


@never_cache
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch, by unit and by item."""
    found = _find(request, pk)
    items = _items(found)
    page = {
        "batch": found,
        "items": items,
        "units": _by_unit(items),
        "left": sum(not item.given for item in items),
        "obstacles": sum(bool(item.obstacle) for item in items),
        "form": BatchForm(initial={"name": found.name, "held_on": found.held_on}),
        "today": localdate(),
    }
    return render(request, "pages/assigning/batch.html", page)


def _find(request: HttpRequest, pk: int) -> Handover:
    batches = handovers_visible_to(request.user).select_related("session__assembly", "made_by", "done_by")
    return get_object_or_404(batches, pk=pk)


def _items(found: Handover) -> list[Proposal]:
    """The items of a batch, each with its rows, whether it has gone out, and what stands in its way."""
    rows = found.rows.select_related("unit", "assignment").order_by("place", "pk")
    items = list(
        Proposal.objects.filter(handover_rows__handover=found).distinct().select_related("session__assembly")
        .prefetch_related("assignments", "sponsor_set__delegate", Prefetch("handover_rows", rows, to_attr="rows"))
        .defer("text", "text_handed_in").order_by("timing", "serial", "pk")
    )  # fmt: skip
    for item in items:
        item.plan = Plan(item.rows)
        item.given = all(row.assignment_id for row in item.rows)
        item.obstacle = "" if item.given else handing_over.obstacle(item, item.rows)
    return items


def _by_unit(items: list[Proposal]) -> list[tuple[HandlingUnit, int, int]]:
    """Each unit with the number of items it answers and of those it helps with."""
    counts: dict[HandlingUnit, list[int]] = {}
    for row in (row for item in items for row in item.rows):
        counts.setdefault(row.unit, [0, 0])[row.role == AssignmentRole.CO] += 1
    return sorted(((unit, *two) for unit, two in counts.items()), key=lambda line: (line[0].order, line[0].pk))


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """集中交办."""
    found = _find(request, pk)
    attempt(request, PlainForm(request.POST), lambda: handing_over.hand_over(found, by=request.user, at=now()), _told)
    return redirect("handover", pk=found.pk)


def _told(outcome: handing_over.Outcome) -> tuple[int, str]:
    if not outcome.failed:
        return messages.SUCCESS, f"已交办{outcome.given}件，交办清单可以打印。"
    reasons = "；".join(f"{item.case_number}：{reason}" for item, reason in list(outcome.failed.items())[:5])
    more = f" 等{len(outcome.failed)}件" if len(outcome.failed) > 5 else ""
    return messages.WARNING, f"已交办{outcome.given}件，{len(outcome.failed)}件没有交办，仍留在批次里。{reasons}{more}"


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name or day."""
    found = _find(request, pk)
    form = BatchForm(request.POST)
    if form.is_valid():
        went, _ = attempt(
            request, form, lambda: handing_over.rename(found, by=request.user, **form.cleaned_data), "批次已修改。"
        )
        if went:
            return redirect("handover", pk=found.pk)
    return render(request, "pages/assigning/begin.html", {"form": form, "batch": found}, status=422)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the plan away."""
    found = _find(request, pk)
    form: forms.Form = PlainForm(request.POST)
    attempt(request, form, lambda: handing_over.drop(found, by=request.user), "批次已删除，其中的件仍待交办。")
    return redirect("assigning") if not Handover.objects.filter(pk=pk).exists() else redirect("handover", pk=pk)


@require_safe
def in_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """交办清单 as a workbook: one unit's, or a sheet for each."""
    found = _find(request, pk)
    units = listed_units(request.user, found.session)
    asked = request.GET.get("unit")
    if asked is not None:
        units = units.filter(pk=asked if asked.isdecimal() else None)
    content = list_of_handover(found, set(units.values_list("pk", flat=True)))
    if not content.sheets:
        raise Http404
    unit = f" {content.sheets[0].unit}" if asked else ""
    response = HttpResponse(workbook(content), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"交办清单 {found.name}{unit}.xlsx")
    response["Cache-Control"] = "private, no-store"
    return response
