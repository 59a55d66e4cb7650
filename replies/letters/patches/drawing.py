"""Text painted straight from the layout it was set with, evenly spaced by one PDF operator.

WeasyPrint sets each text a second time to paint it and writes a number between any two characters, rounded to 1/1000
of the size. Here the spacing common to a line (letter spacing and justification) is written once (``Tc``), what
remains only where it is more than 1/2000 of the size, so that lines end where they should. Text that is not one glyph
a character from left to right is painted by WeasyPrint itself.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .patch import Patch

GLYPH = 20  # bytes of a PangoGlyphInfo: glyph, width, x and y offset, attributes
UNITS = 1024  # Pango units in a CSS px
TOLERANCE = 0.5  # 1/1000 of the font size
EMPTY = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY, a zero width space; glyphs of unknown characters are above it


@dataclass
class Run:
    """Glyphs of one font with the text they stand for; positions in px from the start of the text."""

    font: Any
    size: float
    glyphs: list[int]
    positions: list[float]


class NotPlain(Exception):
    """A text that WeasyPrint must paint itself."""


def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    """WeasyPrint's ``draw_text`` for plain text; it does the rest."""
    from weasyprint.draw.text import draw_text as stock

    style = textbox.style
    if style["visibility"] != "visible":
        return
    spread = getattr(textbox, "spread", 0.0)
    try:
        if style["text_decoration_line"] != "none" or text_overflow == "ellipsis" or block_ellipsis != "none":
            raise NotPlain
        if not textbox.text.strip():
            return
        runs = list(_runs(stream, textbox))
    except NotPlain:
        if spread:
            set_again(textbox, textbox.text.replace("\u200b", "").replace("\u2060", ""), tracking(style) + spread)
        stock(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    _paint(stream, textbox, runs, tracking(style) + spread)


def tracking(style: Any) -> float:
    """Letter spacing, px."""
    spacing = style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


def spreads(box: Any) -> bool:
    """Whether the box is painted here, so that it need not be set again to be widened."""
    from weasyprint import draw

    return draw.draw_text is draw_text and hasattr(box.pango_layout, "layout")


def set_again(box: Any, text: str, spacing: float) -> None:
    """Set the text of a box again with another letter spacing (px)."""
    from weasyprint.layout.inline import create_layout

    style = box.style.copy()
    style["letter_spacing"] = spacing
    layout = create_layout(text, style, None, max_width=None, justification_spacing=0)
    layout.deactivate()
    box.text, box.style, box.pango_layout = text, style, layout


def _runs(stream: Any, textbox: Any) -> Iterator[Run]:
    from weasyprint.text.ffi import ffi

    layout, text = textbox.pango_layout, textbox.text
    if not hasattr(layout, "layout") or layout.text != text:
        raise NotPlain
    line, more = layout.get_first_line()
    if more is not None:
        raise NotPlain
    start, pen = 0, 0.0
    node = line.runs[0]
    while node != ffi.NULL:
        item, glyphs = node.data.item, node.data.glyphs
        node = node.next
        count = glyphs.num_glyphs
        info = memoryview(ffi.buffer(glyphs.glyphs, count * GLYPH)).cast("i").tolist()
        if not _is_plain(item, count, info, ffi.unpack(glyphs.log_clusters, count)):
            raise NotPlain
        numbers, positions, pen = _placed(info, pen, getattr(textbox, "spread", None))
        font, size = _font(stream, item.analysis.font, layout)
        if font.bitmap or font.png or font.svg or font.colr:
            raise NotPlain
        _note(stream, item.analysis.font, font, size, info[0::5], text[start : start + count])
        start += count
        if numbers:
            yield Run(font, size, numbers, positions)
    if start != len(text):
        raise NotPlain


def _is_plain(item: Any, count: int, info: list[int], clusters: list[int]) -> bool:
    """One known glyph for each character, from left to right, none raised or lowered."""
    one_each = item.num_chars == count == len(set(clusters)) and not item.analysis.level % 2
    return one_each and min(info[0::5]) >= 0 and max(info[0::5]) <= EMPTY and not any(info[3::5])


def _placed(info: list[int], pen: float, spread: float | None) -> tuple[list[int], list[float], float]:
    """(glyphs, their positions in px, where the next text starts). A zero width space only moves unjustified text."""
    glyphs, positions = [], []
    for glyph, width, offset in zip(info[0::5], info[1::5], info[2::5], strict=True):
        if glyph == EMPTY:
            pen += 0.0 if spread else width / UNITS
            continue
        glyphs.append(glyph)
        positions.append(pen + offset / UNITS)
        pen += width / UNITS + (spread or 0.0)
    return glyphs, positions, pen


def _font(stream: Any, pango_font: Any, layout: Any) -> tuple[Any, float]:
    from weasyprint.text.ffi import ffi

    # An address stands for one font as long as that font lives: the layout that brought it is held, so it does.
    known: dict[int, tuple[Any, float, Any]] = stream.__dict__.setdefault("known_fonts", {})
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in known:
        known[address] = (*stream.add_font(pango_font), layout)
    font, size, _ = known[address]
    return font, size


def _note(stream: Any, pango_font: Any, font: Any, size: float, glyphs: list[int], text: str) -> None:
    """Tell the font the width (1/1000 of the size) and the character of each glyph it has not met."""
    from weasyprint.text.ffi import pango

    for glyph, char in zip(glyphs, text, strict=True):
        if glyph == EMPTY:
            continue
        if glyph not in font.to_unicode:
            font.to_unicode[glyph] = char
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
            font.widths[glyph] = round(stream.logical_rect.width * 1000 / UNITS / size)


def _paint(stream: Any, textbox: Any, runs: list[Run], spacing: float) -> None:
    y = textbox.position_y + textbox.baseline
    stream.begin_text()
    stream.stream.append(f"{spacing:.4f} Tc 1 0 0 -1 {textbox.position_x:.4f} {y:.4f} Tm".encode())
    pen = 0.0
    for run in runs:
        stream.set_font_size(run.font.hash, run.size)
        pen = _show(stream, run, spacing, pen)
    stream.stream.append(b"0 Tc")
    stream.end_text()


def _show(stream: Any, run: Run, spacing: float, pen: float) -> float:
    """Paint a run; ``pen`` is where the PDF's own pen stands before it (px), the result where it stands after."""
    size, widths = run.size / 1000, run.font.widths
    parts: list[str] = []
    first = 0
    for index, (glyph, position) in enumerate(zip(run.glyphs, run.positions, strict=True)):
        behind = (pen - position) / size
        if abs(behind) > TOLERANCE:
            if index > first:
                parts.append(_codes(run.glyphs[first:index]))
                first = index
            back = round(behind)
            parts.append(str(back))
            pen -= back * size
        pen += widths[glyph] * size + spacing
    parts.append(_codes(run.glyphs[first:]))
    stream.stream.append(f"[{''.join(parts)}] TJ".encode())
    return pen


def _codes(glyphs: list[int]) -> str:
    return f"<{struct.pack(f'>{len(glyphs)}H', *glyphs).hex()}>"


def _expected() -> list[tuple[Any, str]]:
    from weasyprint import draw
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.line_break import Layout, create_layout

    return [
        (draw.draw_text, "stream textbox offset_x text_overflow block_ellipsis"),
        (create_layout, "text style context max_width justification_spacing"),
        (Layout.get_first_line, "self"),
        (Stream.add_font, "self pango_font"),
        (Stream.set_font_size, "self font size"),
        (Stream.set_color, "self color stroke"),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint import draw

    return [(draw, "draw_text", draw_text)]


PATCH = Patch("drawing", "生成 PDF 会变慢", _expected, _replacements)
