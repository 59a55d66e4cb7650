"""PDF → blocks: lines of a page joined to paragraphs by their indents, page numbers left out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2

from .. import engine
from .blocks import Block, NoLetter, Source
from .dates import DATE
from .pdf_page import Char, Line, chars_of, lines_of
from .pdf_tables import PlacedTable, continued, grids_of, table_of

MOST_PAGES = 100  # of a file that is not ours
PAGE_NUMBER = re.compile(
    r"[-—–－‐\s]*\d{1,3}[-—–－‐\s]*|第\s*\d{1,3}\s*页(?:[，,/\s]*共\s*\d{1,3}\s*页)?|\d+\s*/\s*\d+"
)
# Flush left in one layout or another, and yet the beginning of a block.
BEGINS = re.compile(
    r"附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?$|敬\s*礼\s*[！!。]?$|[主抄]\s*[送报]\s*[：:]|.*日\s*印\s*发$"
)
NUMBER_ZONE = 0.86  # of the page's height: page numbers stand below
INDENT = 0.7  # em; less is no indent. Where all lines are indented the margin itself may be one em off
RAGGED = 13.0  # em; a line may end this much early, where a long name or number went to the next
EVEN = 1.6  # em; the same where paragraphs have no indents
FAR = 1.7  # line pitches


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    tables: list[PlacedTable]
    text: str  # in the order the file holds it, without the page number


@dataclass(frozen=True)
class Measure:
    """The type area all pages share: left and right edge, size of the text, distance of lines, slack at the right."""

    left: float
    right: float
    size: float
    pitch: float
    slack: float


def open_pages(data: bytes) -> tuple[list[Page], bytes | None]:
    """The pages, and the embedded ``letter.json`` if there is one. Raises NoLetter for a PDF that cannot be read."""
    with engine.LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise NoLetter(_why(str(error))) from error
        try:
            embedded = _embedded(document)
            if embedded is None and len(document) > MOST_PAGES:
                raise NoLetter(f"共 {len(document)} 页，超过 {MOST_PAGES} 页，不像一件答复；请拆分后逐件读入。")
            return [_page(page) for page in document], embedded
        except pypdfium2.PdfiumError as error:
            raise NoLetter("PDF 文件已损坏，无法读取；请重新导出后重试。") from error
        finally:
            document.close()


def from_pages(pages: Sequence[Page]) -> Source:
    """The blocks of the pages. Raises NoLetter where there is no text on any of them."""
    if not any(page.lines or page.tables for page in pages):
        raise NoLetter("PDF 中没有文字，可能是扫描件或图片；请先做文字识别（OCR），另存为 .txt 或 .docx 后重试。")
    if not any(page.lines for page in pages):
        return Source(tuple(Block(table=placed.table) for page in pages for placed in page.tables))
    groups = _groups(pages, _measure(pages))
    return Source(tuple(Block(table=g.table) if isinstance(g, PlacedTable) else _block(g) for g in groups))


def _why(error: str) -> str:
    if "password" in error.lower():
        return "PDF 文件有打开密码，无法读取；请去掉密码后重试。"
    return "PDF 文件已损坏或不完整，无法读取；请重新导出后重试。"


def _embedded(document: Any) -> bytes | None:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() == "letter.json":
            try:
                return bytes(attachment.get_data())
            except pypdfium2.PdfiumError:
                return b""
    return None


def _page(page: Any) -> Page:
    chars, height = chars_of(page), page.get_height()
    grids = grids_of(page)
    inside: list[list[Char]] = [[] for _ in grids]
    outside: list[Char] = []
    for char in chars:
        place = next((number for number, grid in enumerate(grids) if grid.holds(char)), None)
        (outside if place is None else inside[place]).append(char)
    lines = lines_of(outside)
    numbers = {line for line in lines if line.base > height * NUMBER_ZONE and PAGE_NUMBER.fullmatch(line.text)}
    dropped = {id(char) for line in numbers for char in line.chars}
    text = "".join(char.text for char in chars if id(char) not in dropped)
    tables = [table_of(grid, held) for grid, held in zip(grids, inside, strict=True) if held]
    return Page([line for line in lines if line not in numbers], tables, text)


def _measure(pages: Sequence[Page]) -> Measure:
    lines = [line for page in pages for line in page.lines]
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size)] += len(line.inked)
    size = weights.most_common(1)[0][0]
    texts = [line for line in lines if abs(line.size - size) < 1] or lines
    gaps = [lower.base - upper.base for page in pages for upper, lower in pairwise(page.lines)]
    left, right = min(line.left for line in texts), max(line.right for line in texts)
    indented = sum(INDENT * size < line.left - left < 3.5 * size for line in texts)
    near = [gap for gap in gaps if gap < 3 * size]
    return Measure(left, right, size, median(near) if near else 2 * size, RAGGED if indented > 1 else EVEN)


def _groups(pages: Sequence[Page], measure: Measure) -> list[list[Line] | PlacedTable]:
    """Lines that are one block, and tables, in reading order; both may go on from one page to the next."""
    groups: list[list[Line] | PlacedTable] = []
    for number, page in enumerate(pages):
        left, is_top = _page_left(page, measure), number > 0
        items: list[Line | PlacedTable] = [*page.lines, *page.tables]
        for item in sorted(items, key=_place):
            last = groups[-1] if groups else None
            if isinstance(item, PlacedTable):
                joined = continued(last, item) if is_top and isinstance(last, PlacedTable) else None
                groups[-1 if joined else len(groups) :] = [joined or item]
            elif isinstance(last, list) and not _starts(last[-1], item, left, measure, is_top):
                last.append(item)
            else:
                groups.append([item])
            is_top = False
    return groups


def _place(item: Line | PlacedTable) -> float:
    return item.top if isinstance(item, PlacedTable) else item.base


def _page_left(page: Page, measure: Measure) -> float:
    """Mirrored pages have another left edge; a page of short lines alone tells nothing."""
    lefts = [line.left for line in page.lines if abs(line.size - measure.size) < 1]
    nearest = min(lefts, default=measure.left)
    return nearest if nearest - measure.left < INDENT * measure.size else measure.left


def _starts(before: Line, line: Line, left: float, measure: Measure, is_top: bool) -> bool:
    """Whether a line begins a block of its own."""
    if abs(line.size - before.size) > 0.1 * before.size or line.is_red or before.is_red:
        return True
    if line.left - left > INDENT * line.size or BEGINS.match(line.text) or re.fullmatch(DATE, before.text):
        return True
    if not is_top and line.base - before.base > FAR * measure.pitch:
        return True
    return before.right < measure.right - measure.slack * line.size


def _block(lines: Sequence[Line]) -> Block:
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        text += (" " if before and _are_apart(before, line) else "") + line.text
    return Block(text, stands_out=lines[0].is_red, pieces=lines[0].pieces if len(lines) == 1 else ())


def _are_apart(before: Line, line: Line) -> bool:
    """Chinese text runs on at the end of a line, Latin words are parted; a space that was typed there is kept."""
    if before.chars[-1].text == " ":
        return True
    ends = before.text[-1] + line.text[0]
    return bool(re.fullmatch(r"[A-Za-z\d,.;][A-Za-z\d]", ends)) and not ends.isdigit()
