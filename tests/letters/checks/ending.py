"""Assertions 64–74: 附件 (7.3.4, 7.3.7), 版记 (7.4) and page numbers (7.5)."""

from __future__ import annotations

import re

from .marks import BOTTOM, CHAR, EM, LEFT, MIDDLE, MM, PITCH, RIGHT, TOP, Rule, is_red
from .parts import TAIL, Letter
from .registry import Found, assertion

SMALL = 14 * MM  # one character of 4号


@assertion(64)
def attachment_list(letter: Letter) -> Found:
    """附件： one empty line below the text, two characters in; wrapped names hang (all ± 1 mm); no mark at the end.

    A list at the top of a page has no text above it to be measured from.
    """
    label, names = letter.one("list_label"), letter.of("list_name")
    if not label:
        return
    if abs(label.first.x0 - LEFT - 2 * CHAR) > 1:
        yield label.page, f"附件说明左边 {label.first.x0:.2f} mm"
    above = [char for part in letter.of("paragraph", section=0) for char in part.chars if char.page == label.page]
    if above and abs(label.first.baseline - above[-1].baseline - 2 * PITCH) > 1:
        yield label.page, f"附件说明在正文下 {(label.first.baseline - above[-1].baseline) / PITCH:.2f} 行"
    for name in names:
        for line in name.lines[1:]:
            if abs(line.x0 - name.first.x0) > 1:
                yield line.page, f"附件名称回行 {line.x0:.2f} mm，首字 {name.first.x0:.2f} mm"
        if name.last.text in "。；，、" and name.source[-1] not in "。；，、":
            yield name.page, f"附件名称后有“{name.last.text}”"
    for stray in letter.strays:
        if stray.before and stray.before.kind in ("list_number", "name", "date") and stray.text in "。；，、":
            yield stray.page, f"附件名称后有“{stray.text}”"


@assertion(65)
def attachments(letter: Letter) -> Found:
    """Each attachment begins a page: 附件N in 黑体 flush left on line 1, its title centred (± 1) with its ink beginning
    on line 3 (± 3 mm), the words of the list."""
    for label in letter.of("label"):
        page = letter.page(label.page)
        if page.lines[0].text != label.text:
            yield label.page, f"{label.text}不在页首：{page.lines[0].text}"
        if abs(label.first.x0 - LEFT) > 1 or not all(
            char.is_in("black") or char.text.isdigit() for char in label.chars
        ):
            yield label.page, f"{label.text}左边 {label.first.x0:.2f} mm，{label.first.font}"
        if abs(label.first.baseline - 0.88 * EM - TOP) > 3:
            yield label.page, f"{label.text}上边 {label.first.baseline - 0.88 * EM:.2f} mm"
        heading = next(iter(letter.of("heading", section=label.section)), None)
        if not heading:
            yield label.page, f"{label.text}没有标题"
            continue
        ink = page.ink(heading.lines[0].box)
        if heading.page != label.page or (ink and abs(ink.top - TOP - 2 * PITCH) > 3):
            yield label.page, f"{label.text}的标题不在第三行"
        for line in heading.lines:
            if abs(line.middle - MIDDLE) > 1:
                yield label.page, f"{label.text}的标题中线 {line.middle:.2f} mm"
    for number, attachment in enumerate(letter.content.attachments, 1):
        if attachment.paragraphs and not letter.of("label", section=number):
            yield 0, f"附件{number}没有“附件”字样"


def _tail_rules(letter: Letter) -> list[Rule]:
    """Long flat rules that are not red, on the page of the 版记, from just above its first line."""
    parts = letter.of(*TAIL)
    page = letter.pages[-1]
    top = min((part.first.baseline for part in parts if part.page == page.number), default=0) - PITCH - 2
    wide = [rule for rule in page.rules if rule.box.width > 100 and rule.box.height < 1 and not is_red(rule.colour)]
    flow = [
        char.baseline
        for part in letter.parts
        if part.kind not in TAIL
        for char in part.chars
        if char.page == page.number
    ]
    return [rule for rule in wide if rule.box.top > max(top, *flow, 0)]


@assertion(66, "document")
def tail_rules(letter: Letter) -> Found:
    """版记 on the last page between rules from x 28 to 184 (± 1): outer 0.35, inner 0.25 mm (± 0.1), the last one's lower
    edge at y = 262 ± 1."""
    parts = letter.of(*TAIL)
    if not parts:
        return
    if {part.page for part in parts} != {len(letter.pages)}:
        yield parts[0].page, "版记不在最后一页"
        return
    rules = _tail_rules(letter)
    wanted = 2 + bool(letter.of("moved", "copies") and letter.of("issuer", "issued"))
    if len(rules) != wanted:
        yield parts[0].page, f"版记有 {len(rules)} 条线，应为 {wanted} 条"
        return
    for rule in rules:
        thickness = 0.35 if rule in (rules[0], rules[-1]) else 0.25
        if abs(rule.box.left - LEFT) > 1 or abs(rule.box.right - RIGHT) > 1:
            yield parts[0].page, f"版记线 {rule.box.left:.1f}–{rule.box.right:.1f} mm"
        if abs(rule.box.height - thickness) > 0.1:
            yield parts[0].page, f"版记线粗 {rule.box.height:.2f} mm，应为 {thickness}"
    if abs(rules[-1].box.bottom - BOTTOM) > 1:
        yield parts[0].page, f"版记末线 {rules[-1].box.bottom:.2f} mm"


