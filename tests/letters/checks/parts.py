"""What a letter must print, element by element, and where each element was found on the paper.

Written from the contract and the standard, not from the code that prints: `expected` says which texts stand one after
another, `Letter` finds every character of them again in the order in which the PDF holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from replies.rules.letter import LetterContent, Paragraph, Person, Table, salutation_of

from .marks import Char, Line, lines_of
from .paper import Page, Paper, paper_of

HEAD = ("mark", "number", "signer", "category", "urgency")
BODY = ("salutation", "paragraph", "list_label", "list_number", "list_name", "name", "date", "note")
TAIL = ("moved", "copies", "issuer", "issued")


@dataclass(eq=False)
class Part:
    """One element. ``section`` is 0 in the letter and n in attachment n, ``place`` counts paragraphs of a section."""

    kind: str
    source: str
    section: int = 0
    place: int = 0
    row: int = -1
    chars: list[Char] = field(default_factory=list)

    @property
    def text(self) -> str:
        return squeezed(self.source)

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.chars)

    @property
    def first(self) -> Char:
        return self.chars[0]

    @property
    def last(self) -> Char:
        return self.chars[-1]

    @property
    def page(self) -> int:
        return self.chars[0].page


@dataclass(frozen=True)
class Stray:
    """Text on the paper that no element accounts for, and the element it stands before."""

    text: str
    page: int
    before: Part | None


def squeezed(text: str) -> str:
    """Without white space, which is not measured, and without places that only allow a break."""
    return "".join(text.replace("\u200b", "").split())


class Letter:
    """A printed letter beside the content it was printed from.

    ``again`` is what a second run made of the same input, ``seal`` says that every agency gave the picture of its seal, ``form`` is the
    征询意见表 that goes with it, ``category_at`` the side the class mark was asked for.
    """

    def __init__(
        self,
        pdf: bytes,
        content: LetterContent,
        layout: str,
        *,
        duplex: bool = False,
        seal: bool = False,
        again: bytes | None = None,
        form: bytes | None = None,
        category_at: str = "right",
    ) -> None:
        self.pdf, self.content, self.layout = pdf, content, layout
        self.duplex, self.seal, self.again = duplex, seal, again
        self.form, self.category_at = form, category_at
        self.paper: Paper = paper_of(pdf)
        self.stream = [char for page in self.pages for char in page.chars]
        printed = "".join(char.text for char in self.stream)
        # 7.3.2: so many names that page 1 would show no text are printed in the 版记.
        moved = "主送：" in printed and squeezed(salutation_of(content) or "") not in printed
        self.parts = list(expected(content, layout, moved))
        self.strays: list[Stray] = []
        self._find()

    @property
    def pages(self) -> list[Page]:
        return self.paper.pages

    def page(self, number: int) -> Page:
        return self.paper.pages[number - 1]

    def of(self, *kinds: str, section: int | None = None) -> list[Part]:
        """The printed parts of these kinds, in order."""
        return [
            part
            for part in self.parts
            if part.kind in kinds and part.chars and (section is None or part.section == section)
        ]

    def one(self, kind: str) -> Part | None:
        return next(iter(self.of(kind)), None)

    @cached_property
    def missing(self) -> list[Part]:
        return [part for part in self.parts if not part.chars]

    def _find(self) -> None:
        text = "".join(char.text for char in self.stream)
        owners = [char for char in self.stream for _ in char.text]  # one glyph may stand for several letters
        flow = [part for part in self.parts if part.kind not in HEAD]
        start = next((place for part in flow if (place := text.find(part.text)) >= 0), len(text))
        self._find_head(text[:start], owners)
        at = start
        for part in flow:
            heading = self._heading_row(part)
            if heading and _turns_page(owners, at) and text.startswith(heading, at):
                at += len(heading)  # the heading row of a table is repeated on its next page
            found = text.find(part.text, at)
            if found < 0:
                continue
            self._stray(text[at:found], owners[at:found], part)
            part.chars = list(dict.fromkeys(owners[found : found + len(part.text)]))
            at = found + len(part.text)
        self._stray(text[at:], owners[at:], None)

    def _find_head(self, text: str, owners: list[Char]) -> None:
        left = list(text)
        for part in sorted((p for p in self.parts if p.kind in HEAD), key=lambda p: -len(p.text)):
            found = "".join(left).find(part.text)
            if found >= 0:
                part.chars = list(dict.fromkeys(owners[found : found + len(part.text)]))
                left[found : found + len(part.text)] = "\0" * len(part.text)
        rest = [place for place, char in enumerate(left) if char != "\0"]
        self._stray("".join(left[place] for place in rest), [owners[place] for place in rest], None, head=True)

    def _stray(self, text: str, owners: list[Char], before: Part | None, head: bool = False) -> None:
        if text:
            self.strays.append(Stray(text, owners[0].page, Part("head", "") if head else before))

    def _heading_row(self, part: Part) -> str:
        """The text of the heading row of the table that a cell belongs to; "" where there is none."""
        if part.kind != "cell" or part.row == 0:
            return ""
        content = self.content
        paragraphs = content.attachments[part.section - 1].paragraphs if part.section else content.paragraphs
        table = paragraphs[part.place]
        return squeezed("".join(table.rows[0])) if isinstance(table, Table) and table.header else ""


def _turns_page(owners: list[Char], at: int) -> bool:
    return 0 < at < len(owners) and owners[at].page != owners[at - 1].page


def expected(content: LetterContent, layout: str, moved: bool = False) -> Iterator[Part]:
    """Everything that is printed except page numbers, in the order of reading; ``moved`` puts 主送 into the 版记."""
    for part in _all(content, layout, moved):
        if part.text:
            yield part


def _all(content: LetterContent, layout: str, moved: bool) -> Iterator[Part]:
    salutation = salutation_of(content) or ""
    yield from _head(content, layout)
    yield Part("title", content.title or "")
    yield Part("salutation", "" if moved else salutation)
    yield from _text(content.paragraphs, 0)
    yield from _list(content)
    for name in content.signatories:
        yield Part("name", name)
    yield Part("date", chinese(content.date))
    for note in notes(content):
        yield Part("note", note)
    for number, attachment in enumerate(content.attachments, 1):
        if attachment.paragraphs:
            yield Part("label", f"附件{number}" if len(content.attachments) > 1 else "附件", number)
            yield Part("heading", attachment.name, number)
            yield from _text(attachment.paragraphs, number)
    yield Part("moved", f"主送：{salutation.rstrip('：')}。" if moved else "")
    if content.copies_to:
        yield Part("copies", f"抄送：{'，'.join(content.copies_to)}。")
    if layout == "document":
        yield Part("issuer", content.issuer or "")
        yield Part("issued", f"{chinese(content.issued_on)}印发" if content.issued_on else "")


def _head(content: LetterContent, layout: str) -> Iterator[Part]:
    mark = content.letterhead or ""
    if layout == "letter":  # 10.1: the mark of the lead agency only, and never with 文件
        mark = mark.strip().split("\n")[0].removesuffix("文件")
    yield Part("mark", mark)
    yield Part("number", content.document_number or "")
    yield Part("signer", f"签发人：{content.signed_by}" if content.signed_by else "")
    yield Part(
        "category", "：".join(filter(None, [content.category_label, content.category])) if content.category else ""
    )
    yield Part("urgency", content.urgency or "")


def _text(paragraphs: tuple[Paragraph, ...], section: int) -> Iterator[Part]:
    for place, item in enumerate(paragraphs):
        if isinstance(item, Table):
            for row, cells in enumerate(item.rows):
                for cell in cells:
                    yield Part("cell", cell, section, place, row)
        else:
            yield Part("paragraph", item, section, place)


def _list(content: LetterContent) -> Iterator[Part]:
    for number, attachment in enumerate(content.attachments, 1):
        if number == 1:
            yield Part("list_label", "附件：")
        if len(content.attachments) > 1:
            yield Part("list_number", f"{number}.", place=number)
        yield Part("list_name", attachment.name, place=number)


def notes(content: LetterContent) -> list[str]:
    """The lines after the date: 公开属性, people, the rating printed on the letter."""
    lines = []
    if content.disclosure:
        plain = "：" in content.disclosure or content.disclosure.startswith(("（", "("))
        lines.append(content.disclosure if plain else f"（{content.disclosure}）")
    lines += [_person(person) for person in content.people]
    if opinion := content.opinion:
        lines.append(f"{opinion.label}：{opinion.name or ''}{opinion.rating or ''}")
    return lines


def _person(person: Person) -> str:
    if person.phone is None:
        return f"{person.label}：{person.name or ''}"
    if person.name is None and any(word in person.label for word in ("电话", "手机", "传真")):
        return f"{person.label}：{person.phone}"
    return f"{person.label}：{person.name or ''}电话：{person.phone}"


def chinese(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
