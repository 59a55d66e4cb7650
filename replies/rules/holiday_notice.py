"""The yearly notice of holidays and make-up days, as an office types it or brings it in a CSV file.

One line a day or a run of days: `2027-01-01 放假 元旦`, `2027-02-05至2027-02-11 放假 春节`, `2027-01-30 上班 春节调休`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"
MARKS = {"放假": False, "休": False, "上班": True, "班": True}
LINE = re.compile(r"^(?P<days>\S+?)[\s,，;；]+(?P<mark>[^\s,，;；]+)(?:[\s,，;；]+(?P<name>.+))?$")
DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
LONGEST_RUN = 15  # days; a longer holiday is a slip of the pen
LONGEST_NAME = 30


@dataclass(frozen=True, order=True)
class NoticeDay:
    """One day of the notice."""

    day: date
    is_working: bool
    name: str

    def __str__(self) -> str:
        """The line as it is typed."""
        return f"{self.day} {'上班' if self.is_working else '放假'} {self.name}"


class WrongLines(ValueError):
    """Everything that is wrong, a sentence a line."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("；".join(messages))
        self.messages = messages


def written(days: Iterable[NoticeDay]) -> str:
    """The days as lines, in order."""
    return "\n".join(str(day) for day in sorted(days))


def read(text: str, year: int) -> tuple[NoticeDay, ...]:
    """The days that `text` names, in order. WrongLines with every fault and its line number."""
    found: dict[date, NoticeDay] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip().strip(",，;；")
        if not line or line.startswith("日期"):  # an empty line, or the head of a table
            continue
        try:
            for entry in _read_line(line, year):
                if entry.day in found:
                    raise ValueError(f"{entry.day}写了两次，请删去一处。")
                found[entry.day] = entry
        except ValueError as error:
            wrong.append(f"第{number}行：{error}")
    if not wrong and not any(not entry.is_working for entry in found.values()):
        wrong.append("请至少写一个放假的日子，例如：" + f"{year}-01-01 放假 元旦")
    if wrong:
        raise WrongLines(wrong)
    return tuple(sorted(found.values()))


def _read_line(line: str, year: int) -> list[NoticeDay]:
    parts = LINE.match(line)
    if parts is None:
        raise ValueError(f"“{line[:30]}”看不懂。请写成“{year}-01-01 放假 元旦”，日期、安排、名称之间空一格。")
    if parts["mark"] not in MARKS:
        raise ValueError(f"“{parts['mark'][:10]}”不对，请写“放假”或“上班”。")
    is_working = MARKS[parts["mark"]]
    name = (parts["name"] or "").strip()
    if not name:
        raise ValueError("缺少名称，例如“元旦”或“春节调休”。")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"名称请不超过{LONGEST_NAME}字，现有{len(name)}字。")
    days = _days(parts["days"], year)
    for day in days:
        if is_working and day.weekday() < 5:
            raise ValueError(f"{day}是星期{WEEKDAYS[day.weekday()]}，本来就上班，请核对日期。")
    return [NoticeDay(day, is_working, name) for day in days]


def _days(text: str, year: int) -> list[date]:
    ends = [_day(part, year) for part in re.split(r"至|到|~|～|—", text)]
    if len(ends) > 2:
        raise ValueError(f"“{text[:30]}”看不懂，连续几天请写成“{year}-02-05至{year}-02-11”。")
    first, last = ends[0], ends[-1]
    if last < first:
        raise ValueError(f"“{text}”的后一天早于前一天。")
    if (last - first).days >= LONGEST_RUN:
        raise ValueError(f"“{text}”超过{LONGEST_RUN}天，请核对日期。")
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _day(text: str, year: int) -> date:
    found = DAY.match(text)
    if found is None:
        raise ValueError(f"“{text[:20]}”不是日期，请写成{year}-01-01。")
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(f"“{text}”没有这一天，请核对。") from None
    if day.year != year:
        raise ValueError(f"{day}不是{year}年的日子。")
    return day
