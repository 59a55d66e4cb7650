"""Chinese justification.

Stock WeasyPrint stretches only spaces, so a line of Chinese stays ragged at the right edge of the type area. Here the
missing width is put between all characters instead. The texts of the line only note how much (`spread`); it is added
when they are painted, if `drawing` is in force, and otherwise by setting them once more with wider letter spacing.
"""

from collections.abc import Iterator
from typing import Any

from . import drawing
from .patch import Patch

# Zero width space and word joiner only allowed or forbade a break; in a line that is set they take no part.
BREAKERS = str.maketrans("", "", "\u200b\u2060")


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share ``extra_width`` (CSS px) among all gaps between the characters of the line."""
    gaps, regained = -1, 0.0
    for box in _texts(line):
        visible = len(_visible(box.text))
        gaps += visible
        regained += drawing.tracking(box.style) * (len(box.text) - visible)
    if gaps > 0:
        _spread(line, (extra_width + regained) / gaps, 0.0)


def _visible(text: str) -> str:
    return text.translate(BREAKERS)


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _spread(box: Any, spacing: float, moved: float) -> float:
    """Widen the texts below ``box`` and move them right; returns how far what follows has to move."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return moved + _widen(box, spacing, moved)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    start = moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _spread(child, spacing, moved)
    box.width += moved - start
    return moved


def _widen(box: Any, spacing: float, moved: float) -> float:
    tracking = drawing.tracking(box.style)
    text = _visible(box.text)
    added = spacing * len(text) - tracking * (len(box.text) - len(text))
    if drawing.spreads(box):
        box.spread = spacing
    else:
        drawing.set_again(box, text, tracking + spacing)
    box.position_x += moved
    box.width += added
    return added


def _expected() -> list[tuple[Any, str]]:
    from weasyprint.layout import inline

    return [
        (inline.justify_line, "context line extra_width"),
        (inline.create_layout, "text style context max_width justification_spacing"),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint.layout import inline

    return [(inline, "justify_line", justify_line)]


PATCH = Patch("justify", "正文右边将不能对齐", _expected, _replacements)
