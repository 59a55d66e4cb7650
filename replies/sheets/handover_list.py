"""交办清单 as a workbook: a sheet for each unit, the same rows as on paper."""

from __future__ import annotations

from collections.abc import Iterator

from replies.letters.papers import HandoverList, ListRow, UnitSheet
from replies.rules.wording import words

from .workbook import Column, Sheet, Value, write


def workbook(content: HandoverList) -> bytes:
    """The lists of all units of `content`."""
    return write(_sheet(content, sheet) for sheet in content.sheets)


def _columns(content: HandoverList) -> tuple[Column, ...]:
    said = words(content.body)
    return (
        Column("序号", 6), Column("案号", 12), Column(said.subject, 48), Column(said.lead, 12), Column("主办", 22),
        Column("会办", 26), Column("答复期限", 18), Column("分管领导", 16), Column("联系人", 10),
        Column("联系电话", 16), Column("备注", 16),
    )  # fmt: skip


def _sheet(content: HandoverList, sheet: UnitSheet) -> Sheet:
    planned = "（拟）" if content.planned else ""
    return Sheet(
        title=sheet.unit,
        heading=f"{content.session}{words(content.body).item}交办清单{planned}",
        remark=f"{sheet.unit}　{content.name}　{content.when}　共{len(sheet.rows)}件　{content.office}",
        columns=_columns(content),
        rows=_rows(sheet),
    )


def _rows(sheet: UnitSheet) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(sheet.rows, start=1):
        yield (
            number, row.case_number, row.topic, row.lead, "、".join(row.main), "、".join(row.co), _due(row),
            row.leader, row.contact, row.phone, "",
        )  # fmt: skip


def _due(row: ListRow) -> str:
    if row.due_on is None:
        return ""
    day = f"{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日"
    return f"{day}（{row.due_for}）" if row.due_for else day
