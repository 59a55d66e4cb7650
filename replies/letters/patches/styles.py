"""Computed styles are kept from letter to letter.

All letters share one style sheet, so nearly all their styles are the same: the same declarations below the same parent.
WeasyPrint already shares such styles within one document; here they outlive it.
"""

from typing import Any

from .patch import Patch, original

MOST = 1500  # some 10 MB; then all are forgotten and computed anew

_kept: dict[tuple[Any, ...], Any] = {}


def set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """``StyleFor.set_computed_styles``."""
    computed = self.get_computed_styles()
    is_root = element == root and pseudo_type is None
    above = () if is_root else (id(computed[parent, None]), id(computed[root, None]))
    declared = self.get_cascaded_styles().get((element, pseudo_type), {})
    said = _comparable(declared)
    # A kept style holds its parent and its root, so that their addresses stand for them as long as it is kept.
    key = (above, pseudo_type, id(self.font_config), base_url, said)
    style = _kept.get(key) if said is not None else None
    if style is None:
        stock = original(type(self), "set_computed_styles")
        stock(self, element, parent, root, pseudo_type, base_url, target_collector)
        if said is not None:
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = computed[element, pseudo_type]
        return
    style.pop("overflow", None)  # of the root it is given over to the page, and marked as gone
    computed[element, pseudo_type] = style
    if target_collector and style["anchor"]:
        target_collector.collect_anchor(style["anchor"])


def _comparable(declared: dict[str, Any]) -> frozenset[Any] | None:
    """The declarations as a key; None where one cannot be one."""
    try:
        return frozenset(declared.items())
    except TypeError:
        pass
    try:  # the weight of a page rule is a list
        return frozenset((name, value, repr(weight)) for name, (value, weight) in declared.items())
    except TypeError:
        return None


def _expected() -> list[tuple[Any, str]]:
    from weasyprint.css import StyleFor

    return [
        (StyleFor.set_computed_styles, "self element parent root pseudo_type base_url target_collector"),
        (StyleFor.get_computed_styles, "self"),
        (StyleFor.get_cascaded_styles, "self"),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint.css import StyleFor

    return [(StyleFor, "set_computed_styles", set_computed_styles)]


PATCH = Patch("styles", "排版会变慢", _expected, _replacements)
