"""A file is what its content says, never what its name says."""

import io
import zipfile

import pytest

from replies.rules.files import LARGEST, OLE, checked_extension

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n\x00"
JPEG = b"\xff\xd8\xff\xe0"


def office_file(part: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(part, "x")
    return stream.getvalue()


def check(name: str, content: bytes) -> str:
    return checked_extension(name, len(content), io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("原件.pdf", PDF, ".pdf"),
        ("原件.PDF", PDF, ".pdf"),
        ("照片.jpeg", JPEG, ".jpeg"),
        ("照片.png", PNG, ".png"),
        ("旧稿.doc", OLE, ".doc"),
        ("旧稿.wps", OLE, ".wps"),
        ("稿.docx", office_file("word/document.xml"), ".docx"),
        ("表.xlsx", office_file("xl/workbook.xml"), ".xlsx"),
    ],
)
def test_what_an_office_sends_is_kept(name, content, extension):
    assert check(name, content) == extension


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.zip", "a", "a.pdf.js"])
def test_other_types_are_refused(name):
    with pytest.raises(ValueError) as refused:
        check(name, PDF)
    assert str(refused.value) == f"“{name}”的类型不收：请上传 PDF、Word、Excel、WPS 文件或 JPG、PNG 图片。"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.png", JPEG),
        ("a.jpg", b"<html>"),
        ("a.docx", office_file("xl/workbook.xml")),
        ("a.xlsx", office_file("evil/run.exe")),
        ("a.docx", b"PK\x03\x04 but no archive"),
        ("a.pdf", b" %PDF-"),
    ],
)
def test_a_forged_type_is_refused(name, content):
    with pytest.raises(ValueError) as refused:
        check(name, content)
    extension = name[1:]
    assert str(refused.value) == f"“{name}”的内容与扩展名 {extension} 不符，可能改过名或已损坏，请用原文件上传。"


def test_a_damaged_archive_is_refused_in_chinese():
    damaged = bytearray(office_file("word/document.xml"))
    flags = damaged.rindex(b"PK\x01\x02") + 8  # claim that the names are UTF-8, then break one
    damaged[flags + 1] |= 0x08
    damaged[damaged.rindex(b"word/")] = 0xFF
    with pytest.raises(ValueError, match=r"的内容与扩展名 .docx 不符"):
        check("a.docx", bytes(damaged))


def test_an_empty_file_is_refused():
    with pytest.raises(ValueError, match=r"^“a.pdf”是空文件，请重新选择。$"):
        check("a.pdf", b"")


def test_a_file_too_large_is_refused_before_it_is_read():
    with pytest.raises(ValueError, match=r"^“a.pdf”超过 20 MB，请压缩或拆分后上传。$"):
        checked_extension("a.pdf", LARGEST + 1, io.BytesIO(PDF))


def test_the_stream_is_left_at_its_beginning():
    stream = io.BytesIO(office_file("word/document.xml"))
    checked_extension("a.docx", len(stream.getvalue()), stream)
    assert stream.tell() == 0
