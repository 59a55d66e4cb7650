"""Pango is prepared once for each style, and a line's layout is kept until the line is painted.

WeasyPrint makes a context, a font description and a layout for each line, throws them away and makes them again to
paint it; and it looks up the height of a line under a key of fourteen properties, once for each box.
"""

from typing import Any

from .patch import Patch, original


def setup(self: Any, style: Any) -> None:
    """``Layout.setup``: an empty layout for text of this style."""
    prepared = style.__dict__.get("prepared_layout")
    if prepared is None:
        prepared = style.prepared_layout = _prepared(style) if _is_plain(style) else ()
    if not prepared:
        original(type(self), "setup")(self, style)
        return
    from weasyprint.text.ffi import ffi, gobject, pango

    context, description, self.language = prepared
    self.style, self.first_line_direction = style, 0
    self.ascent = self.underline_position = self.strikethrough_position = None
    self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, description)


def _is_plain(style: Any) -> bool:
    from weasyprint.text.fonts import font_features

    has_features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    language = style["lang"] and style["font_language_override"] == "normal"
    return bool(language) and not has_features and style["text_decoration_line"] == "none"


def _prepared(style: Any) -> tuple[Any, Any, Any]:
    """(Pango context, font description, language) as ``Layout.setup`` makes them."""
    from weasyprint.text.constants import PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import get_font_description

    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name, _text = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, get_font_description(style), language


def deactivate(self: Any) -> None:
    """``Layout.deactivate``: keep it, the letter is painted right after it is set."""


def strut(style: Any) -> tuple[float, float]:
    """``strut``: height and baseline of a line of this style, px."""
    from weasyprint.text.line_break import strut as stock

    known: tuple[float, float] | None = style.__dict__.get("known_strut")
    if known is None:
        known = style.known_strut = stock(style)
    return known


def _expected() -> list[tuple[Any, str]]:
    from weasyprint.layout import inline
    from weasyprint.text.fonts import font_features, get_font_description
    from weasyprint.text.line_break import Layout

    return [
        (Layout.setup, "self style"),
        (Layout.deactivate, "self"),
        (Layout.reactivate, "self style"),
        (inline.strut, "style"),
        (get_font_description, "style"),
        (
            font_features,
            "font_kerning font_variant_ligatures font_variant_position font_variant_caps font_variant_numeric"
            " font_variant_alternates font_variant_east_asian font_feature_settings",
        ),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    return [(Layout, "setup", setup), (Layout, "deactivate", deactivate), (inline, "strut", strut)]


PATCH = Patch("layouts", "排版会变慢", _expected, _replacements)
