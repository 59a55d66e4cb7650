"""Our own PDFs give the content back: from the embedded data where page and data agree, and from the page alone."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replies.letters import NoLetter, read_letter, render_pdf
from replies.rules.letter import Attachment, LetterContent, Opinion, Person, Table, salutation_of, to_json

from ..measure import HAN, SAMPLES, long_letter, pdf_of, sample
from .old import codes

NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))
LAYOUTS = ("document", "letter")
DERIVED = {"kind", "round", "body", "session", "case_number", "topic", "seal", "doubts"}
ONLY_IN_DOCUMENT = {"letterhead", "issuer", "issued_on"}
NOT_COMPARED = {"document": DERIVED, "letter": DERIVED | ONLY_IN_DOCUMENT}


def writer_of(pdf: bytes) -> pypdf.PdfWriter:
    return pypdf.PdfWriter(clone_from=io.BytesIO(pdf))


def saved(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def without_data(pdf: bytes) -> bytes:
    """The same pages as any other program might have printed them."""
    writer = writer_of(pdf)
    writer.root_object.pop("/AF", None)
    writer.root_object["/Names"].pop("/EmbeddedFiles")
    return saved(writer)


def with_data(pdf: bytes, data: bytes) -> bytes:
    writer = writer_of(without_data(pdf))
    writer.add_attachment("letter.json", data)
    return saved(writer)


def printed(content: LetterContent, layout: str) -> dict:
    """What the paper shows; breaks in the title and the spaces of a spread name are the typesetter's."""
    shown = replace(
        content,
        salutation=salutation_of(content),
        title=re.sub(r"\s", "", content.title or "") or None,
        addressees=tuple(re.sub(r"\s", "", name) for name in content.addressees),
    )
    return {key: value for key, value in vars(shown).items() if key not in NOT_COMPARED[layout]}


