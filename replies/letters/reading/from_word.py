"""Word (.docx) → blocks: paragraphs and tables in their order, text boxes, automatic numbers."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor

from replies.rules.letter import Table

from .blocks import Block, NoLetter, Source
from .from_text import SUPERSCRIPTS
from .word_numbers import Numbers

SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:rPr", "w:pPr", "w:delText")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX, PARAGRAPH, TABLE = qn("w:txbxContent"), qn("w:p"), qn("w:tbl")
HOLDERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}


@dataclass(frozen=True)
class Word:
    """What the document knows outside its paragraphs: the automatic numbers, and which styles are red."""

    numbers: Numbers
    red_styles: frozenset[str]


def from_word(data: bytes) -> Source:
    """The blocks of a Word file. Raises NoLetter for one that is damaged."""
    try:
        document = Document(io.BytesIO(data))
        word = Word(Numbers(document), red_styles(document))
        blocks = [*_heads(document, word), *_blocks(document.element.body, word)]
    except Exception as error:  # what zipfile, lxml and python-docx raise on damaged files has no common name
        raise NoLetter("Word 文件已损坏，无法读取；请用 Word 或 WPS 打开后重新保存为 .docx。") from error
    return Source(tuple(block for block in blocks if block.table or block.text), doubts=word.numbers.doubts)


def _heads(document: Any, word: Word) -> Iterator[Block]:
    """A red mark may stand in the header of the first page; other headers say nothing of the letter."""
    for section in document.sections[:1]:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.insert(0, section.first_page_header)
        for header in headers:
            yield from (block for block in _blocks(header._element, word) if block.stands_out)


def _blocks(parent: Any, word: Word) -> Iterator[Block]:
    for child in parent:
        if child.tag == PARAGRAPH:
            yield from _paragraph(child, word)
        elif child.tag == TABLE:
            yield from _table(child, word)
        elif child.tag in HOLDERS:
            yield from _blocks(child, word)


def _paragraph(element: Any, word: Word) -> Iterator[Block]:
    """The text boxes that hang on a paragraph, then its own lines."""
    for box in element.iter(BOX):
        if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
            yield from _blocks(box, word)
    text = word.numbers.before(element) + "".join(_texts(element))
    is_red, is_new = _is_red(element, word.red_styles), any(_is_page_break(item) for item in element.iter(qn("w:br")))
    for line in text.split("\n"):
        if line.strip(" \t\u3000\u00a0"):
            yield Block(line.strip(" \t\u3000\u00a0"), stands_out=is_red, starts_page=is_new)


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED or child.tag in (FALLBACK, BOX):
            continue
        if child.tag == qn("w:t"):
            text = child.text or ""
            yield text.translate(SUPERSCRIPTS) if _is_raised(child.getparent()) else text
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "" if _is_page_break(child) else "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _texts(child)


def _is_page_break(element: Any) -> bool:
    return element.get(qn("w:type")) in ("page", "column")


def _is_raised(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return mark is not None and mark.get(qn("w:val")) == "superscript"


def _is_red(element: Any, red_styles: frozenset[str]) -> bool:
    """Whether every run with text is red, by itself or by a style."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    by_paragraph = style is not None and style.get(qn("w:val")) in red_styles
    runs = [run for run in element.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    return bool(runs) and all(_is_red_run(run, by_paragraph, red_styles) for run in runs)


def _is_red_run(run: Any, by_paragraph: bool, red_styles: frozenset[str]) -> bool:
    if (colour := run.find(f"{qn('w:rPr')}/{qn('w:color')}")) is not None:
        return _is_red_value(colour.get(qn("w:val")))
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return by_paragraph if style is None else style.get(qn("w:val")) in red_styles


def red_styles(document: Any) -> frozenset[str]:
    """The styles that set text in red, themselves or through the style they are based on."""
    found = set()
    for style in document.styles:
        chain = style
        while chain is not None:
            colour = chain.element.find(f"{qn('w:rPr')}/{qn('w:color')}")
            if colour is not None:
                if _is_red_value(colour.get(qn("w:val"))):
                    found.add(style.style_id)
                break
            chain = getattr(chain, "base_style", None)
    return frozenset(found)


def _is_red_value(value: str | None) -> bool:
    try:
        red, green, blue = RGBColor.from_string(value or "")
    except ValueError:  # no colour, or auto
        return False
    return red >= 160 and green <= 100 and blue <= 100


def _table(element: Any, word: Word) -> Iterator[Block]:
    """A ruled table is a table; one without rules only places text side by side."""
    rows = [_row(row, word) for row in element.iter(qn("w:tr")) if _owner(row) is element]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if not rows or not any(cell for row in rows for cell in row):
        return
    if width == 1 or _is_unruled(element):
        for row in rows:
            yield Block("\u3000\u3000".join(cell for cell in row if cell))
        return
    full = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    yield Block(table=Table(full, _has_header(element, full)))


def _owner(row: Any) -> Any:
    return next(parent for parent in row.iterancestors() if parent.tag == TABLE)


def _row(row: Any, word: Word) -> list[str]:
    """The cells of a row; a cell that spans columns is followed by empty ones."""
    cells: list[str] = []
    for cell in row.iter(qn("w:tc")):
        if next(parent for parent in cell.iterancestors() if parent.tag == qn("w:tr")) is not row:
            continue
        lines = ["".join(_texts(item)).strip() for item in cell.iter(PARAGRAPH)]
        cells.append("".join(line for line in lines if line))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        cells += [""] * (int(span.get(qn("w:val"))) - 1 if span is not None else 0)
    return cells


def _is_unruled(element: Any) -> bool:
    """Neither table nor cells have borders. A named style is taken to have them."""
    borders = element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    if borders is not None:
        return all(edge.get(qn("w:val")) in ("none", "nil") for edge in borders)
    has_cell_borders = next(element.iter(qn("w:tcBorders")), None) is not None
    style = element.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return not has_cell_borders and (style is None or style.get(qn("w:val")) in ("TableNormal", "a1"))


def _has_header(element: Any, rows: tuple[tuple[str, ...], ...]) -> bool:
    """Marked as repeated at the top of each page, or the only row without figures."""
    if next(element.iter(qn("w:tblHeader")), None) is not None:
        return True
    with_figures = [any(char.isdigit() for cell in row for char in cell) for row in rows]
    return len(rows) > 1 and not with_figures[0] and all(with_figures[1:]) and all(rows[0])
