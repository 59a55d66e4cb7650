"""Small PDFs with a word on every page, for tests that move pages about and do not care how a letter looks."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def small_pdf(pages: int, word: str = "letter") -> bytes:
    """A PDF whose pages say word-1, word-2 …"""
    writer = PdfWriter()
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    face = writer._add_object(DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()}))
    for number in range(1, pages + 1):
        page = writer.add_blank_page(595, 842)
        text = DecodedStreamObject()
        text.set_data(f"BT /F1 20 Tf 100 700 Td ({word}-{number}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(text)
        fonts = DictionaryObject({NameObject("/F1"): face})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def words_of(pdf: bytes) -> list[str]:
    """What each page says, "" for a blank one."""
    return [page.extract_text().strip() for page in PdfReader(io.BytesIO(pdf)).pages]


def bookmarks_of(pdf: bytes) -> list[tuple[str, int]]:
    """(title, page counted from 1) of every bookmark."""
    reader = PdfReader(io.BytesIO(pdf))
    return [(item.title, reader.get_destination_page_number(item) + 1) for item in reader.outline]
