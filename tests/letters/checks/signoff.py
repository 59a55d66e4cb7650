"""Assertions 54–63: 署名, 成文日期, 印章 and the lines after the date (7.3.5, 7.3.6)."""

from __future__ import annotations

import re
from itertools import pairwise

from replies.rules.paragraphs import heading_length

from .marks import CHAR, LEFT, PITCH, RIGHT, Line
from .parts import Letter, Part, notes, squeezed
from .registry import Found, assertion


def _signed(letter: Letter, sealed: bool) -> tuple[list[Part], Part] | None:
    """Names and date, where both are printed and the letter is (un)sealed."""
    names, date = letter.of("name"), letter.one("date")
    return (names, date) if date and letter.content.seal is sealed else None


@assertion(54)
def sealed_date(letter: Letter) -> Found:
    """Sealed: the date ends four characters from the right edge, x = 161.7 ± 1.5."""
    if signed := _signed(letter, sealed=True):
        _, date = signed
        if abs(date.last.x1 - RIGHT + 4 * CHAR) > 1.5:
            yield date.page, f"成文日期右边 {date.last.x1:.2f} mm"


@assertion(55)
def sealed_name(letter: Letter) -> Found:
    """Sealed: the (last) name is centred on the date, ± 1.5, on the line above; a longer one ends at the right edge.

    A name of more than 28 characters takes several lines and only has to stay inside (59).
    """
    if not (signed := _signed(letter, sealed=True)) or not signed[0]:
        return
    names, date = signed
    name, centre = names[-1].lines[-1], date.lines[0].middle
    if len(names[-1].lines) > 1:
        return
    overhangs = (name.x1 - name.x0) / 2 > RIGHT - centre
    if overhangs and abs(name.x1 - RIGHT) > 1.5:
        yield name.page, f"长署名右边 {name.x1:.2f} mm"
    if not overhangs and abs(name.middle - centre) > 1.5:
        yield name.page, f"署名中线 {name.middle:.2f} mm，日期中线 {centre:.2f} mm"
    if name.page == date.page and abs(date.first.baseline - name.baseline - PITCH) > 1.5:
        yield date.page, f"日期在署名下 {(date.first.baseline - name.baseline) / PITCH:.2f} 行"


@assertion(56)
def unsealed(letter: Letter) -> Found:
    """Unsealed: one line below the text; the longer of name and date ends two characters from the right edge and the
    date begins two characters right of the name, ± 1.5. Several names: the longest one is measured."""
    if not (signed := _signed(letter, sealed=False)) or not signed[0]:
        return
    names, date = signed
    if any(len(name.lines) > 1 for name in names):
        return
    right = max(date.last.x1, *(name.last.x1 for name in names))
    if abs(right - RIGHT + 2 * CHAR) > 1.5:
        yield date.page, f"署名右边 {right:.2f} mm"
    if abs(date.first.x0 - names[0].first.x0 - 2 * CHAR) > 1.5:
        yield date.page, f"日期在署名右 {(date.first.x0 - names[0].first.x0) / CHAR:.2f} 字"
    above = [part for part in letter.of("paragraph", "list_name", section=0) if part.last.page == names[0].page]
    if above and abs(names[0].first.baseline - above[-1].last.baseline - 2 * PITCH) > 1.5:
        yield date.page, "署名与正文之间不是空一行"


@assertion(57)
def date_form(letter: Letter) -> Found:
    """2024年9月9日: full year, no leading zeros."""
    part = letter.one("date")
    if part and not re.fullmatch(r"\d{4}年[1-9]\d?月[1-9]\d?日", part.text):
        yield part.page, f"成文日期“{part.text}”"
    if letter.content.date and not part:
        yield 0, "没有成文日期"


@assertion(58)
def with_text(letter: Letter) -> Found:
    """Names and date stand on one page, with at least one line of the text above them on it.

    A text of a single line, or of headings and one line, has to stay on page 1 (44) and together (48); where the sign-off
    has no room there it stands without. So it does where 附件说明 and sealed names together take more than a page, and of
    four and more sealed rows only the last has to go with the date.
    """
    parts = [*letter.of("name"), *letter.of("date")]
    if not parts:
        return
    rows = {(part.page, round(part.first.baseline)) for part in letter.of("name")}
    if letter.content.seal and len(rows) > 3:
        if letter.of("name")[-1].page != parts[-1].page:
            yield parts[-1].page, "最后一个署名与日期不在同一页"
        return
    pages = {char.page for part in parts for char in part.chars}
    if len(pages) > 1:
        yield min(pages), "署名与日期不在同一页"
    page, top = parts[0].page, parts[0].first.baseline
    text = letter.of("paragraph", "cell", section=0)
    above = any(char.page == page and char.baseline < top for part in text for char in part.chars)
    if not above and _can_part(text) and not _fills_a_page(letter, parts):
        yield page, "署名页没有正文"


def _can_part(text: list[Part]) -> bool:
    """Can a page break divide this text? Not a single line with nothing but headings above it."""
    plain = [part for part in text if part.kind == "cell" or heading_length(part.source) < len(part.source)]
    return sum(len(part.lines) for part in plain) > 1


