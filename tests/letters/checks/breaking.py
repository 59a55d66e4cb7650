"""Letters broken on purpose: by a rule added to the style sheet, by changed HTML, by other content, or in the PDF.

A `Broken` letter is printed by the product itself, with the damage done on the way to WeasyPrint; the checker is told
what the letter should have been.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from unittest.mock import patch

import pypdf
from PIL import Image, ImageDraw
from pypdf.generic import DecodedStreamObject, NameObject

from replies.letters import engine, render_pdf
from replies.letters.pdf import Layout, style_sheet
from replies.rules.letter import LetterContent

from .marks import MM
from .parts import Letter

Damage = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Broken:
    """One way of breaking a letter; what is not named stays as it is.

    ``html`` is what is replaced by what, ``printed`` fields of the content that are printed otherwise, ``pdf`` changes
    the file, ``told`` is what else the checker is told (duplex, again, …; a function is called).
    """

    content: LetterContent
    css: str = ""
    html: tuple[str, str] = ("", "")
    printed: dict[str, Any] = field(default_factory=dict)
    pdf: Damage = bytes
    layout: Layout = "document"
    seal: bool = False
    told: dict[str, Any] = field(default_factory=dict)

    def letter(self) -> Letter:
        style_sheet()  # measures the fonts with an undamaged engine
        with patch.object(engine, "write_pdf", self._write(engine.write_pdf)):
            data = self.pdf(
                render_pdf(
                    replace(self.content, **self.printed), self.layout, seals(self.content) if self.seal else None
                )
            )
        told = {name: value() if callable(value) else value for name, value in self.told.items()}
        return Letter(data, self.content, self.layout, seal=self.seal, **told)

    def unbroken(self) -> Letter:
        """The same letter without the damage."""
        return Letter(_whole(self.content, self.layout, self.seal), self.content, self.layout, seal=self.seal)

    def _write(self, write: Callable[..., bytes]) -> Callable[..., bytes]:
        def damaged(html: str, identifier: bytes, css: str = "", *rest: Any) -> bytes:
            before, after = self.html
            if before:
                assert before in html, before
                html = html.replace(before, after)
            return write(html, identifier, css + self.css, *rest)

        return damaged


@cache
def _whole(content: LetterContent, layout: Layout, seal: bool) -> bytes:
    return render_pdf(content, layout, seals(content) if seal else None)


def drawn(commands: str, page: int = 1) -> Damage:
    """Draw on a page: PDF operators, in mm from the page's top left corner."""
    flipped = f"q {1 / MM} 0 0 {-1 / MM} 0 {297 / MM} cm {commands} Q".encode()
    return contents(lambda data: b"q " + data + b" Q " + flipped, page)


def contents(change: Damage, page: int = 1) -> Damage:
    """Change the operators of a page."""

    def change_page(writer: pypdf.PdfWriter) -> None:
        target = writer.pages[page - 1]
        stream = DecodedStreamObject()
        stream.set_data(change(target.get_contents().get_data()))
        target[NameObject("/Contents")] = writer._add_object(stream)

    return pages(change_page)


def pages(change: Callable[[pypdf.PdfWriter], Any]) -> Damage:
    """Change the pages: ``change`` gets a pypdf writer."""

    def edit(pdf: bytes) -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        change(writer)
        stream = io.BytesIO()
        writer.write(stream)
        return stream.getvalue()

    return edit


def first_glyph_missing(data: bytes) -> bytes:
    """The first glyph of a page becomes glyph 0."""
    return re.sub(rb"<[0-9A-Fa-f]{4}", b"<0000", data, count=1)


@cache
def seal_picture() -> bytes:
    """A red ring as PNG."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, 198, 198), outline=(255, 0, 0, 255), width=8)
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    return stream.getvalue()


def seals(content: LetterContent) -> list[bytes]:
    """One seal for each agency that signs."""
    return [seal_picture() for _ in content.signatories]
