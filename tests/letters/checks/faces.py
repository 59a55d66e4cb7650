"""Assertions 11–15: size, face and colour of the text, and that every character is there."""

from __future__ import annotations

import io
import re
from functools import cache

import pypdf

from replies.rules.paragraphs import heading_length

from .marks import Char
from .parts import BODY, Letter
from .registry import Found, assertion


@assertion(11)
def body_size(letter: Letter) -> Found:
    """The text is 15.75 to 16 pt, ± 0.1."""
    for part in letter.of(*BODY, "number"):
        sizes = {char.size for char in part.chars if not 15.65 <= char.size <= 16.1}
        if sizes:
            yield part.page, f"字号 {sizes}：{part.source[:12]}"


@assertion(12)
def body_face(letter: Letter) -> Found:
    """Characters of GB 2312 in the text are in a 仿宋; every font is embedded as a subset. Rare ones have stand-ins."""
    for part in letter.of(*BODY, "number"):
        start = heading_length(part.source) if part.kind == "paragraph" else 0
        plain = part.chars[start:] if start else part.chars
        wrong = [char for char in plain if char.is_common and not char.is_in("fang")]
        if wrong:
            yield wrong[0].page, f"“{wrong[0].text}”用了 {wrong[0].font}：{part.source[:12]}"
    for name, embedded in _fonts(letter.pdf):
        if not embedded or not re.match(r"/?[A-Z]{6}\+", name):
            yield 0, f"字体 {name} 未嵌入子集"


@cache
def _fonts(pdf: bytes) -> list[tuple[str, bool]]:
    reader = _reader(pdf)
    found = {}
    for page in reader.pages:
        for font in (page.get("/Resources", {}).get("/Font") or {}).values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            keys = inner.get("/FontDescriptor", {})
            found[str(font["/BaseFont"])] = any(key in keys for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return sorted(found.items())


def _reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@assertion(13)
def black_text(letter: Letter) -> Found:
    """All text but the red mark is black: every channel at most 0.1."""
    mark = letter.one("mark")
    for page in letter.pages:
        for char in page.every:
            if max(char.colour) > 0.1 and not (mark and char in mark.chars):
                yield page.number, f"“{char.text}”不是黑色：{char.colour}"


@assertion(14)
def every_character(letter: Letter) -> Found:
    """No glyph 0, no U+FFFD, every character of the content found again in order; rare ones have ink.

    The paragraphs of the text are assertion 53.
    """
    for part in letter.missing:
        if part.kind not in ("paragraph", "cell"):
            yield 0, f"没有找到（{part.kind}）：{part.source}"
    for stray in letter.strays:
        if not stray.before or stray.before.kind not in ("paragraph", "cell"):
            yield stray.page, f"多出文字：{stray.text}"
    for number, page in enumerate(letter.pages, 1):
        text = "".join(char.text for char in page.every)
        if "\ufffd" in text or "(cid:" in text:
            yield number, "有不能还原的字符"
        for char in page.chars:
            if ord(char.text[0]) > 0x7F and not char.is_common and not _has_ink(letter, char):
                yield number, f"“{char.text}”没有墨迹"
    for number in _pages_with_glyph_0(letter.pdf):
        yield number, "有缺字方框（0 号字形）"


def _has_ink(letter: Letter, char: Char) -> bool:
    page = letter.page(char.page)
    return bool(page.ink(char.box) or page.ink(char.box, red=True))


@cache
def _pages_with_glyph_0(pdf: bytes) -> list[int]:
    """Pages that show glyph 0: WeasyPrint writes glyphs as hexadecimal strings of four digits each."""
    found = []
    for number, page in enumerate(_reader(pdf).pages, 1):
        data = page.get_contents().get_data() if page.get_contents() else b""
        for text in re.findall(rb"<([0-9A-Fa-f]+)>", data):
            if any(text[place : place + 4] == b"0000" for place in range(0, len(text), 4)):
                found.append(number)
                break
    return found


@assertion(15)
def no_empty_page(letter: Letter) -> Found:
    """Every page has text, except with the duplex option one before a 版记 that must stand on an even page."""
    for page in letter.pages:
        if not page.chars and not (letter.duplex and page.number == len(letter.pages) - 1):
            yield page.number, "空白页"
