"""The end of a letter: 附件说明, 署名, 成文日期, the lines about people, 公开属性, a printed rating."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from replies.rules.letter import Doubt, Opinion, Person, heading_level

from .blocks import Block
from .contacts import disclosure_of, is_label, opinion_of, people_of
from .dates import BLANK_DATE, DATE, read_date
from .head import LABELLED_CLASS
from .names import is_unit

SIGNED = re.compile(rf"(?P<unit>.*?)[\s\u3000]*(?P<date>{DATE})")
BLANK = re.compile(rf"(?P<unit>.*?)[\s\u3000]*(?P<date>{BLANK_DATE})")
SEAL_WORD = re.compile(r"[（(]\s*(?:盖\s*章|公\s*章|印\s*章|签\s*章|章)\s*[）)]")
LISTED = re.compile(r"附\s*件?\s*[：:]\s*(?P<name>.*)")
NUMBERED = re.compile(r"(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[.．、]\s*(?P<name>.*)")
NO_TEXT_HERE = re.compile(r"[（(]\s*此页无正文.*[）)]")
LONGEST_SIGNATURE, LONGEST_LINE = 60, 160  # characters
MOST_NOTES = 25  # lines


@dataclass
class Ending:
    """What stands below the text. ``left`` are lines of it that are none of its elements."""

    attachments: list[str] = field(default_factory=list)
    signatories: list[str] = field(default_factory=list)
    date: datetime.date | None = None
    people: list[Person] = field(default_factory=list)
    disclosure: str | None = None
    opinion: Opinion | None = None
    issuer: str | None = None  # a unit's name alone, below all else
    category: tuple[str, str] | None = None  # label and value
    units_below: list[str] = field(default_factory=list)  # below the date
    left: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_ending(blocks: Sequence[Block]) -> tuple[list[Block], Ending]:
    """(the text, what stands below it), of the blocks between the salutation and the attachments' pages."""
    ending = Ending()
    body = [block for block in blocks if not NO_TEXT_HERE.fullmatch(block.text)]
    day = _day_index(body)
    if day is not None:
        for block in body[day + 1 :]:
            _take_note(block, ending)
        _take_day(body[day], ending)
        body = body[:day]
    above: list[Person] = []
    while body and body[-1].text and _take_above(body[-1], ending, above, has_day=day is not None):
        body.pop()
    ending.people = above[::-1] + ending.people
    _place_units_below(ending)
    return _take_list(body, ending), ending


def _day_index(blocks: Sequence[Block]) -> int | None:
    """Where the 成文日期 stands: the last line that is a date, alone or after a unit's name."""
    for pattern in (SIGNED, BLANK):
        for index in range(len(blocks) - 1, -1, -1):
            found = pattern.fullmatch(blocks[index].text.strip())
            if found and (not found["unit"] or all(map(is_unit, _units(found["unit"])))):
                return index if _are_notes(blocks[index + 1 :]) else None
    return None


def _are_notes(blocks: Sequence[Block]) -> bool:
    """Whether these can stand below the date: a date with text below it is part of the text."""
    return len(blocks) <= MOST_NOTES and all(len(block.text) <= LONGEST_LINE for block in blocks)


def _take_day(block: Block, ending: Ending) -> None:
    text = block.text.strip()
    found = SIGNED.fullmatch(text) or BLANK.fullmatch(text)
    if not found:
        return
    ending.date = read_date(found["date"])
    if ending.date is None:
        ending.doubts.append(Doubt("bad_date", "date", f"成文日期“{found['date']}”不是完整有效的日期，请按原件核对。"))
    ending.signatories = _units(found["unit"]) or ending.signatories


def _take_above(block: Block, ending: Ending, above: list[Person], has_day: bool) -> bool:
    """Elements between the text and the date, from the last upwards: names of the bodies, people, a rating."""
    text = block.text.strip()
    if len(text) > LONGEST_LINE or LISTED.fullmatch(text):
        return False
    if _take_mark(text, ending):
        return True
    names = block.pieces if len(block.pieces) > 1 and all(map(_is_signature, block.pieces)) else _units(text)
    if len(text) <= LONGEST_SIGNATURE and names and all(map(_is_signature, names)) and (has_day or not above):
        ending.signatories = [SEAL_WORD.sub("", name) for name in names] + ending.signatories
        return True
    if people := people_of(text):
        above.extend(reversed(people))
        return True
    return False


