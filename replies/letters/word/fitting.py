"""Lengths that depend on the letter, set after the template is filled in.

Paragraphs are known by the names of their styles, tables by their titles. Where an office's template has none of
that name, its own formatting stands.
"""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from replies.rules.letter import LetterContent, Table

from .. import grid
from ..head import mark_size
from ..signoff import DATE_FROM_RIGHT, SignOff, build_signoff
from ..tables import column_widths
from ..titles import width_of
from .body import JOINT_TABLE, TEXT_TABLE
from .fields import mark_lines
from .measures import CHAR, INK_TOP, LEADING, LETTER_MARK_TOP, LINE, MARK_TOP, WIDTH, twips, width
from .seals import cell_width, date_centre
from .styles import ABOVE_JOINT, AFTER_MARK, DATE, JOINT_MARK, JOINT_NAMES, LETTER_MARK, MARK, NAME, TOP_ROW

LONGEST_KEPT = 110  # characters, four lines
ABOVE_TEXT = {"公文标题", "主送机关"}
PLAIN_FROM_RIGHT = 2  # characters, unsealed


def fit(document: Any, content: LetterContent, layout: str) -> None:
    """Size of the red mark, places of the sign-off, columns of tables, and the first page's footer in 信函."""
    _drop_empty_runs(document)
    document.sections[0].different_first_page_header_footer = layout == "letter"
    by_style = _by_style(document)
    _fit_mark(by_style, content, layout)
    signoff = build_signoff(content)
    if signoff:
        _fit_signoff(by_style, signoff)
    _keep_with_signoff(document, by_style)
    for table in document.element.body.iter(qn("w:tbl")):
        _fit_table(table, content)


def _drop_empty_runs(document: Any) -> None:
    """Runs of elements the letter does not have."""
    for run in list(document.element.body.iter(qn("w:r"))):
        if all(child.tag == qn("w:rPr") or (child.tag == qn("w:t") and not child.text) for child in run):
            run.getparent().remove(run)


def _by_style(document: Any) -> dict[str, list[Paragraph]]:
    names = {style.style_id: style.name for style in document.styles}
    found: dict[str, list[Paragraph]] = {}
    for element in document.element.body.iter(qn("w:p")):
        name = names.get(element.style)
        if name:
            found.setdefault(name, []).append(Paragraph(element, document._body))
    return found


# --- red mark --------------------------------------------------------------------------------------


def _fit_mark(by_style: dict[str, list[Paragraph]], content: LetterContent, layout: str) -> None:
    lines = mark_lines(content)
    if not lines:
        return
    is_joint = JOINT_MARK in by_style
    shown = lines[:1] if layout == "letter" else [line.removesuffix("文件") for line in lines] if is_joint else lines
    size, scale = mark_size(max(map(width_of, shown)) + (2.3 if is_joint else 0), len(shown))
    for name in (MARK, LETTER_MARK, JOINT_MARK, AFTER_MARK):
        for number, paragraph in enumerate(by_style.get(name, ())):
            paragraph.paragraph_format.line_spacing = Pt(size * LEADING)
            if number:
                paragraph.paragraph_format.space_before = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(round(size * 2) / 2)
                if scale < 1:
                    _narrow(run, scale)
    _place_mark(by_style, size * INK_TOP * 20)


def _place_mark(by_style: dict[str, list[Paragraph]], lead: float) -> None:
    """The mark's ink where the standard wants it; ``lead`` twips of its line are above the ink."""
    above = Twips(round(twips(MARK_TOP) - len(by_style.get(TOP_ROW, ())) * LINE - lead))
    for paragraph in by_style.get(MARK, ())[:1]:
        paragraph.paragraph_format.space_before = above
    for paragraph in by_style.get(ABOVE_JOINT, ()):
        paragraph.paragraph_format.line_spacing = above
    for paragraph in by_style.get(LETTER_MARK, ()):
        frame = paragraph._p.get_or_add_pPr().find(qn("w:framePr"))
        if frame is not None:
            frame.set(qn("w:y"), str(round(twips(LETTER_MARK_TOP) - lead)))


def _narrow(run: Any, scale: float) -> None:
    """Narrower characters of the same height; w:w stands before w:sz."""
    properties = run._r.get_or_add_rPr()
    narrow = properties.makeelement(qn("w:w"), {qn("w:val"): str(int(scale * 100))})
    properties.find(qn("w:sz")).addprevious(narrow)


# --- sign-off --------------------------------------------------------------------------------------


