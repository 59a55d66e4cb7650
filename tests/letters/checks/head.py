"""Assertions 16–26: the head of page 1, most of it for 文件 (7.2)."""

from __future__ import annotations

import re

from replies.rules.lint import lint

from .marks import CHAR, EM, LEFT, MIDDLE, RIGHT, Box, is_red
from .parts import Letter, Part
from .registry import Found, assertion

UNDER_RULE = EM * 7 / 8  # 4.9 mm
NUMBER = re.compile(r"〔\d{4}〕[1-9]\d*号$")


def mark_ink(letter: Letter) -> Box | None:
    """The red ink of the mark; the seal and the rules are left out by looking only where its characters are."""
    mark = letter.one("mark")
    if not mark:
        return None
    boxes = [char.box for char in mark.chars]
    band = Box(
        0, min(box.top for box in boxes) - 2, 210, max(char.baseline + 0.13 * char.height for char in mark.chars)
    )
    return letter.page(1).ink(band, red=True)


def _ink(letter: Letter, part: Part) -> Box | None:
    box = part.lines[-1].box
    return letter.page(part.page).ink((LEFT - 3, box.top, RIGHT + 3, box.bottom))


@assertion(16, "document")
def mark_is_red(letter: Letter) -> Found:
    """The mark is red and in 小标宋."""
    mark = letter.one("mark")
    if mark:
        if not all(is_red(char.colour) for char in mark.chars) or not mark_ink(letter):
            yield 1, f"发文机关标志不是红色：{mark.first.colour}"
        wrong = [char for char in mark.chars if not char.is_in("title") and ord(char.text[0]) > 0x2E80]
        if wrong:
            yield 1, f"发文机关标志“{wrong[0].text}”用了 {wrong[0].font}"


@assertion(17, "document")
def mark_top(letter: Letter) -> Found:
    """The mark's upper edge of ink at y = 72 ± 1.5."""
    ink = mark_ink(letter)
    if ink and abs(ink.top - 72) > 1.5:
        yield 1, f"发文机关标志上边 {ink.top:.2f} mm"


@assertion(18)
def mark_centred(letter: Letter) -> Found:
    """The mark's ink centred on x = 106 or on 105, ± 1.5."""
    ink = mark_ink(letter)
    if ink and not 105 - 1.5 <= ink.middle <= MIDDLE + 1.5:
        yield 1, f"发文机关标志中线 {ink.middle:.2f} mm"


@assertion(19)
def mark_fits(letter: Letter) -> Found:
    """The mark is not wider than 156 mm, has a line for each name given, and its lines do not overlap."""
    mark, ink = letter.one("mark"), mark_ink(letter)
    if not mark or not ink:
        return
    if ink.width > 156:
        yield 1, f"发文机关标志宽 {ink.width:.1f} mm"
    names = [line for line in mark.source.split("\n") if line.strip()]
    beside = len(names) > 1 and names[-1].strip().endswith("文件")
    rows = sorted({round(line.baseline, 1) for line in mark.lines if not (beside and line.text == "文件")})
    if len(rows) != len(names) and not (beside and line_beside(mark) and len(rows) == len(names)):
        yield 1, f"发文机关标志 {len(rows)} 行，应为 {len(names)} 行"
    for above, below in zip(rows, rows[1:], strict=False):
        if below - above < 0.9 * mark.first.height:
            yield 1, "发文机关标志各行重叠"


def line_beside(mark: Part) -> bool:
    return any(line.text.endswith("文件") for line in mark.lines)


@assertion(20, "document")
def red_rule(letter: Letter) -> Found:
    """The red rule on page 1 from x = 28 to x = 184, ± 1."""
    for band in letter.page(1).red_bands[:1]:
        if abs(band.left - LEFT) > 1 or abs(band.right - RIGHT) > 1:
            yield 1, f"红色分隔线 {band.left:.1f}–{band.right:.1f} mm"


