"""For every assertion, ways of breaking a letter so that it must say so. Read as: number, letter, damage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from replies.letters.runs import WORD_JOINER
from replies.rules.letter import Attachment

from ..measure import HAN, pdf_of, sample
from .breaking import Broken, contents, drawn, first_glyph_missing, pages

TEXT = "坚持“重建设”“重管护”并举，总投资13.52亿元，占地2400m²，到2024年12月31日完工。" + HAN * 2 + "。"
DOCUMENT = sample(
    "short",
    letterhead="清禾县水利局文件",
    document_number="清水发〔2024〕15号",
    urgency="加急",
    title="清禾县水利局关于县十七届人大四次会议第9号建议的答复",
    paragraphs=(TEXT, "一、关于工程进度", "工程已经开工。"),
    disclosure="此件公开发布",
    copies_to=("县人大常委会代表工作委员会", "县政府办公室"),
    issuer="清禾县水利局办公室",
    issued_on=date(2024, 5, 7),
)
LETTER = sample("short", copies_to=("县政府办公室",), paragraphs=(TEXT, "谢谢您的关心。"))
LONG = sample("short", letterhead="清禾县水利局文件", paragraphs=((HAN * 60)[: 28 * 40 - 2], "完毕。"))
SIGNED = sample("short", letterhead="清禾县水利局文件", signed_by="温如言")
UNSEALED = sample("short", letterhead="清禾县水利局文件", seal=False)
ATTACHED = sample(
    "short",
    letterhead="清禾县水利局文件",
    attachments=(
        Attachment("清禾县农村生活污水治理三年行动项目清单以及年度任务分解表", ("清单。",)),
        Attachment("名单"),
    ),
)
ONE_PAGE = replace(UNSEALED, paragraphs=("谢谢。",), people=(), copies_to=("县政府办公室",))
SEVERAL = sample("twelve-addressees", copies_to=())
JOINT = sample("joint", attachments=(), copies_to=())
CO_OPINION = sample("co-opinion")
RUNNING_TITLE = {"title": "关于县十七届人大四次会议第20170382号《关于改善城区停车难的建议》的答复"}
TITLED = sample("short", letterhead="清禾县水利局文件", **RUNNING_TITLE)


def joined(text: str) -> str:
    """As a piece stands in the page that is never parted at the end of a line."""
    return WORD_JOINER.join(text)


def broken_title(lines: str) -> Broken:
    """Lines as they are typed with breaks, where the content has none."""
    assert lines.replace("\n", "") == TITLED.title
    return Broken(TITLED, printed={"title": lines})


def x(content=LETTER, **damage) -> Broken:
    return Broken(content, layout="letter", **damage)


CASES: list[tuple[int, Broken]] = [
    (1, Broken(DOCUMENT, pdf=pages(lambda writer: writer.pages[0].rotate(90)))),
    (1, Broken(DOCUMENT, css="@page { size: Letter }")),
    (2, Broken(LONG, css="p { margin: 0 -3mm 0 3mm }")),
    (3, Broken(LONG, css="p { margin-right: 3mm }")),
    (4, Broken(LONG, css="@page { margin-top: 45mm }")),
    (5, Broken(LONG, css="p { position: relative; top: 2mm }")),
    (5, Broken(DOCUMENT, pdf=drawn("0 g 60 263.2 20 1 re f"))),
    (6, Broken(LONG, css="p { margin-right: -4mm }")),
    (7, Broken(LONG, css="p { line-height: 11mm }")),
    (8, Broken(LONG, css="p { letter-spacing: 0 }")),
    (9, Broken(LONG, css="p { letter-spacing: 0 }")),
    (10, Broken(DOCUMENT, css="p + p { margin-top: 3mm }")),
    (11, Broken(DOCUMENT, css="p { font-size: 14pt }")),
    (12, Broken(DOCUMENT, css="p { font-family: 'Noto Serif CJK SC' }")),
    (13, Broken(DOCUMENT, css="p { color: #00f }")),
    (13, Broken(DOCUMENT, css="h1 { color: #555 }")),
    (14, Broken(DOCUMENT, printed={"disclosure": None})),
    (14, Broken(DOCUMENT, printed={"signatories": ("清禾县水利",)})),
    (14, Broken(DOCUMENT, pdf=contents(first_glyph_missing))),
    (15, Broken(DOCUMENT, pdf=pages(lambda writer: writer.add_blank_page()))),
    (16, Broken(DOCUMENT, css=".mark { color: #000 }")),
    (16, Broken(DOCUMENT, css=".mark { font-family: FandolFang }")),
    (17, Broken(DOCUMENT, css=".mark { margin-top: 4mm }")),
    (18, Broken(DOCUMENT, css=".mark { margin-left: 10mm }")),
    (19, Broken(DOCUMENT, css=".mark .name { font-size: 70pt !important }")),
    (20, Broken(DOCUMENT, css=".rule i { width: 120mm }")),
    (21, Broken(DOCUMENT, css=".rule i { position: relative; top: 3mm }")),
    (22, Broken(DOCUMENT, css=".rule i { background: #000 }")),
    (22, Broken(LONG, pdf=drawn("1 0 0 rg 28 150 156 0.5 re f", page=2))),
    (23, Broken(DOCUMENT, html=("〔2024〕15号", "[2024]第015号"))),
    (24, Broken(DOCUMENT, css=".centre { padding-left: 9mm }")),
    (24, Broken(SIGNED, css="header .left .in { padding-left: 0 }")),
    (25, Broken(SIGNED, css="header .right .in { padding-right: 0 }")),
    (25, Broken(SIGNED, css=".kai { font-family: FandolFang }")),
    (26, Broken(DOCUMENT, css="header .left { padding-left: 4mm; margin-right: -4mm }")),
    (26, Broken(DOCUMENT, css=".black { font-family: FandolFang }")),
    (27, x(css=".mark { margin-top: 4mm }")),
    (28, x(css="@page ruled:first { @bottom-center { border: none } }")),
    (29, x(css=".double { position: relative; top: 3mm }")),
    (29, x(css=".double .thick { height: .1mm }")),
    (30, x(css="@page ruled:first { @bottom-center { border-top-width: .8mm } }")),
    (30, x(css="@page { margin-bottom: 31mm }")),
    (31, x(css=".double { margin: 0 }")),
    (32, x(css=".double .thick { height: .27mm }")),
    (33, x(css="header .right { padding-right: 5mm; margin-left: -5mm }")),
    (33, x(css=".double { margin-bottom: 4mm }")),
    (34, x(css="@page ruled:first { @bottom-right { content: '— 1 —' } }")),
    (35, x(pdf=drawn("0 g 60 271 20 2 re f"))),
    (36, Broken(DOCUMENT, css="h1 { font-size: 20pt }")),
    (36, Broken(DOCUMENT, css="h1 { text-align: left }")),
    (37, Broken(TITLED, css="h1 { white-space: nowrap } h1 span { display: inline }")),
    (38, broken_title("关于县十七届人大四次会议第20170382号\n《关于改善\n城区停车难的建议》的答复")),
    (38, broken_title("关于县十七届人大四次会议第20170382号\n《关于改善城区停车难的建议》的\n答复")),
    (39, broken_title("关于县十七届人大四次会议第2017\n0382号《关于改善\n城区停车难的建议》的答复")),
    (39, broken_title("关于县十七届人大四次会议第20170382号《\n关于改善城区停车难的建议\n》的答复")),
    (40, Broken(DOCUMENT, css="h1 { position: relative; top: 6mm }")),
    (41, Broken(DOCUMENT, css=".salutation { position: relative; top: 6mm }")),
    (42, Broken(DOCUMENT, css=".salutation { text-indent: 5mm }")),
    (42, Broken(DOCUMENT, printed={"salutation": "欧阳听雨代表:"}, html=(joined("代表:"), joined("代表：")), css=".salutation { margin-left: 2mm }")),
    (43, Broken(SEVERAL, html=(WORD_JOINER, ""), css=".salutation { margin-right: 22mm }")),
    (44, Broken(DOCUMENT, css=".salutation { break-after: page }")),
    (45, Broken(DOCUMENT, css="p { text-indent: 0 }")),
    (46, Broken(DOCUMENT, css=".level1 { font-family: FandolFang }")),
    (47, Broken(DOCUMENT, css="p { font-family: 'Noto Sans CJK SC' }")),
    (48, Broken(DOCUMENT, css=".heading { break-after: page }")),
    (49, Broken(DOCUMENT, html=("，", "\n，"))),
    (49, Broken(DOCUMENT, html=("“", "“\n"))),
    (50, Broken(DOCUMENT, html=("13.52", "13.<br>52"))),
    (51, Broken(DOCUMENT, css="p { letter-spacing: -10pt }")),
    (52, Broken(DOCUMENT, html=("²", "<span style='vertical-align: -8pt'>²</span>"))),
    (53, Broken(DOCUMENT, html=("总投资", "投资"))),
    (53, Broken(DOCUMENT, printed={"paragraphs": (*DOCUMENT.paragraphs, DOCUMENT.paragraphs[0])})),
    (53, Broken(DOCUMENT, printed={"paragraphs": DOCUMENT.paragraphs[::-1]})),
    (54, Broken(DOCUMENT, css=".signoff { padding-right: 5mm }")),
    (55, Broken(DOCUMENT, css=".sealed .name { padding-left: 12mm }")),
    (56, Broken(UNSEALED, css=".date { margin-left: 0 !important }")),
    (56, Broken(UNSEALED, css=".signoff { padding-right: 5mm }")),
    (57, Broken(DOCUMENT, html=("2024年5月6日", "2024年05月06日"))),
    (58, Broken(DOCUMENT, css=".signoff { break-before: page }")),
    (59, Broken(JOINT, printed={"signatories": JOINT.signatories[::-1]})),
    (60, Broken(DOCUMENT, seal=True, css=".seal { position: absolute; left: 20mm }")),
    (60, Broken(DOCUMENT, seal=True, css=".sealed { padding-top: 60mm }")),
    (61, Broken(DOCUMENT, html=("（此件公开发布）", "（此页无正文）（此件公开发布）"))),
    (62, Broken(DOCUMENT, css=".note { text-indent: 0 }")),
    (63, Broken(DOCUMENT, html=("0000-4567890", ""))),
    (64, Broken(ATTACHED, css=".listed { padding-left: 5mm }")),
    (64, Broken(ATTACHED, css=".listed .number { width: calc(3 * var(--char)) }")),
    (64, x(ATTACHED, css=".listed { padding-top: 25mm }")),
    (65, Broken(ATTACHED, css=".attachment { break-before: auto }")),
    (65, Broken(ATTACHED, css=".attachment h2 { padding-top: 0 }")),
    (66, Broken(DOCUMENT, css=".document .tail .inner { height: .6mm }")),
    (66, Broken(DOCUMENT, css=".tail .pinned { bottom: 9mm }")),
    (67, Broken(DOCUMENT, css=".copies { padding-left: 70pt }")),
    (67, Broken(DOCUMENT, css=".copies { font-size: 16pt }")),
    (68, Broken(DOCUMENT, css=".issue { padding: 0 }")),
    (69, Broken(ONE_PAGE, told={"duplex": True})),
    (70, x(css=".letter .tail .pinned { bottom: 30mm }")),
    (70, x(html=("抄送：</span>", "抄送：</span><i style='display: block; height: .35mm'></i>"))),
    (71, Broken(LONG, css="@page :right { @bottom-right { content: '- ' counter(page) ' -' } }")),
    (71, Broken(LONG, css="@page :left { @bottom-left { font-size: 12pt } }")),
    (72, Broken(LONG, css="@page { @bottom-right { padding-top: 9mm } }")),
    (73, Broken(LONG, css="@page { @bottom-right { padding-right: 30pt } }")),
    (73, Broken(LONG, css="@page { @bottom-left { padding-left: 30pt } }")),
    (74, Broken(LONG, css="@page :left { @bottom-left { content: '— 3 —' } }")),
    (75, Broken(DOCUMENT, printed={"category": None})),
    (75, Broken(SIGNED, printed={"category_label": "分类"})),
    (76, Broken(DOCUMENT, css="header .right { text-align: left; margin-left: -70mm }")),
    (77, Broken(DOCUMENT, html=("第9号", "第09号"))),
    (78, Broken(sample("short", salutation="欧阳听雨等3位代表：", addressees=("欧阳听雨", "苏未央")))),
    (79, Broken(DOCUMENT, html=(joined("代表："), joined("委员：")))),
    (80, Broken(DOCUMENT, told={"form": lambda: pdf_of(DOCUMENT)})),
    (81, x(CO_OPINION, html=(joined("局："), joined("局代表：")))),
    (82, Broken(DOCUMENT, told={"again": b"another"})),
]  # fmt: skip
