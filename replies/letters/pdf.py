"""LetterContent → PDF, and PDF → page pictures. The same content gives the same bytes."""

import io
from functools import cache
from typing import Literal

from replies.rules.letter import LetterContent, digest

from . import engine, fonts, grid
from .ink import ink
from .sheet import sheet

Layout = Literal["document", "letter"]


class CannotRender(ValueError):
    """A letter that cannot be printed; the message says in Chinese why."""


def render_pdf(content: LetterContent, layout: Layout | None = None, seal_image: bytes | None = None) -> bytes:
    """The letter as a PDF after GB/T 9704-2012.

    ``layout`` "document" is the 文件 head (7.2), "letter" the 信函 head (10.1); None takes "document" where the
    letterhead ends in 文件. ``seal_image`` (PNG or JPEG) is laid under name and date if ``content.seal``.
    Raises CannotRender for a seal that is no picture.
    """
    chosen = layout or default_layout(content)
    try:
        seal = engine.seal_uri(seal_image) if seal_image and content.seal else None
    except ValueError as error:
        raise CannotRender(str(error)) from error
    html = engine.fill("letters/letter.html", sheet(content, chosen, seal))
    return engine.write_pdf(html, f"{digest(content)}-{chosen}".encode(), style_sheet())


@cache
def style_sheet() -> str:
    """letter.css with this machine's font chains and the numbers of the grid."""
    dash = ink("song")
    middle = (dash.top + dash.bottom) / 2 * grid.NUMBER_SIZE_MM
    values = grid.css_values(grid.PAGE_NUMBER - grid.BOX_BOTTOM - middle)
    return engine.fill(
        "letters/letter.css", {"fonts": {name: fonts.css_chain(name) for name in fonts.CHAINS}, "grid": values}
    )


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


def _png(picture: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format="PNG")  # type: ignore[attr-defined]
    return stream.getvalue()
