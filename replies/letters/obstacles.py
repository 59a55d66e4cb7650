"""What keeps a letter from being printed right, found before it is printed and said in Chinese with its place."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from replies.rules.letter import LetterContent, Paragraph, Table, salutation_of
from replies.rules.paragraphs import heading_length, heading_level

from . import fonts, grid
from .head import build_head, category_mark
from .sheet import must_move_salutation, salutation_lines
from .signoff import notes
from .titles import width_of

# Cc, Cf: control and invisible characters; Cs, Co, Cn: no character at all; Zl, Zp: breaks of another kind.
UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
LINE_BREAKS = "\n\t"
LONGEST_ROW = 24  # characters; 发文字号, 签发人 and class mark do not wrap
MOST_COLUMNS = 18
IMPRINT_LINE = 25  # characters of 4号; a name is kept whole, so that not all of the line is used
IMPRINT_LINES = 19


def obstacles(content: LetterContent, layout: str) -> list[str]:
    """Why this letter cannot be printed; empty for one that can."""
    return [
        *_characters(content, layout),
        *_too_wide(content),
        *_first_page(content, layout),
        *_imprint(content, layout),
    ]


def _characters(content: LetterContent, layout: str) -> Iterator[str]:
    return unprintable(elements(content, layout))


def unprintable(parts: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Characters that no font here has ink for, and such as would be lost or turn the order of the text round.

    `parts` are (place in Chinese, face, text), as elements() gives them.
    """
    for where, face, text in parts:
        for char in dict.fromkeys(text):
            if char not in LINE_BREAKS and unicodedata.category(char) in UNFIT:
                yield f"{where}：有一个看不见的字符（{_code(char)}），印出来会与原文不同；请删去。"
            elif fonts.missing_characters(char, face):
                yield (
                    f"{where}：“{char}”（{_code(char)}）在本机没有字体可印；"
                    "请把含有该字的字体文件放入 user-fonts 文件夹，或改用其他写法。"
                )


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def elements(content: LetterContent, layout: str) -> Iterator[tuple[str, str, str]]:
    """(place in Chinese, face, text) of everything that is printed."""
    mark = content.letterhead or ""
    yield "发文机关标志", "title", mark.strip().split("\n")[0].removesuffix("文件") if layout == "letter" else mark
    yield "发文字号", "body", content.document_number or ""
    yield "签发人", "kai", content.signed_by or ""
    yield "答复类别", "black", category_mark(content)
    yield "标题", "title", content.title or ""
    yield "称呼", "body", salutation_of(content) or ""
    yield from _paragraphs("正文", content.paragraphs)
    for number, attachment in enumerate(content.attachments, 1):
        yield f"附件{number}名称", "title" if attachment.paragraphs else "body", attachment.name
        yield from _paragraphs(f"附件{number}", attachment.paragraphs)
    yield "署名", "body", "".join(content.signatories)
    yield "日期后的各行", "body", "".join(notes(content))
    yield "抄送", "body", "，".join(content.copies_to)
    yield "印发机关", "body", content.issuer or "" if layout == "document" else ""


def _paragraphs(name: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str, str]]:
    for number, item in enumerate(paragraphs, 1):
        where = f"{name}第{number}段"
        if isinstance(item, Table):
            for row, cells in enumerate(item.rows, 1):
                yield f"{where}表格第{row}行", "black" if item.header and row == 1 else "body", "".join(cells)
            continue
        face = {1: "black", 2: "kai"}.get(heading_level(item), "body")
        length = heading_length(item)
        yield where, face, item[:length]
        yield where, "body", item[length:]


# --- lines and columns -------------------------------------------------------------------------------


def _first_page(content: LetterContent, layout: str) -> Iterator[str]:
    """Page 1 must show some of the text (7.3.3), so title and mark cannot grow without end."""
    head = build_head(content, layout)
    needed = 0 if must_move_salutation(content, head) else salutation_lines(content)
    if head.first_line + needed < grid.LINES:
        return
    if content.title:
        yield f"标题：共{len(content.title)}字，太长，首页排不下正文；请缩短标题。"
    else:
        yield "发文机关标志：行数太多，首页排不下正文；请减少行数。"


def _imprint(content: LetterContent, layout: str) -> Iterator[str]:
    """The 版记 stands on one page."""
    moved = salutation_of(content) or "" if must_move_salutation(content, build_head(content, layout)) else ""
    copies = "，".join(content.copies_to)
    lines = sum(math.ceil(width_of(text) / IMPRINT_LINE) for text in (moved, copies))
    if lines > IMPRINT_LINES and width_of(copies) > width_of(moved):
        yield "抄送：版记一页排不下；请减少抄送单位或缩短名称。"
    elif lines > IMPRINT_LINES:
        yield "称呼：主送太多，一页排不下；请分成几份答复。"


def _too_wide(content: LetterContent) -> Iterator[str]:
    """What stands on one line and does not fit it, and tables with more columns than the paper has room for."""
    for where, text in (
        ("发文字号", content.document_number),
        ("签发人", content.signed_by),
        ("答复类别", category_mark(content)),
    ):
        if width_of(text or "") > LONGEST_ROW:
            yield f"{where}：“{text}”太长，一行排不下；请核对或缩短。"
    parts = [("正文", content.paragraphs)]
    parts += [(f"附件{number}", attachment.paragraphs) for number, attachment in enumerate(content.attachments, 1)]
    for name, paragraphs in parts:
        for number, item in enumerate(paragraphs, 1):
            if isinstance(item, Table) and len(item.rows[0]) > MOST_COLUMNS:
                columns = len(item.rows[0])
                yield f"{name}第{number}段：表格有{columns}栏，纸面最多排{MOST_COLUMNS}栏；请分成几个表。"