def _fills_a_page(letter: Letter, parts: list[Part]) -> bool:
    """Is there no line left beside 附件说明, the names with their seals, and the empty lines above both?"""
    listed = sum(len(part.lines) for part in letter.of("list_name"))
    rows = (parts[-1].last.baseline - parts[0].first.baseline) / PITCH + 1
    return listed + 1 + rows + 2 >= 22


@assertion(59)
def joint(letter: Letter) -> Found:
    """All names printed, in order (down, and from left to right), none beyond x 28 … 184 (± 1)."""
    names = letter.of("name")
    if len(names) < len(letter.content.signatories):
        yield 0, f"署名只有 {len(names)} 个"
    for before, after in pairwise(names):
        same = abs(before.first.baseline - after.first.baseline) < 1
        if (same and after.first.x0 < before.last.x1 - 0.5) or (
            (after.page, round(after.first.baseline)) < (before.page, round(before.first.baseline))
        ):
            yield after.page, f"署名次序或位置不对：{after.source}"
    for name in names:
        for line in name.lines:
            if line.x0 < LEFT - 1 or line.x1 > RIGHT + 1:
                yield line.page, f"署名出了版心：{line.text}"


@assertion(60)
def seal(letter: Letter) -> Found:
    """Seals are red, one an agency, centred over its name (± 2), the last one over the date as well; the first row's top
    is within a line (10.5 mm ± 2) of the text; they do not touch, and lie inside the type area (± 2).

    Only where the pictures of the seals were given.
    """
    signed = _signed(letter, sealed=True)
    if not letter.seal or not signed or not signed[0]:
        return
    names, date = signed
    found = [(page.number, box) for page in letter.pages for box in page.pictures]
    if len(found) != len(names):
        yield date.page, f"印章 {len(found)} 枚，署名 {len(names)} 个"
        return
    text = [line for part in letter.of("paragraph", "cell", "list_name", section=0) for line in part.lines]
    above = max((line.baseline for line in text if line.page == found[0][0]), default=None)
    if above is not None and not 0 < found[0][1].top - above < PITCH + 2:
        yield found[0][0], f"印章上边在正文下 {found[0][1].top - above:.1f} mm"
    for (number, box), name in zip(found, names, strict=True):
        line = name.lines[-1]
        if number != line.page or not box.top < line.baseline < box.bottom or abs(box.middle - _under(line, date)) > 2:
            yield number, f"印章没有盖在署名上：{name.source}"
        ink = letter.page(number).ink(box, red=True)
        if not ink or box.left < LEFT - 2 or box.right > RIGHT + 2 or box.bottom > 262 + 2:
            yield number, f"印章不是红色或出了版心：{box}"
    last = found[-1][1]
    if not last.top < date.first.baseline < last.bottom or abs(last.middle - date.lines[0].middle) > 2:
        yield date.page, "印章没有盖在成文日期上"
    for (page, box), (other_page, other) in pairwise(found):
        apart = other.left >= box.right or other.top >= box.bottom or other.bottom <= box.top
        if page == other_page and not apart:
            yield page, "印章相交"


def _under(line: Line, date: Part) -> float:
    """Where a seal has its middle: over the name's; a name set to the right edge is sealed where the date is."""
    return date.lines[0].middle if line.x1 > RIGHT - 1.5 else line.middle


@assertion(61)
def no_blank_remark(letter: Letter) -> Found:
    """（此页无正文） is not printed, unless the text itself says so."""
    for page in letter.pages:
        text = "".join(char.text for char in page.chars)
        source = "".join(part.text for part in letter.parts)
        if "此页无正文" in text and "此页无正文" not in source:
            yield page.number, "印有“此页无正文”"


@assertion(62)
def note_lines(letter: Letter) -> Found:
    """The lines after the date begin two characters in (± 1), below the date; brackets come in pairs."""
    date = letter.one("date")
    for note in letter.of("note"):
        if abs(note.first.x0 - LEFT - 2 * CHAR) > 1:
            yield note.page, f"附注左边 {note.first.x0:.2f} mm：{note.source}"
        if date and (note.page, note.first.baseline) <= (date.page, date.first.baseline):
            yield note.page, f"附注不在日期之下：{note.source}"
        if note.source.count("（") != note.source.count("）"):
            yield note.page, f"括号不成对：{note.source}"


@assertion(63)
def no_bare_label(letter: Letter) -> Found:
    """A label has its value, unless the content declares it a blank to sign on (no name, no phone, no rating)."""
    content = letter.content
    blanks = {f"{person.label}：" for person in content.people if not (person.name or person.phone)}
    if content.opinion and not (content.opinion.name or content.opinion.rating):
        blanks.add(f"{content.opinion.label}：")
    declared = [note for note in notes(content) if note.endswith("：")]
    after_date = [line for line in _lines_after_date(letter) if line.text.endswith("：")]
    for line in after_date:
        if line.text not in {squeezed(blank) for blank in blanks} and line.text not in map(squeezed, declared):
            yield line.page, f"只有标签：{line.text}"
    for page in letter.pages:
        for line in page.lines:
            if line.text in ("附件：", "抄送：", "签发人：", f"{content.category_label}："):
                yield page.number, f"只有标签：{line.text}"


def _lines_after_date(letter: Letter):
    date = letter.one("date")
    page = letter.page(date.page) if date else None
    return [line for line in page.lines if line.baseline > date.first.baseline + 1] if page and date else []
