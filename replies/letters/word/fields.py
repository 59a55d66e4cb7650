"""LetterContent → what the Word template prints: plain text, element by element, in the order of the PDF."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from replies.rules.letter import LetterContent, Paragraph, Table, salutation_of
from replies.rules.paragraphs import heading_length, heading_level

from .. import grid
from ..head import build_head, category_mark
from ..sheet import FLUSH_LEFT, LONGEST_SALUTATION, listed, must_move_salutation, salutation_lines
from ..signoff import SignOff, build_signoff, chinese_date, notes
from ..tables import LONG_CELL
from ..titles import break_title, width_of

INDENT = " \t\u3000\u00a0"
# What XML cannot hold. The reading of contents refuses it already; a letter built in code has not been read.
NO_XML = re.compile(r"[\x00-\x08\x0b-\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Drawing:
    """A ready-made run of WordprocessingML, the one thing that is not escaped; only this package makes it."""

    xml: str


def fields(
    content: LetterContent, layout: str, category_at: str, seal_of: Callable[[int, SignOff], Drawing | str]
) -> dict[str, Any]:
    """The template's context. ``seal_of(number, sign-off)`` draws the seal of signatory ``number`` (from 0), or ""."""
    salutation = salutation_of(content) or ""
    moved = _is_moved(content, layout, category_at)
    return {
        "layout": layout,
        **_head(content, layout, category_at),
        "title": "\n".join(break_title(content.title or "", _whole_names(content))),
        "salutation": "" if moved else salutation,
        "blocks": _blocks(content.paragraphs),
        "listed": listed(content.attachments),
        **_signoff(content, seal_of),
        "notes": notes(content),
        "attachments": _attached(content),
        **_end(content, layout, salutation if moved else ""),
    }


def _is_moved(content: LetterContent, layout: str, category_at: str) -> bool:
    """Whether so many are addressed that they stand in the 版记 (7.3.2); the head is measured only where it matters."""
    if salutation_lines(content) <= LONGEST_SALUTATION:
        return False
    return must_move_salutation(content, build_head(content, layout, category_at))


def _whole_names(content: LetterContent) -> list[str]:
    return [*content.signatories, (content.letterhead or "").removesuffix("文件"), content.session or ""]


# --- head ------------------------------------------------------------------------------------------


def _head(content: LetterContent, layout: str, category_at: str) -> dict[str, Any]:
    names = mark_lines(content)
    after = "文件" if layout == "document" and len(names) > 1 and names[-1].endswith("文件") else ""
    number, signer = content.document_number or "", content.signed_by or ""
    return {
        "mark": [] if after else names,
        "joint_mark": [name.removesuffix(after) for name in names] if after else [],
        "after_mark": after,
        "number": number,
        "signer": signer,
        "is_beside": bool(number) and width_of(number) + width_of(signer) + 7 <= grid.CHARACTERS,
        "top": _top(content, category_at),
        "rows": _rows(content, category_at),
    }


def mark_lines(content: LetterContent) -> list[str]:
    return [line.strip() for line in (content.letterhead or "").split("\n") if line.strip()]


def _top(content: LetterContent, category_at: str) -> list[dict[str, str]]:
    """文件: the lines above the red mark."""
    urgency, category = content.urgency or "", category_mark(content)
    if category_at == "left":
        return [{"left": text, "right": ""} for text in (urgency, category) if text]
    return [{"left": urgency, "right": category}] if urgency or category else []


def _rows(content: LetterContent, category_at: str) -> list[dict[str, str]]:
    """信函: the lines under the upper rule, each with what stands left and right."""
    category = category_mark(content)
    left = [content.urgency, category if category_at == "left" else ""]
    right = [
        {"right": content.document_number or ""},
        {"right": "签发人：", "name": content.signed_by} if content.signed_by else {},
        {"right_black": category if category_at != "left" else ""},
    ]
    blank = {"black": "", "right": "", "name": "", "right_black": ""}
    pairs = zip_longest(filter(None, left), (part for part in right if any(part.values())))
    return [blank | {"black": black or ""} | (part or {}) for black, part in pairs]


# --- text ------------------------------------------------------------------------------------------


def _blocks(paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    return [_table(item) if isinstance(item, Table) else _text(item.strip(INDENT)) for item in paragraphs if item]


def _text(text: str) -> dict[str, Any]:
    level, length = heading_level(text), heading_length(text)
    if text in FLUSH_LEFT:
        return {"kind": "flush", "text": text}
    if length and length == len(text):
        return {"kind": f"level{level}", "text": text}
    if length and level in (1, 2):
        return {"kind": f"running{level}", "heading": text[:length], "text": text[length:]}
    return {"kind": "text", "text": text}


def _table(table: Table) -> dict[str, Any]:
    head, body = (table.rows[:1], table.rows[1:]) if table.header else ((), table.rows)
    return {"kind": "table", "head": [_cells(row) for row in head], "rows": [_cells(row) for row in body]}


def _cells(row: Sequence[str]) -> list[dict[str, Any]]:
    return [{"text": text, "is_long": width_of(text) > LONG_CELL} for text in row]


def _attached(content: LetterContent) -> list[dict[str, Any]]:
    many = len(content.attachments) > 1
    return [
        {
            "label": f"附件{number}" if many else "附件",
            "title": "\n".join(break_title(attachment.name)),
            "blocks": _blocks(attachment.paragraphs),
        }
        for number, attachment in enumerate(content.attachments, 1)
        if attachment.paragraphs
    ]


# --- end -------------------------------------------------------------------------------------------


def _signoff(content: LetterContent, seal_of: Callable[[int, SignOff], Drawing | str]) -> dict[str, Any]:
    signoff = build_signoff(content)
    if signoff is None:
        return {"signoff": "", "names": [], "joint_names": [], "date": ""}
    flat = [name.text for row in signoff.rows for name in row]
    names = [{"text": text, "seal": seal_of(number, signoff)} for number, text in enumerate(flat)]
    rows, start = [], 0
    for row in signoff.rows:
        rows.append(names[start : start + len(row)])
        start += len(row)
    is_joint = signoff.style == "joint"
    return {
        "signoff": signoff.style,
        "names": [] if is_joint else names,
        "joint_names": rows if is_joint else [],
        "date": signoff.date,
    }


def _end(content: LetterContent, layout: str, moved: str) -> dict[str, Any]:
    """版记 (7.4); in 信函 only 抄送 (10.1)."""
    lines = [{"label": "主送：", "names": f"{moved.rstrip('：:')}。"}] if moved else []
    if content.copies_to:
        lines.append({"label": "抄送：", "names": f"{'，'.join(content.copies_to)}。"})
    is_document = layout == "document"
    issuer = content.issuer or "" if is_document else ""
    issued = f"{chinese_date(content.issued_on)}印发" if is_document and content.issued_on else ""
    return {"end_lines": lines, "issuer": issuer, "issued": issued, "is_issued": bool(issuer or issued)}
