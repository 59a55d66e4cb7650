"""A workbook from plain rows. Every cell is a text or a number, never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What begins like this would be run as a formula: when the sheet is opened, or when somebody edits the cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_TITLE = 31  # characters of a sheet's name, set by Excel
A4 = 9  # the number of this paper in the file format
THIN = Side(style="thin", color="999999")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

Value = str | int | None


@dataclass(frozen=True)
class Column:
    head: str
    width: int  # characters of 宋体, two for a Chinese one


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading over the whole width, a line under it, and a table whose head repeats on every page."""

    title: str
    heading: str
    remark: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write(sheets: Iterable[Sheet]) -> bytes:
    """The workbook as a file."""
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title, taken))
        _set_up(page, sheet)
        page.append([_cell(page, sheet.heading, Font(name="黑体", size=16))])
        page.append([_cell(page, sheet.remark, Font(name="宋体", size=11))])
        page.append([_boxed(page, column.head, Font(name="黑体", size=11)) for column in sheet.columns])
        for row in sheet.rows:
            page.append([_boxed(page, value, Font(name="宋体", size=11)) for value in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _title(wanted: str, taken: set[str]) -> str:
    """A sheet's name that Excel takes: short, without its marks, and not twice."""
    plain = wanted.translate(FORBIDDEN_IN_TITLES).strip() or "清单"
    title, number = plain[:LONGEST_TITLE], 1
    while title in taken:
        number += 1
        title = f"{plain[: LONGEST_TITLE - 4]}（{number}）"
    taken.add(title)
    return title


def _set_up(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns):
        page.column_dimensions[chr(ord("A") + place)].width = column.width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:3"
    page.freeze_panes = "A4"


def _cell(page: WriteOnlyWorksheet, value: Value, font: Font) -> Cell:
    """A text is marked as text, and stays one when it is edited (quotePrefix is Excel's own apostrophe)."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(page, value)
    cell.font = font
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return cell


def _boxed(page: WriteOnlyWorksheet, value: Value, font: Font) -> Cell:
    cell = _cell(page, value, font)
    cell.border = BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell
