"""The pile: every page as it was, in order, each document on the front of a sheet, a bookmark for each."""

import hashlib
import io

import pytest
from pypdf import PdfReader

from replies.letters.stack import CannotJoin, Placed, Stack

from .measure import pdf_of, sample
from .small_pdf import bookmarks_of, small_pdf, words_of


def pile(*documents: tuple[bytes, str], duplex: bool = True, top: bytes = b"") -> bytes:
    target = io.BytesIO()
    stack = Stack(target, title="答复", duplex=duplex)
    for pdf, name in documents:
        stack.add(pdf, name)
    if top:
        stack.add(top, "打印清单", on_top=True)
    stack.close()
    return target.getvalue()


ODD, EVEN, ONE = (small_pdf(3, "odd"), "甲"), (small_pdf(2, "even"), "乙"), (small_pdf(1, "one"), "丙")


def test_each_document_begins_on_the_front_of_a_sheet() -> None:
    assert words_of(pile(ODD, EVEN, ONE)) == ["odd-1", "odd-2", "odd-3", "", "even-1", "even-2", "one-1", ""]


def test_on_one_side_there_are_no_blanks() -> None:
    assert words_of(pile(ODD, EVEN, ONE, duplex=False)) == ["odd-1", "odd-2", "odd-3", "even-1", "even-2", "one-1"]


def test_what_lies_on_top_comes_first_and_takes_a_whole_sheet() -> None:
    assert words_of(pile(EVEN, top=small_pdf(1, "list"))) == ["list-1", "", "even-1", "even-2"]


def test_every_document_has_its_bookmark() -> None:
    joined = pile(ODD, EVEN, (small_pdf(1), "清教发〔2026〕3号"), top=small_pdf(1))

    assert bookmarks_of(joined) == [("打印清单", 1), ("甲", 3), ("乙", 7), ("清教发〔2026〕3号", 9)]


def test_a_document_is_told_where_it_lies() -> None:
    stack = Stack(io.BytesIO(), title="答复", duplex=True)

    assert [stack.add(*ODD), stack.add(*EVEN)] == [Placed(1, 3), Placed(5, 2)]
    assert (stack.pages, stack.room_for(ONE[0]), stack.room_for(EVEN[0])) == (6, 2, 2)


def test_the_same_documents_give_the_same_bytes() -> None:
    assert pile(ODD, EVEN, top=ONE[0]) == pile(ODD, EVEN, top=ONE[0])


def test_the_hash_is_that_of_the_file() -> None:
    target = io.BytesIO()
    stack = Stack(target, title="答复", duplex=True)
    stack.add(*ODD)

    assert stack.close() == hashlib.sha256(target.getvalue()).hexdigest()


def test_a_printer_is_asked_for_two_sides_and_true_size() -> None:
    wishes = PdfReader(io.BytesIO(pile(ODD))).root_object["/ViewerPreferences"]

    assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/DuplexFlipLongEdge", "/None")


def test_a_real_letter_keeps_every_line_its_place_and_its_page_numbers() -> None:
    letter = pdf_of(sample("document-npc"))
    joined = PdfReader(io.BytesIO(pile(ODD, (letter, "丁"), top=ONE[0])))
    alone = PdfReader(io.BytesIO(letter))

    assert len(alone.pages) > 2
    for number, page in enumerate(alone.pages):
        moved = joined.pages[6 + number]
        assert moved.get_contents().get_data() == page.get_contents().get_data()
        assert moved.mediabox == page.mediabox
        assert moved.extract_text() == page.extract_text()


def test_pages_that_share_what_they_inherit_keep_it() -> None:
    """Resources that stand at the root of the page tree belong to every page below it."""
    reader = PdfReader(io.BytesIO(_with_inherited_resources()))

    assert words_of(pile((reader.stream.getvalue(), "甲"))) == ["letter-1", "letter-2"]


def _with_inherited_resources() -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter(clone_from=io.BytesIO(small_pdf(2)))
    shared = writer.pages[0]["/Resources"]
    for page in writer.pages:
        del page["/Resources"]
    writer.root_object["/Pages"].get_object()[NameObject("/Resources")] = shared
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7", small_pdf(2)[:200], b"<html></html>"])
def test_a_damaged_file_is_named(damaged) -> None:
    stack = Stack(io.BytesIO(), title="答复", duplex=True)

    with pytest.raises(CannotJoin, match=r"^“清教发〔2026〕3号”的文件已损坏，读不出来。$"):
        stack.add(damaged, "清教发〔2026〕3号")
