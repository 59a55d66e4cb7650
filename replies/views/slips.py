"""办前文书 as PDF: 交办清单, 交办通知单, 催办函, 告知书."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import hands_out, listed_units, notice_holders, slips_visible_to, visible_to
from replies.actions.papers import ABOUT, list_of_handover, list_of_session, notices_of, slip_of, told_of, urging_of
from replies.letters import CannotRender
from replies.letters.papers import (
    HandoverList,
    render_handover_list,
    render_notices,
    render_slip,
    render_urging,
)
from replies.models import Handover, Proposal, Session, UrgingSlip


@require_safe
def handover_list(request: HttpRequest, pk: int) -> HttpResponse:
    """交办清单 of a batch. A unit has its own, once the batch is handed over; the plan is the office's."""
    handover = get_object_or_404(Handover.objects.select_related("session__assembly"), pk=pk)
    if handover.done_at is None and not hands_out(request.user, handover.session):
        raise Http404
    units = _units(request, handover.session)
    return _list_paper(request, list_of_handover(handover, units))


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """交办清单 of a session: what each unit has in hand."""
    number = request.GET.get("session", "")
    session = get_object_or_404(Session.objects.select_related("assembly"), pk=number if number.isdecimal() else None)
    units = _units(request, session)
    return _list_paper(request, list_of_session(session, units, today=localdate()))


def _units(request: HttpRequest, session: Session) -> set[int]:
    """The unit asked for, or all of which this user may see the list; 404 for one of which not."""
    seen = listed_units(request.user, session)
    if asked := request.GET.get("unit"):
        seen = seen.filter(pk=asked if asked.isdecimal() else None)
    if not (found := set(seen.values_list("pk", flat=True))):
        raise Http404
    return found


def _list_paper(request: HttpRequest, content: HandoverList) -> HttpResponse:
    if not content.sheets:
        raise Http404
    unit = f" {content.sheets[0].unit}" if len(content.sheets) == 1 else ""
    return _paper(request, lambda: render_handover_list(content), f"交办清单 {content.name}{unit}")


@require_safe
def assignment_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """交办通知单 of one unit's part."""
    seen = slips_visible_to(request.user).select_related("unit", "previous__unit", "proposal__session__assembly")
    assignment = get_object_or_404(seen, pk=pk)
    proposal = assignment.proposal
    name = f"交办通知单 {proposal.case_number} {assignment.unit.name}"
    return _paper(request, lambda: render_slip(slip_of(assignment)), name, proposal)


@require_safe
def urging_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """催办函, as it was sent."""
    seen = UrgingSlip.objects.filter(assignment__in=slips_visible_to(request.user).values("pk"))
    slip = get_object_or_404(seen.select_related("assignment__unit", "assignment__proposal__session__assembly"), pk=pk)
    return _paper(request, lambda: render_urging(urging_of(slip)), f"催办函 {slip.number}", slip.assignment.proposal)


@require_safe
def proposal_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """告知书 about one decision, a page for each proposer this user may print it for."""
    seen = visible_to(request.user).select_related("session__assembly", "merged_into", "reason")
    proposal = get_object_or_404(seen, pk=pk)
    about, holders = request.GET.get("about", ""), notice_holders(request.user, proposal)
    if not holders or about not in told_of(proposal):
        raise Http404
    name = f"{ABOUT[about]} {proposal.case_number}"
    return _paper(request, lambda: render_notices(notices_of(proposal, about, holders)), name, proposal)


def _paper(
    request: HttpRequest, render: Callable[[], bytes], name: str, proposal: Proposal | None = None
) -> HttpResponse:
    """The PDF; or back to the case, where there is one, with the reason why it cannot be printed."""
    try:
        pdf = render()
    except CannotRender as error:
        messages.error(request, f"{name}不能打印：{error}")
        return redirect("case", proposal.pk) if proposal else redirect("cases")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response
