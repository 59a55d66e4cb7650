"""The letter on screen and on paper: PDF, page pictures, and the papers that came with a case."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.contrib import messages
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import feedback_visible_to, visible_to
from replies.actions.replying import printed_as
from replies.letters import CannotRender, preview_pages, render_docx, render_pdf
from replies.models import Attachment, Reply
from replies.rules.files import CONTENT_TYPES
from replies.rules.letter import LetterContent, digest

from .stepping import find

CONTENT_TYPE_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_WIDTH = 900  # pixels; sharp on a 1366-pixel screen and on a phone that zooms in


def pdf_of(reply: Reply) -> bytes:
    """The kept paper of an issued letter; anything else is rendered as it stands, and reading keeps nothing."""
    if reply.pdf:
        with reply.pdf.open("rb") as paper:
            return paper.read()
    content = printed_content(reply)
    how = printed_as(reply)
    key = f"draft-{reply.assignment.unit_id}-{how['layout']}-{how['duplex']}-{how['category_at']}-{digest(content)}"
    pdf = cache.get(key)
    if pdf is None:
        pdf = render_pdf(content, **how)
        cache.set(key, pdf, 600)
    return pdf


def printed_content(reply: Reply) -> LetterContent:
    return reply.content if reply.is_issued else as_signed_today(reply)


def as_signed_today(reply: Reply) -> LetterContent:
    """A draft as it would print if signed today, with an open place where its 发文字号 will stand."""
    content = reply.content
    content = replace(content, date=content.date or localdate())
    code = reply.assignment.unit.code_for(reply.layout)
    return replace(content, document_number=f"{code}〔{content.date.year}〕　号") if code else content


def pictures(pdf: bytes) -> list[bytes]:
    """One PNG a page, kept by the hash of the paper."""
    key = f"pages-{hashlib.sha256(pdf).hexdigest()}"
    pages = cache.get(key)
    if pages is None:
        pages = preview_pages(pdf, width_px=PAGE_WIDTH)
        cache.set(key, pages, 600)
    return pages


def pages_or_obstacle(reply: Reply) -> tuple[list[bytes], str]:
    """The pages as pictures; or none, and why the letter as it stands cannot be printed."""
    try:
        return pictures(pdf_of(reply)), ""
    except CannotRender as error:
        return [], str(error)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF, to read and to print."""
    reply = find(Reply, request.user, pk)
    try:
        paper = pdf_of(reply)
    except CannotRender as error:
        messages.error(request, str(error))
        return redirect("reply-read", pk)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{file_name(reply)}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def letter_in_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter in Word, without the picture of the seal: a file that can be changed must not carry one."""
    reply = find(Reply, request.user, pk)
    side = reply.assignment.proposal.session.assembly.profile.category_at
    try:
        paper = render_docx(printed_content(reply), reply.head, category_at=side)
    except CannotRender as error:
        messages.error(request, str(error))
        return redirect("reply-read", pk)
    response = HttpResponse(paper, content_type=CONTENT_TYPE_OF_WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"{file_name(reply)}.docx")
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(reply: Reply) -> str:
    """What a downloaded letter is called, without the ending."""
    return reply.document_number or reply.assignment.proposal.case_number + reply.get_kind_display()


@require_safe
def letter_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the letter as a picture; page numbers start at 1."""
    reply = find(Reply, request.user, pk)
    pages, _ = pages_or_obstacle(reply)
    if not 1 <= number <= len(pages):
        raise Http404
    response = HttpResponse(pages[number - 1], content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A paper that came with a case, for whoever may see the case."""
    paper = get_object_or_404(Attachment.objects.filter(proposal__in=visible_to(request.user).values("pk")), pk=pk)
    return send_file(paper.file, paper.name, paper.extension)


@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The scanned form behind a rating, for whoever may see the rating."""
    rating = get_object_or_404(feedback_visible_to(request.user).exclude(evidence=""), pk=pk)
    return send_file(rating.evidence, f"征询意见表{rating.evidence_extension}", rating.evidence_extension)


def send_file(file, name: str, extension: str) -> FileResponse:
    """Only pictures and PDF open in the browser; anything else is downloaded. The type is ours, not the file's."""
    kind = CONTENT_TYPES.get(extension)
    response = FileResponse(file.open("rb"), as_attachment=kind is None, filename=name)
    response["Content-Type"] = kind or "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
