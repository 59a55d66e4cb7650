"""Assertions 75–82: what reply letters add to the standard (format.md 4)."""

from __future__ import annotations

import re

from replies.rules.letter import is_organisation
from replies.rules.lint import lint

from .marks import MIDDLE
from .paper import paper_of
from .parts import HEAD, Letter, squeezed
from .registry import Found, assertion


@assertion(75)
def class_mark(letter: Letter) -> Found:
    """The class mark stands once on page 1, as it is given; where there is no class, neither label nor gap."""
    content = letter.content
    head = _head_text(letter)
    label = squeezed(f"{content.category_label}：") if content.category_label else content.category or "类别："
    if head.count(label) != (1 if content.category else 0):
        yield 1, f"“{label}”在首页出现 {head.count(label)} 次"
    if content.category and not letter.one("category"):
        yield 1, f"类别“{content.category}”没有照原样印出"


def _head_text(letter: Letter) -> str:
    parts = [part for part in letter.parts if part.kind not in HEAD and part.chars]
    end = (parts[0].page, parts[0].first.baseline) if parts else (2, 0.0)
    chars = [char for char in letter.page(1).chars if (1, char.baseline) < (end[0], end[1] - 1)]
    return "".join(char.text for char in chars)


@assertion(76)
def class_mark_place(letter: Letter) -> Found:
    """The class mark stands at the upper right: right of the middle and above the title; on the left where asked for."""
    part, title = letter.one("category"), letter.one("title")
    if part and (part.first.x0 > MIDDLE) != (letter.category_at == "right"):
        yield 1, f"类别左边 {part.first.x0:.1f} mm"
    if part and title and part.first.baseline >= title.first.baseline:
        yield 1, "类别不在标题上方"


@assertion(77)
def case_number(letter: Letter) -> Found:
    """The 案号 is in the printed title exactly as in the given one, spaces aside."""
    given, number = letter.content.title or "", letter.content.case_number or ""
    printed = "".join(char.text for char in letter.page(1).chars if abs(char.size - 22) < 0.2)
    if number and number in given and squeezed(number) not in printed:
        yield 1, f"标题中没有案号“{number}”：{printed}"


def printed_salutation(letter: Letter) -> str:
    """What stands between the title and the text, or after 主送： in the 版记."""
    if moved := letter.one("moved"):
        return moved.text
    title = letter.one("title")
    text = next(iter(letter.of("paragraph", "cell")), None)
    start = letter.stream.index(title.last) + 1 if title else 0
    end = letter.stream.index(text.first) if text else len(letter.stream)
    return "".join(char.text for char in letter.stream[start:end])


@assertion(78)
def number_of_names(letter: Letter) -> Found:
    """Where 等6位代表 is said the number is right; else every addressee is named, or lint warns of the one who is not."""
    names, printed = letter.content.addressees, printed_salutation(letter)
    said = re.search(r"等(\d+)位", printed)
    if said and int(said[1]) != len(names):
        yield 1, f"主送写“{said[0]}”，应为 {len(names)} 位"
    for name in names:
        if not said and squeezed(name) not in printed and not _is_warned(letter):
            yield 1, f"主送中没有“{name}”"


@assertion(79)
def suffix(letter: Letter) -> Found:
    """代表 after the names in letters to deputies, 委员 in those to members, where all are persons; else lint warns."""
    content = letter.content
    persons = content.addressees and not any(is_organisation(name) for name in content.addressees)
    if not persons or not content.body or content.kind == "co_opinion":
        return
    wanted = {"npc": "代表", "cppcc": "委员"}[content.body]
    printed = printed_salutation(letter).rstrip("：:。")
    if not printed.endswith(wanted) and not _is_warned(letter):
        yield 1, f"称谓“{printed[-4:]}”，应为“{wanted}”"


def _is_warned(letter: Letter) -> bool:
    return any(finding.field == "salutation" for finding in lint(letter.content))


@assertion(80)
def opinion_form(letter: Letter) -> Found:
    """The 征询意见表 is a file of one page of its own, and shows no paragraph of the letter (of 20 characters or more)."""
    if letter.form is None:
        return
    pages = paper_of(letter.form).pages
    text = "".join(char.text for page in pages for char in page.every)
    if len(pages) != 1 or "征询意见表" not in text:
        yield 0, f"征询意见表有 {len(pages)} 页"
    for part in letter.of("paragraph"):
        if len(part.text) >= 20 and part.text in text:
            yield 0, f"征询意见表上有正文：{part.source[:20]}"


@assertion(81)
def co_opinion(letter: Letter) -> Found:
    """A 会办意见 is addressed to a unit, without 代表 or 委员 after it; else lint warns."""
    printed = printed_salutation(letter).rstrip("：:。")
    if letter.content.kind == "co_opinion" and printed.endswith(("代表", "委员")) and not _is_warned(letter):
        yield 1, f"会办意见的称谓“{printed}”"


@assertion(82)
def same_bytes(letter: Letter) -> Found:
    """Two runs with the same input give the same bytes."""
    if letter.again is not None and letter.again != letter.pdf:
        yield 0, "两次生成的文件不同"