def _fit_signoff(by_style: dict[str, list[Paragraph]], signoff: SignOff) -> None:
    if signoff.style == "joint":
        for paragraph, row in zip(by_style.get(JOINT_NAMES, ()), signoff.rows, strict=False):
            last = twips(grid.WIDTH - date_centre(signoff.date))
            for place in range(len(row)):
                position = last - (len(row) - 1 - place) * twips(cell_width(signoff))
                _centre_tab(paragraph, position)
        return
    names = [name.text for row in signoff.rows for name in row]
    rights = _sealed(names, signoff.date) if signoff.style == "sealed" else _plain(names, signoff.date)
    paragraphs = [*by_style.get(NAME, ()), *by_style.get(DATE, ())]
    for paragraph, right in zip(paragraphs, rights, strict=False):
        _right_indent(paragraph, right)


def _sealed(names: list[str], date: str) -> list[float]:
    """Right indents: the date's is 4 characters, names are centred on it unless that leaves the type area."""
    centre = DATE_FROM_RIGHT * CHAR + width(date) / 2
    return [*(max(0, centre - width(name) / 2) for name in names), DATE_FROM_RIGHT * CHAR]


def _plain(names: list[str], date: str) -> list[float]:
    """Right indents: the date begins 2 characters right of the name; the longer of both ends 2 from the edge."""
    start = PLAIN_FROM_RIGHT * CHAR if names else 0
    block = max([*map(width, names), start + width(date) if date else 0])
    edge = PLAIN_FROM_RIGHT * CHAR + block
    return [*(max(0, edge - width(name)) for name in names), edge - start - width(date)]


def _right_indent(paragraph: Paragraph, right: float) -> None:
    """In twips, and in characters too, because these would win otherwise."""
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(right / CHAR * 100)))
    indent.set(qn("w:right"), str(round(right)))


def _centre_tab(paragraph: Paragraph, position: int) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(position), WD_TAB_ALIGNMENT.CENTER)


def _keep_with_signoff(document: Any, by_style: dict[str, list[Paragraph]]) -> None:
    """Name and date never stand alone on a page: the last lines of the text go with them.

    Not a long paragraph, which some programs move as a whole, and not the only one: page 1 must show some text.
    """
    signed = [*by_style.get(NAME, ()), *by_style.get(JOINT_NAMES, ()), *by_style.get(DATE, ())]
    if not signed:
        return
    paragraphs = document.paragraphs
    # Inside a table of the office's template they are kept together as the office wants.
    end = next((number for number, paragraph in enumerate(paragraphs) if paragraph._p is signed[0]._p), 0)
    said = [number for number in range(end) if _text(paragraphs[number]._p).strip()]
    if (
        len(said) < 2
        or len(_text(paragraphs[said[-1]]._p)) > LONGEST_KEPT
        or _style(paragraphs[said[-2]]) in ABOVE_TEXT
    ):
        return
    for paragraph in paragraphs[said[-1] : end]:
        paragraph.paragraph_format.keep_with_next = True
    paragraphs[said[-1]].paragraph_format.widow_control = True


def _style(paragraph: Paragraph) -> str | None:
    return paragraph.style.name if paragraph.style else None


# --- tables ----------------------------------------------------------------------------------------


def _fit_table(table: Any, content: LetterContent) -> None:
    caption = table.tblPr.find(qn("w:tblCaption"))
    title = caption.get(qn("w:val")) if caption is not None else ""
    if title == TEXT_TABLE:
        _set_columns(table, _column_widths(table))
    elif title == JOINT_TABLE:
        lines = [line.removesuffix("文件") for line in mark_lines(content)]
        size, _ = mark_size(max(map(width_of, lines)) + 2.3, len(lines))
        names = round(max(map(width_of, lines)) * size * 20) + twips(4)
        _set_columns(table, [names, round(2.1 * size * 20) + twips(4)])


def _column_widths(table: Any) -> list[int]:
    """As in the PDF; all together as wide as the type area."""
    rows = [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
    widths = [twips(mm) for mm in column_widths(Table(tuple(map(tuple, rows))))]
    return [*widths[:-1], WIDTH - sum(widths[:-1])]


def _set_columns(table: Any, widths: list[int]) -> None:
    for column, size in zip(table.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(size))
    for row in table.iter(qn("w:tr")):
        for cell, size in zip(row.iter(qn("w:tc")), widths, strict=True):
            cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(size))


def _text(element: Any) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t")))
