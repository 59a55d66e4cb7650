"""交办清单: what is handed to each unit at a 交办会, as a table on landscape A4."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from replies.rules.wording import words

from .setting import set_paper

SIZE = 11.0  # pt
IN_THE_COLUMN = 6  # co-handling units; more are named on a line below the item


@dataclass(frozen=True)
class ListRow:
    """One item as one unit has it. `due_for` says what is due on that day where it is not the answer itself."""

    case_number: str
    topic: str
    lead: str
    main: tuple[str, ...]
    co: tuple[str, ...]
    due_on: date | None
    due_for: str = ""
    provisional: bool = False
    leader: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True)
class UnitSheet:
    """The list of one unit; it begins on a page of its own, so that the pile can be handed out."""

    unit: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class HandoverList:
    """`name` is the batch (2026年大会建议集中交办), `when` the words for its day; `planned`: not handed over yet."""

    body: str
    session: str
    name: str
    when: str
    office: str
    sheets: tuple[UnitSheet, ...]
    planned: bool = False


def render_handover_list(content: HandoverList) -> bytes:
    """The lists of all units as one PDF. Page numbers begin anew with each unit."""
    said = words(content.body)
    page = {
        "title": f"{'人大代表建议' if content.body == 'npc' else '政协提案'}交办清单{'（拟）' if content.planned else ''}",
        "content": content,
        "said": said,
        "sheets": [_sheet(number, sheet) for number, sheet in enumerate(content.sheets, 1)],
    }
    return set_paper("hand_list", page, _texts(content), (SIZE,))


def _sheet(number: int, sheet: UnitSheet) -> dict[str, Any]:
    rows = [
        {"place": str(place), "row": row, "due": _due(row), "many": _many(row)}
        for place, row in enumerate(sheet.rows, 1)
    ]
    return {"number": str(number), "unit": sheet.unit, "rows": rows, "count": str(len(sheet.rows))}


def _many(row: ListRow) -> str:
    """How many units help, where they are too many for their column."""
    return str(len(row.co)) if len(row.co) > IN_THE_COLUMN else ""


def _due(row: ListRow) -> list[str]:
    """Year and day on two lines, in a narrow column."""
    if row.due_on is None:
        return ["—"]
    lines = [f"{row.due_on.year}年", f"{row.due_on.month}月{row.due_on.day}日"]
    return [*lines, *(["（暂定）"] if row.provisional else []), *([row.due_for] if row.due_for else [])]


def _texts(content: HandoverList) -> Iterator[tuple[str, str, str]]:
    yield "批次名称", "body", content.name + content.session + content.when
    yield "交办机关", "body", content.office
    for sheet in content.sheets:
        yield "承办单位", "body", sheet.unit
        for row in sheet.rows:
            yield f"{row.case_number}案由", "body", row.topic
            yield f"{row.case_number}提出人", "body", row.lead
            yield (
                f"{row.case_number}承办单位",
                "body",
                "".join((*row.main, *row.co, row.leader, row.contact, row.phone)),
            )
            yield f"{row.case_number}案号", "body", row.case_number + row.due_for
