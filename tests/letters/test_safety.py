"""Content is text: it names no files, opens no addresses, and the same content gives the same bytes."""

import io
import subprocess
import sys
from hashlib import sha256

import pdfplumber
import pypdf
import pytest

from replies.letters import engine, preview_pages, render_pdf
from replies.rules.letter import Attachment, Person, Table, to_json

from .measure import in_reading_order, pdf_of, sample

EVIL = '<img src="file:///etc/passwd"><svg onload="x"/><link rel="attachment" href="file:///etc/passwd">&lt;{{ 7 }}'

SHORT_EVIL = "<svg onload=x/>{{ 7 }}"  # what stands on one line is refused when it is longer


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://0.0.0.0/x.png",
        "https://0.0.0.0/",
        "ftp://0.0.0.0/",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/css,*{}",
        "relative.png",
    ],
)
def test_the_fetcher_refuses_every_address(url):
    assert not engine.is_allowed(url)
    with pytest.raises(ValueError, match=r"^refused: "):
        engine._fetcher().fetch(url)


def test_markup_in_content_is_printed_as_text():
    content = sample(
        "document-npc",
        letterhead=EVIL[:30],
        document_number=SHORT_EVIL,
        signed_by=SHORT_EVIL,
        category=SHORT_EVIL,
        title=EVIL,
        addressees=(EVIL,),
        salutation=EVIL,
        paragraphs=(EVIL, Table(((EVIL,),)), f"一、{EVIL}"),
        attachments=(Attachment(EVIL, (EVIL,)),),
        signatories=(EVIL,),
        people=(Person(EVIL, EVIL, EVIL),),
        copies_to=(EVIL,),
        issuer=EVIL,
        disclosure=EVIL,
    )
    text = in_reading_order(content)
    assert text.count("<svg") >= 9
    assert "&lt;{{7}}" in text
    assert b"root:" not in pdf_of(content)
    assert list(pypdf.PdfReader(io.BytesIO(pdf_of(content))).attachments) == ["letter.json"]


def test_the_same_content_gives_the_same_bytes():
    content = sample("joint")
    assert render_pdf(content) == render_pdf(content)


def test_another_process_gives_the_same_bytes():
    code = (
        "import sys, hashlib; from replies.letters import render_pdf; from replies.rules.letter_reading import from_json;"
        "print(hashlib.sha256(render_pdf(from_json(sys.stdin.buffer.read()))).hexdigest())"
    )
    content = sample("joint")
    done = subprocess.run(
        [sys.executable, "-c", code], input=to_json(content).encode(), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == sha256(render_pdf(content)).hexdigest()


def test_the_file_says_what_it_is_and_nothing_about_now():
    with pdfplumber.open(io.BytesIO(pdf_of(sample("joint")))) as pdf:
        assert pdf.metadata.pop("Producer").startswith("WeasyPrint 70.")
        assert pdf.metadata == {
            "Title": "清禾县教育局、财政局、民政局关于县十七届人大四次会议第12号建议的答复",
            "Author": "清禾县教育局、清禾县财政局、清禾县民政局",
            "CreationDate": "D:20240809000000+08'00",
            "ModDate": "D:20240809000000+08'00",
        }


def test_preview_gives_one_picture_a_page_of_the_width_asked_for():
    pictures = preview_pages(pdf_of(sample("joint")), width_px=300)
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert int.from_bytes(pictures[0][16:20]) == 300
