"""The file itself: the same bytes for the same content, nothing about this machine, content is text, the seal."""

import io
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest
from docx import Document
from docx.oxml.ns import qn

from replies.letters import CannotRender, render_docx
from replies.rules.letter import Attachment, LetterContent, Person, Table, to_json

from ..measure import sample
from ..test_signoff import seal_picture
from .opened import EVIL, docx_of, opened, text_of, xml_of


def test_the_same_content_gives_the_same_bytes():
    assert render_docx(sample("joint")) == docx_of(sample("joint"))


def test_another_process_gives_the_same_bytes():
    code = (
        "import sys, hashlib; from replies.letters import render_docx; from replies.rules.letter_reading import from_json;"
        "print(hashlib.sha256(render_docx(from_json(sys.stdin.buffer.read()))).hexdigest())"
    )
    content = sample("joint")
    done = subprocess.run(
        [sys.executable, "-c", code], input=to_json(content).encode(), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == sha256(docx_of(content)).hexdigest()


def test_the_file_says_what_it_is_and_nothing_about_now():
    properties = opened(sample("joint")).core_properties
    assert properties.title == "清禾县教育局、财政局、民政局关于县十七届人大四次会议第12号建议的答复"
    assert properties.author == properties.last_modified_by == "清禾县教育局、清禾县财政局、清禾县民政局"
    assert properties.created.isoformat()[:10] == properties.modified.isoformat()[:10] == "2024-08-09"
    with zipfile.ZipFile(io.BytesIO(docx_of(sample("joint")))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_file_holds_no_macros_controls_or_links():
    with zipfile.ZipFile(io.BytesIO(docx_of(sample("document-npc")))) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "embeddings" in name]
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<w:sdt" not in whole
    assert b'TargetMode="External"' not in whole


def test_marks_and_markup_in_content_are_printed_as_text():
    content = LetterContent(
        letterhead=EVIL,
        document_number=EVIL,
        signed_by=EVIL,
        category=EVIL,
        title=EVIL,
        salutation=EVIL,
        addressees=(EVIL,),
        paragraphs=(EVIL, Table(((EVIL,),)), f"一、{EVIL}"),
        attachments=(Attachment(EVIL, (EVIL,)),),
        signatories=(EVIL,),
        people=(Person(EVIL, EVIL, EVIL),),
        disclosure=EVIL,
        copies_to=(EVIL,),
        issuer=EVIL,
    )
    text = text_of(docx_of(content, "document"))
    assert text.count(EVIL) >= 15
    assert text.count("49") == 0
    assert opened(content, "document").core_properties.title == EVIL


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\ud800", "\ufffe"])
def test_a_character_xml_cannot_hold_is_refused_by_its_number(char):
    with pytest.raises(CannotRender) as refused:
        render_docx(LetterContent(paragraphs=(f"清禾{char}县",)))
    assert str(refused.value) == f"内容里有不能写入 Word 的控制字符（U+{ord(char):04X}）；请删去该字符。"


def test_rare_characters_stay_what_they_are():
    text = "䶮㛃𬍛𬭸𠅤㎡²〇﹪"
    assert text in text_of(docx_of(LetterContent(paragraphs=(text,))))


def test_a_seal_lies_behind_the_name_42_mm_across():
    docx = render_docx(sample("short"), seal_image=seal_picture())
    (anchor,) = Document(io.BytesIO(docx)).element.body.iter(qn("wp:anchor"))
    assert anchor.get("behindDoc") == "1"
    assert anchor.find(qn("wp:extent")).get("cx") == str(42 * 36000)
    assert "清禾县水利局" in "".join(part.text for part in anchor.getparent().getparent().getparent().iter(qn("w:t")))


def test_each_joint_agency_has_its_own_seal():
    docx = render_docx(sample("joint"), seal_image=[seal_picture(), None, seal_picture("JPEG")])
    body = Document(io.BytesIO(docx)).element.body
    places = [int(anchor.find(qn("wp:positionH"))[0].text) for anchor in body.iter(qn("wp:anchor"))]
    assert places[1] - places[0] == pytest.approx(2 * 46.86 * 36000, abs=500)


def test_without_a_seal_there_is_no_seal():
    content = sample("short", seal=False)
    assert render_docx(content, seal_image=seal_picture()) == docx_of(content)


@pytest.mark.parametrize("image", [b"<svg/>", b"\x89PNG", b"\xff\xd8\xff"])
def test_a_seal_that_is_no_picture_is_refused(image):
    with pytest.raises(CannotRender, match=r"^印章图片须为 PNG 或 JPEG 格式。$"):
        render_docx(sample("short"), seal_image=image)


def test_no_mark_of_the_template_is_left_over():
    for name in ("joint", "document-npc", "letter-cppcc"):
        docx = docx_of(sample(name))
        assert "{" not in xml_of(docx) + xml_of(docx, "word/footer3.xml")
        assert "模板标记" not in {paragraph.style.name for paragraph in opened(sample(name)).paragraphs}
