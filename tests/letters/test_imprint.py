"""版记 (GB/T 9704-2012 7.4): at the foot of the last page, with duplex printing on the back of the last sheet."""

from dataclasses import replace
from functools import cache

import pytest

from replies.letters import render_pdf
from replies.letters.pdf import page_texts

from .measure import HAN, sample

BARE = sample("document-npc", attachments=(), people=(), disclosure=None, issuer="清禾县农业农村局办公室")


@cache
def pages(lines: int, duplex: bool = True) -> list[str]:
    """A letter with so many full lines of text and a last one."""
    content = replace(BARE, paragraphs=((HAN * 60)[: 28 * lines - 2], "以上。"))
    texts = page_texts(render_pdf(content, duplex=duplex))
    return ["".join(text.split()) for text in texts]


def holding(texts: list[str], words: str) -> list[int]:
    return [number for number, text in enumerate(texts, 1) if words in text]


@pytest.mark.parametrize("lines", [10, 14, 18, 22, 26, 34, 38])
def test_with_duplex_it_is_on_an_even_last_page(lines):
    texts = pages(lines)
    assert holding(texts, "抄送") == [len(texts)]
    assert len(texts) % 2 == 0


def test_without_duplex_it_follows_the_text():
    texts = pages(34, duplex=False)
    assert len(texts) == 3
    assert holding(texts, "抄送") == [3]


def test_on_the_back_of_the_last_text_page_it_is_numbered():
    texts = pages(34)
    assert texts[2].endswith("—3—")
    assert texts[3].startswith("抄送")
    assert texts[3].endswith("—4—")


def test_after_a_blank_page_neither_of_the_two_is_numbered():
    # The letter fills page 2 to its foot: page 3 stays blank and the 版记 is on page 4.
    texts = next(texts for texts in map(pages, range(14, 34)) if "" in texts)
    assert texts[1].endswith("—2—")
    assert texts[2] == ""
    assert texts[3].startswith("抄送")
    assert "—" not in texts[3]


def test_a_letter_without_it_gets_no_extra_page():
    content = replace(BARE, copies_to=(), issuer=None, issued_on=None, paragraphs=("以上。",))
    assert len(page_texts(render_pdf(content, duplex=True))) == 1
