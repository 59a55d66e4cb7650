"""交办清单 in Excel: the same rows as on paper, a sheet for each unit, and nothing that runs."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from replies.letters.papers import HandoverList, ListRow, UnitSheet
from replies.sheets.handover_list import workbook
from replies.sheets.workbook import Column, Sheet, write

ROW = ListRow(
    "第12号", "关于改善饮水的建议", "王清和", ("县水务局",), ("县财政局", "县教育局"), date(2026, 6, 2),
    leader="副县长 陆见深", contact="程若水", phone="0000-0000002",
)  # fmt: skip


def opened(*sheets, body="npc"):
    content = HandoverList(
        body, "县人大七届六次会议", "2026年集中交办", "拟于2026年3月2日交办", "代表工委", sheets, planned=True
    )
    return load_workbook(BytesIO(workbook(content)))


def values(row):
    return [cell.value for cell in row]


def test_a_row_says_what_the_paper_says():
    sheet = opened(UnitSheet("县水务局", (ROW,)))["县水务局"]
    assert values(sheet[3]) == [
        "序号", "案号", "标题", "领衔代表", "主办", "会办", "答复期限", "分管领导", "联系人", "联系电话", "备注",
    ]  # fmt: skip
    assert values(sheet[4]) == [
        1, "第12号", "关于改善饮水的建议", "王清和", "县水务局", "县财政局、县教育局", "2026年6月2日",
        "副县长 陆见深", "程若水", "0000-0000002", None,
    ]  # fmt: skip


def test_the_other_body_has_its_own_words():
    sheet = opened(UnitSheet("县水务局", (ROW,)), body="cppcc")["县水务局"]
    assert (sheet["A1"].value, sheet["C3"].value, sheet["D3"].value) == (
        "县人大七届六次会议提案交办清单（拟）", "案由", "第一提案人",
    )  # fmt: skip


def test_each_unit_has_a_sheet_of_its_own():
    assert opened(UnitSheet("县水务局", (ROW,)), UnitSheet("县教育局", ())).sheetnames == ["县水务局", "县教育局"]


def test_the_head_repeats_on_every_page():
    assert opened(UnitSheet("县水务局", (ROW,)))["县水务局"].print_title_rows == "$1:$3"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+1-1", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    page = write([Sheet("一", "二", "三", [Column("案由", 10)], [[text]])])
    cell = load_workbook(BytesIO(page))["一"]["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_a_cell_cannot_hold_is_left_out():
    page = write([Sheet("一", "二", "三", [Column("案由", 10)], [["甲\x00乙"]])])
    assert load_workbook(BytesIO(page))["一"]["A4"].value == "甲乙"


def test_a_unit_with_a_name_no_sheet_may_have_gets_another():
    names = opened(UnitSheet("县[水]务局/二" + "所" * 40, ()), UnitSheet("县[水]务局/二" + "所" * 40, ())).sheetnames
    assert len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]/") for name in names)
