"""Letters in Word, opened again: each rendered once."""

import io
import zipfile
from functools import cache

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from replies.letters import render_docx
from replies.rules.letter import LetterContent

EVIL = "{{ 7*7 }} {% for x in y %} {_{ }_} {# #} <w:p> </w:t> & \" ' ]]> &amp; {%p if x %}"


@cache
def docx_of(content: LetterContent, layout: str | None = None) -> bytes:
    return render_docx(content, layout)


def opened(content: LetterContent, layout: str | None = None):
    return Document(io.BytesIO(docx_of(content, layout)))


def xml_of(docx: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(part).decode()


def text_of(docx: bytes) -> str:
    """All of the text in order, tables included; tabs and line breaks left out."""
    body = Document(io.BytesIO(docx)).element.body
    return "".join(part.text or "" for part in body.iter(qn("w:t")))


def styled(content: LetterContent, name: str, layout: str | None = None):
    """The paragraphs of one style, in order, those in tables too."""
    document = opened(content, layout)
    paragraphs = [Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p"))]
    return [paragraph for paragraph in paragraphs if paragraph.style.name == name]
