"""Our own pages are well-formed, so the XML parser of the standard library reads them, ten times as fast.

What is not well-formed is read by WeasyPrint's HTML parser as before.
"""

import re
from typing import Any
from xml.etree import ElementTree

from .patch import Patch, original

VOID = re.compile(r"<((?:meta|img|br|hr|col|wbr)\b[^<>]*?)/?>")  # elements without an end tag


def parse(document: Any, namespace_html_elements: bool = True, **kwargs: Any) -> Any:
    """``tinyhtml5.parse``: the root element of a page."""
    import weasyprint

    text = document.read() if hasattr(document, "read") else document
    if isinstance(text, str) and not namespace_html_elements:
        try:
            return ElementTree.fromstring(VOID.sub(r"<\1/>", text))  # noqa: S314 - our own page; entities are refused
        except ElementTree.ParseError:
            pass
    return original(weasyprint.tinyhtml5, "parse")(text, namespace_html_elements=namespace_html_elements, **kwargs)


def _expected() -> list[tuple[Any, str]]:
    import weasyprint

    return [(weasyprint.tinyhtml5.parse, "document namespace_html_elements kwargs")]


def _replacements() -> list[tuple[Any, str, Any]]:
    import weasyprint

    return [(weasyprint.tinyhtml5, "parse", parse)]


PATCH = Patch("parsing", "读取页面会变慢", _expected, _replacements)
