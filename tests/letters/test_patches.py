"""The replaced functions of WeasyPrint: if it changes, this file says so before a letter looks wrong."""

import hashlib
import inspect
import io
import logging
from xml.etree import ElementTree

import pypdf
import pytest
import weasyprint
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from replies.letters import engine, patches, render_pdf
from replies.letters import fonts as letter_fonts
from replies.letters.patches import drawing, fonts, styles
from replies.management.benchmarks.worker import html_of

from .measure import sample
from .text_positions import characters, text_of

# Of the source of every function that a patch replaces or calls, as it stands in the version they were written for.
SOURCES = {
    "Box.is_in_normal_flow": "5f49d6ab23da",
    "Font.__init__": "1f281166b103",
    "Font._fonttools_subset": "1faa45f3c4ca",
    "Font._harfbuzz_subset": "f80805663ede",
    "Font.subset": "61ed6bc2e9a7",
    "HTML._ua_stylesheets": "4fadfde9d150",
    "Layout.deactivate": "bfec3ec8406e",
    "Layout.get_first_line": "bb65cbda0e27",
    "Layout.reactivate": "0b89ee097104",
    "Layout.setup": "fb227a55094f",
    "Stream.add_font": "e4226e111747",
    "Stream.end_marked_content": "8a54f4f87e2a",
    "Stream.marked": "3fa3acacbbf6",
    "Stream.set_color": "d289ec41ef82",
    "Stream.set_font_size": "34b9096d1555",
    "StyleFor.get_cascaded_styles": "e8b389efb965",
    "StyleFor.get_computed_styles": "d9f0c5b83670",
    "StyleFor.set_computed_styles": "b5b15856b8be",
    "add_tags": "f0e74575b0ba",
    "build_fonts_dictionary": "fc551bef35d0",
    "create_layout": "6587192cc0ab",
    "draw_text": "ebaf96239c6c",
    "font_features": "e35741064c06",
    "get_font_description": "85734b8947b9",
    "get_hb_object_data": "03040a623df0",
    "get_pango_font_key": "74cbeff1fac3",
    "justify_line": "f83b21ff8793",
    "parse": "96cbcbb8fe5e",
    "resolve_percentages": "71673078096f",
    "strut": "b57885b70dd0",
}


@pytest.fixture(autouse=True)
def patches_in_force(monkeypatch):
    engine.install()
    yield
    monkeypatch.undo()
    patches.remove()
    patches.install()


def names(patch):
    return patch.name


@pytest.mark.parametrize("patch", patches.ALL, ids=names)
def test_the_patch_is_in_force(patch):
    render_pdf(sample("short"))
    assert patches.is_in_force(patch)


@pytest.mark.parametrize("patch", patches.ALL, ids=names)
def test_weasyprint_is_as_it_was_when_the_patch_was_written(patch):
    patches.remove()
    assert weasyprint.__version__ == "70.0"
    found = {function.__qualname__: digest_of(function) for function, _ in patch.expected()}
    assert found == {name: SOURCES.get(name) for name in found}


def digest_of(function):
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12]


@pytest.mark.parametrize("patch", patches.ALL, ids=names)
def test_where_weasyprint_has_changed_its_own_function_stays_and_the_letter_is_printed(patch, monkeypatch, caplog):
    expected = text_of(render_pdf(sample("short")))
    patches.remove()
    owner, name, _ = patch.replacements()[0]
    original = getattr(owner, name)

    def changed(*new, **arguments):
        return original(*new, **arguments)

    monkeypatch.setattr(owner, name, changed)
    with caplog.at_level(logging.ERROR):
        in_force = patches.install()
    assert f"WeasyPrint 的内部接口已变化，{patch.without}；请使用 requirements.txt 锁定的版本。" in caplog.messages
    assert patch.name not in in_force
    assert getattr(owner, name) is changed
    assert text_of(render_pdf(sample("short"))) == expected
    patches.remove()


def test_another_major_version_is_left_alone(monkeypatch):
    patches.remove()
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert patches.install() == []


