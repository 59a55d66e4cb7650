"""Chinese justification for WeasyPrint: the one place where a private function of it is replaced.

Stock WeasyPrint stretches only spaces, so a line of Chinese stays ragged at the right edge of the type area.
`install` puts the missing width between all characters instead. Where WeasyPrint is not as expected, nothing is
replaced and letters are still printed, with a ragged edge; `tests/letters/test_justify.py` fails then.
"""

import inspect
import logging
from collections.abc import Iterator
from typing import Any

log = logging.getLogger(__name__)

EXPECTED = {
    "justify_line": ["context", "line", "extra_width"],
    "create_layout": ["text", "style", "context", "max_width", "justification_spacing"],
}


def install() -> bool:
    """Replace WeasyPrint's ``justify_line``; True if it is (or was already) replaced, False if it has changed."""
    from weasyprint.layout import inline

    if getattr(inline, "justify_line", None) is justify_line:
        return True
    if not is_expected(inline):
        log.error("WeasyPrint 的排版接口已变化，正文右边将不能对齐；请使用 requirements.txt 锁定的版本。")
        return False
    inline.justify_line = justify_line
    return True


def is_expected(inline: Any) -> bool:
    """Whether the functions this module replaces and calls still take the arguments it knows."""
    try:
        return all(
            list(inspect.signature(getattr(inline, name)).parameters) == parameters
            for name, parameters in EXPECTED.items()
        )
    except (AttributeError, TypeError, ValueError):
        return False


def justify_line(context: Any, line: Any, extra_width: float) -> None:
    """Share ``extra_width`` (CSS px) among all gaps between the characters of the line."""
    gaps = sum(len(_visible(box.text)) for box in _texts(line)) - 1
    if gaps > 0:
        _spread(context, line, extra_width / gaps, 0.0)


def _visible(text: str) -> str:
    # A zero width space only allowed a break; now that lines are set it must not take a share of the width.
    return text.replace("\u200b", "")


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _spread(context: Any, box: Any, spacing: float, moved: float) -> float:
    """Widen the texts below ``box`` and move them right; returns how far what follows has to move."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return moved + _widen(context, box, spacing, moved)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    start = moved
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _spread(context, child, spacing, moved)
    box.width += moved - start
    return moved


def _widen(context: Any, box: Any, spacing: float, moved: float) -> float:
    from weasyprint.layout.inline import create_layout

    style = box.style.copy()
    own = style["letter_spacing"]
    tracking = 0 if own == "normal" else own
    style["letter_spacing"] = tracking + spacing
    text = _visible(box.text)
    layout = create_layout(text, style, context, max_width=None, justification_spacing=0)
    layout.deactivate()
    added = spacing * len(text) - tracking * (len(box.text) - len(text))
    box.text, box.style, box.pango_layout = text, style, layout
    box.position_x += moved
    box.width += added
    return added
