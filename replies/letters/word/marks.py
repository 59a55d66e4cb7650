"""The pieces the template is written with: WordprocessingML paragraphs, rows and cells, and docxtpl's marks.

{%p …%}, {%tr …%} and {%tc …%}: the paragraph, row or cell that holds such a mark disappears from the letter.
"""

from collections.abc import Iterable

from .measures import WIDTH

TAB = "<w:r><w:tab/></w:r>"


def run(text: str, style: str = "") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(style: str, *runs: str, frame: str = "") -> str:
    """``runs`` are texts or ready-made runs."""
    inside = "".join(part if part.startswith("<w:r>") else run(part) for part in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{frame}</w:pPr>{inside}</w:p>'


def only(condition: str, *parts: str) -> str:
    return mark(f"if {condition}") + "".join(parts) + mark("endif")


def each(loop: str, *parts: str) -> str:
    return mark(f"for {loop}") + "".join(parts) + mark("endfor")


def mark(statement: str) -> str:
    return paragraph("TemplateMark", f"{{%p {statement} %}}")


def table(title: str, properties: str, rows: Iterable[str], widths: Iterable[int]) -> str:
    """A table with a description, by which the rendering finds it, and a hidden line that keeps it from the next."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblCaption w:val="{title}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{paragraph('Hair')}"
    )


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, *paragraphs: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def tag(kind: str, statement: str) -> str:
    """A row or cell that is nothing but a mark."""
    inside = cell(WIDTH, paragraph("TemplateMark", f"{{%{kind} {statement} %}}"))
    return f"<w:tr>{inside}</w:tr>" if kind == "tr" else inside
