"""What is printed, in numbers: characters, lines of them and drawn rules; and the numbers of the standard in mm.

Everything is measured in mm from the page's top left corner, x to the right and y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

MM = 25.4 / 72  # mm in a point
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0  # the type area (GB/T 9704-2012 5.2)
CHAR = 156 / 28  # mm, one character
EM = 16 * MM  # mm, height of a 3号 character
PITCH = (225 - EM) / 21  # mm; the reading in which 22 lines touch both edges
MIDDLE = 106.0  # of the type area
NUMBERS_BELOW = 264.5  # what stands lower is taken for a page number

HAN = re.compile(r"[\u3400-\u9fff〇\U00020000-\U0003ffff]")
CLOSING = "，。、；：！？）》〕”’】」』％%…·—"
OPENING = "（《〔“‘【「『"

# Names of embedded fonts: the faces an office may own, and those that stand in for them.
FACES = {
    "fang": re.compile(r"fang-?song|仿宋|fandolfang|fzfs", re.IGNORECASE),
    "title": re.compile(r"xiaobiaosong|小标宋|fzxbs|noto-?serif-?cjk-?sc-?bold", re.IGNORECASE),
    "black": re.compile(r"simhei|黑体|fzhei|noto-?sans-?cjk", re.IGNORECASE),
    "kai": re.compile(r"kai|楷", re.IGNORECASE),
    "song": re.compile(r"simsun|宋体|noto-?serif-?cjk-?sc(?!-?bold)", re.IGNORECASE),
}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Char(NamedTuple):
    """One printed character: x0 … x1 its advance in mm, ``size`` in pt, ``colour`` as red, green, blue from 0 to 1."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    font: str
    colour: tuple[float, float, float]
    page: int

    @property
    def height(self) -> float:
        return self.size * MM

    @property
    def box(self) -> Box:
        """Where the ink of the character may lie."""
        return Box(self.x0, self.baseline - 0.95 * self.height, self.x1, self.baseline + 0.2 * self.height)

    @property
    def is_common(self) -> bool:
        """Han of GB 2312: every face has it, so that it must be in the face the standard names."""
        return bool(HAN.match(self.text)) and _is_in_gb2312(self.text)

    def is_in(self, face: str) -> bool:
        return bool(FACES[face].search(self.font))


@dataclass(frozen=True)
class Line:
    """Characters on one baseline, from left to right."""

    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def page(self) -> int:
        return self.chars[0].page

    @property
    def baseline(self) -> float:
        return self.chars[0].baseline

    @property
    def x0(self) -> float:
        return self.chars[0].x0

    @property
    def x1(self) -> float:
        return self.chars[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def box(self) -> Box:
        boxes = [char.box for char in self.chars]
        return Box(self.x0, min(b.top for b in boxes), self.x1, max(b.bottom for b in boxes))


class Rule(NamedTuple):
    """A drawn rectangle or stroke with its colour."""

    box: Box
    colour: tuple[float, float, float]


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Characters grouped by page and baseline (0.8 mm), from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.page, char.baseline)):
        if rows and rows[-1][0].page == char.page and char.baseline - rows[-1][-1].baseline < 0.8:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [Line(tuple(sorted(row, key=lambda char: char.x0))) for row in rows]


@cache
def _is_in_gb2312(text: str) -> bool:
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def is_red(colour: tuple[float, float, float]) -> bool:
    return colour[0] >= 0.78 and max(colour[1:]) <= 0.32
