"""Every element of the letter in Word: its text in order, its style, its place (GB/T 9704-2012 7.2 to 7.4, 10.1)."""

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pytest import approx

from replies.letters import render_docx
from replies.rules.letter import Attachment, LetterContent, Table

from ..measure import HAN, sample
from .opened import docx_of, opened, styled, text_of

CHAR = 315  # twips of one 3号 character
NEAR = 15  # twips, a quarter of a millimetre


def texts(content, name, layout=None) -> list[str]:
    return [paragraph.text for paragraph in styled(content, name, layout)]


def right_edge(paragraph) -> int:
    """Distance from the right edge of the type area, twips."""
    return int(paragraph._p.pPr.ind.get(qn("w:right")))


@pytest.mark.parametrize("name", ["document-npc", "letter-cppcc", "joint", "short", "twelve-addressees", "co-opinion"])
@pytest.mark.parametrize("layout", ["document", "letter"])
def test_all_of_the_letter_is_there_in_order(name, layout):
    content = sample(name)
    text = text_of(docx_of(content, layout))
    wanted = [content.document_number, *(content.title or "").split("\n"), content.addressees[0]]
    for paragraph in content.paragraphs:
        wanted += [cell for row in paragraph.rows for cell in row] if isinstance(paragraph, Table) else [paragraph]
    wanted += [attachment.name for attachment in content.attachments] + [*content.signatories]
    wanted += [person.label for person in content.people]
    place = 0
    for part in wanted:
        place = text.find(part, place)
        assert place >= 0, part


# --- head ------------------------------------------------------------------------------------------


def test_the_mark_is_red_and_fits_the_type_area():
    (mark,) = styled(sample("document-npc"), "发文机关标志")
    assert mark.text == "清禾县农业农村局文件"
    assert mark.style.font.color.rgb == (255, 0, 0)
    assert mark.runs[0].font.size.pt * len(mark.text) <= 156 / 25.4 * 72


def test_a_very_long_mark_is_narrowed():
    name = "清禾县人民政府清水河流域生态综合治理工程建设指挥部办公室文件"
    (mark,) = styled(sample("document-npc", letterhead=name), "发文机关标志")
    scale = int(mark.runs[0]._r.rPr.find(qn("w:w")).get(qn("w:val"))) / 100
    assert mark.runs[0].font.size.pt * len(name) * scale <= 156 / 25.4 * 72
    assert 0.5 < scale < 1


def test_the_ink_of_the_mark_is_72_mm_down_whatever_stands_above():
    for content in (sample("document-npc"), sample("document-npc", category=None), sample("joint")):
        (mark,) = styled(content, "发文机关标志")
        paragraphs = opened(content).paragraphs
        above = next(place for place, paragraph in enumerate(paragraphs) if paragraph._p.text == mark.text)
        ink = 579 * above + mark.paragraph_format.space_before.twips + mark.runs[0].font.size.twips * 0.1
        assert ink / 1440 * 25.4 == approx(35, abs=0.2)


def test_a_joint_mark_stands_beside_its_last_word():
    content = sample("joint", letterhead="清禾县教育局\n清禾县财政局\n清禾县民政局文件")
    table = opened(content).tables[0]
    names, after = table.rows[0].cells
    assert [name.text for name in names.paragraphs] == ["清禾县教育局", "清禾县财政局", "清禾县民政局"]
    assert after.text == "文件"


def test_a_joint_letter_bears_the_lead_agencys_mark_30_mm_down():
    content = sample("joint", letterhead="清禾县教育局\n清禾县财政局")
    (mark,) = styled(content, "信函发文机关标志", "letter")
    frame = mark._p.pPr.find(qn("w:framePr"))
    ink = int(frame.get(qn("w:y"))) + mark.runs[0].font.size.twips * 0.1
    assert mark.text == "清禾县教育局"
    assert ink / 1440 * 25.4 == approx(30, abs=0.2)


def test_urgency_and_class_mark_stand_on_the_first_line():
    (line,) = styled(sample("joint"), "版头行")
    assert line.text == "加急\t类别：B"
    assert {run.style.name for run in line.runs if run.text.strip()} == {"黑体字"}


def test_the_number_is_centred_alone_and_flush_left_beside_the_signer():
    assert texts(sample("document-npc"), "发文字号") == ["清农发〔2024〕26号"]
    (line,) = styled(sample("joint"), "发文字号和签发人")
    assert line.text == "清教发〔2024〕41号\t签发人：温如言"
    assert [run.style.name for run in line.runs if run.text == "温如言"] == ["楷体字"]


