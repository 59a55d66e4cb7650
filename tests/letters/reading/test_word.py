"""Word files: the mark by its colour, automatic numbers, tables, text boxes, signature tables, tracked changes."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from replies.letters import read_letter
from replies.letters.word import render_docx
from replies.rules.letter import LetterContent, Table, salutation_of

from ..measure import SAMPLES, sample
from .old import END, TEXT, TITLE, codes, person

OPENING, BODY = TEXT.split("\n")


def word(
    *middle: str | Callable, head: tuple = (TITLE, "闻知秋代表：", OPENING), end: tuple = tuple(END.split("\n"))
) -> LetterContent:
    """A letter typed in Word; a callable adds to the document itself."""
    document = Document()
    for part in (*head, *middle, *end):
        if callable(part):
            part(document)
        else:
            document.add_paragraph(part)
    stream = io.BytesIO()
    document.save(stream)
    return read_letter("旧答复.docx", stream.getvalue())


def red(text: str) -> Callable:
    def add(document):
        document.add_paragraph().add_run(text).font.color.rgb = RGBColor(0xFF, 0, 0)

    return add


def table(*rows: tuple[str, ...], style: str | None = "Table Grid") -> Callable:
    def add(document):
        made = document.add_table(len(rows), len(rows[0]), style=style)
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return add


def numbered(text: str, number: int, level: int = 0) -> Callable:
    """A paragraph of list ``number`` of the numbering this adds: 一、 then （一）."""

    def add(document):
        numbering = document.part.numbering_part.element
        if not numbering.xpath("w:abstractNum[@w:abstractNumId='90']"):
            levels = "".join(
                f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
                for n, (kind, shown) in enumerate(
                    [
                        ("chineseCountingThousand", "%1、"),
                        ("chineseCounting", "（%2）"),
                        ("decimal", "%3."),
                        ("upperRoman", "%4."),
                    ]
                )
            )
            numbering.insert(
                0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
            )
            numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        paragraph = document.add_paragraph(text)
        place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(place))

    return add


def raw(xml: str) -> Callable:
    def add(document):
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))

    return add


def test_a_mark_that_runs_over_the_line_is_one_name():
    head = (red("清禾县水利局文"), red("件"), TITLE, "闻知秋代表：", OPENING)
    assert word(BODY, head=head).letterhead == "清禾县水利局文件"


def test_paragraphs_in_order():
    content = word(BODY)
    assert (content.title, content.salutation, content.paragraphs) == (TITLE, "闻知秋代表：", (OPENING, BODY))
    assert (content.signatories, content.date) == (("清禾县水利局",), date(2024, 5, 6))


@pytest.mark.parametrize("layout", ["document", "letter"])
@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_our_own_word_files_are_read_back(name, layout):
    content = sample(name)
    read = read_letter("a.docx", render_docx(content, layout))
    assert (read.letterhead, read.document_number) == (content.letterhead, content.document_number)
    assert (read.signed_by, read.urgency, read.category) == (content.signed_by, content.urgency, content.category)
    assert (read.title, read.salutation) == ((content.title or "").replace("\n", ""), salutation_of(content))
    assert (read.paragraphs, read.attachments) == (content.paragraphs, content.attachments)
    assert (read.signatories, read.date, read.people) == (content.signatories, content.date, content.people)
    assert (read.disclosure, read.opinion, read.copies_to) == (content.disclosure, content.opinion, content.copies_to)


def test_a_red_line_is_the_letterhead_even_right_above_the_title():
    content = word(BODY, head=(red("清禾县水利局"), TITLE, "闻知秋代表：", OPENING))
    assert (content.letterhead, content.title) == ("清禾县水利局", TITLE)


def test_the_mark_in_a_text_box_or_in_the_header():
    box = (
        f'<w:p {nsdecls("w")}><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        '<w:p><w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>清禾县水利局文件</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    assert word(BODY, head=(raw(box), TITLE, "闻知秋代表：", OPENING)).letterhead == "清禾县水利局文件"

    def header(document):
        document.sections[0].header.paragraphs[0].add_run("清禾县水利局").font.color.rgb = RGBColor(0xE6, 0, 0x12)

    assert word(BODY, head=(header, TITLE, "闻知秋代表：", OPENING)).letterhead == "清禾县水利局"


def test_number_and_signer_parted_by_a_tab_or_in_a_table_without_rules():
    tabbed = word(BODY, head=("清水发〔2024〕3号\t签发人：温如言", TITLE, "闻知秋代表：", OPENING))
    assert (tabbed.document_number, tabbed.signed_by) == ("清水发〔2024〕3号", "温如言")
    beside = table(("清水发〔2024〕3号", "签发人：温如言"), style=None)
    placed = word(BODY, head=(red("清禾县水利局文件"), beside, TITLE, "闻知秋代表：", OPENING))
    assert (placed.document_number, placed.signed_by) == ("清水发〔2024〕3号", "温如言")


def test_a_title_with_a_line_break_is_one():
    content = word(BODY, head=(TITLE[:12] + "\n" + TITLE[12:], "闻知秋代表：", OPENING))
    assert content.title == TITLE
    assert "title_joined" not in codes(content)


def test_automatic_numbers_are_part_of_the_text():
    content = word(
        numbered("治理现状", 90),
        numbered("管网", 90, 1),
        numbered("设施", 90, 1),
        numbered("下一步安排", 90),
        numbered("管网", 90, 1),
    )
    assert content.paragraphs[1:] == ("一、治理现状", "（一）管网", "（二）设施", "二、下一步安排", "（一）管网")


def test_a_kind_of_number_that_is_not_known_is_a_doubt():
    content = word(numbered("治理现状", 90, 3))
    assert content.paragraphs[1:] == ("治理现状",)
    assert "numbering" in codes(content)


def test_a_ruled_table_stays_in_its_place():
    content = word("安排见下表：", table(("片区", "公里"), ("干渠", "3"), ("支渠", "5")), "感谢您的关心。")
    assert content.paragraphs[2] == Table((("片区", "公里"), ("干渠", "3"), ("支渠", "5")), header=True)


def test_a_signature_table_is_read_line_by_line():
    ruled = table(("承办单位", "水利工程管理站"), ("联系人：陶然亭", "电话：0000-1234567"))
    content = word(BODY, end=(*END.split("\n"), ruled))
    assert person("联系人", "陶然亭", "0000-1234567") in content.people


def test_the_imprint_in_a_table():
    imprint = table(("抄送：县人大代工委，县政府办公室。", ""), ("清禾县水利局办公室", "2024年5月7日印发"))
    content = word(BODY, end=(*END.split("\n"), imprint))
    assert (content.copies_to, content.issuer) == (("县人大代工委", "县政府办公室"), "清禾县水利局办公室")
    assert content.issued_on == date(2024, 5, 7)


def test_raised_figures_and_tracked_changes():
    run = "<w:r><w:t>{}</w:t></w:r>"
    text = (
        f"<w:p {nsdecls('w')}>{run.format('占地62 m')}"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        f'<w:del w:id="1" w:author="甲">{run.format("旧").replace("w:t>", "w:delText>")}</w:del>'
        f'<w:ins w:id="2" w:author="甲">{run.format("，已完工。")}</w:ins></w:p>'
    )
    assert word(raw(text)).paragraphs[1] == "占地62 m²，已完工。"


def test_an_attachment_on_a_page_of_its_own():
    def new_page(document):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    end = ("附件：灌渠工程清单", *END.split("\n"), new_page, "附件", "灌渠工程清单", "干渠三公里，已经衬砌。")
    content = word(BODY, end=end)
    assert [(item.name, item.paragraphs) for item in content.attachments] == [
        ("灌渠工程清单", ("干渠三公里，已经衬砌。",))
    ]


def test_a_list_numbered_by_a_style():
    def add(document):
        numbered("", 90)(document)
        style = document.styles["List Number"]
        style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
        for old in style.element.pPr.findall(qn("w:numPr"))[:-1]:
            style.element.pPr.remove(old)
        document.add_paragraph("治理现状", style="List Number")

    assert "二、治理现状" in word(add).paragraphs
