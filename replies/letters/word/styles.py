"""The named styles of the letter's template: what an office restyles in Word or WPS."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from .. import grid
from .measures import (
    BLACK,
    BODY,
    CHAR,
    HAIR,
    KAI,
    LINE,
    MARK_TOP,
    OTHER_NAMES,
    SMALL,
    SONG,
    SPACING,
    TITLE,
    WIDTH,
    chars,
    twips,
)  # fmt: skip

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RED = "FF0000"


@dataclass(frozen=True)
class Style:
    """A paragraph style. ``rest`` and ``keep`` are elements of w:pPr around the spacing, in the schema's order."""

    name: str
    key: str
    face: str = ""
    points: float = 0
    keep: str = ""
    before: int = 0
    after: int = 0
    line: int = 0
    rest: str = ""
    color: str = ""


def chinese(face: str) -> str:
    """The face named for every script: the digits of an official letter are of its face as well."""
    name = quoteattr(face)
    return f'<w:rFonts w:hint="eastAsia" w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>'


def indent(left: float = 0, first: float = 0, right: float = 0) -> str:
    """Indents in characters; ``first`` below 0 hangs. Twips beside them for programs that know no characters."""
    sides = "".join(
        f' w:{side}Chars="{round(count * 100)}" w:{side}="{chars(count)}"'
        for side, count in (
            ("left", left), ("right", right), ("firstLine", max(first, 0)), ("hanging", max(-first, 0))
        )
        if count
    )  # fmt: skip
    return f"<w:ind{sides}/>"


