"""Many PDFs → one to print: in duplex order, with a bookmark for each, every page as it was.

Each document is written out as soon as it is added, so a pile of any height needs the memory of its thickest
letter. Only what puts ink on a page is taken over: links, attachments and structure stay with the single letter.
The same documents give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

HEADER = b"%PDF-1.7\n%\xe5\x8a\x9e\xe5\xa4\x8d\n"
PAGE_KEYS = (
    "/MediaBox",
    "/CropBox",
    "/TrimBox",
    "/BleedBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
    "/Resources",
    "/Contents",
)
CATALOG, PAGES = 1, 2  # object numbers known beforehand


class CannotJoin(ValueError):
    """A document that is no readable PDF; the message says so in Chinese."""


@dataclass(frozen=True)
class Placed:
    """Where a document lies: its first page, counted from 1 below what lies on top, and its pages without the blank."""

    first_page: int
    pages: int


class Stack:
    """The pile while it grows. With `duplex` every document begins on the front of a sheet."""

    def __init__(self, target: BinaryIO, *, title: str, duplex: bool) -> None:
        self._target, self._title, self._duplex = target, title, duplex
        self._hash = hashlib.sha256()
        self._length = 0
        self._offsets: dict[int, int] = {}
        self._last_number = PAGES
        self._pages: list[int] = []
        self._marks: list[tuple[str, int]] = []
        self._write(HEADER)

    @property
    def pages(self) -> int:
        """Pages so far, blanks included."""
        return len(self._pages)

    def add(self, pdf: bytes, bookmark: str, *, on_top: bool = False) -> Placed:
        """Lay a document on the bottom of the pile, or on top of it. Raises CannotJoin."""
        try:
            numbers = self._take_over(pdf)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise CannotJoin(f"“{bookmark}”的文件已损坏，读不出来。") from error
        placed = Placed(1 if on_top else self.pages + 1, len(numbers))
        if self._duplex and len(numbers) % 2:
            numbers.append(self._blank_like(pdf))
        if on_top:
            self._pages[:0] = numbers
            self._marks.insert(0, (bookmark, numbers[0]))
        else:
            self._pages += numbers
            self._marks.append((bookmark, numbers[0]))
        return placed

    def room_for(self, pdf: bytes) -> int:
        """The pages a document would take on this pile, with its blank."""
        pages = len(PdfReader(io.BytesIO(pdf)).pages)
        return pages + pages % 2 if self._duplex else pages

    def close(self) -> str:
        """Write what holds the pages together; the SHA-256 of the whole file, in hexadecimal."""
        kids = ArrayObject(_reference(number) for number in self._pages)
        self._put(PAGES, {"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": NumberObject(self.pages)})
        self._put(CATALOG, self._catalog())
        info = self._new({"/Title": TextStringObject(self._title)})
        self._write_end(info)
        return self._hash.hexdigest()

    # --- one document ---------------------------------------------------------------------------

    def _take_over(self, pdf: bytes) -> list[int]:
        reader = PdfReader(io.BytesIO(pdf))
        if not reader.pages:
            raise ValueError("no pages")
        numbers: dict[int, int] = {}  # number in that document → number in ours
        waiting: list[IndirectObject] = []
        pages = []
        for page in reader.pages:
            kept = {key: page.raw_get(key) for key in PAGE_KEYS if key in page}
            pages.append({key: self._renumbered(value, numbers, waiting) for key, value in kept.items()})
        placed = [self._new({"/Type": NameObject("/Page"), "/Parent": _reference(PAGES), **page}) for page in pages]
        while waiting:
            old = waiting.pop()
            self._put(numbers[old.idnum], self._renumbered(reader.get_object(old), numbers, waiting))
        return placed

    def _renumbered(self, value: Any, numbers: dict[int, int], waiting: list[IndirectObject]) -> Any:
        """`value` with our numbers in its references. A stream is changed in place, being met only once."""
        if isinstance(value, IndirectObject):
            if value.idnum not in numbers:
                numbers[value.idnum] = self._next_number()
                waiting.append(value)
            return _reference(numbers[value.idnum])
        if isinstance(value, ArrayObject):
            return ArrayObject(self._renumbered(item, numbers, waiting) for item in list.__iter__(value))
        if isinstance(value, DictionaryObject):
            inside = {key: self._renumbered(value.raw_get(key), numbers, waiting) for key in value}
            if not isinstance(value, StreamObject):
                return DictionaryObject(inside)
            value.update(inside)
        return value

    def _blank_like(self, pdf: bytes) -> int:
        """An empty page of the size of the document's last one."""
        box = ArrayObject(FloatObject(edge) for edge in PdfReader(io.BytesIO(pdf)).pages[-1].mediabox)
        page = {"/Type": NameObject("/Page"), "/Parent": _reference(PAGES), "/MediaBox": box}
        return self._new(page | {"/Resources": DictionaryObject()})

    # --- the whole ------------------------------------------------------------------------------

    def _catalog(self) -> dict[str, PdfObject]:
        catalog: dict[str, PdfObject] = {
            "/Type": NameObject("/Catalog"),
            "/Pages": _reference(PAGES),
            "/Lang": TextStringObject("zh-CN"),
            "/PageMode": NameObject("/UseOutlines"),
            "/Outlines": _reference(self._outline()),
        }
        wishes: dict[str, PdfObject] = {"/PrintScaling": NameObject("/None"), "/DisplayDocTitle": BooleanObject(True)}
        if self._duplex:
            wishes["/Duplex"] = NameObject("/DuplexFlipLongEdge")
        return catalog | {"/ViewerPreferences": _dictionary(wishes)}

    def _outline(self) -> int:
        """Bookmarks in one row, each leading to the first page of its document."""
        root = self._next_number()
        items = [self._next_number() for _ in self._marks]
        for place, (title, page) in enumerate(self._marks):
            item: dict[str, PdfObject] = {
                "/Title": TextStringObject(title),
                "/Parent": _reference(root),
                "/Dest": ArrayObject([_reference(page), NameObject("/Fit")]),
            }
            if place:
                item["/Prev"] = _reference(items[place - 1])
            if place + 1 < len(items):
                item["/Next"] = _reference(items[place + 1])
            self._put(items[place], item)
        ends = {"/First": _reference(items[0]), "/Last": _reference(items[-1])} if items else {}
        self._put(root, {"/Type": NameObject("/Outlines"), "/Count": NumberObject(len(items)), **ends})
        return root

    def _write_end(self, info: int) -> None:
        start, size = self._length, self._last_number + 1
        rows = "".join(f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, size))
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode())
        mark = ByteStringObject(self._hash.digest()[:16])
        trailer = {"/Size": NumberObject(size), "/Root": _reference(CATALOG), "/Info": _reference(info)}
        self._write(b"trailer\n" + _written(_dictionary(trailer | {"/ID": ArrayObject([mark, mark])})))
        self._write(f"\nstartxref\n{start}\n%%EOF\n".encode())

    # --- objects --------------------------------------------------------------------------------

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def _new(self, content: dict[str, Any]) -> int:
        number = self._next_number()
        self._put(number, content)
        return number

    def _put(self, number: int, content: Any) -> None:
        self._offsets[number] = self._length
        value = _dictionary(content) if type(content) is dict else content
        self._write(f"{number} 0 obj\n".encode() + _written(value) + b"\nendobj\n")

    def _write(self, data: bytes) -> None:
        self._target.write(data)
        self._hash.update(data)
        self._length += len(data)


def _reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


def _dictionary(content: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in content.items()})


def _written(value: PdfObject) -> bytes:
    stream = io.BytesIO()
    value.write_to_stream(stream)
    return stream.getvalue()
