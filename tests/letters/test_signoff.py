"""署名, 日期, 附注, 附件 and 版记 (GB/T 9704-2012 7.3.4 to 7.4)."""

import io

import pytest
from PIL import Image, ImageDraw
from pytest import approx

from replies.letters import CannotRender, render_pdf
from replies.letters.signoff import bracketed, person_line
from replies.rules.letter import Person

from .measure import HAN, ink, pages_of, pdf_of, sample

CHAR, PITCH = 5.57, 10.45


def lines_of(content):
    return {line.text: line for page in pages_of(content) for line in page.lines}


def test_sealed_the_date_ends_4_characters_from_the_right_and_the_name_is_centred_on_it():
    lines = lines_of(sample("document-npc"))
    date, name = lines["2024年7月5日"], lines["清禾县农业农村局"]
    assert date.x1 == approx(184 - 4 * CHAR, abs=0.7)
    assert (name.x0 + name.x1) / 2 == approx((date.x0 + date.x1) / 2, abs=0.5)
    assert date.baseline - name.baseline == approx(PITCH, abs=0.1)


def test_a_long_sealed_name_stays_inside_the_type_area():
    name = "清禾县人民政府清水河流域生态综合治理工程指挥部"
    line = lines_of(sample("document-npc", signatories=(name,)))[name]
    assert line.x1 == approx(184, abs=0.5)


def test_unsealed_the_date_starts_2_characters_right_of_the_name():
    name = "清禾县住房和城乡建设局办公室"
    lines = lines_of(sample("co-opinion", signatories=(name,)))
    assert lines[name].x1 == approx(184 - 2 * CHAR, abs=0.7)
    assert lines["2024年4月28日"].x0 - lines[name].x0 == approx(2 * CHAR, abs=0.5)


def test_unsealed_a_date_longer_than_the_name_ends_2_characters_from_the_right():
    lines = lines_of(sample("co-opinion", signatories=("清水乡",)))
    assert lines["2024年4月28日"].x1 == approx(184 - 2 * CHAR, abs=0.7)
    assert lines["2024年4月28日"].x0 - lines["清水乡"].x0 == approx(2 * CHAR, abs=0.5)


def test_joint_names_stand_side_by_side_and_the_last_one_over_the_date():
    lines = lines_of(sample("joint"))
    names = lines["清禾县教育局清禾县财政局清禾县民政局"]
    assert names.x0 >= 28
    date = lines["2024年8月9日"]
    assert names.x1 - 3 * CHAR == approx((date.x0 + date.x1) / 2, abs=0.7)


def test_joint_unsealed_names_stand_below_each_other():
    lines = lines_of(sample("joint", seal=False))
    order = [lines[name].baseline for name in sample("joint").signatories]
    assert order == sorted(order)
    assert lines["2024年8月9日"].baseline - order[-1] == approx(PITCH, abs=0.1)


def test_five_joint_names_keep_order_and_stay_inside():
    names = tuple(f"清禾县{word}局" for word in ("教育", "财政", "民政", "水利", "卫生健康"))
    lines = lines_of(sample("joint", signatories=names))
    assert "".join(names[:2]) in lines
    assert "".join(names[2:]) in lines
    assert lines["".join(names[2:])].x1 <= 184


def test_name_and_date_never_stand_alone_on_a_page():
    for count in range(2, 26, 4):
        content = sample("letter-cppcc", paragraphs=((HAN * 40)[: 28 * count], "完毕。"))
        (page,) = [page for page in pages_of(content) if any("2024年6月12日" in line.text for line in page.lines)]
        assert any(line.text == "完毕。" for line in page.lines), count


def test_lines_after_the_date_are_indented_and_bracketed():
    lines = lines_of(sample("document-npc"))
    for text in ("（此件公开发布）", "联系人：陶然亭　电话：0000-1234567"):
        assert lines[text].x0 == approx(39.13, abs=0.5)
    assert bracketed("公开情况：公开") == "公开情况：公开"
    assert bracketed("（依申请公开）") == "（依申请公开）"


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (Person("领导签字"), "领导签字："),
        (Person("承办单位", "县水利局"), "承办单位：县水利局"),
        (Person("联系电话", None, "0000-1234567"), "联系电话：0000-1234567"),
        (Person("联系人", "林向晚", "0000-1234567"), "联系人：林向晚　电话：0000-1234567"),
        (Person("联系人", None, "0000-1234567"), "联系人：　　　　　电话：0000-1234567"),
    ],
)
def test_a_person_is_one_labelled_line(person, text):
    assert person_line(person) == text


