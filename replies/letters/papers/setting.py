"""One of the papers' own templates to PDF, once every character of it is known to print."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from pypdf import PdfReader

from .. import engine, fonts
from ..obstacles import unprintable
from ..pdf import CannotRender


def set_paper(name: str, page: dict[str, Any], texts: Iterable[tuple[str, str, str]], sizes: Sequence[float]) -> bytes:
    """`templates/letters/paper_<name>.html` filled in. `texts` are (place in Chinese, face, text) of all that is stored.

    Of `sizes` (pt) the first that fits it on one page is taken, the first of all where none does.
    """
    if found := list(dict.fromkeys(unprintable(texts))):
        raise CannotRender("\n".join(found))
    html = engine.fill(f"letters/paper_{name}.html", page)
    identifier = hashlib.sha256(html.encode()).hexdigest().encode()
    first = engine.write_pdf(html, identifier, _style(name, sizes[0]))
    if _is_one_page(first):
        return first
    smaller = (engine.write_pdf(html, identifier, _style(name, size)) for size in sizes[1:])
    return next(filter(_is_one_page, smaller), first)


def _is_one_page(pdf: bytes) -> bool:
    return len(PdfReader(io.BytesIO(pdf)).pages) == 1


@cache
def _style(name: str, size: float) -> str:
    chains = {face: fonts.css_chain(face) for face in fonts.CHAINS}
    return engine.fill(f"letters/paper_{name}.css", {"fonts": chains, "size": str(size)})
