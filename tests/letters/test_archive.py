"""The PDF as an archive needs it: ISO 19005-3 (PDF/A-3, level A), as far as its rules can be checked without veraPDF."""

import dataclasses
import datetime
import hashlib
import io
import re
from functools import cache
from xml.etree import ElementTree

import pypdf
import pytest
from pypdf.generic import IndirectObject

from replies.letters import render_pdf
from replies.rules.letter import Table, to_json
from replies.rules.letter_reading import from_json

from .measure import pdf_of, sample
from .text_positions import text_of

RARE = "䶮㛃𬍛𬭸𠅤㎡²〇"
CONTENTS = {
    "tables and attachments": sample("document-npc"),
    "信函": sample("letter-cppcc"),
    "joint": sample("joint"),
    "without date": sample("short", date=None),
    "rare characters": sample("short", addressees=("卓㛃", "欧阳䶮"), paragraphs=(f"收到{RARE}。",)),
}
NAMES = {
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
    "pdf": "{http://ns.adobe.com/pdf/1.3/}",
}


@cache
def reader_of(name):
    return pypdf.PdfReader(io.BytesIO(pdf_of(CONTENTS[name])), strict=True)


@pytest.fixture(params=CONTENTS)
def reader(request):
    return reader_of(request.param)


def root_of(reader):
    return reader.trailer["/Root"]


def xmp_of(reader):
    text = root_of(reader)["/Metadata"].get_data().decode()
    return ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", text))


def fonts_of(reader):
    return [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]


def objects_of(reader):
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        if found is not None:
            yield found


def elements_of(reader):
    """(kind, parent's kind, text marks) of each structure element, from the root down."""

    def walk(element, parent):
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        marks = [kid for kid in kids if not isinstance(kid, IndirectObject)]
        yield element["/S"], parent, marks
        for kid in kids:
            if isinstance(kid, IndirectObject):
                yield from walk(kid.get_object(), element["/S"])

    return list(walk(root_of(reader)["/StructTreeRoot"]["/K"].get_object(), None))


# --- the file ---------------------------------------------------------------------------------------


def test_it_says_that_it_is_pdf_a_3a(reader):
    [description] = [item for item in xmp_of(reader).iter() if f"{NAMES['pdfaid']}part" in item.attrib]
    assert description.attrib[f"{NAMES['pdfaid']}part"] == "3"
    assert description.attrib[f"{NAMES['pdfaid']}conformance"] == "A"
    assert reader.pdf_header == "%PDF-1.7"


def test_it_has_an_identifier_and_is_not_encrypted(reader):
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer


