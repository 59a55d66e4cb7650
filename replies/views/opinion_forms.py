"""征询意见表: the printed forms of a letter, and what is behind the QR code on each.

The address in the QR code, /r/<number>/, gives no right to anything: whoever opens it must sign in, and only the
delegate named on the form can rate there. A unit that photographs the code learns and does nothing with it
(against "被满意", domain.md §5.5).
"""

from __future__ import annotations

import io
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe
from pypdf import PdfWriter

from replies.access import can, feedback_visible_to, form_holders, handles, person, replies_visible_to
from replies.actions.opinion_forms import forms_of
from replies.forms.scans import ScanUploadForm
from replies.letters.opinion_form import render_opinion_form
from replies.models import OpinionForm, Reply
from replies.rules.vocabulary import RatingChannel, ReplyState

from .cases import Button
from .doors import DOORS, form_for, opening
from .letters import pdf_of, pictures
from .scanned_forms import seen_scans
from .stepping import attempt, find

RATE = next(door for door in DOORS if door.verb == "rate")


def site_address(request: HttpRequest) -> str:
    """Where this system is reached: SITE_URL, or else the address this very request came to."""
    return settings.SITE_URL or request.build_absolute_uri("/")


@require_safe
def printed_forms(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of a letter as one PDF, as many as this person may print: the office and the unit all of them."""
    reply = find(Reply, request.user, pk)
    holders = form_holders(request.user, reply)
    if not holders:
        raise Http404
    sponsors = reply.assignment.proposal.ordered_sponsors()
    contents = zip(sponsors, forms_of(reply, site_address(request)), strict=True)
    pdfs = [render_opinion_form(content) for sponsor, content in contents if sponsor in holders]
    response = HttpResponse(_joined(pdfs), content_type="application/pdf")
    name = f"征询意见表 {reply.document_number or reply.assignment.proposal.case_number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _joined(pdfs: list[bytes]) -> bytes:
    if len(pdfs) == 1:
        return pdfs[0]
    writer, stream = PdfWriter(), io.BytesIO()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    writer.write(stream)
    return stream.getvalue()


@require_http_methods(["GET", "HEAD", "POST"])
def behind_the_code(request: HttpRequest, code: str) -> HttpResponse:
    """The delegate's own page; for a clerk of that office what is known of the form; for everybody else nothing."""
    form = get_object_or_404(
        OpinionForm.objects.select_related(
            "reply__assignment__proposal__session__assembly", "reply__assignment__unit", "delegate__assembly"
        ),
        code=code,
    )
    if form.delegate == person(request.user).delegate and can(request.user, "rate", form.reply):
        return _for_delegate(request, form)
    if can(request.user, "scan", form.reply) and not handles(request.user, form.reply) and request.method != "POST":
        return _for_clerk(request, form)
    raise Http404


def _for_clerk(request: HttpRequest, form: OpinionForm) -> HttpResponse:
    ratings = list(feedback_visible_to(request.user).filter(reply=form.reply, delegate=form.delegate))
    page = {
        "form": form, "reply": form.reply, "case": form.reply.assignment.proposal,
        "scans": seen_scans(request.user).filter(form=form),
        "ratings": ratings,
        "rated_in_person": any(rating.channel == RatingChannel.ONLINE for rating in ratings),
        "upload": ScanUploadForm(),
    }  # fmt: skip
    return render(request, "pages/forms/form.html", page)


def _for_delegate(request: HttpRequest, form: OpinionForm) -> HttpResponse:
    here = reverse("delegate-page", args=[form.code])
    reply = replies_visible_to(request.user).filter(pk=form.reply_id).first()
    if reply is None:  # signed and enclosed, but the unit has not registered the delivery; or taken back
        page = {"form": form, "case": form.reply.assignment.proposal, "voided": form.reply.state == ReplyState.VOIDED}
        return render(request, "pages/forms/delegate.html", page)
    reply = form.reply
    bound = form_for(RATE, reply, request.POST or None)
    if request.method == "POST" and bound.is_valid():
        act = partial(RATE.act, reply, by=request.user, at=now(), **bound.cleaned_data)
        if attempt(request, bound, act, RATE.done, long_form=True)[0]:
            return redirect(here)
    page = {
        "form": form, "reply": reply, "case": reply.assignment.proposal,
        "numbers": range(1, len(pictures(pdf_of(reply))) + 1),
        "ratings": feedback_visible_to(request.user).filter(reply=reply, delegate=form.delegate),
        "button": Button(RATE, reply, bound, here, True) if bound.errors or opening(RATE, reply, request.user) else None,
    }  # fmt: skip
    return render(request, "pages/forms/delegate.html", page, status=422 if bound.errors else 200)