def test_a_signer_without_room_stands_above_the_number():
    content = sample("joint", document_number="清禾县教育局办公室发〔2024〕1041号", signed_by="阿依努尔·买买提江")
    assert texts(content, "签发人") == ["签发人：阿依努尔·买买提江"]
    assert texts(content, "签发人下发文字号") == ["清禾县教育局办公室发〔2024〕1041号"]


def test_a_letters_lines_stand_right_under_the_rule():
    content = sample("letter-cppcc", urgency="特急", signed_by="温如言")
    lines = ["特急\t清建函〔2024〕8号", "\t签发人：温如言", "\t办理结果：A"]
    assert texts(content, "信函发文字号") == lines


def test_the_class_mark_can_stand_left():
    document = Document(io.BytesIO(render_docx(sample("joint"), category_at="left")))
    assert [paragraph.text.strip() for paragraph in document.paragraphs[:2]] == ["加急", "类别：B"]


def test_the_title_has_the_lines_of_the_pdf():
    (title,) = styled(sample("document-npc"), "公文标题")
    assert title.text == "清禾县农业农村局关于县十七届人大四次会议\n第45号建议的答复"


def test_so_many_addressees_that_page_1_is_full_stand_in_the_imprint():
    names = tuple(f"欧阳听{char}" for char in HAN * 2)
    content = sample("document-npc", addressees=names, salutation=None)
    assert texts(content, "主送机关") == []
    assert texts(content, "抄送")[0].startswith("主送：欧阳听清、欧阳听禾")


# --- text ------------------------------------------------------------------------------------------


def test_headings_have_the_faces_of_their_levels():
    content = sample("document-npc")
    assert texts(content, "公文一级标题") == ["一、关于治理现状", "二、下一步工作安排"]
    assert texts(content, "公文二级标题") == ["（二）运维经费不足"]
    running = next(p for p in styled(content, "公文正文") if p.text.startswith("（一）管网不配套。"))
    assert (running.runs[0].text, running.runs[0].style.name) == ("（一）管网不配套。", "楷体字")
    assert running.runs[1].style.name == "Default Paragraph Font"


def test_what_only_looks_like_a_heading_is_plain_text():
    lines = ("小（二）型水库", "一是统一巡查", "1.5万元", "15个村")
    assert texts(LetterContent(paragraphs=lines), "公文正文") == list(lines)


def test_paragraphs_are_indented_by_two_characters_and_closings_are_flush():
    style = opened(sample("letter-cppcc")).styles["公文正文"]
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert texts(sample("letter-cppcc"), "顶格") == ["敬礼"]


