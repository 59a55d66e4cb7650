"""A ruler for the papers: what stands where on each page, in mm from its top left corner."""

import io
from dataclasses import dataclass

import pdfplumber

MM = 25.4 / 72


@dataclass(frozen=True)
class Sheet:
    """`box` is (left, top, right, bottom) of everything but the page number."""

    text: str
    box: tuple[float, float, float, float]
    number: str
    fonts: frozenset[str]
    size: tuple[int, int]


def sheets(pdf: bytes) -> list[Sheet]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_sheet(page) for page in document.pages]


def _sheet(page) -> Sheet:
    height = 184.5 if page.width > page.height else 262.5
    above = [char for char in page.chars if char["bottom"] * MM <= height]
    drawn = [(r["x0"] * MM, r["top"] * MM, r["x1"] * MM, r["bottom"] * MM) for r in [*page.rects, *page.lines]]
    boxes = drawn + [(c["x0"] * MM, c["top"] * MM, c["x1"] * MM, c["bottom"] * MM) for c in above if c["text"].strip()]
    left, top, right, bottom = zip(*boxes, strict=True)
    return Sheet(
        _text(above),
        (min(left), min(top), max(right), max(bottom)),
        _text(char for char in page.chars if char["bottom"] * MM > height),
        frozenset(char["fontname"] for char in page.chars),
        (round(page.width * MM), round(page.height * MM)),
    )


def _text(chars) -> str:
    return "".join(char["text"] for char in chars if char["text"].strip("\u200b").strip())


def inside(sheet: Sheet) -> bool:
    """Does everything stand in the type area of GB/T 9704-2012: 156 by 225 mm, turned where the paper is turned?"""
    left, top, right, bottom = sheet.box
    area = (36, 28, 261, 184) if sheet.size == (297, 210) else (28, 37, 184, 262)
    return left >= area[0] - 1 and top >= area[1] - 1 and right <= area[2] + 1 and bottom <= area[3] + 1