def test_a_patch_that_fails_is_taken_out_and_the_letter_printed_without(monkeypatch, caplog):
    expected = text_of(render_pdf(sample("short")))
    monkeypatch.setattr(fonts, "_cut", lambda *arguments: 1 / 0)
    fonts._glyphs.clear()
    with caplog.at_level(logging.ERROR):
        assert text_of(render_pdf(sample("short"))) == expected
    assert "排版加速部分出错，已停用，改用 WeasyPrint 原有功能。" in caplog.messages
    assert not any(map(patches.is_in_force, patches.ALL))


def test_a_fault_that_is_not_the_patches_is_not_hidden_and_leaves_them_in(monkeypatch):
    monkeypatch.setattr(engine, "_sheet", lambda css: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render_pdf(sample("short"))
    assert all(map(patches.is_in_force, patches.ALL))


@pytest.mark.parametrize("name", ["letter-cppcc", "twelve-addressees"])
def test_every_character_stands_where_weasyprint_would_put_it(name):
    """But for its rounding: 1/1000 of the size for each character before it on the line, here 16 pt times 28."""
    ours = characters(render_pdf(sample(name)))
    patches.remove()
    patches.install([patches.justify.PATCH])
    theirs = characters(render_pdf(sample(name)))
    assert [char.text for char in ours] == [char.text for char in theirs]
    assert max(abs(a.x - b.x) for a, b in zip(ours, theirs, strict=True)) < 0.016 * 28
    assert max(abs(a.y - b.y) for a, b in zip(ours, theirs, strict=True)) < 0.001
    assert [char.font for char in ours] == [char.font for char in theirs]


def test_text_that_is_not_one_glyph_a_character_is_left_to_weasyprint(monkeypatch):
    seen = []
    stock = drawing.NotPlain.__init__
    monkeypatch.setattr(drawing.NotPlain, "__init__", lambda self: (seen.append(self), stock(self))[1])
    engine.write_pdf("<html lang=zh-CN><p>نص عربي", b"x")
    assert seen


def test_a_font_keeps_its_glyphs_without_gaps():
    """Two glyphs of a font of 65,535 take two places."""
    pdf = engine.write_pdf("<html lang=zh-CN><p style='font-family:Noto Serif CJK SC'>\u9fa5\u4e00", b"x")
    assert len(pdf) < 6000
    assert text_of(pdf) == "\u9fa5\u4e00"


def test_a_font_put_together_from_kept_glyphs_draws_what_the_whole_font_draws():
    letter = pypdf.PdfReader(io.BytesIO(render_pdf(sample("short"))))
    checked = 0
    for font in letter.pages[0]["/Resources"]["/Font"].values():
        family = font.get_object()["/BaseFont"].split("+")[1]
        if family == "FandolFang":
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            cut = CFFFontSet()
            cut.decompile(io.BytesIO(descriptor["/FontFile3"].get_data()), None)
            outlines = cut[0].CharStrings
            path, number = letter_fonts.installed()["FandolFang"]
            whole = TTFont(path, fontNumber=number, lazy=True)["CFF "].cff[0].CharStrings
            for name in cut[0].charset:
                assert drawn(outlines, name) == drawn(whole, name)
                checked += 1
    assert checked > 100


def drawn(outlines, name):
    pen = RecordingPen()
    outlines[name].draw(pen)
    return pen.value, outlines[name].width


def test_the_first_letter_of_a_process_has_the_bytes_of_a_later_one():
    later = render_pdf(sample("letter-cppcc"))
    fonts._glyphs.clear()
    fonts._prototypes.clear()
    styles._kept.clear()
    assert render_pdf(sample("letter-cppcc")) == later


@pytest.mark.parametrize("name", ["document-npc", "joint", "letter-cppcc"])
def test_our_pages_are_read_alike_by_both_parsers(name):
    html = html_of(sample(name))
    ours = outline(weasyprint.HTML(string=html).etree_element)
    patches.remove()
    assert ours == outline(weasyprint.HTML(string=html).etree_element)
    ElementTree.fromstring(patches.parsing.VOID.sub(r"<\1/>", html))


def outline(root):
    return [(item.tag, dict(item.attrib), (item.text or "").strip("\n")) for item in root.iter()]


def test_a_page_that_is_not_well_formed_is_read_as_html():
    assert text_of(engine.write_pdf("<html lang=zh-CN><p>一<br>二<p>三", b"x")) == "一二三"
