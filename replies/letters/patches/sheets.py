"""WeasyPrint's default style sheet without what no letter uses.

Its rules for footnotes, notes and list markers match every element, so that each gets six more styles; those for
writing direction, nested lists and form fields are tried on every element; and each page gets sixteen margin boxes,
most of them empty.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from .patch import Patch

UNUSED = ("::footnote-", "::note-", "::marker", "[dir", ":is(dir, ", ":is(input, ")
MARGIN_BOX = re.compile(r"@(?:top|right|bottom|left)-[a-z-]+")


def margin_boxes(css: str) -> frozenset[str]:
    """The margin boxes that a style sheet fills; `ua_stylesheets` finds them in the page's ``margin_boxes``."""
    return frozenset(MARGIN_BOX.findall(css))


def ua_stylesheets(self: Any, forms: bool = False) -> list[Any]:
    """``HTML._ua_stylesheets``."""
    if forms:
        from weasyprint.html import UA_FORM_STYLESHEET, UA_STYLESHEET

        return [UA_STYLESHEET, UA_FORM_STYLESHEET]
    return [_plain(getattr(self, "margin_boxes", None))]


@cache
def _plain(filled: frozenset[str] | None) -> Any:
    from weasyprint import CSS
    from weasyprint.html import UA, UA_COUNTER_STYLE

    lines = [line for line in UA.splitlines() if not line.startswith(UNUSED) and not _is_empty(line, filled)]
    return CSS(string="\n".join(lines), counter_style=UA_COUNTER_STYLE)


def _is_empty(line: str, filled: Iterable[str] | None) -> bool:
    box = MARGIN_BOX.match(line.strip())
    return box is not None and filled is not None and box[0] not in filled


def _expected() -> list[tuple[Any, str]]:
    from weasyprint import HTML
    from weasyprint.html import UA, UA_COUNTER_STYLE, UA_FORM_STYLESHEET, UA_STYLESHEET  # noqa: F401 - are they there?

    return [(HTML._ua_stylesheets, "self forms")]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint import HTML

    return [(HTML, "_ua_stylesheets", ua_stylesheets)]


PATCH = Patch("sheets", "排版会变慢", _expected, _replacements)