def border(side: str, mm: float, color: str = RED) -> str:
    """A single rule; Word counts eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{round(mm * grid.MM * 8)}" w:space="0" w:color="{color}"/>'


def tab(kind: str, position: float) -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{round(position)}"/></w:tabs>'


def align(kind: str) -> str:
    return f'<w:jc w:val="{kind}"/>'


OFF_GRID = '<w:snapToGrid w:val="0"/>'
KEPT = "<w:keepNext/><w:keepLines/>"
TEXT_INDENT = indent(first=2)
BEYOND_MARGINS = f'<w:ind w:left="{-twips(7)}" w:right="{-twips(7)}"/>'  # the rules of 信函 are 170 mm long
RED_LINE = f"<w:pBdr>{border('top', grid.RULE)}</w:pBdr>"
THICK_THIN = f"<w:pBdr>{border('top', grid.THICK)}{border('bottom', grid.THIN)}</w:pBdr>"
THIN_THICK = f"<w:pBdr>{border('top', grid.THIN)}{border('bottom', grid.THICK)}</w:pBdr>"
TO_RIGHT, IN_RIGHT = tab("right", WIDTH), tab("right", WIDTH - CHAR)

# Names that the rendering looks for; an office may change how they look, not what they are called.
MARK, LETTER_MARK, JOINT_MARK, AFTER_MARK = (
    "发文机关标志",
    "信函发文机关标志",
    "联合发文机关标志",
    "联合发文标志后“文件”",
)
TOP_ROW, ABOVE_JOINT = "版头行", "联合发文标志上空"
NAME, JOINT_NAMES, DATE = "署名", "并列署名", "成文日期"
NUMBER_BEFORE = 2 * LINE - 320  # two empty lines below the mark's ink, less the leading of both

PARAGRAPHS = [
    Style("公文正文", "Text", rest=TEXT_INDENT),
    Style("顶格", "Flush"),
    Style("公文一级标题", "Level1", BLACK, keep=KEPT, rest=TEXT_INDENT + '<w:outlineLvl w:val="0"/>'),
    Style("公文二级标题", "Level2", KAI, keep=KEPT, rest=TEXT_INDENT + '<w:outlineLvl w:val="1"/>'),
    Style("公文三级标题", "Level3", keep=KEPT, rest=TEXT_INDENT + '<w:outlineLvl w:val="2"/>'),
    Style("公文四级标题", "Level4", keep=KEPT, rest=TEXT_INDENT + '<w:outlineLvl w:val="3"/>'),
    Style(TOP_ROW, "TopRow", keep=IN_RIGHT, rest=align("left")),
    Style(MARK, "Mark", TITLE, 54, before=twips(MARK_TOP) - LINE, line=1296, rest=align("center"), color=RED),
    Style(LETTER_MARK, "LetterMark", TITLE, 54, line=1296, rest=align("center"), color=RED),
    Style(JOINT_MARK, "JointMark", TITLE, 48, line=1152, rest=align("distribute"), color=RED),
    Style(AFTER_MARK, "AfterMark", TITLE, 48, line=1152, rest=align("center"), color=RED),
    Style(ABOVE_JOINT, "AboveJoint", line=twips(MARK_TOP) - LINE),
    Style("信函红线上空", "AboveRule", line=twips(2.5)),
    Style("信函上红线", "UpperRule", keep=THICK_THIN, line=HAIR, rest=BEYOND_MARGINS),
    Style("信函下红线", "LowerRule", keep=THIN_THICK, line=HAIR, rest=BEYOND_MARGINS),
    Style("信函红线下空", "UnderRule", line=twips(1.5)),
    Style("信函发文字号", "LetterNumber", keep=TO_RIGHT, rest=align("left")),
    Style("发文字号", "Number", before=NUMBER_BEFORE, rest=align("center")),
    Style("发文字号和签发人", "NumberSigner", keep=IN_RIGHT, before=NUMBER_BEFORE, rest=indent(left=1) + align("left")),
    Style("签发人", "Signer", before=NUMBER_BEFORE, rest=indent(right=1) + align("right")),
    Style("签发人下发文字号", "NumberBelow", rest=align("center")),
    Style("红色分隔线", "RedRule", keep=RED_LINE, before=twips(2.5), line=HAIR),
    Style("公文标题", "Title", TITLE, 22, before=2 * LINE - 200, after=LINE - 245, line=724, rest=align("center") + '<w:outlineLvl w:val="0"/>'),
    Style("主送机关", "Salutation", rest=align("left")),
    Style("附件说明", "Listed", keep="<w:keepLines/>", before=LINE, rest=indent(left=5, first=-3)),
    Style("附件说明首条", "ListedFirst", keep="<w:keepLines/>", before=LINE, rest=indent(left=6, first=-4)),
    Style("附件说明续条", "ListedNext", keep="<w:keepLines/>", rest=indent(left=6, first=-1)),
    Style("署名上空", "AboveName", keep="<w:keepNext/>"),
    Style(NAME, "Name", keep=KEPT, rest=indent(right=4) + align("right")),
    Style(JOINT_NAMES, "JointNames", keep=KEPT, rest=align("left")),
    Style(DATE, "Date", rest=indent(right=4) + align("right")),
    Style("附注", "Note", rest=TEXT_INDENT + align("left")),
    Style("附件序号", "AttachmentLabel", BLACK, keep="<w:keepNext/><w:pageBreakBefore/>", rest=align("left")),
    Style("附件标题", "AttachmentTitle", TITLE, 22, KEPT, before=LINE, after=LINE - 145, line=724, rest=align("center")),
    Style("表格文字", "Cell", points=14, line=560, rest=align("center")),
    Style("表格长文字", "LongCell", points=14, line=560, rest=align("left")),
    Style("表头", "CellHead", BLACK, 14, "<w:keepNext/>", line=560, rest=align("center")),
    Style("抄送", "Copies", points=14, line=560, rest=f'<w:ind w:left="{4 * SMALL}" w:right="{SMALL}" w:hanging="{3 * SMALL}"/>'),
    Style("印发", "Issue", points=14, keep=tab("right", WIDTH - SMALL), line=560, rest=f'<w:ind w:left="{SMALL}" w:right="{SMALL}"/>' + align("left")),
    Style("页码（单页）", "OddNumber", SONG, 14, after=twips(5.6), line=SMALL, rest=f'<w:ind w:right="{SMALL}"/>' + align("right")),
    Style("页码（双页）", "EvenNumber", SONG, 14, after=twips(5.6), line=SMALL, rest=f'<w:ind w:left="{SMALL}"/>' + align("left")),
    Style("模板标记", "TemplateMark", points=9, line=220, rest=align("left"), color="808080"),
    Style("不占行", "Hair", points=1, line=HAIR),
]  # fmt: skip
CHARACTERS = {"黑体字": ("Black", BLACK), "楷体字": ("Kai", KAI)}


def styles_xml() -> str:
    """word/styles.xml: no theme, every face named.

    Lines have an exact height and characters a spacing of their own instead of the page's grid: Word, WPS and
    LibreOffice each read a grid narrower than the character differently (LibreOffice gives every character two
    places), and a rare character of another font never pushes the lines apart.
    """
    return (
        f"<w:styles {W}><w:docDefaults/>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{OFF_GRID}<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>{align("both")}</w:pPr>'
        f'<w:rPr>{chinese(BODY)}{OFF_GRID}<w:spacing w:val="{SPACING}"/><w:kern w:val="0"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        + "".join(map(_paragraph, PARAGRAPHS))
        + "".join(
            f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
            f"<w:qFormat/><w:rPr>{chinese(face)}</w:rPr></w:style>"
            for name, (key, face) in CHARACTERS.items()
        )
        + "</w:styles>"
    )


def _paragraph(style: Style) -> str:
    line = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ""
    half = round(style.points * 2)  # Word counts half points
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>'
    face = chinese(style.face) if style.face else ""
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    size = f'<w:spacing w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.key}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{style.keep}{spacing}{style.rest}</w:pPr>'
        f"<w:rPr>{face}{color}{size}</w:rPr></w:style>"
    )


def fonts_xml() -> str:
    """word/fontTable.xml: each face with the name it has on other machines."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )
    return f"<w:fonts {W}>{entries}</w:fonts>"
