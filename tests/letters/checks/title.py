"""Assertions 36–43: title and salutation (7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from itertools import pairwise

from replies.rules.letter import is_organisation

from .marks import LEFT, MIDDLE, PITCH, Box, Line
from .parts import HEAD, Letter
from .registry import Found, assertion

# What a break inside a title line may not cut, written down from format.md and not taken from the typesetter.
WHOLE = re.compile(
    r"[A-Za-z]*〔\d{4}〕[A-Za-z]?\d+号|第\s*[A-Za-z]*\d+号|\d{4}年|\d+[年月日号件个项]|"
    r"人民代表大会|常务委员会|管理委员会|委员会|人民政府|第?[一二三四五六七八九十]+[届次]"
)


def title_lines(letter: Letter) -> list[Line]:
    part = letter.one("title")
    return part.lines if part else []


@assertion(36)
def title_face(letter: Letter) -> Found:
    """2号 (22 pt) 小标宋, black, every line centred on x = 106 ± 1. Rare characters may have a stand-in."""
    for line in title_lines(letter):
        wrong = [char for char in line.chars if abs(char.size - 22) > 0.1 or max(char.colour) > 0.1]
        faces = [char for char in line.chars if char.is_common and not char.is_in("title")]
        if wrong or faces:
            char = (wrong or faces)[0]
            yield line.page, f"标题“{char.text}”：{char.size} pt，{char.font}，{char.colour}"
        if abs(line.middle - MIDDLE) > 1:
            yield line.page, f"标题中线 {line.middle:.2f} mm：{line.text}"


@assertion(37)
def title_width(letter: Letter) -> Found:
    """A line of the title has at most 20 characters and 156 mm."""
    for line in title_lines(letter):
        wide = sum(1 if ord(char.text[0]) > 0x2000 else 0.5 for char in line.chars)
        if wide > 20 or line.x1 - line.x0 > 156.1:
            yield line.page, f"标题一行 {wide:.1f} 字、{line.x1 - line.x0:.1f} mm：{line.text}"


@assertion(38)
def title_shape(letter: Letter) -> Found:
    """Several lines make a trapezoid or a diamond: no hourglass, no rectangle (all within a quarter of a character), no line of
    one or two characters. A title with breaks that were typed keeps its shape."""
    lines = title_lines(letter)
    if len(lines) < 2 or "\n" in (letter.content.title or ""):
        return
    em = lines[0].chars[0].height
    widths = [(line.x1 - line.x0) / em for line in lines]
    turns = [b - a for a, b in pairwise(widths)]
    if any(turn < -0.5 and any(later > 0.5 for later in turns[place:]) for place, turn in enumerate(turns)):
        yield 1, f"标题呈沙漏形：{[line.text for line in lines]}"
    if max(widths) - min(widths) < 0.25:
        yield 1, f"标题呈长方形：{[line.text for line in lines]}"
    if min(len(line.text) for line in lines) <= 2:
        yield 1, f"标题有一两个字的行：{[line.text for line in lines]}"


@assertion(39)
def title_words(letter: Letter) -> Found:
    """No break inside a number, 〔2024〕, an official name, a unit's name that fits a line, after 《 or before 》."""
    lines = title_lines(letter)
    if not lines or "\n" in (letter.content.title or ""):
        return
    text = "".join(line.text for line in lines)
    names = [*letter.content.signatories, (letter.content.letterhead or "").removesuffix("文件")]
    whole = [name for name in names if 1 < len(name) <= 20 and "\n" not in name]
    spans = [found.span() for found in WHOLE.finditer(text)]
    spans += [found.span() for name in whole for found in re.finditer(re.escape(name), text)]
    at = 0
    for line, following in pairwise(lines):
        at += len(line.text)
        if cut := [text[a:b] for a, b in spans if a < at < b and b - a <= 20]:
            yield line.page, f"标题断开“{cut[0]}”：{line.text}｜{following.text}"
        if line.text[-1] in "《“‘〔（第" or following.text[0] in "》”’〕）、，的号届次":
            yield line.page, f"标题断在“{line.text[-1]}｜{following.text[0]}”"


def _title_ink(letter: Letter) -> tuple[Box | None, Box | None]:
    lines = title_lines(letter)
    page = letter.page(1)
    return (page.ink(lines[0].box), page.ink(lines[-1].box)) if lines else (None, None)


@assertion(40)
def above_title(letter: Letter) -> Found:
    """Two empty lines above the title, ± 3 mm: below the red rule, in 信函 below the last element of the head."""
    ink, _ = _title_ink(letter)
    bands = letter.page(1).red_bands[: 1 if letter.layout == "document" else 2]
    rows = [part.last.baseline + 0.1 * part.last.height for part in letter.of(*HEAD)]
    above = max([*(band.bottom for band in bands), *rows], default=None)
    if ink and above and abs(ink.top - above - 2 * PITCH) > 3:
        yield 1, f"标题上方空 {(ink.top - above) / PITCH:.2f} 行"


@assertion(41)
def below_title(letter: Letter) -> Found:
    """One empty line between the ink of the title and that of the salutation, or of the text, ± 3 mm."""
    _, ink = _title_ink(letter)
    below = next(iter(letter.of("salutation", "paragraph", "cell")), None)
    if not ink or not below or below.page != 1 or below.kind == "cell":
        return
    next_ink = letter.page(1).ink(below.lines[0].box)
    if next_ink and abs(next_ink.top - ink.bottom - PITCH) > 3:
        yield 1, f"标题下方空 {(next_ink.top - ink.bottom) / PITCH:.2f} 行"


@assertion(42)
def salutation(letter: Letter) -> Found:
    """Every line flush left (± 1), the last ends in a full-width colon unless the given one has none."""
    part = letter.one("salutation")
    if not part:
        return
    for line in part.lines:
        if abs(line.x0 - LEFT) > 1:
            yield line.page, f"主送机关左边 {line.x0:.2f} mm：{line.text}"
    given = (letter.content.salutation or "：").rstrip()
    if given.endswith("：") and part.last.text != "：":
        yield part.page, f"主送机关以“{part.last.text}”结尾"


@assertion(43)
def names_whole(letter: Letter) -> Found:
    """No person's name in the salutation is split between lines. An organisation's name may be, where it is long."""
    part = letter.one("salutation")
    if not part:
        return
    for name in letter.content.addressees:
        squeezed = "".join(name.split())
        if squeezed and squeezed in part.text and (not is_organisation(name) or len(squeezed) <= 10):
            if not any(squeezed in line.text for line in part.lines):
                yield part.page, f"姓名“{name}”被拆开"
