"""Salutation, headings, tables and text: nothing lost, nothing split that must stay whole."""

from dataclasses import replace

import pytest
from pytest import approx

from replies.rules.letter import LetterContent, Table
from replies.rules.letter_reading import from_json

from .measure import SAMPLES, SEEDS, in_reading_order, pages_of, sample

LETTERS = [
    *sorted(SAMPLES.glob("*.json")),
    *(path for path in (SEEDS / "000.json", SEEDS / "002.json") if path.exists()),
]


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts(content: LetterContent) -> list[str]:
    cells = [
        [cell for row in item.rows for cell in row] if isinstance(item, Table) else [item]
        for item in content.paragraphs
    ]
    return [squeezed(text) for group in cells for text in group]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_paragraph_is_printed_once_and_in_order(path):
    content = from_json(path.read_text(encoding="utf-8"))
    printed = in_reading_order(content)
    place = printed.index(squeezed(content.title)) + len(squeezed(content.title))
    for text in texts(content):
        found = printed.find(text, place)
        assert found >= 0, text
        place = found + len(text)
        assert len(text) < 12 or printed.count(text) == 1, text


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_head_text_and_sign_off_are_in_reading_order(path):
    content = from_json(path.read_text(encoding="utf-8"))
    printed = in_reading_order(content)
    date = f"{content.date.year}年{content.date.month}月{content.date.day}日"
    parts = [content.letterhead, content.document_number, content.title, texts(content)[0], date]
    places = [printed.index(squeezed(part)) for part in parts if part]
    assert places[:-1] == sorted(places[:-1])
    assert printed.rindex(texts(content)[-1]) < printed.index(date, printed.rindex(texts(content)[-1]))


def test_headings_have_the_faces_of_their_levels():
    lines = [line for page in pages_of(sample("document-npc"))[:3] for line in page.lines]
    fonts = {line.text[:7]: line.fonts for line in lines}
    assert fonts["一、关于治理现"] == {"Noto-Sans-CJK-SC"}
    assert fonts["（二）运维经费"] == {"FandolKai"}
    assert fonts["（一）加快项目"] == {"FandolKai", "FandolFang"}
    assert fonts["1. 工程质量"] == {"FandolFang"}
    assert fonts["（1）管材进场"] == {"FandolFang"}
    assert {line.size for line in lines if line.text.startswith("一、")} == {16}


def test_a_heading_is_never_the_last_line_of_a_page():
    for extra in range(0, 6, 2):
        content = sample("document-npc", paragraphs=("行。",) * extra + ("一、标题", "正文。") * 9)
        for page in pages_of(content):
            assert page.lines[-2].text != "一、标题"


def test_names_in_the_salutation_are_not_split():
    content = sample("twelve-addressees")
    lines = [line.text for line in pages_of(content)[0].lines]
    for name in content.addressees:
        assert any(name in line for line in lines), name
    (last,) = [line for line in lines if line.endswith("代表：")]
    assert pages_of(content)[0].line(last).x0 == approx(28, abs=0.3)


def test_figures_dates_and_phones_are_not_split():
    whole = ["2024年12月31日", "13.52亿元", "46.45%", "0000-1234567", "第20170382号", "〔2024〕37号", "1800多名"]
    for shift in range(0, 28, 5):
        text = "行" * shift + "，".join(whole) + "。"
        lines = [line.text for page in pages_of(sample("short", paragraphs=(text,))) for line in page.lines]
        for item in whole:
            assert any(item in line for line in lines), (shift, item)


def test_a_line_may_break_beside_quotation_marks():
    text = "行" * 23 + "的“开放”“共享”服务"
    lines = [line.text for line in pages_of(sample("short", paragraphs=(text,)))[0].lines]
    assert any(line.startswith(("“开放”“共享”", "放”")) for line in lines)
    assert "“开放”“共享”服务" in in_reading_order(sample("short", paragraphs=(text,)))


def test_rare_characters_come_back_as_themselves():
    rare = "喆垚犇焱昇珺㛃䶮𬍛𬭸〇²㎡"
    assert rare in in_reading_order(sample("short", paragraphs=(f"{rare}。",)))


def test_closing_salute_stands_on_two_lines_the_second_flush_left():
    pages = pages_of(sample("letter-cppcc"))
    lines = {line.text: line for page in pages for line in page.lines}
    assert lines["此致"].x0 == approx(39.13, abs=0.3)
    assert lines["敬礼"].x0 == approx(28, abs=0.3)


def test_a_long_table_repeats_its_heading_row():
    rows = (("序号", "内容"), *((str(number), "内容") for number in range(40)))
    pages = pages_of(sample("document-npc", paragraphs=("见表。", Table(rows, header=True)), attachments=()))
    assert sum(line.text == "序号内容" for page in pages for line in page.lines) == len(pages)


@pytest.mark.parametrize("content", [LetterContent(), LetterContent(paragraphs=("正文。",))])
@pytest.mark.parametrize("layout", ["document", "letter"])
def test_a_draft_with_almost_nothing_in_it_is_printed(content, layout):
    assert len(pages_of(content, layout)) == 1


def test_a_long_code_of_letters_and_digits_stays_on_the_paper():
    code = "A1b2" * 30
    content = replace(sample("document-npc"), paragraphs=("您好。", f"编号{code}。", "后文。"))
    assert code in in_reading_order(content)
    assert max(line.x1 for page in pages_of(content) for line in page.lines) < 190
