"""Automatic numbers of Word paragraphs (一、, （一）, 1.), which are not part of their text."""

import re
from collections import Counter
from typing import Any

from docx.oxml.ns import qn

from replies.rules.letter import Doubt
from replies.rules.wording import chinese_number

HAN = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting",
    "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand",
}  # fmt: skip
ARABIC = {"decimal", "decimalFullWidth", "decimalHalfWidth"}
LEVELS = 9


class Numbers:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.styles = {style.style_id: style.element for style in document.styles if hasattr(style, "style_id")}
        self.counts: dict[str, Counter[int]] = {}
        self.unknown = False
        self._read(document)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        if not self.unknown:
            return ()
        message = "Word 的自动编号中有不认识的编号样式，这些段落的序号没有读入；请按原件补上。"
        return (Doubt("numbering", "paragraphs", message),)

    def before(self, paragraph: Any) -> str:
        """The number printed before a paragraph, "" where there is none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self.levels:
            return ""
        number, level = place
        counts = self.counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in range(level + 1, LEVELS):
            counts[deeper] = 0
        pattern, kind, _ = self.levels[number].get(level, ("", "none", 1))
        if pattern and kind not in HAN | ARABIC:
            self.unknown = True
            return ""
        return re.sub(r"%([1-9])", lambda found: self._shown(number, int(found[1]) - 1), pattern)

    def _shown(self, number: str, level: int) -> str:
        _, kind, start = self.levels[number].get(level, ("", "decimal", 1))
        value = max(1, self.counts[number][level]) + start - 1
        return chinese_number(value) if kind in HAN and value < 100 else str(value)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph, from itself or from its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        found = properties.find(qn("w:numPr"))
        style = properties.find(qn("w:pStyle"))
        if found is None and style is not None and style.get(qn("w:val")) in self.styles:
            found = self.styles[style.get(qn("w:val"))].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return None
        number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        if number is None or number.get(qn("w:val")) == "0":
            return None
        return number.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0

    def _read(self, document: Any) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        lists = {item.get(qn("w:abstractNumId")): item for item in root.iter(qn("w:abstractNum"))}
        for item in root.iter(qn("w:num")):
            link = item.find(qn("w:abstractNumId"))
            abstract = lists.get(link.get(qn("w:val"))) if link is not None else None
            if abstract is not None:
                self.levels[item.get(qn("w:numId"))] = dict(map(_level, abstract.findall(qn("w:lvl"))))


def _level(element: Any) -> tuple[int, tuple[str, str, int]]:
    """(level, (pattern, kind of number, first number)). A bullet has no pattern: it is no part of a heading."""
    values = {name: element.find(qn(f"w:{name}")) for name in ("lvlText", "numFmt", "start")}
    said = {name: item.get(qn("w:val")) or "" for name, item in values.items() if item is not None}
    pattern = "" if said.get("numFmt") in ("bullet", "none") else said.get("lvlText", "")
    return int(element.get(qn("w:ilvl"))), (pattern, said.get("numFmt", "decimal"), int(said.get("start") or 1))
