"""A page of a PDF as lines of characters with their places, in points from the page's top left corner."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from .from_text import SUPERSCRIPTS

WIDE = 1.5  # em; a gap this wide parts a line in two (发文字号 and 签发人)
NARROW = 0.22  # em; names side by side in a joint sign-off
WORD = 0.22  # em; between words of Latin letters where the file holds no space
INVISIBLE = {0, 0x0D, 0x0A, 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0xFFFE, 0xFFFF}
SPACES = " \u3000\u00a0\t"


@dataclass(frozen=True)
class Char:
    text: str
    left: float
    right: float
    base: float
    size: float
    font: str
    is_red: bool


@dataclass(frozen=True)
class Line:
    """Characters on one baseline, from left to right."""

    chars: tuple[Char, ...]

    @cached_property
    def inked(self) -> tuple[Char, ...]:
        return tuple(char for char in self.chars if char.text not in SPACES)

    @property
    def left(self) -> float:
        return self.inked[0].left

    @property
    def right(self) -> float:
        return self.inked[-1].right

    @property
    def base(self) -> float:
        return self.inked[0].base

    @cached_property
    def size(self) -> float:
        return max(char.size for char in self.inked)

    @property
    def is_red(self) -> bool:
        return all(char.is_red for char in self.inked)

    @cached_property
    def text(self) -> str:
        """The line's text; a wide gap is two ideographic spaces."""
        parts = []
        usual = self._usual_gap()
        for before, char in zip((None, *self.chars), self.chars, strict=False):
            gap = (char.left - before.right) / self.size if before else 0.0
            if before and gap > WIDE and not self.is_red:
                parts.append("\u3000\u3000")
            elif before and gap > usual + WORD and re.fullmatch(r"[A-Za-z\d,.;:)][A-Za-z\d(]", before.text + char.text):
                parts.append(" ")
            parts.append(char.text)
        return "".join(parts).strip(SPACES)

    def _usual_gap(self) -> float:
        """em between two characters: justified lines are stretched."""
        gaps = [(char.left - before.right) / self.size for before, char in pairwise(self.chars)]
        return max(0.0, median(gaps)) if gaps else 0.0

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The line cut at every gap that is more than the ordinary distance of two characters."""
        parts = [""]
        for before, char in zip((None, *self.chars), self.chars, strict=False):
            if before and char.left - before.right > NARROW * self.size:
                parts.append("")
            parts[-1] += char.text
        return tuple(part.strip(SPACES) for part in parts if part.strip(SPACES))


def chars_of(page: Any) -> list[Char]:
    """The visible characters in the order the file holds them; what stands askew (a watermark) is left out."""
    textpage = page.get_textpage()
    left, _, _, top = page.get_bbox()
    try:
        codes = _codes(textpage)
        return [char for index, code in codes for char in _char(textpage.raw, index, code, left, top)]
    finally:
        textpage.close()


def _codes(textpage: Any) -> Iterator[tuple[int, int]]:
    """(place, code point) of each character; PDFium holds one beyond U+FFFF as two surrogates in two places."""
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000 and high:
            yield index, 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        else:
            yield index, code


def _char(textpage: Any, index: int, code: int, page_left: float, page_top: float) -> Iterator[Char]:
    if code in INVISIBLE or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
        return
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    if abs(matrix.b) > abs(matrix.a) * 0.1:
        return
    size = abs(pdfium.FPDFText_GetFontSize(textpage, index) * matrix.d) or box.top - box.bottom
    text = "-" if code == 2 else chr(code)  # PDFium's sign for a hyphen at the end of a line
    if size <= 0 or not (text.isprintable() or text in SPACES):
        return
    font, red = _font(textpage, index), _is_red(textpage, index)
    yield Char(text, box.left - page_left, box.right - page_left, page_top - y.value, size, font, red)


def _font(textpage: Any, index: int) -> str:
    name, flags = ctypes.create_string_buffer(64), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 64, flags)
    return name.value.decode("utf-8", "replace")


def _is_red(textpage: Any, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    return red.value >= 160 and green.value <= 100 and blue.value <= 100


def lines_of(chars: list[Char]) -> list[Line]:
    """Characters gathered on their baselines, from the top of the page down."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.base, char.left)):
        if rows and abs(char.base - rows[-1][0].base) <= 0.4 * min(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [Line(tuple(_in_order(row))) for row in rows]
    return [line for line in lines if line.inked]


def _in_order(row: list[Char]) -> Iterator[Char]:
    """From left to right, raised figures as ², and what is drawn twice (imitated bold) once."""
    size = max(char.size for char in row)
    base = max(char.base for char in row if char.size == size)
    last = None
    for char in sorted(row, key=lambda char: char.left):
        if last and char.text == last.text and abs(char.left - last.left) < 0.15 * char.size:
            continue
        last = char
        if char.size < 0.8 * size and base - char.base > 0.15 * size and re.fullmatch(r"[\d+-]", char.text):
            raised = char.text.translate(SUPERSCRIPTS)
            char = Char(raised, char.left, char.right, base, size, char.font, char.is_red)
        yield char
