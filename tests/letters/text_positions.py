"""The text of a PDF and where each character of it stands, in pt from the page's lower left corner."""

import io
from typing import NamedTuple

import pdfplumber
import pypdfium2


class Character(NamedTuple):
    text: str
    page: int
    x: float
    y: float
    font: str


def characters(pdf: bytes) -> list[Character]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Character(char["text"], number, char["matrix"][4], char["matrix"][5], char["fontname"].split("+")[-1])
            for number, page in enumerate(document.pages)
            for char in page.chars
            if char["text"].strip("\u200b")
        ]


def text_of(pdf: bytes) -> str:
    """All text without white space."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.replace("\u200b", "").split())
