"""Paper, margins, grid, faces and page numbers (GB/T 9704-2012 5.2, 7.1, 7.5)."""

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Twips
from pytest import approx

from ..measure import sample
from .opened import docx_of, opened, xml_of

MM, TWIP = Mm(1), Twips(1)


def attributes(element) -> dict[str, str]:
    return {name.split("}")[1]: value for name, value in element.attrib.items()}


def type_area(section) -> tuple[int, int]:
    """Width and height in twips."""
    width = section.page_width - section.left_margin - section.right_margin
    return width // TWIP, (section.page_height - section.top_margin - section.bottom_margin) // TWIP


def test_paper_and_margins():
    section = opened(sample("short")).sections[0]
    sides = [section.page_width, section.page_height, section.top_margin, section.right_margin]
    sides += [section.bottom_margin, section.left_margin]
    assert [side / MM for side in sides] == approx([210, 297, 37, 26, 35, 28], abs=0.02)


def test_the_grid_is_22_lines_of_28_characters():
    section = opened(sample("short")).sections[0]
    grid = attributes(section._sectPr.find(qn("w:docGrid")))
    width, height = type_area(section)
    assert grid["type"] == "linesAndChars"
    assert height // int(grid["linePitch"]) == 22
    assert width // (320 + int(grid["charSpace"]) / 4096 * 20) == 28


def test_text_has_the_grids_line_and_28_characters_fit_it():
    document = opened(sample("short"))
    normal = document.styles["Normal"]
    assert normal.paragraph_format.line_spacing.twips == 579
    spacing = int(attributes(normal.element.rPr.find(qn("w:spacing")))["val"])
    width, _ = type_area(document.sections[0])
    assert width // (normal.font.size.twips + spacing) == 28


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("发文机关标志", "方正小标宋简体", 54),
        ("公文一级标题", "黑体", None),
        ("公文二级标题", "楷体_GB2312", None),
        ("公文三级标题", None, None),
        ("附件序号", "黑体", None),
        ("抄送", None, 14),
        ("页码（单页）", "宋体", 14),
    ],
)
def test_the_face_of_every_style_is_named_for_chinese(style, face, points):
    """None: as in Normal."""
    style = opened(sample("short")).styles[style]
    fonts = style.element.rPr.find(qn("w:rFonts")) if style.element.rPr is not None else None
    named = attributes(fonts) if fonts is not None else {}
    assert (named.get("eastAsia"), named.get("ascii")) == (face, face)
    assert (style.font.size.pt if style.font.size else None) == points


def test_no_theme_decides_a_face():
    docx = docx_of(sample("short"))
    assert "theme" not in xml_of(docx, "word/styles.xml").lower()
    assert "theme" not in xml_of(docx, "[Content_Types].xml")


def test_lines_break_as_chinese_does_without_gaps_beside_figures():
    paragraph = opened(sample("short")).styles["Normal"].element.pPr
    on = {name: paragraph.find(qn(f"w:{name}")).get(qn("w:val"), "1") for name in ("kinsoku", "overflowPunct")}
    off = {name: paragraph.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("autoSpaceDE", "autoSpaceDN")}
    assert set(on.values()) == {"1"}
    assert set(off.values()) == {"0"}


def test_page_numbers_are_right_on_odd_and_left_on_even_pages():
    document = opened(sample("short"), "document")
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert not section.different_first_page_header_footer
    for footer, style in ((section.footer, "页码（单页）"), (section.even_page_footer, "页码（双页）")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == style
        assert "".join(part.text for part in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert 'w:instr=" PAGE "' in paragraph._p.xml


def test_a_letter_has_a_double_rule_instead_of_the_first_page_number():
    section = opened(sample("letter-cppcc")).sections[0]
    assert section.different_first_page_header_footer
    (rule,) = section.first_page_footer.paragraphs
    assert (rule.style.name, rule.text) == ("信函下红线", "")


def test_a_letter_without_a_mark_has_no_rules():
    section = opened(sample("letter-cppcc", letterhead=None)).sections[0]
    assert [paragraph.style.name for paragraph in section.first_page_footer.paragraphs] == ["不占行"]


@pytest.mark.parametrize(("style", "borders"), [
    ("红色分隔线", {"top": "11"}),
    ("信函上红线", {"top": "12", "bottom": "6"}),
    ("信函下红线", {"top": "6", "bottom": "12"}),
])  # fmt: skip
def test_rules_are_red_and_thick_or_thin(style, borders):
    """Eighths of a point."""
    found = opened(sample("short")).styles[style].element.pPr.find(qn("w:pBdr"))
    assert {side.tag.split("}")[1]: side.get(qn("w:sz")) for side in found} == borders
    assert {side.get(qn("w:color")) for side in found} == {"FF0000"}
