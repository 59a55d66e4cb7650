"""交办清单 on paper."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from replies.letters import CannotRender
from replies.letters.papers import HandoverList, ListRow, UnitSheet, render_handover_list
from tests.letters.papers.paper import Sheet, inside, sheets

ROW = ListRow(
    "第27号", "关于改善学校门前交通秩序的建议", "王清和", ("县教育局",), ("县公安局", "县水务局"), date(2026, 6, 2),
    leader="副县长 严守正", contact="林知夏", phone="0000-0000001",
)  # fmt: skip
OPINION = replace(ROW, provisional=True, case_number="第31号", main=("县水务局",), co=("县教育局",), due_for="会办意见")


def listed(*units: UnitSheet, **changes) -> HandoverList:
    content = HandoverList(
        "npc", "县人大七届六次会议", "2026年大会建议集中交办", "2026年3月2日交办", "县人大常委会代表工作委员会", units
    )
    return replace(content, **changes)


def marked(number: int) -> ListRow:
    """A row of several lines whose beginning and end can be told from those of any other."""
    return replace(
        ROW, case_number=f"第{number}号", topic=f"起{number}〇" + "关于改善学校门前交通秩序" * 4 + f"止{number}〇"
    )


@cache
def long_list() -> list[Sheet]:
    rows = tuple(marked(number) for number in range(1, 31))
    return sheets(render_handover_list(listed(UnitSheet("县教育局", rows), UnitSheet("县水务局", (ROW,)))))


def test_a_row_says_who_does_what_until_when():
    [sheet] = sheets(render_handover_list(listed(UnitSheet("县教育局", (ROW, OPINION)))))
    for words in (
        "人大代表建议交办清单", "承办单位：县教育局", "2026年大会建议集中交办", "2026年3月2日交办共2件",
        "1第27号关于改善学校门前交通秩序的建议王清和县教育局县公安局、县水务局2026年6月2日副县长严守正林知夏0000-0000001",
        "2026年6月2日（暂定）会办意见", "交办机关：县人大常委会代表工作委员会", "签收人：",
    ):  # fmt: skip
        assert words in sheet.text


def test_the_words_are_those_of_the_body_and_a_plan_says_that_it_is_one():
    [sheet] = sheets(render_handover_list(listed(UnitSheet("县教育局", (ROW,)), body="cppcc", planned=True)))
    assert "政协提案交办清单（拟）" in sheet.text
    assert "案由第一提案人" in sheet.text


def test_each_unit_begins_a_page_and_numbers_its_own():
    *first, last = long_list()
    assert [sheet.number for sheet in first] == [f"第{n}页，共{len(first)}页" for n in range(1, len(first) + 1)]
    assert len(first) > 2
    assert last.number == "第1页，共1页"
    assert "承办单位：县水务局" in last.text


def test_the_heading_is_on_every_page():
    for sheet in long_list()[:-1]:
        assert (
            "人大代表建议交办清单承办单位：县教育局2026年大会建议集中交办2026年3月2日交办共30件序号案号" in sheet.text
        )


def test_no_row_is_parted_between_two_pages_and_none_is_lost():
    pages = [sheet.text for sheet in long_list()[:-1]]
    where = [
        [page for page, text in enumerate(pages) for mark in (f"起{n}〇", f"止{n}〇") if mark in text]
        for n in range(1, 31)
    ]
    assert all(len(found) == 2 and found[0] == found[1] for found in where)


def test_it_stands_in_the_turned_type_area_in_the_faces_of_the_standard():
    assert all(inside(sheet) and sheet.size == (297, 210) for sheet in long_list())
    fonts = frozenset().union(*(sheet.fonts for sheet in long_list()))
    assert all("+" in font for font in fonts), "every face is embedded as a subset"
    assert any("Fang" in font for font in fonts)


def test_what_cannot_be_printed_is_named():
    bad = listed(UnitSheet("县教育局", (replace(ROW, lead="王\u200b清和"),)))
    with pytest.raises(
        CannotRender, match=r"^第27号提出人：有一个看不见的字符（U\+200B），印出来会与原文不同；请删去。$"
    ):
        render_handover_list(bad)


def test_the_same_list_gives_the_same_bytes():
    content = listed(UnitSheet("县教育局", (ROW, OPINION)))
    assert render_handover_list(content) == render_handover_list(content)


def test_many_helping_units_have_a_line_of_their_own_and_all_are_named():
    units = tuple(f"县{name}综合行政执法服务中心" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
    [sheet] = sheets(render_handover_list(listed(UnitSheet("县教育局", (replace(ROW, co=units),)))))
    assert "20个，见下行" in sheet.text
    assert "会办单位：" + "、".join(units) in sheet.text