@cache
def read_page(content: LetterContent, layout: str) -> LetterContent:
    return read_letter("a.pdf", without_data(pdf_of(content, layout)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_of_ours_is_read_back_without_a_doubt(name, layout):
    assert read_letter("a.pdf", pdf_of(sample(name), layout)) == sample(name)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_alone_gives_what_is_printed(name, layout):
    assert printed(read_page(sample(name), layout), layout) == printed(sample(name), layout)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_alone_gives_what_the_title_says(name):
    content, read = sample(name), read_page(sample(name), "document")
    assert (read.kind, read.round, read.body) == (content.kind, content.round, content.body)
    assert (read.session, read.case_number) == (content.session, content.case_number)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"paragraphs": ("您提出的建议收悉。", "已经不予办理。")}, "a paragraph"),
        ({"document_number": "清水函〔2024〕51号"}, "two figures exchanged"),
        ({"people": ()}, "people left out"),
        ({"disclosure": "不予公开"}, "a line added"),
        ({"date": date(2024, 5, 7)}, "the date"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_data_that_say_something_else_than_the_page_are_not_believed(changed, what):
    content = sample("short")
    other = to_json(replace(content, **changed)).encode()
    read = read_letter("a.pdf", with_data(pdf_of(content), other))
    assert printed(read, "letter") == printed(content, "letter")
    assert read.doubts[0].code == "embedded_differs"


@pytest.mark.parametrize("data", [b"", b"{", b'{"titel": 1}', b'{"paragraphs": 1}', b"\xff\xfe"])
def test_data_that_cannot_be_read_are_not_believed(data):
    read = read_letter("a.pdf", with_data(pdf_of(sample("short")), data))
    assert printed(read, "letter") == printed(sample("short"), "letter")
    assert "embedded_differs" in codes(read)


def test_a_paragraph_over_three_pages_is_one():
    assert read_page(long_letter(), "document").paragraphs == long_letter().paragraphs


def test_a_table_over_two_pages_is_one_and_its_repeated_head_is_left_out():
    rows = tuple((str(number), "沿河片区", "38.6") for number in range(1, 41))
    content = sample(
        "short", paragraphs=("情况见下表：", Table((("序号", "片区", "公里"), *rows), header=True), "特此答复。")
    )
    assert read_page(content, "letter").paragraphs == content.paragraphs


def test_rare_characters_are_read():
    content = sample("short", paragraphs=("由杨𬍛、卓㛃两位同志负责䶮山镇的㎡与m²。", HAN))
    assert read_page(content, "letter").paragraphs == content.paragraphs


@pytest.mark.parametrize(
    "names",
    [
        ("清禾县水利局",),
        ("清禾县水利局", "清禾县教育局"),
        ("清禾县水利局", "清禾县教育局", "清禾县财政局", "清禾县民政局"),
    ],
)
@pytest.mark.parametrize("seal", [True, False])
def test_joint_signatures(names, seal):
    assert read_page(sample("short", signatories=names, seal=seal), "letter").signatories == names


def test_lines_below_the_date_where_every_line_is_indented():
    opinion, day = Opinion("代表意见"), date(2019, 5, 1)
    content = sample("short", addressees=(), paragraphs=("灌渠已经修缮完工。",), people=(), opinion=opinion, date=day)
    read = read_page(content, "document")
    assert (read.date, read.opinion, read.paragraphs) == (day, opinion, content.paragraphs)


def test_a_pdf_of_nothing_but_a_table_is_refused():
    content = LetterContent(paragraphs=(Table((("片区", "公里"), ("沿河", "38.6"))),))
    with pytest.raises(NoLetter, match="没有找到答复的标题"):
        read_letter("a.pdf", without_data(render_pdf(content)))


def test_a_scanned_pdf_is_refused():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    with pytest.raises(NoLetter, match="PDF 中没有文字，可能是扫描件或图片；请先做文字识别"):
        read_letter("a.pdf", saved(writer))


def test_a_pdf_with_a_password_is_refused():
    writer = writer_of(pdf_of(sample("short")))
    writer.encrypt("secret", algorithm="AES-256")
    with pytest.raises(NoLetter, match="PDF 文件有打开密码，无法读取；请去掉密码后重试。"):
        read_letter("a.pdf", saved(writer))


def test_a_pdf_of_a_book_is_refused():
    writer = pypdf.PdfWriter()
    for _ in range(101):
        writer.add_blank_page(595, 842)
    with pytest.raises(NoLetter, match="共 101 页，超过 100 页，不像一件答复"):
        read_letter("a.pdf", saved(writer))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_pdf_cut_short_never_crashes(share):
    pdf = pdf_of(sample("short"))
    try:
        read_letter("a.pdf", pdf[: int(len(pdf) * share)])
    except NoLetter as error:
        assert "PDF" in str(error)


PEOPLE = ["闻知秋", "江照晚", "欧阳听雨", "卓㛃", "林𬍛", "阿依努尔·买买提", "扎西次仁"]
UNITS = ["清禾县水利局", "清禾县教育局", "清禾经济技术开发区管理委员会", "清禾县人力资源和社会保障局"]
PARAGRAPHS = [
    "一、关于治理现状", "（一）管网不配套。沿河12个村的支管建设滞后，雨污合流没有根本改变。", "1. 工程质量由县住房和城乡建设局监督。",
    "部分小（二）型水库周边的管网尚未接通。", HAN * 4 + "。", "占地2400 m²，总投资13.52亿元。",
    Table((("片区", "公里"), ("沿河", "38.6"), ("城郊", "21.2")), header=True), "此致", "敬礼",
]  # fmt: skip


@st.composite
def letters(draw) -> LetterContent:
    body = draw(st.sampled_from(["npc", "cppcc"]))
    item = {"npc": "县十七届人大四次会议第0043号建议", "cppcc": "县政协十届三次会议第D022号提案"}[body]
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
    names = draw(
        st.sampled_from(["项目清单", "清禾县农村生活污水治理三年行动项目清单（2024—2026年）", "管护办法"]).flatmap(
            st.just
        )
    )
    return LetterContent(
        body=body,
        letterhead=draw(st.sampled_from([None, f"{units[0]}文件", "\n".join(units) + "文件"])),
        document_number=draw(st.sampled_from([None, "清水发〔2024〕37号"])),
        signed_by=draw(st.sampled_from([None, "温如言"])),
        category=draw(st.sampled_from([None, "A", "乙", "解决或采纳"])),
        category_label=draw(st.sampled_from(["类别", "办理结果"])),
        title=f"{draw(st.sampled_from(['', units[0]]))}关于{item}的答复",
        addressees=tuple(draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=7, unique=True))),
        urgency=draw(st.sampled_from([None, "特急"])),
        paragraphs=("您提出的建议收悉。现答复如下：", *draw(st.lists(st.sampled_from(PARAGRAPHS), max_size=8))),
        attachments=draw(st.sampled_from([(), (Attachment(names),), (Attachment(names, (HAN,)), Attachment("照片"))])),
        signatories=tuple(units),
        date=draw(st.dates(date(2019, 1, 1), date(2026, 12, 31))),
        seal=draw(st.booleans()),
        people=draw(st.sampled_from([(), (Person("领导签字"), Person("联系人", "林向晚", "0000-1234567"))])),
        disclosure=draw(st.sampled_from([None, "此件公开发布", "公开情况：公开"])),
        opinion=draw(st.sampled_from([None, Opinion("代表意见", "闻知秋", "满意")])),
        copies_to=tuple(draw(st.lists(st.sampled_from(["县政府办公室（2份）", *UNITS]), max_size=4, unique=True))),
        issued_on=draw(st.sampled_from([None, date(2024, 7, 5)])),
    )  # fmt: skip


@settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(letters(), st.sampled_from(LAYOUTS))
def test_any_letter_is_read_back_on_both_ways(content, layout):
    pdf = render_pdf(content, layout)
    assert read_letter("a.pdf", pdf) == content
    read = read_letter("a.pdf", without_data(pdf))
    expected = content if content.category else replace(content, category_label="类别")
    assert printed(read, layout) == printed(expected, layout)
