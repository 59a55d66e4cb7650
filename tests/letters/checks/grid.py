"""Assertions 1–10: paper, type area and grid (5.1, 5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from replies.rules.paragraphs import heading_length

from .marks import BOTTOM, CHAR, CLOSING, EM, HAN, LEFT, MM, OPENING, PITCH, RIGHT, TOP, Char, Line
from .parts import BODY, Letter, Part
from .registry import Found, assertion

# What may not be broken at the start of a line: opening marks, one character or one figure, closing marks; and what is
# joined to it by a sign.
ONE = rf"[{OPENING}]*(?:\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?|第?[A-Za-z]?〔?[¥￥\x21-\x2a\x2c\x2e-\x7e²³‰〔〕]+[\w㎡℃]{{0,4}}|〔\d{{4}}〕|[—…]+|.)[{CLOSING}]*"
CLUSTER = re.compile(rf"{ONE}(?:[-+/~～×&=]+{ONE})*")
SET = (16 - 0.22) * MM  # mm, the advance in which 28 characters fit 156 mm
SPACE = 1.2  # mm between two characters: a space stands there
SQUEEZED = 0.3  # characters that a line may be set closer by, spread over all its gaps


@assertion(1)
def paper_size(letter: Letter) -> Found:
    """A4 upright, ± 0.2 mm, not rotated."""
    for page in letter.pages:
        width, height = page.size
        if abs(width - 210) > 0.2 or abs(height - 297) > 0.2 or page.rotation:
            yield page.number, f"纸张 {width:.1f}×{height:.1f} mm，旋转 {page.rotation}°"


@assertion(2)
def left_edge(letter: Letter) -> Found:
    """The leftmost unindented line of the text starts at x = 28 ± 1, by position, and by ink on pages with three such lines.

    A single line may begin with a character that has room at its own left (一, 日, 1).
    """
    for number, lines in _by_page(line for part in letter.of("paragraph") for line in part.lines[1:]):
        if abs(min(line.x0 for line in lines) - LEFT) > 1:
            yield number, f"左边 {min(line.x0 for line in lines):.2f} mm"
        inks = [letter.page(number).ink(line.box) for line in lines if HAN.match(line.text)]
        edges = [ink.left for ink in inks if ink]
        if len(edges) > 2 and not LEFT - 1 <= min(edges) <= LEFT + 1:
            yield number, f"左边墨迹 {min(edges):.2f} mm"


@assertion(3)
def right_edge(letter: Letter) -> Found:
    """Full lines of a paragraph end at x = 184 ± 1; a mark may hang out by 3 mm. Not its last line."""
    for part in letter.of("paragraph"):
        for line in part.lines[:-1]:
            hanging = 3 if line.text[-1] in CLOSING else 1
            if not RIGHT - 1 <= line.x1 <= RIGHT + hanging:
                yield line.page, f"行尾 {line.x1:.2f} mm：{line.text}"


@assertion(4)
def first_line_top(letter: Letter) -> Found:
    """On pages from 2 on the first line's ink begins at y = 37 (− 1, + 1.5).

    A line with fewer than four Han characters may have no ink there; its baseline is measured instead. Pages that
    begin with a table, with the lines after the text or with the 版记 have no first body line.
    """
    body = {char for part in letter.of("salutation", "paragraph", "label") for char in part.chars}
    for page in letter.pages[1:]:
        if not page.lines:
            continue
        line = page.lines[0]
        if line.chars[0] not in body:
            continue
        top = line.baseline - 0.88 * EM
        if len(HAN.findall(line.text)) >= 4 and (ink := page.ink(line.box)):
            top = ink.top
        if not TOP - 1 <= top <= TOP + 1.5:
            yield page.number, f"首行上边 {top:.2f} mm：{line.text}"


@assertion(5)
def nothing_below(letter: Letter) -> Found:
    """No text and no black ink between y = 263 and the page number."""
    for page in letter.pages:
        low = [char.text for char in page.chars if char.baseline > BOTTOM + 1]
        if low:
            yield page.number, f"版心以下有文字：{''.join(low)}"
        elif ink := page.ink((0, BOTTOM + 1, 210, BOTTOM + 2.5)):
            yield page.number, f"版心以下有墨迹：{ink.left:.1f} mm 处"


@assertion(6)
def inside(letter: Letter) -> Found:
    """No text outside x 28 … 184, ± 1; a mark may hang out by 3 mm. Printed ink of the red mark is assertion 19."""
    mark = letter.one("mark")
    for page in letter.pages:
        for char in page.chars:
            hanging = 3 if char.text in CLOSING else 1
            if (char.x0 < LEFT - 1 or char.x1 > RIGHT + hanging) and not (mark and char in mark.chars):
                yield page.number, f"“{char.text}”在 {char.x0:.1f}–{char.x1:.1f} mm，出了版心"


@assertion(7)
def lines_of_a_page(letter: Letter) -> Found:
    """A full page of plain paragraphs has 22 lines.

    Full is a page whose text goes on in the same section with a plain paragraph: headings go with what follows (48),
    and the last paragraph leaves a line for the page of the sign-off (58).
    """
    for section, parts in _sections(letter):
        last = parts[-1]
        for page in letter.pages[1:]:
            here = [part for part in parts if any(char.page == page.number for char in part.chars)]
            after = next((part for part in parts if part.last.page > page.number), None)
            plain = all(part.kind == "paragraph" and not heading_length(part.source) for part in here)
            starts = here and here[0].first.page < page.number
            if not here or not after or after is last or not plain or heading_length(after.source) or not starts:
                continue
            if after.kind == "paragraph" and len(page.lines) != 22:
                yield page.number, f"满页 {len(page.lines)} 行（附件{section}）"


def _sections(letter: Letter) -> Iterator[tuple[int, list[Part]]]:
    for section in range(len(letter.content.attachments) + 1):
        parts = letter.of("paragraph", "cell", section=section)
        if parts:
            yield section, parts


@assertion(8)
def full_line(letter: Letter) -> Found:
    """A full line holds 28 characters; fewer only where what would come next may not be broken or does not fit."""
    yield from _capacity(letter, first=False)


@assertion(9)
def first_line(letter: Letter) -> Found:
    """The first line of an indented paragraph holds 26 characters, on the same condition."""
    yield from _capacity(letter, first=True)


def _capacity(letter: Letter, first: bool) -> Found:
    room = 26 if first else 28
    for part in letter.of("paragraph"):
        for index, (line, following) in enumerate(pairwise(part.lines)):
            if first != (index == 0 and line.x0 > LEFT + CHAR) or _has_space(line) or _has_space(following):
                continue
            held = width(line.chars)
            cluster = CLUSTER.match(following.text)
            wanted = width(following.chars[: len(cluster[0])]) if cluster else 1.0
            if held > room + SQUEEZED or held + wanted <= room + 0.001:
                yield line.page, f"一行 {held:.1f} 字，应为 {room}：{line.text}｜{following.text[:6]}"


def width(chars: Sequence[Char]) -> float:
    """In characters of the grid, before a line is stretched: each is set 0.22 pt closer than its own width."""
    return sum(1.0 if ord(char.text[0]) > 0x2000 else (char.x1 - char.x0 - 0.22 * MM) / SET for char in chars)


def _has_space(line: Line) -> bool:
    return any(after.x0 - before.x1 > SPACE for before, after in pairwise(line.chars))


@assertion(10)
def one_grid(letter: Letter) -> Found:
    """Baselines of the text on a page lie on one grid, ± 0.15 of the pitch."""
    for number, lines in _by_page(line for part in letter.of(*BODY) for line in part.lines):
        first = lines[0].baseline
        for line in lines:
            rows = (line.baseline - first) / PITCH
            if abs(rows - round(rows)) > 0.15:
                yield number, f"不在行格上（{rows:.2f} 行）：{line.text}"


def _by_page(lines) -> list[tuple[int, list[Line]]]:
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return sorted(pages.items())