def _is_signature(name: str) -> bool:
    return is_unit(SEAL_WORD.sub("", name)) and not heading_level(name)


def _take_mark(text: str, ending: Ending) -> bool:
    """公开属性, a rating, a class printed at the end."""
    if not ending.disclosure and (said := disclosure_of(text)):
        ending.disclosure = said
    elif not ending.opinion and (opinion := opinion_of(text)):
        ending.opinion = opinion
    elif not ending.category and (found := LABELLED_CLASS.fullmatch(text)):
        ending.category = (found["label"], found["value"])
    else:
        return False
    return True


def _take_note(block: Block, ending: Ending) -> None:
    """A line after the date."""
    for text in [_labelled_row(row) for row in block.table.rows] if block.table else [block.text]:
        if not text.strip() or (len(text) <= LONGEST_LINE and _take_mark(text, ending)):
            continue
        if people := people_of(text, any_label=True):
            ending.people += people
        elif is_unit(text):
            ending.units_below.append(text.strip())
        else:
            ending.left.append(text)


def _place_units_below(ending: Ending) -> None:
    """A unit's name below the date signs the letter if nobody else does; else the signing body's office printed it."""
    if not ending.signatories:
        ending.signatories = ending.units_below
        return
    for name in ending.units_below:
        if any(name.startswith(signed) for signed in ending.signatories) and not ending.issuer:
            ending.issuer = name
        else:
            ending.left.append(name)


def _labelled_row(row: Sequence[str]) -> str:
    """承办单位 | 县水利局 | 电话 |   → 承办单位：县水利局　　电话：: in a table the ruling stands for the colon."""
    texts: list[str] = []
    for cell in (cell.strip() for cell in row):
        if texts and texts[-1].endswith("：") and not is_label(cell):
            texts[-1] += cell
        elif cell:
            texts.append(f"{cell}：" if is_label(cell) else cell)
    return "\u3000\u3000".join(texts)


def _units(text: str) -> list[str]:
    text = SEAL_WORD.sub("", text).strip()
    parts = [part for part in re.split(r"[\s\u3000]+", text) if part]
    if len(parts) > 1 and all(map(is_unit, parts)):
        return parts
    joined = "".join(parts)  # a name may be spread: 清 禾 县 教 育 局
    return [joined] if joined else []


def _take_list(body: list[Block], ending: Ending) -> list[Block]:
    """附件说明: 附件：1.…, one name a line. What does not look like names stays in the text, with a doubt."""
    start = next((n for n in range(len(body) - 1, -1, -1) if LISTED.fullmatch(body[n].text)), None)
    first = LISTED.fullmatch(body[start].text) if start is not None else None
    if start is None or first is None:
        return body
    below = body[start + 1 :]
    if any(block.table or len(block.text) > LONGEST_SIGNATURE or "。" in block.text[:-1] for block in below):
        message = f"“{body[start].text[:40]}”之后还有正文，没有当作附件说明；请核对附件名称。"
        ending.doubts.append(Doubt("attachments_uncertain", "attachments", message))
        return body
    names = _names([first["name"], *(block.text for block in below)])
    ending.attachments = [re.sub(r"[；;。]$", "", name) for name in names]
    return body[:start]


def _names(lines: Sequence[str]) -> list[str]:
    """A wrapped name goes on in the next line; several names on one line are parted by their numbers."""
    names: list[str] = []
    for line in [
        part.strip() for text in lines for part in re.split(r"\s+(?=\d{1,2}\s*[.．、]\D)", text) if part.strip()
    ]:
        numbered = NUMBERED.fullmatch(line)
        if numbered and _arabic(numbered["number"]) == len(names) + 1:
            names.append(numbered["name"].strip())
        elif names:
            names[-1] += line
        else:
            names.append(line)
    return names


def _arabic(number: str) -> int:
    return int(number) if number.isdigit() else "一二三四五六七八九十".index(number) + 1