def test_the_list_of_attachments_hangs_and_ends_without_a_mark():
    page = next(page for page in pages_of(sample("document-npc")) if any("附件：" in x.text for x in page.lines))
    first, second = page.line("附件：1."), page.line("2.农村")
    assert first.x0 == approx(39.13, abs=0.5)
    assert second.x0 - first.x0 == approx(3 * CHAR, abs=0.5)
    assert first.text == "附件：1.清禾县农村生活污水治理三年行动项目清单"
    single = next(page for page in pages_of(sample("joint")) if any("附件：" in x.text for x in page.lines))
    assert single.line("附件：").text.startswith("附件：清禾县农村留守儿童")
    assert single.line("（2024—2026年）").x0 == approx(39.13 + 3 * CHAR, abs=3)


def test_each_attachment_starts_a_page_with_its_title_on_the_third_line():
    pages, pdf = pages_of(sample("document-npc")), pdf_of(sample("document-npc"))
    for number, place in ((1, -2), (2, -1)):
        label, title = pages[place].lines[:2]
        assert label.text == f"附件{number}"
        assert label.x0 == approx(28, abs=0.5)
        top = ink(pdf, len(pages) + place, box=(28, label.baseline + 2, 184, title.baseline))[1]
        assert top == approx(37 + 2 * PITCH, abs=1.5)
        assert (title.x0 + title.x1) / 2 == approx(106, abs=1)


def test_the_end_block_is_pinned_to_the_bottom_of_the_last_page():
    page = pages_of(sample("document-npc"))[-1]
    outer, inner, last = [rule for rule in page.rules if rule[2] - rule[0] > 150]
    assert (outer[0], outer[2]) == approx((28, 184), abs=0.3)
    assert last[3] == approx(262, abs=0.3)
    assert outer[3] - outer[1] == approx(0.35, abs=0.05)
    assert inner[3] - inner[1] == approx(0.25, abs=0.05)
    copies = page.line("抄送：")
    assert copies.x0 == approx(28 + 4.94, abs=0.5)
    assert copies.size == approx(14)
    issued = page.line("清禾县农业农村局办公室")
    assert issued.text.endswith("2024年7月5日印发")
    assert issued.x1 == approx(184 - 4.94, abs=0.7)


def test_copies_are_separated_by_commas_and_end_with_a_full_stop():
    text = "".join(line.text for line in pages_of(sample("joint"))[-1].lines)
    assert "抄送：县人大常委会代表工作委员会，县政府办公室。" in text


def test_the_end_block_of_a_letter_has_neither_rules_nor_issuer():
    content = sample("document-npc", letterhead="清禾县农业农村局", attachments=())
    page = pages_of(content)[-1]
    assert not [rule for rule in page.rules if rule[2] - rule[0] > 150]
    assert "印发" not in "".join(line.text for line in page.lines)
    assert page.lines[-2].baseline == approx(261, abs=2)


def seal_picture(kind="PNG"):
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, 198, 198), outline=(255, 0, 0, 255), width=8)
    stream = io.BytesIO()
    picture.convert("RGB" if kind == "JPEG" else "RGBA").save(stream, format=kind)
    return stream.getvalue()


def test_a_seal_lies_over_name_and_date_within_a_line_of_the_text():
    content = sample("short")
    lines = lines_of(content)
    pdf = render_pdf(content, seal_image=seal_picture())
    left, top, right, bottom = ink(pdf, 0, box=(100, 120, 210, 264), red=True)
    last, name, date = lines["感谢您对水利工作的关心和支持！"], lines["清禾县水利局"], lines["2024年5月6日"]
    assert right - left == approx(42, abs=1.5)
    assert (left + right) / 2 == approx((date.x0 + date.x1) / 2, abs=1)
    assert 0 < top - last.baseline < PITCH
    assert top < name.top and bottom > date.baseline
    assert right < 184


def test_without_a_seal_there_is_no_seal():
    content = sample("short", seal=False)
    assert render_pdf(content, seal_image=seal_picture()) == render_pdf(content)


def test_a_seal_scanned_in_printing_colours_is_set_in_those_of_the_screen():
    stream = io.BytesIO()
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(stream, "JPEG")
    assert b"/DeviceCMYK" not in render_pdf(sample("short"), seal_image=stream.getvalue())


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_picture_of_a_seal_is_refused(start):
    with pytest.raises(CannotRender, match=r"^印章图片已损坏，请重新上传。$"):
        render_pdf(sample("short"), seal_image=start + b" damaged")


def test_a_seal_that_is_no_picture_is_refused():
    with pytest.raises(CannotRender, match="印章图片须为 PNG 或 JPEG 格式。"):
        render_pdf(sample("short"), seal_image=b"<svg/>")


def test_a_sole_paragraph_leaves_text_on_page_1_when_the_signoff_goes_over():
    text = f"你们提出的《关于加强村级文化广场维护和照明的建议》收悉，{HAN[:9]}。"
    for notes in range(1, 8):
        people = tuple(Person(f"联系人{number}", "某", "0000-1234567") for number in range(notes))
        letter = sample("document-npc", paragraphs=(text,), attachments=(), people=people)
        first = pages_of(letter)[0]
        assert any(line.text.startswith("你们提出的") for line in first.lines), notes