@assertion(21, "document")
def rule_below_number(letter: Letter) -> Found:
    """The rule is 4 mm ± 1 below the ink of the 发文字号, or of the 签发人 where there is no number."""
    part = letter.one("number") or letter.one("signer")
    bands = letter.page(1).red_bands
    if part and bands and (ink := _ink(letter, part)) and abs(bands[0].top - ink.bottom - 4) > 1:
        yield 1, f"红色分隔线在发文字号下 {bands[0].top - ink.bottom:.2f} mm"


@assertion(22, "document")
def one_red_rule(letter: Letter) -> Found:
    """Exactly one red rule on page 1 where there is a mark, none without, none on later pages."""
    wanted = 1 if letter.content.letterhead else 0
    for page in letter.pages:
        if len(page.red_bands) != (wanted if page.number == 1 else 0):
            yield page.number, f"红色分隔线 {len(page.red_bands)} 条"


@assertion(23)
def number_form(letter: Letter) -> Found:
    """发文字号: 〔year〕, no 第, no leading zero. What an office prints otherwise is kept, and lint warns of it."""
    part = letter.one("number")
    if part and not NUMBER.search(part.text):
        if not any(finding.field == "document_number" for finding in lint(letter.content)):
            yield 1, f"发文字号“{part.text}”不合规且没有提示"
    content = letter.content
    if content.document_number and not part:
        yield 1, "发文字号没有照原样印出"


@assertion(24, "document")
def number_place(letter: Letter) -> Found:
    """发文字号 centred; with a 签发人 one character from the left edge (± 1.5), unless the two do not fit one line."""
    number, signer = letter.one("number"), letter.one("signer")
    if not number:
        return
    line = number.lines[0]
    if signer and len(number.text) + len(signer.text) <= 24:
        if abs(line.x0 - LEFT - CHAR) > 1.5:
            yield 1, f"发文字号左边 {line.x0:.2f} mm"
    elif not signer and abs(line.middle - MIDDLE) > 1.5:
        yield 1, f"发文字号中线 {line.middle:.2f} mm"


@assertion(25, "document")
def signer(letter: Letter) -> Found:
    """签发人 on the line of the 发文字号, one character from the right edge (± 1.5); label 仿宋, name 楷体."""
    number, part = letter.one("number"), letter.one("signer")
    if not part:
        return
    fits = number and len(number.text) + len(part.text) <= 24
    if number and fits and abs(number.first.baseline - part.first.baseline) > 0.5:
        yield 1, "签发人与发文字号不在一行"
    if abs(part.last.x1 - RIGHT + CHAR) > 1.5:
        yield 1, f"签发人右边 {part.last.x1:.2f} mm"
    label, name = part.chars[:4], part.chars[4:]
    if not all(char.is_in("fang") for char in label) or not all(char.is_in("kai") for char in name):
        yield 1, f"签发人字体 {label[0].font}、{name[0].font}"


@assertion(26)
def urgency(letter: Letter) -> Found:
    """紧急程度 in 黑体, flush left ± 1: on the first line of the type area, in 信函 the first below the rule.

    There is no 份号 and no 密级 in these letters.
    """
    part = letter.one("urgency")
    if not part:
        return
    if abs(part.first.x0 - LEFT) > 1:
        yield 1, f"紧急程度左边 {part.first.x0:.2f} mm"
    if not all(char.is_in("black") for char in part.chars):
        yield 1, f"紧急程度字体 {part.first.font}"
    above = [band.bottom for band in letter.page(1).red_bands[:2]]
    top = max(above) + UNDER_RULE if letter.layout == "letter" and above else 37.0
    ink = ink_of(letter, part)
    if ink and abs(ink.top - top) > 1.5:
        yield 1, f"紧急程度上边 {ink.top:.2f} mm，应为 {top:.2f}"


def ink_of(letter: Letter, part: Part) -> Box | None:
    return letter.page(part.page).ink(part.lines[0].box)
