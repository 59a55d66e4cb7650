"""The letter opened by a real office program: LibreOffice, the one of the system, converts it to PDF."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from replies.letters import render_docx, word_template

from ..measure import long_letter, pages_of, sample
from .opened import docx_of, text_of

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or ""
pytestmark = pytest.mark.skipif(
    not SOFFICE and not os.environ.get("BANFU_REQUIRE_OFFICE"), reason="no soffice (SOFFICE names another)"
)
LETTERS = {
    "document-npc": (sample("document-npc"), None),
    "letter-cppcc": (sample("letter-cppcc"), None),
    "joint": (sample("joint"), None),
    "twelve-addressees": (sample("twelve-addressees"), "document"),
    "co-opinion": (sample("co-opinion"), None),
    "long": (long_letter(), None),
}  # fmt: skip


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """A folder with every letter as PDF, made by one run of the program, and the template as it saves it again."""
    folder = tmp_path_factory.mktemp("office")
    for name, (content, layout) in LETTERS.items():
        (folder / f"{name}.docx").write_bytes(docx_of(content, layout))
    convert(folder, "pdf", *(f"{name}.docx" for name in LETTERS))
    return folder


def convert(folder: Path, kind: str, *names: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / kind), *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


def page_texts(folder: Path, name: str) -> list[str]:
    document = pypdfium2.PdfDocument(folder / "pdf" / f"{name}.pdf")
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


@pytest.mark.parametrize("name", LETTERS)
def test_all_of_the_text_is_on_the_paper_in_order(converted, name):
    """The mark of 信函 floats: the program writes it after the page's text, in the midst of a paragraph."""
    content, layout = LETTERS[name]
    pages = page_texts(converted, name)
    printed = re.sub(r"—\d+—", "", "".join(pages)).replace("\ufffe", "")
    source = "".join(text_of(docx_of(content, layout)).split())
    assert sorted(printed) == sorted(source)
    printed = printed.replace(content.letterhead, "")
    place = 0
    for paragraph in content.paragraphs:
        if isinstance(paragraph, str):
            place = printed.find("".join(paragraph.split()), place)
            assert place >= 0, paragraph


@pytest.mark.parametrize("name", LETTERS)
def test_there_are_as_many_pages_as_in_the_pdf(converted, name):
    content, layout = LETTERS[name]
    assert abs(len(page_texts(converted, name)) - len(pages_of(content, layout))) <= 1


def test_pages_are_numbered_but_the_first_of_a_letter(converted):
    assert [re.findall(r"—(\d+)—", page) for page in page_texts(converted, "joint")] == [["1"], ["2"]]
    assert [re.findall(r"—(\d+)—", page) for page in page_texts(converted, "letter-cppcc")] == [[], ["2"]]


def test_a_full_page_has_22_lines_of_28_characters(converted):
    document = pypdfium2.PdfDocument(converted / "pdf" / "long.pdf")
    lines = document[1].get_textpage().get_text_range().split("\r\n")
    document.close()
    assert [len(line) for line in lines if "—" not in line] == [28] * 22


def test_a_template_saved_by_an_office_program_still_works(converted, monkeypatch):
    (converted / "letter.docx").write_bytes(word_template())
    convert(converted, "docx", "letter.docx")
    monkeypatch.setenv("BANFU_TEMPLATE_DIRS", str(converted / "docx"))
    content = sample("document-npc")
    assert text_of(render_docx(content)) == text_of(docx_of(content))
