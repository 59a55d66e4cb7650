"""Text files: encodings, marks of a conversion, paragraphs cut by page breaks, tables."""

import codecs

import pytest

from replies.letters import read_letter
from replies.rules.letter import Table, to_dict
from replies.rules.letter_reading import from_json

from ..measure import HAN, SEEDS
from .old import codes, read, typed

REAL = {
    "000": {
        "wrong_word", "doubled_word", "unit_contradicts", "opinion_contradicts", "solved_but_going_on",
        "no_document_number", "no_phone", "no_copies", "title_joined", "paragraphs_joined", "odd_title",
    },
    "002": {"wrong_word", "no_category", "no_contact", "no_copies", "dated_promise", "answered_by_another"},
}  # fmt: skip


@pytest.mark.skipif(not SEEDS.exists(), reason="the real letters are not here")
@pytest.mark.parametrize("name", REAL)
def test_the_real_letters(name):
    content = read_letter(f"{name}.txt", (SEEDS / f"{name}.txt").read_bytes())
    expected = to_dict(from_json((SEEDS / f"{name}.json").read_bytes()))
    assert {key: value for key, value in to_dict(content).items() if key != "doubts"} == expected
    assert REAL[name] <= codes(content)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "utf-16-be", "crlf"],
)
def test_encodings(encode):
    assert read_letter("旧", encode(typed())) == read(typed())


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        ("占地 62 m<sup>2</sup>的驿站，投资 21 万元。", "占地62 m²的驿站，投资21万元。"),
        ("### 一、关于灌渠", "一、关于灌渠"),
        ("## **二、关于** 水源", "二、关于 水源"),
        ("企业 and 项目建设。", "企业 and 项目建设。"),
        ("2024 年 5 月 6 日开工，第 3 期。", "2024年5月6日开工，第 3期。"),
        ("1. 灌渠由水管站管护。", "1. 灌渠由水管站管护。"),
    ],
)
def test_marks_and_stray_spaces_of_a_conversion(line, paragraph):
    text = f"您的建议收悉，现答复如下：\n\n{line}\n\n感谢您的关心。"
    assert read(typed(text=text)).paragraphs[1] == paragraph


def test_a_paragraph_cut_by_a_page_break_is_joined_with_a_doubt():
    text = "您的建议收悉，现答复如下：\n我局已经完成灌\n\n---\n\n渠修缮。\n感谢您的关心。"
    content = read(typed(text=text))
    assert content.paragraphs == ("您的建议收悉，现答复如下：", "我局已经完成灌渠修缮。", "感谢您的关心。")
    assert "paragraphs_joined" in codes(content)


def test_a_page_number_between_the_halves_is_dropped():
    text = "您的建议收悉，现答复如下：\n我局已经完成灌\n— 1 —\n渠修缮。"
    assert read(typed(text=text)).paragraphs[1] == "我局已经完成灌渠修缮。"


def test_a_heading_after_a_page_break_is_not_joined():
    text = "您的建议收悉，现答复如下：\n一、灌渠修缮情况\n---\n二、下一步安排\n---\n年内再修三公里。"
    paragraphs = read(typed(text=text)).paragraphs
    assert paragraphs[1:] == ("一、灌渠修缮情况", "二、下一步安排", "年内再修三公里。")


def test_lines_broken_at_a_fixed_width_are_joined_by_their_indents():
    text = (
        "　　您的建议收悉，现答复如下：\n"
        "　　灌渠修缮工程已于上月全部完工，恢复灌溉面积八百六十亩。\n"
        "沿渠各村成立管护小组，定期巡查。\n"
        "　　感谢您的关心。"
    )
    assert read(typed(text=text)).paragraphs[1:] == (
        "灌渠修缮工程已于上月全部完工，恢复灌溉面积八百六十亩。沿渠各村成立管护小组，定期巡查。",
        "感谢您的关心。",
    )


# Three paragraphs of five and a half, four and three and a half lines of 28; the second ends at the end of a line.
LONG = tuple(
    HAN[:start] + (HAN * 6)[: 28 * lines // 2 - start - 1] + "。" for start, lines in ((3, 11), (7, 8), (0, 7))
)


def cut(paragraph: str) -> str:
    return "\n".join(paragraph[start : start + 28] for start in range(0, len(paragraph), 28))


def test_lines_broken_at_a_fixed_width_are_joined_by_the_empty_lines_between_paragraphs():
    content = read(typed(text="\n\n".join(map(cut, LONG)) + "\n"))
    assert content.paragraphs == LONG


def test_lines_broken_at_a_fixed_width_are_joined_where_they_are_full():
    content = read(typed(text="\n".join(map(cut, (LONG[0], LONG[2])))))
    assert content.paragraphs == (LONG[0], LONG[2])


def test_a_table_stays_in_its_place():
    text = "您的建议收悉，安排见下表：\n\n| 片区 | 公里 |\n|---|---|\n| 干渠 | 3 |\n\n感谢您的关心。"
    assert read(typed(text=text)).paragraphs[1] == Table((("片区", "公里"), ("干渠", "3")), header=True)


def test_closing_words_are_paragraphs_of_their_own():
    text = "您的建议收悉，已经办好。\n特此答复。\n　　此致\n敬礼！"
    assert read(typed(text=text)).paragraphs == ("您的建议收悉，已经办好。", "特此答复。", "此致", "敬礼！")