@assertion(67, "document")
def copies(letter: Letter) -> Found:
    """抄送 in 4号 仿宋, one character in (± 1), wrapped lines aligned after the colon, 。 at the end."""
    yield from _copies(letter)


def _copies(letter: Letter) -> Found:
    part = letter.one("copies")
    if not part:
        return
    if abs(part.first.x0 - LEFT - SMALL) > 1:
        yield part.page, f"抄送左边 {part.first.x0:.2f} mm"
    wrong = [char for char in part.chars if abs(char.size - 14) > 0.1]
    wrong += [char for char in part.chars if char.text in "抄送县市政府办公室委员会" and not char.is_in("fang")]
    if wrong:
        yield part.page, f"抄送用了 {wrong[0].font} {wrong[0].size} pt"
    for line in part.lines[1:]:
        if abs(line.x0 - part.chars[3].x0) > 1:
            yield part.page, f"抄送回行 {line.x0:.2f} mm"
    if part.last.text != "。":
        yield part.page, "抄送没有以句号结尾"
    if max(line.x1 for line in part.lines) > RIGHT - SMALL + 1:
        yield part.page, f"抄送右边 {max(line.x1 for line in part.lines):.2f} mm"


@assertion(68, "document")
def issued(letter: Letter) -> Found:
    """印发机关 one character from the left, 印发日期 and 印发 one from the right (± 1), on one baseline.

    A name that leaves no room for the date on its line may stand above it.
    """
    issuer, on = letter.one("issuer"), letter.one("issued")
    if issuer and abs(issuer.first.x0 - LEFT - SMALL) > 1:
        yield issuer.page, f"印发机关左边 {issuer.first.x0:.2f} mm"
    if on and abs(on.last.x1 - RIGHT + SMALL) > 1:
        yield on.page, f"印发日期右边 {on.last.x1:.2f} mm"
    fits = issuer and on and len(issuer.text) + len(on.text) * 0.75 < 27  # of 29.6 characters of 4号
    if issuer and on and fits and (issuer.page != on.page or abs(issuer.first.baseline - on.first.baseline) > 0.3):
        yield on.page, "印发机关与印发日期不在一行"


@assertion(69, "document")
def even_tail(letter: Letter) -> Found:
    """With the duplex option the page of the 版记 is even."""
    parts = letter.of(*TAIL)
    if letter.duplex and parts and parts[0].page % 2:
        yield parts[0].page, "版记不在双页上"


@assertion(70, "letter")
def letter_tail(letter: Letter) -> Found:
    """信函: no rule and no 印发; 抄送 is the last text of the type area and stands at its bottom (within 5 mm)."""
    part = letter.one("copies")
    last = letter.pages[-1]
    if rules := _tail_rules(letter) if part else []:
        yield last.number, f"信函版记有 {len(rules)} 条线"
    text = "".join(char.text for char in last.chars)
    if "印发" in text and "印发" not in "".join(item.text for item in letter.parts):
        yield last.number, "信函印有印发机关或日期"
    if part:
        if part.page != last.number or last.lines[-1].baseline > part.last.baseline + 1:
            yield part.page, "抄送不是最后的文字"
        if part.last.baseline < BOTTOM - 5:
            yield part.page, f"抄送在 {part.last.baseline:.1f} mm，不在版心下边"
        yield from _copies(letter)


@assertion(71)
def page_number_form(letter: Letter) -> Found:
    """— n —: U+2014, 14 pt 宋体, digits of half a width (0.4 to 0.62)."""
    for page in letter.pages:
        for line in page.number_line:
            if not re.fullmatch(r"—\d+—", line.text):
                yield page.number, f"页码“{line.text}”"
            for char in line.chars:
                narrow = 0.4 * char.height <= char.x1 - char.x0 <= 0.62 * char.height
                if abs(char.size - 14) > 0.1 or not char.is_in("song") or (char.text.isdigit() and not narrow):
                    yield page.number, f"页码“{char.text}”：{char.size} pt，{char.font}"
                    break


@assertion(72)
def page_number_height(letter: Letter) -> Found:
    """The ink of the dash has its middle at y = 269 ± 1.5."""
    for page in letter.pages:
        for line in page.number_line[:1]:
            ink = page.ink(line.chars[0].box)
            if not ink or abs((ink.top + ink.bottom) / 2 - 269) > 1.5:
                yield page.number, f"页码横线 {(ink.top + ink.bottom) / 2 if ink else 0:.2f} mm"


@assertion(73)
def page_number_side(letter: Letter) -> Found:
    """Odd pages: right edge at 178.4 … 179.1; even pages: left edge at 32.9 … 33.6; ± 1."""
    for page in letter.pages:
        for line in page.number_line[:1]:
            if page.number % 2 and not 177.4 <= line.x1 <= 180.1:
                yield page.number, f"单页码右边 {line.x1:.2f} mm"
            if not page.number % 2 and not 31.9 <= line.x0 <= 34.6:
                yield page.number, f"双页码左边 {line.x0:.2f} mm"


@assertion(74)
def page_numbers_run(letter: Letter) -> Found:
    """Numbers run 1, 2, 3 … through the attachments (信函: from 2); a blank page before the 版记, and then its page, have
    none."""
    blank = next((page.number for page in letter.pages if not page.chars), len(letter.pages) + 1)
    for page in letter.pages:
        text = "".join(line.text for line in page.number_line).strip("—")
        hidden = page.number >= blank or (letter.layout == "letter" and page.number == 1)
        if text != ("" if hidden else str(page.number)):
            yield page.number, f"第 {page.number} 页的页码为“{text}”"
