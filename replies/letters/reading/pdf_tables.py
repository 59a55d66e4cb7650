"""Tables of a PDF page by their ruled lines."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from replies.rules.letter import Table

from .pdf_page import Char, lines_of

THIN = 2.5  # pt; a rule is drawn as a stroke or as a thin filled box
SHORTEST = 5.0  # pt
LOWEST_ROW = 9.0  # pt; less is a double rule
NEAR = 3.0  # pt; edges this close are one

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pt from the page's top left corner


@dataclass(frozen=True)
class Grid:
    """The edges of columns and rows of one table."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def holds(self, char: Char) -> bool:
        middle = (char.left + char.right) / 2
        is_inside = self.columns[0] < middle < self.columns[-1]
        return is_inside and self.rows[0] < char.base - char.size / 3 < self.rows[-1]

    def cell(self, char: Char) -> tuple[int, int]:
        return _interval(self.rows, char.base - char.size / 3), _interval(self.columns, (char.left + char.right) / 2)


@dataclass(frozen=True)
class PlacedTable:
    """A table with the place of its upper edge and the edges of its columns."""

    table: Table
    top: float
    columns: tuple[float, ...]


def grids_of(page: Any) -> list[Grid]:
    """The ruled grids of a page."""
    grids = [grid for group in _connected(list(_rules(page))) for grid in _grids(group)]
    return [grid for grid in grids if _is_table(grid)]


def _is_table(grid: Grid) -> bool:
    """A frame around some text is no table."""
    columns, rows = len(grid.columns) - 1, len(grid.rows) - 1
    return columns > 0 and rows > 0 and (columns > 1 or rows > 1)


def table_of(grid: Grid, chars: Sequence[Char]) -> PlacedTable:
    """The text of a grid's cells. Its first row heads the table if it is set in another face than the second."""
    cells: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        cells.setdefault(grid.cell(char), []).append(char)
    filled = {row for row, _ in cells}
    heights = [lower - upper for upper, lower in pairwise(grid.rows)]
    numbers = [row for row, height in enumerate(heights) if row in filled or height > LOWEST_ROW]
    width = range(len(grid.columns) - 1)
    rows = tuple(tuple(_text(cells.get((row, column), [])) for column in width) for row in numbers)
    faces = [
        {char.font for place, inside in cells.items() if place[0] == row for char in inside} for row in numbers[:2]
    ]
    header = len(faces) == 2 and not faces[0] & faces[1]
    return PlacedTable(Table(rows, header), grid.rows[0], grid.columns)


def continued(upper: PlacedTable, lower: PlacedTable) -> PlacedTable | None:
    """One table where the lower one goes on with the upper one on the next page; its repeated head is left out."""
    if len(upper.columns) != len(lower.columns):
        return None
    if any(abs(one - other) > NEAR for one, other in zip(upper.columns, lower.columns, strict=True)):
        return None
    repeats = upper.table.header and lower.table.rows[:1] == upper.table.rows[:1]
    rows = upper.table.rows + lower.table.rows[1 if repeats else 0 :]
    return replace(upper, table=Table(rows, upper.table.header))


def _text(chars: list[Char]) -> str:
    return "".join(line.text for line in lines_of(chars))


def _interval(edges: Sequence[float], value: float) -> int:
    return max(0, sum(edge < value for edge in edges) - 1)


def _rules(page: Any) -> Iterator[Box]:
    page_left, _, _, page_top = page.get_bbox()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        box = (left - page_left, page_top - top, right - page_left, page_top - bottom)
        width, height = right - left, top - bottom
        if (height <= THIN and width >= SHORTEST) or (width <= THIN and height >= SHORTEST):
            yield box
        elif _is_stroked(item):
            yield (box[0], box[1], box[2], box[1])
            yield (box[0], box[3], box[2], box[3])
            yield (box[0], box[1], box[0], box[3])
            yield (box[2], box[1], box[2], box[3])


def _is_stroked(item: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    return bool(stroke.value)


def _connected(rules: list[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _touch(one: Box, other: Box) -> bool:
    apart = one[0] > other[2] + NEAR or other[0] > one[2] + NEAR
    return not apart and one[1] <= other[3] + NEAR and other[1] <= one[3] + NEAR


def _grids(rules: list[Box]) -> Iterator[Grid]:
    """The tables of connected rules: one that stands right below another has other columns."""
    upright = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    rows = _edges([(top + bottom) / 2 for left, top, right, bottom in rules if right - left >= bottom - top])
    start, columns = 0, set[float]()
    for number, (top, bottom) in enumerate(pairwise(rows)):
        here = set(_edges([(r[0] + r[2]) / 2 for r in upright if r[1] < (top + bottom) / 2 < r[3]]))
        if columns and not _within(here, columns) and not _within(columns, here):
            yield Grid(tuple(sorted(columns)), rows[start : number + 1])
            start, columns = number, here
        columns = here if len(here) > len(columns) else columns
    yield Grid(tuple(sorted(columns)), rows[start:])


def _within(some: set[float], others: set[float]) -> bool:
    return all(any(abs(one - other) <= NEAR for other in others) for one in some)


def _edges(values: list[float]) -> tuple[float, ...]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return tuple(edges)
