"""The list on top of a pile: a row for each letter, sums, who and when."""

import io
from dataclasses import replace
from datetime import datetime

from pypdf import PdfReader

from replies.letters.print_list import ListRow, PrintList, render_print_list

ROW = ListRow(
    "县人大七届六次会议",
    "第27号建议",
    "关于改善学校门前交通秩序的建议",
    ("王清和", "赵明溪"),
    "清教发〔2026〕12号",
    3,
    5,
)
OTHER = replace(
    ROW, session="县政协九届六次会议", case_number="第3号提案", addressees=("甲", "乙", "丙", "丁"), document_number=""
)
LIST = PrintList([ROW, replace(ROW, pages=4, first_page=9)], 12, True, "林知夏", datetime(2026, 3, 2, 9, 5))


def text_of(content: PrintList) -> str:
    pages = PdfReader(io.BytesIO(render_print_list(content))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_row_says_all_of_a_letter_and_the_head_the_sums() -> None:
    text = text_of(LIST)

    assert "县人大七届六次会议，共2份，答复正文7页；全部12页（含双面打印补的空白页）" in text
    assert "1第27号建议关于改善学校门前交通秩序的建议王清和、赵明溪清教发〔2026〕12号35" in text
    assert "打印人：林知夏打印时间：2026年3月2日09:05" in text
    assert "第1页，共1页" in text


def test_letters_of_two_sessions_say_theirs_and_many_names_are_counted() -> None:
    text = text_of(replace(LIST, rows=[ROW, OTHER], duplex=False))

    assert "县政协九届六次会议第3号提案" in text
    assert "甲等4人—" in text
    assert "补的空白页" not in text


def test_the_same_list_gives_the_same_bytes() -> None:
    assert render_print_list(LIST) == render_print_list(LIST)


def test_a_larger_page_number_does_not_move_a_line() -> None:
    """The list is set twice, the second time with its own length added to each page number."""
    rows = [replace(ROW, first_page=number) for number in range(1, 60)]
    moved = [replace(row, first_page=row.first_page + 1940) for row in rows]
    lengths = [len(PdfReader(io.BytesIO(render_print_list(replace(LIST, rows=some)))).pages) for some in (rows, moved)]

    assert lengths[0] == lengths[1] > 1
