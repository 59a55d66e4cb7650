"""版记: who gets copies, which office printed the letter and when (GB/T 9704-2012 7.4)."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from replies.rules.letter import Doubt

from .blocks import Block
from .dates import BLANK_DATE, DATE, read_date
from .names import is_unit

SENT_TO = re.compile(r"主\s*送\s*[：:]\s*(?P<names>.*)")
COPIES = re.compile(r"抄\s*[送报]\s*[：:]\s*(?P<names>.*)")
PRINTED = re.compile(rf"(?P<issuer>.*?)\s*(?P<date>{DATE}|{BLANK_DATE})\s*(?:印\s*发|印)?\s*(?:[（(]?共印.*)?")
ISSUED = re.compile(rf".*(?:{DATE}|{BLANK_DATE})\s*印\s*发?.*")
OTHER = re.compile(r"附\s*件|[（(]|[^，、]{2,10}[：:]")
MOST_LINES = 6
LONGEST = 60  # characters of a 印发 line


@dataclass
class Imprint:
    """``sent_to`` are the 主送, printed here where the names are too many for the first page."""

    sent_to: str = ""
    copies_to: list[str] = field(default_factory=list)
    issuer: str | None = None
    issued_on: datetime.date | None = None
    doubts: list[Doubt] = field(default_factory=list)


def cut_imprint(blocks: Sequence[Block]) -> tuple[list[Block], Imprint]:
    """(the blocks without the 版记, what the 版记 says): 主送, 抄送 and the 印发 line, on whatever page they stand."""
    imprint = Imprint()
    kept = list(blocks)
    sent = _last(SENT_TO, kept)
    if sent is not None:
        end = next((n for n in range(sent, len(kept)) if kept[n].text.endswith("。")), sent) + 1
        text = "".join(block.text for block in kept[sent:end])
        imprint.sent_to = re.sub(r"^主\s*送\s*[：:]\s*|。$", "", text)
        del kept[sent:end]
    copies = _last(COPIES, kept)
    if copies is not None:
        del kept[copies : _end_of_copies(kept, copies, imprint)]
    elif (printed := _last(ISSUED, kept)) is not None and len(_flat(kept[printed])) <= LONGEST:
        _take_printed(_flat(kept.pop(printed)), imprint)
    return kept, imprint


def _last(pattern: re.Pattern[str], blocks: Sequence[Block]) -> int | None:
    return next((n for n in range(len(blocks) - 1, -1, -1) if pattern.fullmatch(_flat(blocks[n]))), None)


def _end_of_copies(blocks: Sequence[Block], start: int, imprint: Imprint) -> int:
    """Reads on from the 抄送 line to the 印发 line; returns the number of the first block after them."""
    texts: list[str] = []
    end = start
    for block in blocks[start:]:
        lines = [_row(row) for row in block.table.rows] if block.table else [block.text]
        if not all(_is_copies(text, texts, imprint) for text in lines):
            break
        end += 1
        if imprint.issued_on:
            break
    joined = "".join("，" + found["names"] if (found := COPIES.fullmatch(text)) else text for text in texts)
    imprint.copies_to = split_copies(joined.lstrip("，"))
    return end


def _is_copies(text: str, texts: list[str], imprint: Imprint) -> bool:
    """Whether a line belongs to the 版记: receivers, wrapped or not, then 印发机关 and 印发日期."""
    if ISSUED.fullmatch(text):
        _take_printed(text, imprint)
    elif not texts or COPIES.fullmatch(text):
        texts.append(text)
    elif is_unit(text) and not imprint.issuer and not texts[-1].endswith(("，", ",", "、")):
        imprint.issuer = text
    elif imprint.issuer or texts[-1].endswith("。") or len(texts) > MOST_LINES or OTHER.match(text):
        return False
    else:
        texts.append(text)
    return True


def split_copies(text: str) -> list[str]:
    """A（2份），B。 → the receivers as printed, with their counts. Commas outside brackets part them, else 、."""
    text = text.strip().rstrip("。.；; ")
    for mark in (r"[，,；;。]", r"[、]"):
        parts = [part.strip() for part in re.split(mark + r"(?![^（(]*[）)])", text)]
        if len(parts) > 1:
            break
    return [part for part in parts if part]


def _take_printed(text: str, imprint: Imprint) -> None:
    found = PRINTED.fullmatch(text)
    if not found:
        return
    imprint.issuer = re.sub(r"^印发机关[：:]", "", found["issuer"]).strip(" \u3000，,") or imprint.issuer
    imprint.issued_on = read_date(found["date"])
    if imprint.issued_on is None:
        imprint.doubts.append(
            Doubt("bad_date", "issued_on", f"印发日期“{found['date']}”不是完整有效的日期，请按原件核对。")
        )


def _flat(block: Block) -> str:
    return _row(block.table.rows[0]) if block.table else block.text


def _row(row: Sequence[str]) -> str:
    return "\u3000\u3000".join(cell for cell in row if cell.strip())
