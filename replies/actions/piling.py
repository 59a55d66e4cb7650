"""What lies on a pile of printed letters, and in which order: list, then each letter with its forms, then envelopes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from django.utils.timezone import localtime

from replies.letters.envelopes import render_envelope_list
from replies.letters.opinion_form import render_opinion_form
from replies.letters.print_list import ListRow, PrintList, render_print_list
from replies.letters.stack import Stack
from replies.models import PrintedLetter, PrintRun, Reply

from .errors import NotNow
from .opinion_forms import envelopes_of, forms_of
from .replying import keep_pdf


def pile_up(
    run: PrintRun, target: BinaryIO, beat: Callable[[int], None], *, at: datetime
) -> tuple[list[PrintedLetter], int, str]:
    """Write the whole pile into `target`; the letters with their places, the number of pages, the file's SHA-256.

    `beat` is told how many letters are done, before each one; what it raises ends the work.
    Raises NotNow, CannotJoin or CannotRender where a paper cannot be had.
    """
    printed = list(
        run.printed.select_related("reply__assignment__unit", "reply__assignment__proposal__session__assembly")
    )
    stack = Stack(target, title=f"答复{run.total}份", duplex=run.duplex)
    for done, row in enumerate(printed):
        beat(done)
        pdf = paper_of(row.reply, at=at)
        placed = stack.add(pdf, name_of(row.reply))
        row.first_page, row.pages = placed.first_page, placed.pages
        row.pdf_sha256 = row.reply.pdf_sha256
        for form in forms_of(row.reply, run.site) if run.with_forms else ():
            beat(done)
            stack.add(render_opinion_form(form), f"征询意见表　{form.addressee}")
    beat(run.total)
    envelopes = envelopes_of(row.reply for row in printed) if run.with_envelopes else []
    if envelopes:
        stack.add(render_envelope_list("答复信封名单", envelopes, localtime(run.at).date()), "信封名单")
    if run.with_list:
        _lay_list_on_top(stack, run, printed, beat)
    return printed, stack.pages, stack.close()


def paper_of(reply: Reply, *, at: datetime) -> bytes:
    """The kept paper of an issued letter, byte for byte; kept now if the server stopped right after the signature."""
    if not reply.pdf_sha256:
        kept = keep_pdf(reply, at=at)
        reply.pdf, reply.pdf_sha256 = kept.pdf, kept.pdf_sha256
    try:
        with reply.pdf.open("rb") as file:
            pdf: bytes = file.read()
    except (OSError, ValueError) as error:
        raise NotNow(f"{name_of(reply)}的答复件文件不在了，请联系系统管理员从备份恢复。") from error
    if hashlib.sha256(pdf).hexdigest() != reply.pdf_sha256:
        raise NotNow(f"{name_of(reply)}的答复件文件与签发时存入的不一致，没有打印；请联系系统管理员核对。")
    return pdf


def name_of(reply: Reply) -> str:
    """清教发〔2026〕12号, or 第27号答复 for a unit that gives no numbers."""
    return reply.document_number or f"{reply.assignment.proposal.case_number}{reply.get_kind_display()}"


def _lay_list_on_top(
    stack: Stack, run: PrintRun, printed: Sequence[PrintedLetter], beat: Callable[[int], None]
) -> None:
    """The list says on which page each letter begins, and moves them all by its own length: it is set twice."""
    rows = [_row(row) for row in printed]
    content = PrintList(
        rows=rows, pages=stack.pages, duplex=run.duplex,
        made_by=run.by.get_full_name() or run.by.get_username(), made_at=localtime(run.at),
    )  # fmt: skip
    shift = stack.room_for(render_print_list(content))
    beat(run.total)
    moved = [replace(row, first_page=row.first_page + shift) for row in rows]
    stack.add(render_print_list(replace(content, rows=moved, pages=stack.pages + shift)), "打印清单", on_top=True)
    for row in printed:
        row.first_page += shift


def _row(row: PrintedLetter) -> ListRow:
    content, proposal = row.reply.content, row.reply.assignment.proposal
    return ListRow(
        session=str(proposal.session),
        case_number=f"{proposal.case_number}{proposal.words.item}",
        topic=proposal.title,
        addressees=content.addressees,
        document_number=row.reply.document_number or "",
        pages=row.pages,
        first_page=row.first_page,
    )
