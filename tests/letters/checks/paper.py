"""A PDF as a ruler sees it: the marks on its pages from the text layer, and their ink from pictures of 200 dpi."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, cached_property

import pdfplumber
import pypdfium2
from PIL import Image, ImageChops

from replies.letters import engine

from ..spacing import true_spacing
from .marks import MM, NUMBERS_BELOW, Box, Char, Line, Rule, lines_of

DPI = 200
FINE = 800  # for the thickness of a rule, in a narrow strip of the page


class Page:
    """One page; ``number`` from 1. Pictures are made when they are asked for."""

    def __init__(self, paper: Paper, page: pdfplumber.page.Page) -> None:
        self.paper, self.number = paper, page.page_number
        self.size = (float(page.width) * MM, float(page.height) * MM)
        self.rotation = page.rotation or 0
        self.every = [_char(char, float(page.height)) for char in page.chars if _is_visible(char["text"])]
        self.chars = [char for char in self.every if char.baseline <= NUMBERS_BELOW]
        self.number_line = lines_of(char for char in self.every if char.baseline > NUMBERS_BELOW)
        self.rules = sorted(
            Rule(Box(*(item[key] * MM for key in ("x0", "top", "x1", "bottom"))), _colour(item))
            for item in [*page.rects, *page.lines, *page.curves]
        )
        self.pictures = [Box(*(item[key] * MM for key in ("x0", "top", "x1", "bottom"))) for item in page.images]

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.chars)

    def ink(self, box: Box | tuple[float, float, float, float], red: bool = False) -> Box | None:
        """The edges of black (or red) ink inside ``box``, or None where there is none."""
        scale = DPI / 25.4
        part = (self._red if red else self._black).crop(tuple(round(edge * scale) for edge in box))
        found = part.getbbox()
        if not found:
            return None
        left, top = round(box[0] * scale), round(box[1] * scale)
        return Box(*((edge + offset) / scale for edge, offset in zip(found, (left, top, left, top), strict=True)))

    @cached_property
    def red_bands(self) -> list[Box]:
        """Red rules, from top to bottom: rows in which most of x 21 … 191 is red."""
        groups: list[list[float]] = []
        for band in _bands(self._red, DPI, 0.0):
            if groups and band.top - groups[-1][1] < 2:
                groups[-1][1] = band.bottom
            else:
                groups.append([band.top, band.bottom])
        return [band for top, bottom in groups for band in self._strip(top - 0.5, bottom + 0.5)]

    def _strip(self, top: float, bottom: float) -> list[Box]:
        """The red rules between two heights, measured at a high resolution."""
        height = self.size[1]
        picture = self.paper.picture(self.number, FINE, (0, (height - bottom) / MM, 0, top / MM))
        return list(_bands(_red_mask(picture), FINE, top))

    @cached_property
    def _picture(self) -> Image.Image:
        return self.paper.picture(self.number, DPI)

    @cached_property
    def _red(self) -> Image.Image:
        return _red_mask(self._picture)

    @cached_property
    def _black(self) -> Image.Image:
        # Red has a green and a blue of nothing as well: black is what has no red either.
        return self._picture.getchannel("R").point(lambda value: 255 * (value < 128))


class Paper:
    """A PDF, parsed once for all assertions."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        with true_spacing(), pdfplumber.open(io.BytesIO(pdf)) as document:
            self.pages = [Page(self, page) for page in document.pages]

    def picture(self, number: int, dpi: int, crop: tuple[float, ...] = (0, 0, 0, 0)) -> Image.Image:
        """A page without anti-aliasing; ``crop`` in pt from left, bottom, right and top."""
        with engine.LOCK:
            document = pypdfium2.PdfDocument(self.pdf)
            try:
                page = document[number - 1]
                bitmap = page.render(scale=dpi / 72, crop=crop, no_smoothtext=True, no_smoothpath=True)
                return bitmap.to_pil().convert("RGB")
            finally:
                document.close()


def _char(char: dict, height: float) -> Char:
    return Char(
        char["text"],
        char["x0"] * MM,
        char["x1"] * MM,
        (height - char["matrix"][5]) * MM,
        round(char["size"], 2),
        char["fontname"].split("+")[-1],
        _colour(char),
        char["page_number"],
    )


def _colour(item: dict) -> tuple[float, float, float]:
    filled = item.get("fill", True)
    value = item["non_stroking_color"] if filled else item["stroking_color"]
    value = tuple(float(part) for part in value) if isinstance(value, list | tuple) else ()
    if len(value) == 4:  # CMYK
        return tuple(max(0.0, 1 - part - value[3]) for part in value[:3])  # type: ignore[return-value]
    return value if len(value) == 3 else (value[0],) * 3 if value else (0.0,) * 3  # type: ignore[return-value]


def _is_visible(text: str) -> bool:
    return bool(text.strip().strip("\u200b"))


def _red_mask(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    low = ImageChops.darker(_low(green), _low(blue))
    return ImageChops.darker(red.point(lambda value: 255 * (value >= 200)), low)


def _low(channel: Image.Image) -> Image.Image:
    return channel.point(lambda value: 255 * (value <= 80))


def _bands(mask: Image.Image, dpi: int, offset: float) -> Iterator[Box]:
    scale = dpi / 25.4
    left, right = round(31 * scale), round(181 * scale)
    rows = mask.crop((left, 0, right, mask.height)).resize((1, mask.height), Image.Resampling.BOX)
    start = None
    for row, cover in enumerate([*rows.tobytes(), 0]):
        if cover > 150 and start is None:
            start = row
        elif cover <= 150 and start is not None:
            found = mask.crop((0, start, mask.width, row)).getbbox()
            assert found
            yield Box(found[0] / scale, offset + start / scale, found[2] / scale, offset + row / scale)
            start = None


@cache
def paper_of(pdf: bytes) -> Paper:
    return Paper(pdf)
