"""The page of the letter in Word: paper, margins, grid, page numbers and settings (GB/T 9704-2012 5.2, 7.5)."""

from .body import body
from .marks import mark, paragraph, run
from .measures import BOTTOM, CHAR_SPACE, LEFT, LINE, PAGE, RIGHT, TOP, twips

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def document_xml() -> str:
    """word/document.xml of the template; footers rId10 odd, rId11 even, rId12 first page."""
    return f"<w:document {NAMESPACES}><w:body>{body()}{section()}</w:body></w:document>"


def section() -> str:
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/>'
        '<w:footerReference w:type="first" r:id="rId12"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}"'
        f' w:left="{LEFT}" w:header="{twips(15)}" w:footer="{twips(20)}" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{CHAR_SPACE}"/></w:sectPr>'
    )


def footer_xml(style: str) -> str:
    """The page number — 1 — (7.5)."""
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    inside = f"{run('— ')}{number}{run(' —')}"
    return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p></w:ftr>'


def first_footer_xml() -> str:
    """The lower double rule of 信函, 20 mm above the edge of the paper, instead of a page number."""
    rule = mark("if mark") + paragraph("LowerRule") + mark("else") + paragraph("Hair") + mark("endif")
    return f"<w:ftr {NAMESPACES}>{rule}</w:ftr>"


def settings_xml() -> str:
    """Odd and even footers; the layout of Word 2010, which WPS follows as well."""
    return (
        f'<w:settings {NAMESPACES}><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        # A line that a writer broke by hand is not spread to the full width.
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="14"/>'
        "</w:compat></w:settings>"
    )