def test_colours_are_defined_by_the_srgb_profile(reader):
    [intent] = root_of(reader)["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    assert intent["/DestOutputProfile"].get_data()[36:40] == b"acsp"


def test_nothing_in_it_acts_or_refers_outside(reader):
    forbidden = {"/JavaScript", "/Launch", "/OpenAction", "/AA", "/LZWDecode", "/PostScript"}
    for item in objects_of(reader):
        if hasattr(item, "keys"):
            assert not forbidden & {str(value) for value in [*item.keys(), *item.values()]}
            assert "/FFilter" not in item


def test_every_font_is_embedded_with_a_way_back_to_unicode(reader):
    for font in fonts_of(reader):
        [descendant] = font["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])


def test_a_font_without_gaps_is_embedded_bare():
    files = [
        font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get("/FontFile3")
        for font in fonts_of(reader_of("信函"))
    ]
    kinds = {file["/Subtype"] for file in files if file}
    assert kinds == {"/CIDFontType0C"}


# --- the data in it ---------------------------------------------------------------------------------


def test_the_letters_content_is_embedded_as_its_data(reader, request):
    content = CONTENTS[request.node.callspec.params["reader"]]
    [data] = reader.attachments["letter.json"]
    assert data.decode() == to_json(content)
    assert from_json(data) == content


def test_the_data_is_related_to_the_document(reader):
    [related] = root_of(reader)["/AF"]
    file = related.get_object()
    assert file["/AFRelationship"] == "/Data"
    assert (file["/F"], file["/UF"], file["/Desc"]) == ("letter.json", "letter.json", "答复函的结构化内容")
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"


def test_the_data_is_dated_by_the_letter_and_an_undated_letter_invents_no_date():
    dated, undated = (
        root_of(reader_of(name))["/AF"][0].get_object()["/EF"]["/F"]["/Params"]
        for name in ("tables and attachments", "without date")
    )
    assert dated["/ModDate"] == "D:20240704160000Z"  # midnight in China
    assert "/ModDate" not in undated
    assert reader_of("without date").metadata.creation_date is None


# --- metadata ---------------------------------------------------------------------------------------


def test_info_and_xmp_say_the_same():
    content, reader = CONTENTS["tables and attachments"], reader_of("tables and attachments")
    info, xmp = reader.metadata, xmp_of(reader)
    assert info.title == content.title
    assert info.author == "、".join(content.signatories)
    assert info.creation_date == datetime.datetime(2024, 7, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
    assert "".join(xmp.find(f".//{NAMES['dc']}title").itertext()) == info.title
    assert "".join(xmp.find(f".//{NAMES['dc']}creator").itertext()) == info.author
    assert xmp.find(f".//{NAMES['xmp']}CreateDate").text == "2024-07-05T00:00:00+08:00"
    assert xmp.find(f".//{NAMES['xmp']}ModifyDate").text == "2024-07-05T00:00:00+08:00"
    assert [
        item.attrib[f"{NAMES['pdf']}Producer"] for item in xmp.iter() if f"{NAMES['pdf']}Producer" in item.attrib
    ] == [info.producer]


def test_it_is_chinese_and_viewers_show_its_title(reader):
    assert root_of(reader)["/Lang"] == "zh-CN"
    assert root_of(reader)["/ViewerPreferences"]["/DisplayDocTitle"] is True or (
        root_of(reader)["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    )


def test_bookmarks_name_title_headings_and_attachments():
    def named(items):
        return [named(item) if isinstance(item, list) else item["/Title"] for item in items]

    content = CONTENTS["tables and attachments"]
    assert named(reader_of("tables and attachments").outline) == [
        content.title,
        [
            "一、关于治理现状",
            ["（一）管网不配套", "（二）运维经费不足"],
            "二、下一步工作安排",
            ["（一）加快项目建设", "（二）完善管护机制"],
        ],
        *(attachment.name for attachment in content.attachments if attachment.paragraphs),
    ]


# --- structure --------------------------------------------------------------------------------------


def test_every_mark_in_the_text_has_its_place_in_the_structure(reader):
    tree = root_of(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(tree[::2], tree[1::2], strict=True))
    for page in reader.pages:
        marks = [int(mark) for mark in re.findall(rb"<</MCID (\d+)>> BDC", page.get_contents().get_data())]
        assert marks == list(range(len(parents[page["/StructParents"]])))
    assert root_of(reader)["/MarkInfo"]["/Marked"]


def test_the_structure_holds_each_mark_once(reader):
    held = sum(len(marks) for _, _, marks in elements_of(reader))
    marked = sum(len(re.findall(rb"/MCID", page.get_contents().get_data())) for page in reader.pages)
    assert held == marked


def test_everything_painted_is_marked_as_text_or_artifact(reader):
    for page in reader.pages:
        depth = 0
        for line in page.get_contents().get_data().split(b"\n"):
            depth += line.endswith((b" BDC", b" BMC")) or line in (b"BDC", b"BMC")
            depth -= line == b"EMC"
            if line.endswith((b"TJ", b"Tj", b" Do")) or line in (b"f", b"S", b"f*"):
                assert depth == 1, line


def test_page_numbers_are_artifacts():
    content = reader_of("tables and attachments").pages[0].get_contents().get_data()
    assert b"/Artifact BMC" in content
    kinds = {kind for kind, _, _ in elements_of(reader_of("tables and attachments"))}
    assert kinds == {"/Document", "/Sect", "/P", "/H1", "/H2", "/H3", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"}


def test_a_paragraph_over_two_pages_is_one_element():
    over = [
        marks
        for kind, _, marks in elements_of(reader_of("tables and attachments"))
        if kind == "/P" and any(not isinstance(mark, int) for mark in marks)
    ]
    assert len(over) == 1


def test_a_table_is_rows_of_cells():
    for kind, parent, _ in elements_of(reader_of("tables and attachments")):
        allowed = {
            "/TH": {"/TR"},
            "/TD": {"/TR"},
            "/TR": {"/THead", "/TBody"},
            "/THead": {"/Table"},
            "/TBody": {"/Table"},
        }
        assert parent in allowed.get(kind, {parent})


def test_a_table_head_repeated_on_the_next_page_is_not_said_twice():
    rows = (("部门", "任务"), *((f"第{row}部门", "按期完成") for row in range(60)))
    content = sample("short", paragraphs=(Table(rows, header=True), "特此答复。"))
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(content)))
    heads = [marks for kind, _, marks in elements_of(reader) if kind == "/TH"]
    assert [len(marks) for marks in heads] == [1, 1]
    assert text_of(render_pdf(content)).count("部门任务") > 1


# --- the same again ---------------------------------------------------------------------------------


def test_rare_characters_are_copied_as_what_they_are():
    assert f"收到{RARE}。" in text_of(pdf_of(CONTENTS["rare characters"]))


def test_the_bytes_do_not_depend_on_what_was_printed_before():
    content = CONTENTS["信函"]
    first = render_pdf(content)
    for other in CONTENTS.values():
        render_pdf(other, "document")
    assert hashlib.sha256(render_pdf(content)).hexdigest() == hashlib.sha256(first).hexdigest()


def test_another_content_has_another_identifier():
    other = dataclasses.replace(CONTENTS["信函"], category="B")
    [first, second] = (
        pypdf.PdfReader(io.BytesIO(pdf)).trailer["/ID"][0] for pdf in (pdf_of(CONTENTS["信函"]), render_pdf(other))
    )
    assert first != second
