"""署名, 成文日期, 印章 (GB/T 9704-2012 7.3.5) and the lines after the date (7.3.6)."""

import datetime
import math
from dataclasses import dataclass, replace

from replies.rules.letter import LetterContent, Opinion, Person

from . import grid

SEAL = 42.0  # mm across, county and city bodies
LONGEST_PLAIN = 26  # characters; a longer name is set on two lines
DATE_FROM_RIGHT = 4  # characters, sealed
# Cells of a sealed joint sign-off, mm: three fit seals of 42 mm side by side, two fit names of 13 characters.
CELLS = ((3, 46.6), (2, 77.2))


@dataclass(frozen=True)
class SignOff:
    """``rows`` of names; ``style`` is sealed, joint (sealed) or plain; ``cell`` the width of a joint name's place."""

    style: str
    rows: list[list[str]]
    date: str
    cell: str = ""
    right: str = ""
    seal_left: str = ""
    name_left: str = ""
    date_width: str = ""
    is_long: bool = False


def build_signoff(content: LetterContent) -> SignOff | None:
    """None where there is neither a name nor a date."""
    names, date = list(content.signatories), chinese_date(content.date)
    if not names and not date:
        return None
    if not content.seal:
        is_long = any(_width(name) > LONGEST_PLAIN * grid.CHAR / grid.MM for name in names)
        return SignOff("plain", [[name] for name in names], date, is_long=is_long)
    if len(names) > 1:
        return _joint(names, date)
    return _stacked([[name] for name in names], date)


def _stacked(rows: list[list[str]], date: str) -> SignOff:
    width = _width(date)
    sign_off = SignOff("sealed", rows, date, seal_left=f"{(width - SEAL) / 2:.3f}mm")
    if not any(_overhangs(row[0], date) for row in rows):
        return sign_off
    left = _date_centre(date) + width / 2 - grid.WIDTH  # from the date's left edge to the type area's
    return replace(sign_off, is_long=True, name_left=f"{left:.3f}mm", date_width=f"{width:.3f}mm")


def _joint(names: list[str], date: str) -> SignOff:
    """Names side by side, one seal each, the last one centred over the date."""
    widest = max(map(_width, names))
    columns, cell = next(((n, w) for n, w in CELLS if widest <= w), (1, grid.WIDTH))
    columns = math.ceil(len(names) / math.ceil(len(names) / columns))  # four names: two and two
    first = len(names) % columns or columns
    rows = [names[:first], *(names[i : i + columns] for i in range(first, len(names), columns))]
    if columns == 1:
        return _stacked(rows, date)
    right = _date_centre(date) - cell / 2
    return SignOff(
        "joint", rows, date, cell=f"{cell}mm", right=f"{right:.3f}mm", seal_left=f"{(cell - SEAL) / 2:.3f}mm"
    )


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
