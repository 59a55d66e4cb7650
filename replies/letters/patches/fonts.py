"""Fonts in the PDF: opened once a process, and only the letter's own glyphs, without gaps.

WeasyPrint keeps the numbers of the glyphs (its text is written in them), so that a Chinese font keeps 60,000 empty
places, and HarfBuzz goes through them twice for each letter. A CID-keyed CFF font (Fandol, Noto CJK) may drop the places
if it is embedded bare (CIDFontType0C): the text then means the CIDs of its charset. Its glyphs are kept once they are
cut out, and each letter's font is put together from them. Where a glyph's number is not its CID, and for TrueType
fonts, HarfBuzz cuts once with the numbers kept; whatever is unusual goes WeasyPrint's own way.
"""

import copy
import struct
from typing import Any

from . import cff
from .patch import Patch

DROPPED = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GDEF", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ",
           b"VORG", b"vhea", b"vmtx")  # fmt: skip
AROUND_CFF = (b"OS/2", b"cmap", b"name", b"post")  # besides these, of what is not embedded with bare CFF


class Bare(bytes):
    """A CFF font behind the four letters by which WeasyPrint knows that outlines are CFF."""


OPENTYPE_CFF = b"OTTO"
SQUARE = 1000  # 1/1000 of the size; the default of DW (ISO 32000-1 9.7.4.3)

_prototypes: dict[tuple[int, float], Any] = {}
_glyphs: dict[int, dict[int, cff.Glyph]] = {}  # of each face, by CID; a few hundred bytes each
_boxes: dict[int, bytes] = {}  # bounding box of each face


# --- opened once ------------------------------------------------------------------------------------


def add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    """``Stream.add_font``: (font, size), the font's unchanging facts taken from an earlier letter."""
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import get_pango_font_key

    key, description, size = get_pango_font_key(pango_font)
    if key not in self._fonts:
        # Ascent and descent are rounded from the size at hand, so a font is known by its size as well:
        # the bytes of a letter must not depend on what was printed before it.
        if (key, size) not in _prototypes:
            _prototypes[key, size] = _emptied(Font(pango_font, description, size))
        font = self._fonts[key] = copy.copy(_prototypes[key, size])
        font.hb_font = pango.pango_font_get_hb_font(pango_font)
        font.widths, font.to_unicode, font.missing, font.variations = {}, {}, {}, dict(font.variations)
    return self._fonts[key], size


def _emptied(font: Any) -> Any:
    # A font file of 26 MB would be held, and copied for each letter; whoever needs it reads it then.
    font.file_content = b""
    font.straight = _straight(font)
    return font


def _straight(font: Any) -> int:
    """How many glyphs, from the first on, have their own number as CID; 0 if the font is not CID-keyed CFF."""
    from weasyprint.text.ffi import ffi, harfbuzz

    blob = harfbuzz.hb_face_reference_table(font.hb_face, harfbuzz.hb_tag_from_string(b"CFF ", -1))
    length = ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    found = cff.cids(memoryview(ffi.buffer(data, length[0])), font.glyph_count) if length[0] else None
    harfbuzz.hb_blob_destroy(blob)
    return next((number for number, cid in enumerate(found) if cid != number), len(found)) if found else 0


def _with_file(font: Any) -> Any:
    from weasyprint.text.fonts import get_hb_object_data

    if not font.file_content:
        font.file_content = get_hb_object_data(font.hb_face)
    return font


# --- cut --------------------------------------------------------------------------------------------


def subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """``Font.subset``: remove the glyphs the letter does not use."""
    from weasyprint.text.ffi import harfbuzz_subset

    unusual = self.missing or self.png or self.svg or self.colr or "fvar" in self.tables
    if not harfbuzz_subset or not to_unicode or unusual or hinting:
        _stock_subset(_with_file(self), to_unicode, hinting)
        return
    content = _bare(self, to_unicode) or _cut(self, to_unicode, harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS)
    if content:
        self.file_content = content
    else:
        _stock_subset(_with_file(self), to_unicode, hinting)


def _bare(font: Any, to_unicode: dict[int, str]) -> Bare | None:
    """The font put together from glyphs cut out now or for an earlier letter; None where that cannot be done."""
    from weasyprint.text.ffi import ffi

    wanted = {0, *to_unicode}
    if max(wanted) >= font.straight:
        return None
    # The prototypes hold the face, so its address is not given to another one.
    face = int(ffi.cast("uintptr_t", font.hb_face))
    known = _glyphs.setdefault(face, {})
    if missing := wanted - known.keys():
        content = _cut(font, missing, 0, AROUND_CFF)
        try:
            outlines = _table(content or b"", b"CFF ")
            known.update(cff.glyphs(outlines))
            _boxes.setdefault(face, cff.bounds(outlines))
        except (struct.error, KeyError, IndexError):
            return None
    if wanted <= known.keys():
        return Bare(
            OPENTYPE_CFF + cff.assemble(font.name.lstrip(b"/"), _boxes[face], {cid: known[cid] for cid in wanted})
        )
    return None


