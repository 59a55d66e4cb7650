"""Lengths are resolved once for each style and width of the surrounding box, not once for each box.

A letter has some fifty styles and thousands of boxes, and WeasyPrint resolves the same eighteen lengths for each.
"""

from typing import Any

from .patch import Patch

SIDES = ("top", "right", "bottom", "left")
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
RESOLVED = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *BORDERS,
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)
MOST = 32  # boxes around, for one style; columns of tables are never as wide again
MODULES = ("absolute", "block", "float", "inline", "page", "table")


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """WeasyPrint's ``resolve_percentages``."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.percent import resolve_percentages as stock

    style = box.style
    # Collapsed borders belong to the box, not to its style.
    borders = _borders(box) if style["border_collapse"] == "collapse" else None
    if isinstance(box, boxes.PageBox) or (borders and style["box_sizing"] != "content-box"):
        stock(box, containing_block)
        return
    around = containing_block
    if isinstance(around, boxes.Box):
        around = around.width, around.height
    # The layout of flexible boxes sets width and height of a style it has already used.
    key = (*around, style["width"], style["height"])
    known = style.__dict__.setdefault("resolved_lengths", {})
    lengths = known.get(key)
    if lengths is None:
        if len(known) >= MOST:
            known.clear()
        stock(box, containing_block)
        known[key] = {name: style[name] if name in BORDERS else getattr(box, name) for name in RESOLVED}
    else:
        box.__dict__.update(lengths)
    if borders:
        box.__dict__.update(borders)


def _borders(box: Any) -> dict[str, float]:
    return {name: box.__dict__[name] for name in BORDERS if name in box.__dict__}


def _expected() -> list[tuple[Any, str]]:
    return [(function, "box containing_block") for _, _, function in _places()]


def _places() -> list[tuple[Any, str, Any]]:
    from importlib import import_module

    modules = [import_module(f"weasyprint.layout.{name}") for name in MODULES]
    return [(module, "resolve_percentages", module.resolve_percentages) for module in modules]


def _replacements() -> list[tuple[Any, str, Any]]:
    return [(module, name, resolve_percentages) for module, name, _ in _places()]


PATCH = Patch("percentages", "排版会变慢", _expected, _replacements)
