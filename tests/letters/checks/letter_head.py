"""Assertions 27–35: the head of a 信函 and the double rules of its page 1 (10.1)."""

from __future__ import annotations

from .head import UNDER_RULE, ink_of, mark_ink
from .marks import RIGHT, Box
from .parts import Letter
from .registry import Found, assertion


@assertion(27, "letter")
def letter_mark_top(letter: Letter) -> Found:
    """信函: the mark's upper edge of ink at y = 30 ± 1.5, and no 文件 at its end."""
    ink, mark = mark_ink(letter), letter.one("mark")
    if ink and abs(ink.top - 30) > 1.5:
        yield 1, f"发文机关标志上边 {ink.top:.2f} mm"
    if mark and mark.text.endswith("文件"):
        yield 1, "信函的发文机关标志以“文件”结尾"


def _pairs(letter: Letter) -> list[tuple[Box, Box]]:
    bands = letter.page(1).red_bands
    return list(zip(bands[::2], bands[1::2], strict=False))


@assertion(28, "letter")
def two_double_rules(letter: Letter) -> Found:
    """Two double rules on page 1 where there is a mark, none without, none on later pages."""
    wanted = 4 if letter.content.letterhead else 0
    for page in letter.pages:
        if len(page.red_bands) != (wanted if page.number == 1 else 0):
            yield page.number, f"红线 {len(page.red_bands)} 条"


@assertion(29, "letter")
def upper_pair(letter: Letter) -> Found:
    """武文线 4 mm ± 1 below the mark's ink, thick above thin."""
    ink, pairs = mark_ink(letter), _pairs(letter)
    if ink and pairs:
        first, second = pairs[0]
        if abs(first.top - ink.bottom - 4) > 1:
            yield 1, f"武文线在标志下 {first.top - ink.bottom:.2f} mm"
        if first.height <= second.height:
            yield 1, "武文线应上粗下细"


@assertion(30, "letter")
def lower_pair(letter: Letter) -> Found:
    """文武线: lower edge at y = 277 ± 1, thin above thick."""
    if len(pairs := _pairs(letter)) > 1:
        first, second = pairs[-1]
        if abs(second.bottom - 277) > 1:
            yield 1, f"文武线下边 {second.bottom:.2f} mm"
        if first.height >= second.height:
            yield 1, "文武线应上细下粗"


@assertion(31, "letter")
def pairs_length(letter: Letter) -> Found:
    """Each rule 170 mm ± 2 long, its middle at x = 105 to 106, ± 2."""
    for band in letter.page(1).red_bands:
        if abs(band.width - 170) > 2 or not 103 <= band.middle <= 108:
            yield 1, f"双线长 {band.width:.1f} mm，中线 {band.middle:.1f} mm"


@assertion(32, "letter")
def pairs_weight(letter: Letter) -> Found:
    """Thick to thin at least 1.5, the gap less than 2 mm."""
    for first, second in _pairs(letter):
        thin, thick = sorted((first.height, second.height))
        if thick < 1.5 * thin or not 0 < second.top - first.bottom < 2:
            yield 1, f"双线粗细 {thick:.2f}/{thin:.2f} mm，间隔 {second.top - first.bottom:.2f} mm"


@assertion(33, "letter")
def letter_number(letter: Letter) -> Found:
    """发文字号 flush right (x = 184 ± 1.5), its ink 4.9 mm ± 1.5 below the first pair."""
    number, pairs = letter.one("number"), _pairs(letter)
    if not number:
        return
    if abs(number.last.x1 - RIGHT) > 1.5:
        yield 1, f"发文字号右边 {number.last.x1:.2f} mm"
    ink = ink_of(letter, number)
    if pairs and ink and abs(ink.top - pairs[0][1].bottom - UNDER_RULE) > 1.5:
        yield 1, f"发文字号在双线下 {ink.top - pairs[0][1].bottom:.2f} mm"


@assertion(34, "letter")
def letter_page_numbers(letter: Letter) -> Found:
    """No page number on page 1, 2 on page 2."""
    texts = ["".join(line.text for line in page.number_line) for page in letter.pages[:2]]
    if texts[0]:
        yield 1, f"信函首页有页码 {texts[0]}"
    if len(texts) > 1 and texts[1] != "—2—":
        yield 2, f"第 2 页页码为“{texts[1]}”"


@assertion(35, "letter")
def room_above_lower_pair(letter: Letter) -> Found:
    """Black ink on page 1 ends at least 4.9 mm (− 1) above the second pair."""
    if len(pairs := _pairs(letter)) > 1:
        ink = letter.page(1).ink((0, 100, 210, 297))
        if ink and ink.bottom > pairs[-1][0].top - UNDER_RULE + 1:
            yield 1, f"文字距文武线 {pairs[-1][0].top - ink.bottom:.2f} mm"