def _stock_subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    from weasyprint.pdf.fonts import Font
    from weasyprint.text.ffi import harfbuzz, harfbuzz_subset

    if not to_unicode:
        return
    if harfbuzz_subset and harfbuzz.hb_version_atleast(4, 1, 0):
        Font._harfbuzz_subset(font, to_unicode, hinting)
    else:
        Font._fonttools_subset(font, to_unicode, hinting)


def _cut(font: Any, glyphs: Any, flags: int, dropped: tuple[bytes, ...] = ()) -> bytes | None:
    """An OpenType font of these glyphs, without subroutines and hints, by HarfBuzz."""
    from weasyprint.text.ffi import ffi, harfbuzz
    from weasyprint.text.ffi import harfbuzz_subset as hb
    from weasyprint.text.fonts import get_hb_object_data

    plan = ffi.gc(hb.hb_subset_input_create_or_fail(), hb.hb_subset_input_destroy)
    _fill(hb.hb_subset_input_glyph_set(plan), glyphs)
    tags = [harfbuzz.hb_tag_from_string(name, -1) for name in DROPPED + dropped]
    _fill(hb.hb_subset_input_set(plan, hb.HB_SUBSET_SETS_DROP_TABLE_TAG), tags)
    flags |= hb.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED | hb.HB_SUBSET_FLAGS_DESUBROUTINIZE
    hb.hb_subset_input_set_flags(plan, flags | hb.HB_SUBSET_FLAGS_NO_HINTING)
    face = ffi.gc(hb.hb_subset_or_fail(font.hb_face, plan), harfbuzz.hb_face_destroy)
    return get_hb_object_data(face) or None if face else None


def _fill(hb_set: Any, numbers: Any) -> None:
    from weasyprint.text.ffi import ffi, harfbuzz

    values = sorted(numbers)
    harfbuzz.hb_set_add_sorted_array(hb_set, ffi.new("hb_codepoint_t[]", values), len(values))


# --- embedded bare ----------------------------------------------------------------------------------


def build_fonts_dictionary(pdf: Any, fonts: Any, compress: bool, subset: bool, options: Any) -> Any:
    """WeasyPrint's, and then CFF fonts cut without gaps lose their OpenType wrapping."""
    from weasyprint.pdf.fonts import build_fonts_dictionary as stock

    for font in fonts.values():
        # What is as wide as high needs no word: that is the width of a glyph that is not listed.
        square = [glyph for glyph, width in font.widths.items() if width == SQUARE]
        for glyph in square[1:]:
            del font.widths[glyph]
    dictionary = stock(pdf, fonts, compress, subset, options)
    wrapped = {id(font.file_content) for font in fonts.values() if isinstance(font.file_content, Bare)}
    for item in pdf.objects:
        content = item.stream[0] if getattr(item, "stream", None) else None
        if isinstance(content, Bare):
            item.stream = [bytes(content[len(OPENTYPE_CFF) :])]
            item.extra["Subtype"] = "/CIDFontType0C"
            wrapped.remove(id(content))
    if wrapped:  # in the wrapping their text would show wrong characters
        raise RuntimeError("a font was not embedded where it was expected")
    return dictionary


def _table(font: bytes, tag: bytes) -> bytes:
    """A table of an OpenType font. struct.error or KeyError if there is none."""
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if name == tag:
            return font[offset : offset + length]
    raise KeyError(tag)


def _expected() -> list[tuple[Any, str]]:
    from weasyprint.pdf.fonts import Font, build_fonts_dictionary
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

    return [
        (Stream.add_font, "self pango_font"),
        (Font.__init__, "self pango_font description font_size"),
        (build_fonts_dictionary, "pdf fonts compress subset options"),
        (Font.subset, "self to_unicode hinting"),
        (Font._harfbuzz_subset, "self to_unicode hinting"),
        (Font._fonttools_subset, "self to_unicode hinting"),
        (get_pango_font_key, "pango_font"),
        (get_hb_object_data, "hb_object ot_color glyph"),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint import pdf
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream

    return [
        (Font, "subset", subset),
        (Stream, "add_font", add_font),
        (pdf, "build_fonts_dictionary", build_fonts_dictionary),
    ]


PATCH = Patch("fonts", "生成 PDF 会变慢、文件会变大", _expected, _replacements)
