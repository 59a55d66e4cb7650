"""Assertions 44–53: the text (7.3.3)."""

from __future__ import annotations

import re
from itertools import pairwise

from replies.rules.paragraphs import heading_length, heading_level

from .marks import CHAR, HAN, LEFT, Char
from .parts import Letter, Part
from .registry import Found, assertion

FLUSH = re.compile(r"敬礼[！!]?")
UNITS = "平方公里|平方米|立方米|公里|个百分点|个月|小时|万元|亿元|元|米|吨|名|人|个|条|项|户|家|次|处|座|亩|辆|件|天|年|月|日|号"
WHOLE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|0\d{2,3}-\d{7,8}|第[A-Za-z]?\d+号|〔\d{4}〕\d+号|"
    rf"(?<![A-Za-z\d.])\d+(?:[.,:]\d+)*(?:[%％‰]|多?(?:{UNITS})|m²|㎡)?"
)
NEVER_FIRST, NEVER_LAST = "，。、；：！？）》〕”’", "（《〔“‘"


@assertion(44)
def text_on_page_1(letter: Letter) -> Found:
    """Page 1 shows at least one line of the text (首页必须显示正文)."""
    parts = letter.of("paragraph", "cell", section=0)
    if parts and parts[0].page != 1:
        yield 1, f"首页没有正文，正文从第 {parts[0].page} 页开始"


@assertion(45)
def indent(letter: Letter) -> Found:
    """A paragraph begins two characters in (39.1 mm ± 0.7); 敬礼 stands flush left."""
    for part in letter.of("paragraph"):
        wanted = LEFT if FLUSH.fullmatch(part.text) else LEFT + 2 * CHAR
        if abs(part.first.x0 - wanted) > 0.7:
            yield part.page, f"段首 {part.first.x0:.2f} mm：{part.source[:12]}"


@assertion(46)
def heading_faces(letter: Letter) -> Found:
    """一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋, all of body size. Han of GB 2312 is looked at."""
    for part in letter.of("paragraph"):
        level, length = heading_level(part.source), heading_length(part.source)
        if not level or not length:
            continue
        face = {1: "black", 2: "kai"}.get(level, "fang")
        heading = part.chars[: _printed(part.source[:length])]
        wrong = [char for char in heading if char.is_common and not char.is_in(face)]
        if wrong or any(not 15.65 <= char.size <= 16.1 for char in heading):
            char = (wrong or heading)[0]
            yield part.page, f"{level} 级标题用了 {char.font} {char.size} pt：{part.source[:12]}"


@assertion(47)
def no_false_headings(letter: Letter) -> Found:
    """What only resembles a heading (小（二）型, 一是, 15个, 1.5万元) and what follows a heading stays 仿宋."""
    for part in letter.of("paragraph"):
        start = _printed(part.source[: heading_length(part.source)])
        wrong = [char for char in part.chars[start:] if char.is_common and not char.is_in("fang")]
        if wrong:
            yield part.page, f"“{wrong[0].text}”用了 {wrong[0].font}：{part.source[:20]}"


def _printed(text: str) -> int:
    return len("".join(text.split()))


@assertion(48)
def no_heading_last(letter: Letter) -> Found:
    """A heading that is a paragraph of its own is never the last line of a page, unless nothing follows it."""
    parts = letter.of("paragraph", "cell")
    for part, following in pairwise(parts):
        alone = part.kind == "paragraph" and heading_length(part.source) == len(part.source.rstrip())
        if alone and part.section == following.section and part.last.page != following.page:
            yield part.last.page, f"标题在页末：{part.source}"


@assertion(49)
def line_edges(letter: Letter) -> Found:
    """No line begins with ，。、；：！？）》〕”’ and none ends with （《〔“‘."""
    for part in letter.parts:
        for line in part.lines if part.chars else ():
            if line.text[0] in NEVER_FIRST and line is not part.lines[0]:
                yield line.page, f"行首“{line.text[0]}”：{line.text}"
            if line.text[-1] in NEVER_LAST and line is not part.lines[-1]:
                yield line.page, f"行尾“{line.text[-1]}”：{line.text}"


@assertion(50)
def figures_whole(letter: Letter) -> Found:
    """Numbers with their units, dates, telephone numbers and percentages stand on one line."""
    for part in letter.of("paragraph", "list_name", "note", "copies", "cell"):
        if len(part.lines) < 2:
            continue
        for found in WHOLE.finditer(part.text):
            chars = _span(part, *found.span())
            if len(found[0]) <= 20 and len({(char.page, round(char.baseline)) for char in chars}) > 1:
                yield chars[0].page, f"“{found[0]}”被拆开：{part.source[:16]}"


def _span(part: Part, start: int, end: int) -> list[Char]:
    owners = [char for char in part.chars for _ in char.text]
    return owners[start:end]


@assertion(51)
def quotation_marks(letter: Letter) -> Found:
    """Quotation marks beside Han take a full width (≥ 0.9); adjacent ones may be squeezed, to not less than a half."""
    for part in letter.of("paragraph", "list_name", "salutation"):
        for line in part.lines:
            for char, following in pairwise(line.chars):
                pair = {char.text, following.text} & set("“”‘’")
                if pair and following.x0 < char.x0 + 0.45 * char.height:
                    yield line.page, f"“{char.text}{following.text}”重叠：{line.text}"
            for char in line.chars:
                if char.text in "“”‘’" and char.x1 - char.x0 < 0.9 * char.height and HAN.search(line.text):
                    yield line.page, f"引号 {char.text} 不是全角：{line.text}"


@assertion(52)
def superscripts(letter: Letter) -> Found:
    """² and ³ are raised (ink above a third of the character's height) and smaller than 0.6 of it."""
    for part in letter.of("paragraph", "cell"):
        for before, char in pairwise(part.chars):
            if char.text in "²³":
                ink = letter.page(char.page).ink(char.box._replace(left=char.x0 + 0.4))  # not of the m before it
                base = before.baseline if before.page == char.page else char.baseline
                if not ink or ink.bottom > base - 0.25 * char.height or ink.height > 0.6 * char.height:
                    yield char.page, f"“{char.text}”没有升高：{part.source[:16]}"


@assertion(53)
def text_is_whole(letter: Letter) -> Found:
    """Every paragraph and cell is printed once, character by character, from top to bottom, in order."""
    for part in letter.missing:
        if part.kind in ("paragraph", "cell"):
            yield 0, f"正文没有照原样印出：{part.source[:30]}"
    for stray in letter.strays:
        if stray.before and stray.before.kind in ("paragraph", "cell", "list_label", "name"):
            yield stray.page, f"正文多出：{stray.text[:40]}"
    parts = letter.of("paragraph")
    for part in parts:
        if any(_goes_back(before, after) for before, after in pairwise(part.chars)):
            yield part.page, f"正文次序颠倒：{part.source[:20]}"
    for before, after in pairwise(parts):
        if (after.page, after.first.baseline) <= (before.last.page, before.last.baseline):
            yield after.page, f"段落次序颠倒：{after.source[:20]}"


def _goes_back(before: Char, after: Char) -> bool:
    if (before.page, round(before.baseline)) == (after.page, round(after.baseline)):
        return after.x0 < before.x0
    return (after.page, after.baseline) < (before.page, before.baseline)
