"""The text of the letter's template: every element in the order in which it is printed."""

from .marks import TAB, cell, each, mark, only, paragraph, row, run, table, tag
from .measures import LEFT, WIDTH, twips
from .styles import border

# The mark of 信函 stands 30 mm below the edge of the paper, above the type area (10.1). Its frame is one paragraph
# without rules and not part of a style: of other frames LibreOffice loses the rules or the place.
LETTER_FRAME = (
    f'<w:framePr w:w="{WIDTH}" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:x="{LEFT}" w:y="{twips(28)}"/>'
)
TEXT_TABLE, END_TABLE, JOINT_TABLE = "正文表格", "版记表格", "联合标志表格"
OUTER_RULE, INNER_RULE, BLACK = 0.35, 0.25, "000000"  # mm, the rules of the 版记 (7.4.1)


def body() -> str:
    title = only("title", paragraph("Title", "{{ title }}"))
    salutation = only("salutation", paragraph("Salutation", "{{ salutation }}"))
    return document_head() + letter_head() + title + salutation + blocks("blocks") + after_text()


# --- head ------------------------------------------------------------------------------------------


def document_head() -> str:
    """文件: 紧急程度 and class mark, red mark, 发文字号, 签发人, red rule (7.2)."""
    return only(
        "layout == 'document'",
        mark("if top"),
        each("line in top", paragraph("TopRow", run("{{ line.left }}", "Black"), TAB, run("{{ line.right }}", "Black"))),
        mark("elif mark"),
        paragraph("TopRow"),  # keeps the red mark where the standard wants it
        mark("endif"),
        each("name in mark", paragraph("Mark", "{{ name }}")),
        only("joint_mark", paragraph("AboveJoint"), joint_mark()),
        only("signer and not is_beside", paragraph("Signer", "签发人：", run("{{ signer }}", "Kai"))),
        only("number and signer and not is_beside", paragraph("NumberBelow", "{{ number }}")),
        only("number and not signer", paragraph("Number", "{{ number }}")),
        only(
            "signer and is_beside",
            paragraph("NumberSigner", "{{ number }}", TAB, "签发人：", run("{{ signer }}", "Kai")),
        ),
        only("mark or joint_mark", paragraph("RedRule")),
    )  # fmt: skip