def test_a_table_stands_in_its_place_with_a_repeated_head():
    document = opened(sample("document-npc"))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["片区", "涉及村数（个）"]
    assert [cell.text for cell in table.rows[3].cells] == ["山区片区", "9", "17.5", "1040", "2025年10月底前"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[0].cells[0].paragraphs[0].style.name == "表头"
    assert sum(column.width for column in table.columns) / Mm(1) == approx(156, abs=0.1)
    assert table._tbl.getprevious().text.endswith("具体安排见下表：")


def test_a_table_without_head_and_two_in_a_row_stay_apart():
    table = Table((("甲", "乙"), ("丙", "")))
    document = opened(LetterContent(paragraphs=(table, table)))
    assert len(document.tables) == 2
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is None


def test_a_line_break_inside_a_paragraph_stays_one():
    (paragraph,) = styled(LetterContent(paragraphs=("第一行\n第二行",)), "公文正文")
    assert paragraph.text == "第一行\n第二行"


# --- end -------------------------------------------------------------------------------------------


def test_attachments_are_listed_with_hanging_indents():
    content = sample("document-npc")
    assert texts(content, "附件说明首条") == ["附件：1.清禾县农村生活污水治理三年行动项目清单"]
    assert texts(content, "附件说明续条") == ["2.农村生活污水处理设施运行维护考核办法（试行）"]
    styles = opened(content).styles
    for name, left, hanging in (("附件说明", 5, 3), ("附件说明首条", 6, 4), ("附件说明续条", 6, 1)):
        indent = styles[name].element.pPr.ind
        assert (indent.get(qn("w:leftChars")), indent.get(qn("w:hangingChars"))) == (f"{left}00", f"{hanging}00")


def test_a_sole_attachment_has_no_number():
    assert texts(sample("joint"), "附件说明")[0].startswith("附件：清禾县农村留守儿童")


def test_each_attachment_with_text_starts_a_page():
    content = sample(
        "document-npc", attachments=(Attachment("清单", ("一。",)), Attachment("名称"), Attachment("办法", ("二。",)))
    )
    labels = styled(content, "附件序号")
    assert [label.text for label in labels] == ["附件1", "附件3"]
    assert labels[0].style.paragraph_format.page_break_before
    assert texts(content, "附件标题") == ["清单", "办法"]


def test_sealed_the_date_ends_4_characters_from_the_right_and_the_name_is_centred_on_it():
    (name,), (date,) = styled(sample("document-npc"), "署名"), styled(sample("document-npc"), "成文日期")
    assert right_edge(date) == approx(4 * CHAR, abs=NEAR)
    width = len("清禾县农业农村局") * CHAR
    assert right_edge(name) + width / 2 == approx(right_edge(date) + (3 * CHAR + 6 * (CHAR - 160)) / 2, abs=NEAR)


def test_a_long_sealed_name_ends_at_the_edge():
    (name,) = styled(sample("document-npc", signatories=("清禾县人民政府清水河流域生态综合治理工程指挥部",)), "署名")
    assert right_edge(name) == 0


def test_unsealed_the_date_starts_2_characters_right_of_the_name():
    content = sample("co-opinion", signatories=("清禾县住房和城乡建设局办公室",))
    (name,), (date,) = styled(content, "署名"), styled(content, "成文日期")
    name_left = right_edge(name) + len(name.text) * CHAR
    date_left = right_edge(date) + 3 * CHAR + 7 * (CHAR - 160)
    assert right_edge(name) == approx(2 * CHAR, abs=NEAR)
    assert name_left - date_left == approx(2 * CHAR, abs=NEAR)


def test_joint_names_stand_side_by_side_on_tabs():
    (line,) = styled(sample("joint"), "并列署名")
    assert line.text == "\t清禾县教育局\t清禾县财政局\t清禾县民政局"
    stops = [stop.position / Mm(1) for stop in line.paragraph_format.tab_stops]
    assert stops[1] - stops[0] == approx(46.86, abs=0.1)
    assert stops[2] - stops[1] == approx(46.86, abs=0.1)


def test_the_last_lines_of_the_text_go_with_the_name():
    content = sample("short")
    last = next(p for p in opened(content).paragraphs if p.text == content.paragraphs[-1])
    assert last.paragraph_format.keep_with_next
    (only,) = styled(sample("short", paragraphs=("只有一段。",)), "公文正文")
    assert not only.paragraph_format.keep_with_next


def test_lines_after_the_date():
    assert texts(sample("document-npc"), "附注") == ["（此件公开发布）", "联系人：陶然亭　电话：0000-1234567"]
    assert texts(sample("twelve-addressees"), "附注")[-1] == "代表意见："


def test_the_imprint_is_a_ruled_table_at_the_lower_edge():
    table = opened(sample("joint")).tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：县人大常委会代表工作委员会，县政府办公室。",
        "清禾县教育局办公室\t2024年8月12日印发",
    ]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    sizes = re.findall(r'<w:(top|bottom|insideH) w:val="single" w:sz="(\d+)"', table._tbl.xml)
    assert sizes == [("top", "8"), ("bottom", "8"), ("insideH", "6")]  # 1 pt and 0.75 pt


def test_the_imprint_of_a_letter_has_neither_rules_nor_issuer():
    table = opened(sample("joint"), "letter").tables[-1]
    assert [row.cells[0].text for row in table.rows] == ["抄送：县人大常委会代表工作委员会，县政府办公室。"]
    assert "w:tblBorders" not in table._tbl.xml


def test_what_is_absent_leaves_no_gap():
    document = opened(LetterContent(paragraphs=("只有一段。",)))
    assert [(paragraph.text, paragraph.style.name) for paragraph in document.paragraphs] == [("只有一段。", "公文正文")]
    assert not document.tables


def test_the_title_is_set_in_size_2():
    (title,) = styled(sample("short"), "公文标题")
    assert title.style.font.size == Pt(22)
