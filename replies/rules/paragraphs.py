"""What a paragraph of a letter is: text, a heading by its numbering, or a table; and how a text area carries them.

Source: GB/T 9704-2012 7.3.3 (层次序数 一、（一）1.（1）).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table standing in its place in the text; ``header`` says whether its first row is a heading row."""

    rows: tuple[tuple[str, ...], ...]
    header: bool = False


Paragraph = str | Table

HAN = "一二三四五六七八九十"
HEADINGS = (
    re.compile(rf"[{HAN}]{{1,3}}、"),
    re.compile(rf"[（(][{HAN}]{{1,3}}[）)]"),
    # 1.5万元 is an amount and 15个 a count: a digit after the point, or no point, is no heading.
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
# Longer first sentences are text that happens to be numbered; 45 characters are a line and a half of the grid.
LONGEST_HEADING = 45
SHORT = 20
INDENT = " \t\u3000\u00a0"


def heading_level(paragraph: Paragraph) -> int:
    """1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, and 0 for anything else (小（二）型, 一是, 1.5万元, a table)."""
    if isinstance(paragraph, Table):
        return 0
    text = paragraph.lstrip(INDENT)
    return next((level for level, pattern in enumerate(HEADINGS, 1) if pattern.match(text)), 0)


def heading_length(paragraph: Paragraph) -> int:
    """How many characters from the start are the heading; 0 where there is none.

    A heading alone in its paragraph is the whole of it. Where text runs on (（一）标题。正文…) it is the first
    sentence. A first sentence longer than `LONGEST_HEADING`, or one that is a whole sentence and all there is
    (二、首班车提前至6:30，末班车延长至21:00。), is numbered text, not a heading.
    """
    if isinstance(paragraph, Table) or not heading_level(paragraph):
        return 0
    stop = re.search(r"[。！？；]", paragraph)
    if stop and stop.end() == len(paragraph.rstrip(INDENT)) and (len(paragraph) > SHORT or "，" in paragraph):
        return 0
    length = stop.end() if stop else len(paragraph)
    return length if length <= LONGEST_HEADING else 0


def paragraphs_from_text(text: str) -> tuple[Paragraph, ...]:
    """Paragraphs typed one a line; blank lines and indents are dropped, lines starting with ``|`` are a table.

    ``| a | b |`` is a row, ``|---|---|`` under the first row makes that row the heading row, and ``\\|`` is an
    upright stroke inside a cell. A blank line ends a table.
    """
    result: list[Paragraph] = []
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        line = line.strip(INDENT)
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            result.append(_table(rows))
            rows = []
        if line:
            result.append(line)
    return tuple(result)


def text_from_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """The text a text area shows; `paragraphs_from_text` reads it back to the same paragraphs."""
    lines: list[str] = []
    after_table = False
    for paragraph in paragraphs:
        if isinstance(paragraph, Table):
            if after_table:
                lines.append("")  # or two tables in a row would be read as one
            lines.extend(_table_lines(paragraph))
        else:
            lines.append(paragraph.strip(INDENT))
        after_table = isinstance(paragraph, Table)
    return "\n".join(lines)


def _table(lines: Sequence[str]) -> Table:
    header = len(lines) > 1 and re.fullmatch(r"\|(\s*:?-+:?\s*\|?)+", lines[1]) is not None
    kept = [line for number, line in enumerate(lines) if not (header and number == 1)]
    rows = [_cells(line) for line in kept]
    width = max(len(row) for row in rows)
    # A short row is filled up: every row of a printed table has the same number of cells.
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows), header)


def _cells(line: str) -> tuple[str, ...]:
    inner = re.sub(r"(?<!\\)\|$", "", line[1:])
    return tuple(cell.strip(INDENT).replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def _table_lines(table: Table) -> list[str]:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table.rows]
    if table.header and lines:
        lines.insert(1, "|" + "---|" * len(table.rows[0]))
    return lines
