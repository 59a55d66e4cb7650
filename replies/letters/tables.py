"""Tables inside the text: how the 156 mm of the type area are shared among the columns."""

import math
from typing import Any

from replies.rules.letter import Table

from . import grid, runs
from .titles import width_of

CELL = 14.0  # pt: 4号, one size below the text, so that a table of a bureau's figures fits
PADDING = 1.1  # characters of 4号, left and right together
UNBROKEN = 4.0  # characters; so short a cell is not broken
LONG_CELL = 14  # characters; longer cells are set flush left instead of centred


def table_of(table: Table) -> dict[str, Any]:
    """What the template prints: column widths, head rows, other rows."""
    head, body = (table.rows[:1], table.rows[1:]) if table.header else ((), table.rows)
    widths = column_widths(table)
    return {
        "widths": [f"{width:.2f}mm" for width in widths],
        "head": [[_cell(cell, width) for cell, width in zip(row, widths, strict=True)] for row in head],
        "rows": [[_cell(cell, width) for cell, width in zip(row, widths, strict=True)] for row in body],
    }


def column_widths(table: Table) -> list[float]:
    """mm of each column, together the width of the type area.

    Each column first gets what its longest unbreakable piece needs. The rest goes, step by step, to the column that
    needs least to save a line, so that short cells stay on one line and only long ones are broken.
    """
    texts = list(zip(*table.rows, strict=True))
    columns = [[width_of(text) for text in column] for column in texts]
    widths = [
        max(min(UNBROKEN, max(cells)), *map(_longest_piece, column))
        for cells, column in zip(columns, texts, strict=True)
    ]
    spare = grid.WIDTH * grid.MM / CELL - sum(widths) - PADDING * len(widths)
    while True:
        step, place = min((_to_save_a_line(cells, widths[place]), place) for place, cells in enumerate(columns))
        if step > spare:
            break
        widths[place] += step
        spare -= step
    lacking = [max(cells) - width for cells, width in zip(columns, widths, strict=True)]
    if spare > 0 and sum(lacking) > 0:
        widths = [width + spare * lack / sum(lacking) for width, lack in zip(widths, lacking, strict=True)]
    shares = [width + PADDING for width in widths]
    return [grid.WIDTH * share / sum(shares) for share in shares]


def _to_save_a_line(cells: list[float], width: float) -> float:
    """How much wider the column must be for its highest cell to take a line less; infinite where each has one."""
    lines = max(math.ceil(cell / width) if cell else 1 for cell in cells)
    if lines < 2:
        return math.inf
    return max(cells) / (lines - 1) - width + 0.01


def _longest_piece(text: str) -> float:
    """A figure with its unit, a date or a number is kept on one line; other text may break anywhere."""
    return max((width_of(piece) for piece in runs.kept_pieces(text)), default=0.0)


def _cell(text: str, width: float) -> dict[str, Any]:
    """``width`` is the column's in mm. What fits on one line is kept there, which is cheaper than to keep its parts."""
    if (width_of(text) + PADDING) * CELL / grid.MM <= width:
        return {"html": text, "classes": "short"}
    return {"html": runs.inline(text), "classes": "long" if width_of(text) > LONG_CELL else ""}
