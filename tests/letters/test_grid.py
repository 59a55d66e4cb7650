"""Paper, type area and grid: 22 lines of 28 characters (GB/T 9704-2012 5.1, 5.2)."""

import pytest
from pytest import approx

from .measure import ink, long_letter, pages_of, pdf_of, sample

NAMES = ["document-npc", "letter-cppcc", "co-opinion", "joint", "short", "twelve-addressees"]


def full_page():
    return [line for line in pages_of(long_letter())[1].lines if "—" not in line.text]


def test_the_paper_is_a4():
    assert pages_of(long_letter())[0].size == approx((210, 297), abs=0.2)


def test_a_full_page_has_22_lines():
    assert len(full_page()) == 22


def test_a_full_line_has_28_characters_and_an_indented_one_26():
    first_page = pages_of(long_letter())[0].lines
    assert {len(line.text) for line in full_page()} == {28}
    assert next(len(line.text) for line in first_page if line.x0 == approx(39.13, abs=0.1)) == 26


def test_lines_fill_the_type_area_from_edge_to_edge():
    for line in full_page():
        assert line.x0 == approx(28, abs=0.3)
        assert line.x1 == approx(184, abs=0.3)


def test_the_first_line_touches_the_top_and_the_last_the_bottom_of_the_type_area():
    _, top, _, bottom = ink(pdf_of(long_letter()), 1, box=(20, 20, 190, 264))
    assert top == approx(37, abs=1)
    assert bottom == approx(262, abs=1)


def test_lines_of_all_pages_stand_on_one_grid():
    pitch = (225 - 16 * 25.4 / 72) / 21
    for page in pages_of(sample("document-npc"))[:3]:
        body = [line for line in page.lines if line.size == approx(16, abs=0.1) and line.top > 130]
        for line in body:
            lines = (line.baseline - 37) / pitch
            assert lines % 1 == approx((0.88 * 16 * 25.4 / 72) / pitch, abs=0.05), line.text


def test_the_body_is_16_point_fangsong():
    assert {line.size for line in full_page()} == {16}
    assert {font for line in full_page() for font in line.fonts} == {"FandolFang"}


@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_type_area(name):
    for page in pages_of(sample(name)):
        for line in page.lines:
            if "— " in line.text:
                continue
            assert line.x0 >= 27 and line.x1 <= 185, line.text
            assert line.baseline <= 262, line.text


@pytest.mark.parametrize("name", NAMES)
def test_no_line_begins_or_ends_with_the_wrong_mark(name):
    for page in pages_of(sample(name)):
        for line in page.lines:
            assert line.text[0] not in "，。、；：！？）》〕”’", line.text
            assert line.text[-1] not in "（《〔“‘", line.text


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    odd, even = (page.lines[-1] for page in pages_of(long_letter())[:2])
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.x1 == approx(178.75, abs=0.4)
    assert even.x0 == approx(33.25, abs=0.4)
    assert odd.size == approx(14)


def test_the_dash_of_the_page_number_is_7_mm_below_the_type_area():
    left, top, _, bottom = ink(pdf_of(long_letter()), 1, box=(30, 264, 37, 275))
    assert (top + bottom) / 2 == approx(269, abs=0.5)
    assert left == approx(33.2, abs=0.5)


def test_a_rare_character_from_another_font_does_not_move_the_grid():
    text = long_letter().paragraphs[0]
    rare = long_letter(paragraphs=(text[:700] + "㛃²" + text[702:],))
    assert [line.baseline for line in pages_of(rare)[1].lines] == approx(
        [line.baseline for line in pages_of(long_letter())[1].lines], abs=0.1
    )
