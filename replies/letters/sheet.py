"""LetterContent → what the template of a letter prints, element by element."""

import math
from collections.abc import Sequence
from typing import Any

from replies.rules.letter import Attachment, LetterContent, Paragraph, Table, salutation_of
from replies.rules.paragraphs import heading_length, heading_level

from . import grid, runs
from .head import Head, build_head
from .signoff import build_signoff, chinese_date, notes
from .tables import table_of
from .titles import break_title, width_of

LONGEST_SALUTATION = 3  # lines
LONGEST_NAME = 6.0  # characters of a name that is kept whole
FLUSH_LEFT = {"敬礼", "敬礼！", "敬礼!"}


def sheet(
    content: LetterContent, layout: str, seals: Sequence[str | None] | None = None, category_at: str = "right"
) -> dict[str, Any]:
    """The template's context: everything that is printed, escaped, and where it stands.

    ``layout`` is "document" or "letter"; ``seals`` are data: addresses in the order of the signatories;
    ``category_at`` is the side of the class mark.
    """
    salutation = salutation_of(content) or ""
    head = build_head(content, layout, category_at)
    moved = must_move_salutation(content, head)
    paragraphs = blocks(content.paragraphs)
    return {
        "layout": layout,
        "title": (content.title or "").replace("\n", ""),
        "author": "、".join(content.signatories),
        "created": content.date.isoformat() if content.date else "",
        "head": head,
        "salutation": "" if moved else runs.with_names(salutation, content.addressees),
        "paragraphs": paragraphs,
        "is_loose": False,
        "listed": listed(content.attachments),
        "signoff": build_signoff(content, seals or ()),
        "notes": [runs.inline(line) for line in notes(content)],
        "attachments": attached(content.attachments),
        "tail": tail(content, layout, salutation if moved else ""),
    }


def blocks(paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """Paragraphs and tables with the classes that govern their page breaks."""
    result = [_figures(item) if isinstance(item, Table) else _text(item) for item in paragraphs if item]
    if not result:
        return result
    if is_chained(paragraphs):
        # Page 1 must show some of the text (7.3.3) and name and date must not stand alone: where there is but one
        # paragraph below the headings it may be parted anywhere, even if it is numbered like a heading itself.
        result[-1]["classes"] = result[-1]["classes"].replace("heading", "").replace("running", "")
    elif result[-1]["html"]:
        # Two lines of the text go with name and date.
        result[-1]["classes"] += " last"
    return result


def is_chained(paragraphs: Sequence[Paragraph]) -> bool:
    """Is there, but for headings, one paragraph only, so that what goes with name and date is the whole text?"""
    above = [item for item in paragraphs if item][:-1]
    return all(isinstance(item, str) and 0 < heading_length(item) == len(item) for item in above)


def _text(text: str) -> dict[str, Any]:
    text = text.strip(" \t\u3000\u00a0")
    classes = "flush" if text in FLUSH_LEFT else ""
    if heading_level(text):
        # A heading goes with what it heads; one that runs on keeps at least two of its lines together.
        classes = "heading" if heading_length(text) == len(text) else "running"
    return {"html": runs.paragraph(text), "classes": classes, "table": None}


def _figures(table: Table) -> dict[str, Any]:
    return {"html": "", "classes": "", "table": table_of(table)}


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


def tail(content: LetterContent, layout: str, moved: str = "") -> dict[str, Any] | None:
    """版记 (7.4); in 信函 only 抄送, without rules and 印发 (10.1). None where there is nothing to print.

    ``moved`` is a salutation too long for page 1: it stands above 抄送 (7.3.2).
    """
    lines = (
        [{"label": "主送：", "names": runs.with_names(f"{moved.rstrip('：:')}。", content.addressees)}] if moved else []
    )
    if content.copies_to:
        lines.append({"label": "抄送：", "names": runs.inline(f"{'，'.join(content.copies_to)}。")})
    issuer = issued = ""
    if layout == "document":
        issuer = content.issuer or ""
        issued = f"{chinese_date(content.issued_on)}印发" if content.issued_on else ""
    if not (lines or issuer or issued):
        return None
    return {"lines": lines, "issue": bool(issuer or issued), "issuer": issuer, "issued": issued}


# --- page 1 ------------------------------------------------------------------------------------------


def salutation_lines(content: LetterContent) -> int:
    """Lines the salutation takes at most: names are kept whole, so that a line may end one name early."""
    text = salutation_of(content) or ""
    if width_of(text) <= grid.CHARACTERS:
        return 1 if text else 0
    longest = max((width_of(name) + 1 for name in content.addressees), default=0.0)
    return math.ceil(width_of(text) / (grid.CHARACTERS - min(longest, LONGEST_NAME)))


def must_move_salutation(content: LetterContent, head: Head) -> bool:
    """Are there so many names that page 1 would show none of the text? Then they are printed in the 版记 (7.3.2)."""
    needed = salutation_lines(content)
    return needed > LONGEST_SALUTATION and head.first_line + needed >= grid.LINES
