"""Text files, and text that came out of a scan or a conversion: encodings, conversion marks, stray spaces."""

import re
from collections.abc import Sequence

from replies.rules.letter import Table, paragraphs_from_text

from ..titles import width_of
from .blocks import Block, NoLetter, Source

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
PAGE_BREAK = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|—{3,}|={3,}|\f)\s*")
PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页(?:[，,\s]*共\s*\d{1,3}\s*页)?)\s*")
HAN = r"[㐀-鿿豈-﫿𠀀-𲎯]"
# A number set off from Chinese text is a trace of the conversion; 62 m² and 第 112号 are printed that way.
CASE_SPACE = re.compile(r"(?<=第)[ \t]+(\d+)[ \t]+(?=号)")
STRAY_SPACE = re.compile(rf"(?<={HAN})(?<!第)[ \t]+(?=\d)|(?<=\d)[ \t]+(?={HAN})(?!\s*号)")
FEWEST_INDENTS = 3
WIDEST_LINE = 60.0  # characters; longer lines are whole paragraphs
RAGGED = 2.5  # characters by which a full line may fall short of the longest
FEWEST_CUT = 6  # full lines with another right below


def from_text(data: bytes) -> Source:
    """The blocks of a text file, one a line. Raises NoLetter where no encoding fits."""
    blocks: list[Block] = []
    rows: list[str] = []
    is_new_page = False
    lines = decoded(data).replace("\f", "\n\f\n").splitlines()
    starts = _starts(lines)
    for line, start in zip([*lines, ""], [*starts, None], strict=True):
        if line.lstrip().startswith("|"):
            rows.append(line)
            continue
        if rows:
            blocks += [Block(table=item) for item in paragraphs_from_text("\n".join(rows)) if isinstance(item, Table)]
            rows = []
        if PAGE_BREAK.fullmatch(line) or PAGE_NUMBER.fullmatch(line):
            is_new_page = True
        elif text := cleaned(line):
            level = len(line) - len(line.lstrip("#"))
            blocks.append(Block(text, level=level, starts_page=is_new_page, is_indented=start))
            is_new_page = False
    return Source(tuple(blocks), is_cut=True)


def _starts(lines: Sequence[str]) -> Sequence[bool | None]:
    """Whether a paragraph begins at each line; None where the text does not say so.

    It says so by indents; or, cut into lines of one width without them, by empty lines between the paragraphs, or at
    least by lines that end early.
    """
    if sum(_is_indented(line) for line in lines) >= FEWEST_INDENTS:
        return [_is_indented(line) for line in lines]
    texts = [line.strip() for line in lines]
    # Some programs cut lines by their width, some by the number of characters.
    width, length = max(map(width_of, texts), default=0.0), max(map(len, texts), default=0)
    is_full = [width_of(text) >= width - RAGGED or len(text) >= length - RAGGED for text in texts]
    followed = [full for full, text, below in zip(is_full, texts, texts[1:], strict=False) if text and below]
    if width > WIDEST_LINE or sum(followed) < FEWEST_CUT or sum(followed) * 2 < len(followed):
        return [None] * len(lines)
    after_gap = [not above for above in ["", *texts[:-1]]]
    if sum(full and gap for full, gap in zip(is_full, after_gap, strict=True)) >= FEWEST_INDENTS:
        return after_gap
    return [gap or not full for gap, full in zip(after_gap, [False, *is_full], strict=False)]


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 or GB18030. Raises NoLetter for bytes that are no text."""
    known = next((code for bom, code in BOMS.items() if data.startswith(bom)), None)
    if known is None and data[:400].count(0) > len(data[:400]) // 4:
        known = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    for code in [known] if known else ["utf-8", "gb18030"]:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise NoLetter("文字编码无法识别，可能不是文本文件或已损坏；请用记事本另存为 UTF-8 编码的 .txt 后重试。")


def cleaned(line: str) -> str:
    """A line without the marks of a conversion (#, **, <sup>) and without stray spaces beside numbers."""
    line = re.sub(r"^\s*#{1,6}\s*|^\s*>\s+|!\[[^\]]*\]\([^)]*\)", "", line)
    line = re.sub(r"<sup>\s*([\d+-]+)\s*</sup>", lambda found: found[1].translate(SUPERSCRIPTS), line)
    line = re.sub(r"<sub>\s*([\d+-]+)\s*</sub>", lambda found: found[1].translate(SUBSCRIPTS), line)
    line = re.sub(r"</?(?:b|i|u|p|div|span|center|strong|em|br)\b[^>]*>", "", line)
    line = re.sub(r"\*\*|__", "", line).strip(" \t\u3000\u00a0\u200b\ufeff")
    return STRAY_SPACE.sub("", CASE_SPACE.sub(r"\1", line))


def _is_indented(line: str) -> bool:
    return bool(re.match(r"(?:\u3000|\t|\u00a0{2}| {2})[\s\u3000]*\S", line))
