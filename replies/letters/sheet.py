"""LetterContent → what the template of a letter prints, element by element."""

import math
from collections.abc import Sequence
from typing import Any

from replies.rules.letter import Attachment, LetterContent, Paragraph, Table, salutation_of
from replies.rules.paragraphs import heading_length, heading_level

from . import grid, runs
from .head import build_head
from .signoff import build_signoff, chinese_date, notes
from .titles import break_title, width_of

HEAD_CELL = 4  # characters; a longer heading of a column may be broken
LONG_CELL = 14  # characters; longer cells are set flush left instead of centred
CELL_CHARACTERS = 31.5  # 4号 characters in the 156 mm of the type area
FLUSH_LEFT = {"敬礼", "敬礼！", "敬礼!"}


def sheet(content: LetterContent, layout: str, seal: str | None) -> dict[str, Any]:
    """The template's context. ``layout`` is "document" or "letter", ``seal`` a data: address or None."""
    salutation = salutation_of(content)
    return {
        "layout": layout,
        "title": (content.title or "").replace("\n", ""),
        "author": "、".join(content.signatories),
        "created": content.date.isoformat() if content.date else "",
        "head": build_head(content, layout),
        "salutation": runs.with_names(salutation, content.addressees) if salutation else "",
        "paragraphs": blocks(content.paragraphs),
        "listed": listed(content.attachments),
        "signoff": build_signoff(content),
        "notes": [runs.inline(line) for line in notes(content)],
        "seal": seal,
        "attachments": attached(content.attachments),
        "tail": tail(content, layout),
    }


def blocks(paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """Paragraphs and tables with the classes that govern their page breaks."""
    result = [_table(item) if isinstance(item, Table) else _text(item) for item in paragraphs if item]
    if len(result) > 1 and result[-1]["html"]:
        # Name and date never stand alone on a page: two lines of the text go with them. A sole paragraph may send
        # one line along, because page 1 must show some of the text as well (7.3.3).
        result[-1]["classes"] += " last"
    return result


def _text(text: str) -> dict[str, Any]:
    text = text.strip(" \t\u3000\u00a0")
    classes = "flush" if text in FLUSH_LEFT else ""
    if heading_level(text):
        # A heading goes with what it heads; one that runs on keeps at least two of its lines together.
        classes = "heading" if heading_length(text) == len(text) else "running"
    return {"html": runs.paragraph(text), "classes": classes, "table": None}


def _table(table: Table) -> dict[str, Any]:
    head, body = (table.rows[:1], table.rows[1:]) if table.header else ((), table.rows)
    limit = _longest_unbroken(head, body)
    return {
        "html": "",
        "classes": "",
        "table": {
            "head": [[_cell(cell, HEAD_CELL) for cell in row] for row in head],
            "rows": [[_cell(cell, limit) for cell in row] for row in body],
        },
    }


def _longest_unbroken(head: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> float:
    """How wide a cell may be to stay on one line, so that all such cells of a row still fit side by side."""
    least = [min(width_of(cell), HEAD_CELL) for row in head for cell in row] or [0.0] * len(body[0])
    columns = list(zip(least, zip(*body, strict=True) if body else ((),) * len(least), strict=True))
    for limit in range(LONG_CELL, HEAD_CELL, -1):
        # A column's padding is less than one character.
        if sum(max(least, _wanted(cells, limit)) + 1 for least, cells in columns) <= CELL_CHARACTERS:
            return limit
    return 0


def _wanted(cells: Sequence[str], limit: float) -> float:
    """The width a column needs: its longest unbroken cell, and at least half of a cell that will be broken."""
    widths = [width_of(cell) for cell in cells]
    return max((width if width <= limit else min(width / 2, 9.0) for width in widths), default=0.0)


def _cell(text: str, limit: float) -> dict[str, Any]:
    classes = "short" if width_of(text) <= limit else "long" if width_of(text) > LONG_CELL else ""
    return {"html": runs.inline(text), "classes": classes}


def listed(attachments: Sequence[Attachment]) -> list[dict[str, str]]:
    """附件说明 (7.3.4): numbered only where there are several."""
    many = len(attachments) > 1
    return [
        {"number": f"{number}." if many else "", "name": attachment.name}
        for number, attachment in enumerate(attachments, 1)
    ]


def attached(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """The attachments that are printed, with the numbers they have in the list."""
    many = len(attachments) > 1
    titles = [break_title(attachment.name) for attachment in attachments]
    return [
        {
            "label": f"附件{number}" if many else "附件",
            "title": titles[number - 1],
            "below": below_title(len(titles[number - 1])),
            "paragraphs": blocks(attachment.paragraphs),
        }
        for number, attachment in enumerate(attachments, 1)
        if attachment.paragraphs
    ]


def below_title(lines: int) -> str:
    """About one empty line below an attachment's title, so that its text stands on the grid."""
    used = lines * grid.TITLE_PITCH / grid.PITCH
    rest = math.ceil(used) - used
    return f"{(rest if rest > 0.7 else rest + 1) * grid.PITCH:.3f}mm"


def tail(content: LetterContent, layout: str) -> dict[str, Any] | None:
    """版记 (7.4); in 信函 only 抄送, without rules and 印发 (10.1). None where there is nothing to print."""
    copies = runs.inline(f"{'，'.join(content.copies_to)}。") if content.copies_to else ""
    issuer = issued = ""
    if layout == "document":
        issuer = content.issuer or ""
        issued = f"{chinese_date(content.issued_on)}印发" if content.issued_on else ""
    if not (copies or issuer or issued):
        return None
    return {"copies": copies, "issue": bool(issuer or issued), "issuer": issuer, "issued": issued}
