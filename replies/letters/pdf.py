"""LetterContent → PDF, and PDF → page pictures. The same content gives the same bytes."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from replies.rules.letter import LetterContent, digest, to_json

from . import engine, fonts, grid
from .archive import BOOKMARKS, Archive
from .ink import ink
from .obstacles import elements, obstacles
from .sheet import is_chained, sheet

Layout = Literal["document", "letter"]


class CannotRender(ValueError):
    """A letter that cannot be printed; the message says in Chinese why."""


def render_pdf(
    content: LetterContent,
    layout: Layout | None = None,
    seal_image: bytes | Sequence[bytes | None] | None = None,
    *,
    duplex: bool = False,
    category_at: Literal["right", "left"] = "right",
) -> bytes:
    """The letter as a PDF after GB/T 9704-2012.

    ``layout`` "document" is the 文件 head (7.2), "letter" the 信函 head (10.1); None takes "document" where the
    letterhead ends in 文件. ``seal_image`` (PNG or JPEG) is laid under name and date if ``content.seal``; of a joint
    letter it is the first agency's, or a list in the order of the signatories. ``duplex`` puts the 版记 on an even
    page, ``category_at`` is the side of the page the class mark stands on.
    Raises CannotRender for what cannot be printed whole, and for a seal that is no picture.
    """
    chosen = layout or default_layout(content)
    if found := obstacles(content, chosen):
        raise CannotRender("\n".join(found))
    context = sheet(content, chosen, _seals(content, seal_image), category_at)
    identifier = f"{digest(content)}-{chosen}-{category_at}"
    archive = Archive(to_json(content), content.date)
    pdf = _write(context, "", identifier, archive)
    if is_chained(content.paragraphs) and not _shows_text(pdf, content):
        context["is_loose"] = True
        pdf = _write(context, "", identifier, archive)
    return _with_even_imprint(pdf, context, identifier, archive) if duplex and context["tail"] else pdf


def _write(context: dict[str, Any], imprint: str, identifier: str, archive: Archive) -> bytes:
    html = engine.fill("letters/letter.html", context | {"imprint": imprint})
    return engine.write_pdf(html, f"{identifier}{imprint}".encode(), style_sheet(), archive)


def _shows_text(pdf: bytes, content: LetterContent) -> bool:
    """Does page 1 show some of the text (7.3.3)?"""
    parts = (text for where, _, text in elements(content, "document") if where.startswith("正文"))
    beginning = "".join("".join(parts).split())[:12]
    return beginning in "".join(page_texts(pdf)[0].replace("\u200b", "").split())


def _with_even_imprint(pdf: bytes, context: dict[str, Any], identifier: str, archive: Archive) -> bytes:
    """The same letter with the 版记 on an even page, the back of the last sheet.

    Where that leaves a blank page before it, neither of the two is numbered (7.5).
    """
    if len(page_texts(pdf)) % 2 == 0:
        return pdf
    pdf = _write(context, "even", identifier, archive)
    has_blank_page = not page_texts(pdf)[-2].replace("—", "").strip(" \r\n0123456789")
    return _write(context, "even apart", identifier, archive) if has_blank_page else pdf


def _seals(content: LetterContent, images: bytes | Sequence[bytes | None] | None) -> list[str | None]:
    """The pictures as data: addresses, none where the letter sets out no room for them."""
    if not content.seal:
        return []
    try:
        given = [images] if isinstance(images, bytes) else images or []
        return [engine.seal_uri(image) if image else None for image in given]
    except ValueError as error:
        raise CannotRender(str(error)) from error


@cache
def style_sheet() -> str:
    """letter.css with this machine's font chains and the numbers of the grid."""
    dash = ink("song")
    middle = (dash.top + dash.bottom) / 2 * grid.NUMBER_SIZE_MM
    values = grid.css_values(grid.PAGE_NUMBER - grid.BOX_BOTTOM - middle)
    letter = engine.fill(
        "letters/letter.css", {"fonts": {name: fonts.css_chain(name) for name in fonts.CHAINS}, "grid": values}
    )
    return letter + BOOKMARKS


def default_layout(content: LetterContent) -> Layout:
    """文件 head where the letterhead ends in 文件, else the 信函 head."""
    return "document" if (content.letterhead or "").rstrip().endswith("文件") else "letter"


def preview_pages(pdf: bytes, width_px: int = 800) -> list[bytes]:
    """Each page of a PDF as a PNG picture ``width_px`` pixels wide."""
    import pypdfium2

    with engine.LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            pages = [page.render(scale=width_px / page.get_width()).to_pil() for page in document]
        finally:
            document.close()
    return [_png(page) for page in pages]


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, in the order the PDF holds it."""
    import pypdfium2

    with engine.LOCK:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()


def _png(picture: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format="PNG")  # type: ignore[attr-defined]
    return stream.getvalue()