def joint_mark() -> str:
    """Names one below the other, spread to one width, 文件 beside them."""
    half = WIDTH // 2
    names = each("name in joint_mark", paragraph("JointMark", "{{ name }}"))
    rows = [row(cell(half, names), cell(half, paragraph("AfterMark", "{{ after_mark }}")))]
    return table(JOINT_TABLE, f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>', rows, (half, half))


def letter_head() -> str:
    """信函: mark and upper double rule in a frame, under them 紧急程度 and 发文字号 (10.1)."""
    return only(
        "layout == 'letter'",
        only(
            "mark",
            paragraph("LetterMark", "{{ mark[0] }}", frame=LETTER_FRAME),
            paragraph("AboveRule"),
            paragraph("UpperRule"),
            paragraph("UnderRule"),
        ),
        each("line in rows", paragraph(
            "LetterNumber", run("{{ line.black }}", "Black"), TAB, "{{ line.right }}", run("{{ line.name }}", "Kai"),
            run("{{ line.right_black }}", "Black"),
        )),
    )  # fmt: skip


# --- text ------------------------------------------------------------------------------------------


def blocks(of: str) -> str:
    """Paragraphs, headings and tables; a heading that runs on stands in one paragraph with its text."""
    kinds = {
        "level1": paragraph("Level1", "{{ block.text }}"),
        "level2": paragraph("Level2", "{{ block.text }}"),
        "level3": paragraph("Level3", "{{ block.text }}"),
        "level4": paragraph("Level4", "{{ block.text }}"),
        "running1": paragraph("Text", run("{{ block.heading }}", "Black"), "{{ block.text }}"),
        "running2": paragraph("Text", run("{{ block.heading }}", "Kai"), "{{ block.text }}"),
        "flush": paragraph("Flush", "{{ block.text }}"),
        "text": paragraph("Text", "{{ block.text }}"),
    }
    return each(
        f"block in {of}",
        mark("if block.kind == 'table'"),
        text_table(),
        "".join(mark(f"elif block.kind == '{kind}'") + text for kind, text in kinds.items()),
        mark("endif"),
    )


def text_table() -> str:
    lines = "".join(border(side, 0.18, "auto") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    properties = (
        f'<w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{twips(1.5)}" w:type="dxa"/><w:right w:w="{twips(1.5)}" w:type="dxa"/></w:tblCellMar>'
    )
    head = row(
        tag("tc", "for cell in cells"), cell(WIDTH, paragraph("CellHead", "{{ cell.text }}")), tag("tc", "endfor"),
        properties="<w:tblHeader/>",
    )  # fmt: skip
    body = row(
        tag("tc", "for cell in cells"),
        cell(
            WIDTH, mark("if cell.is_long"), paragraph("LongCell", "{{ cell.text }}"), mark("else"),
            paragraph("Cell", "{{ cell.text }}"), mark("endif"),
        ),
        tag("tc", "endfor"),
    )  # fmt: skip
    rows = [
        tag("tr", "for cells in block.head"), head, tag("tr", "endfor"),
        tag("tr", "for cells in block.rows"), body, tag("tr", "endfor"),
    ]  # fmt: skip
    return table(TEXT_TABLE, properties, rows, (WIDTH,))


# --- after the text --------------------------------------------------------------------------------


def after_text() -> str:
    name = paragraph("Name", "{{r name.seal }}", "{{ name.text }}")
    joint = paragraph(
        "JointNames", mark_in("for name in row"), TAB, "{{r name.seal }}", "{{ name.text }}", mark_in("endfor")
    )
    return "".join((
        only("listed|length == 1", paragraph("Listed", "附件：{{ listed[0].name }}")),
        each(
            "item in listed if listed|length > 1",
            mark("if loop.first"), paragraph("ListedFirst", "附件：{{ item.number }}{{ item.name }}"),
            mark("else"), paragraph("ListedNext", "{{ item.number }}{{ item.name }}"), mark("endif"),
        ),
        only("signoff == 'plain'", paragraph("AboveName"), each("name in names", name)),
        only("signoff == 'sealed'", paragraph("AboveName"), paragraph("AboveName"), each("name in names", name)),
        each("row in joint_names", paragraph("AboveName"), paragraph("AboveName"), joint),
        only("date", paragraph("Date", "{{ date }}")),
        each("line in notes", paragraph("Note", "{{ line }}")),
        each(
            "attachment in attachments",
            paragraph("AttachmentLabel", "{{ attachment.label }}"),
            paragraph("AttachmentTitle", "{{ attachment.title }}"),
            blocks("attachment.blocks"),
        ),
        end_block(),
    ))  # fmt: skip


def mark_in(statement: str) -> str:
    """A mark inside a line of text."""
    return run(f"{{%r {statement} %}}")


def end_block() -> str:
    """版记: a table at the lower edge of the type area of the last page (7.4); unruled in 信函 (10.1)."""
    outer = border("top", OUTER_RULE, BLACK) + border("bottom", OUTER_RULE, BLACK)
    ruled = f"<w:tblBorders>{outer}{border('insideH', INNER_RULE, BLACK)}</w:tblBorders>"
    return only(
        "end_lines or is_issued",
        mark("if layout == 'document'") + end_table(ruled) + mark("else") + end_table("") + mark("endif"),
    )


def end_table(borders: str) -> str:
    properties = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        f'{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    copies = each("line in end_lines", paragraph("Copies", "{{ line.label }}{{ line.names }}"))
    rows = [
        tag("tr", "if end_lines"),
        row(cell(WIDTH, copies)),
        tag("tr", "endif"),
        tag("tr", "if is_issued"),
        row(cell(WIDTH, paragraph("Issue", "{{ issuer }}", TAB, "{{ issued }}"))),
        tag("tr", "endif"),
    ]
    return table(END_TABLE, properties, rows, (WIDTH,))
