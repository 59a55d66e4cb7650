"""署名, 成文日期, 印章 (GB/T 9704-2012 7.3.5) and the lines after the date (7.3.6)."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from replies.rules.letter import LetterContent, Opinion, Person

from . import grid

SEAL = 42.0  # mm across, county and city bodies
LONGEST_PLAIN = 26  # characters; a longer name is set on two lines
DATE_FROM_RIGHT = 4  # characters, sealed
MOST_COLUMNS = 3  # of a sealed joint sign-off: three seals of 42 mm fit side by side
MOST_TOGETHER = 3  # rows of names with room for their seals; more may be parted between pages


@dataclass(frozen=True)
class Name:
    """One agency's name and the picture of its seal (a data: address), where there is one."""

    text: str
    seal: str | None = None
    is_long: bool = False


@dataclass(frozen=True)
class SignOff:
    """``rows`` of names; ``style`` is sealed, joint (sealed) or plain; ``cell`` the width of a joint name's place."""

    style: str
    rows: list[list[Name]]
    date: str
    cell: str = ""
    right: str = ""
    seal_left: str = ""
    name_left: str = ""
    date_width: str = ""

    @property
    def is_tall(self) -> bool:
        return len(self.rows) > MOST_TOGETHER


def build_signoff(content: LetterContent, seals: Sequence[str | None] = ()) -> SignOff | None:
    """None where there is neither a name nor a date. ``seals`` are in the order of the signatories."""
    date = chinese_date(content.date)
    names = [Name(text, seal) for text, seal in zip_longest(content.signatories, seals[: len(content.signatories)])]
    if not names and not date:
        return None
    if not content.seal:
        longest = LONGEST_PLAIN * grid.CHAR / grid.MM
        rows = [[replace(name, is_long=_width(name.text) > longest)] for name in names]
        return SignOff("plain", rows, date)
    if len(names) > 1:
        return _joint(names, date)
    return _stacked(names, date)


def _stacked(names: list[Name], date: str) -> SignOff:
    """One name a row, centred on the date; one that would leave the type area ends at its right edge."""
    width = _width(date)
    left = _date_centre(date) + width / 2 - grid.WIDTH  # from the date's left edge to the type area's
    return SignOff(
        "sealed", [[replace(name, is_long=_overhangs(name.text, date))] for name in names], date,
        seal_left=f"{(width - SEAL) / 2:.3f}mm", name_left=f"{left:.3f}mm", date_width=f"{width:.3f}mm",
    )  # fmt: skip


def _joint(names: list[Name], date: str) -> SignOff:
    """Names side by side, one seal each, the last one centred over the date."""
    widest = max(_width(name.text) for name in names)
    columns = next((count for count in range(MOST_COLUMNS, 1, -1) if widest <= _cell(count, date)), 1)
    columns = math.ceil(len(names) / math.ceil(len(names) / columns))  # four names: two and two
    cell = _cell(columns, date)
    first = len(names) % columns or columns
    rows = [names[:first], *(names[i : i + columns] for i in range(first, len(names), columns))]
    if columns == 1:
        return _stacked(names, date)
    right = _date_centre(date) - cell / 2
    return SignOff(
        "joint", rows, date, cell=f"{cell:.3f}mm", right=f"{right:.3f}mm", seal_left=f"{(cell - SEAL) / 2:.3f}mm"
    )


def _cell(columns: int, date: str) -> float:
    """mm of one name's place, where so many fill the type area and the last one's middle is the date's."""
    return (grid.WIDTH - _date_centre(date)) / (columns - 0.5)


def _overhangs(name: str, date: str) -> bool:
    """Centred on the date the name would leave the type area: then it ends at the right edge."""
    return _width(name) / 2 > _date_centre(date)


def _date_centre(date: str) -> float:
    """Distance of the date's middle from the right edge, mm."""
    return DATE_FROM_RIGHT * grid.CHAR / grid.MM + _width(date) / 2


def _width(text: str) -> float:
    digits = sum(char.isascii() for char in text)
    return ((len(text) - digits) * grid.CHAR + digits * (grid.SIZE / 2 + grid.TRACKING)) / grid.MM


def chinese_date(day: datetime.date | None) -> str:
    """2024年9月9日: arabic, without leading zeros (7.3.5.3); "" without a date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def notes(content: LetterContent) -> list[str]:
    """The lines after the date: 公开属性, people and contacts, a printed rating."""
    lines = [bracketed(content.disclosure)] if content.disclosure else []
    lines += [person_line(person) for person in content.people]
    return [*lines, opinion_line(content.opinion)] if content.opinion else lines


def bracketed(text: str) -> str:
    """附注 stands in （）; a labelled form (公开情况：公开) is printed as it is."""
    return text if "：" in text or text.startswith(("（", "(")) else f"（{text}）"


def person_line(person: Person) -> str:
    """联系人：张三　电话：0000-1234567, or 联系电话：0000-1234567, or 领导签字： as a blank to sign on."""
    if person.phone is None:
        return f"{person.label}：{person.name or ''}"
    if person.name is None and any(word in person.label for word in ("电话", "手机", "传真")):
        return f"{person.label}：{person.phone}"
    return f"{person.label}：{person.name or '　　　　'}　电话：{person.phone}"


def opinion_line(opinion: Opinion) -> str:
    """委员意见：张三　满意."""
    return f"{opinion.label}：{'　'.join(filter(None, [opinion.name, opinion.rating]))}"
