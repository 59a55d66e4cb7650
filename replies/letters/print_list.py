"""The numbered list that lies on top of a pile of printed letters: what is in it, and on which page of the file."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from . import engine, fonts

NAMED = 3  # addressees; of more only the first is named


@dataclass(frozen=True)
class ListRow:
    """One letter of the pile. `first_page` counts the pages of the whole file from 1."""

    session: str  # 县人大七届六次会议
    case_number: str  # 第27号
    topic: str
    addressees: tuple[str, ...]
    document_number: str
    pages: int
    first_page: int


@dataclass(frozen=True)
class PrintList:
    """`made_at` is the local time of the order, `pages` that of the whole file, blanks and this list included."""

    rows: Sequence[ListRow]
    pages: int
    duplex: bool
    made_by: str
    made_at: datetime


def render_print_list(content: PrintList) -> bytes:
    """The list as a PDF on A4; the same content gives the same bytes."""
    at = content.made_at
    sessions = {row.session for row in content.rows}
    page = {  # numbers as text: a template would ask for the language of the site
        "rows": [_cells(place, row, len(sessions) > 1) for place, row in enumerate(content.rows, 1)],
        "session": sessions.pop() if len(sessions) == 1 else "",
        "letters": str(len(content.rows)),
        "letter_pages": str(sum(row.pages for row in content.rows)),
        "pages": str(content.pages),
        "duplex": content.duplex,
        "by": content.made_by,
        "at": f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}",
    }
    html = engine.fill("letters/print_list.html", page)
    return engine.write_pdf(html, hashlib.sha256(html.encode()).hexdigest().encode(), _style())


def _cells(place: int, row: ListRow, several: bool) -> dict[str, Any]:
    return {
        "place": str(place),
        "case": f"{row.session}{row.case_number}" if several else row.case_number,
        "topic": row.topic,
        "addressees": row.addressees if len(row.addressees) <= NAMED else _in_short(row.addressees),
        "number": row.document_number or "—",
        "pages": str(row.pages),
        "first_page": str(row.first_page),
    }


def _in_short(names: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{names[0]}等{len(names)}人",)


@cache
def _style() -> str:
    return engine.fill("letters/print_list.css", {"fonts": {name: fonts.css_chain(name) for name in fonts.CHAINS}})
