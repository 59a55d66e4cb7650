"""The 征询意见表 on paper: one page, everything filled in, nothing ticked."""

import io
from functools import cache

import pdfplumber
import pytest

from replies.letters import CannotRender
from replies.letters.scans import read_sign
from replies.rules.opinion_forms import questions_of
from tests.scans import CODE, CONTENT, form_page, form_pdf

MM = 25.4 / 72
LONG = {
    "topic": "关于改善城乡学校门前交通秩序并统筹建设接送" * 10,
    "sponsors": tuple(f"欧阳{first}{second}" for first in "清明远" for second in "和溪山川"),
    "unit": "清禾县农业农村和水务水利综合服务保障" * 3,
    "co_units": ("清禾县住房和城乡建设管理局", "清禾县自然资源和规划局", "清禾县文化广电和旅游局"),
    "official": False,
    "round": 2,
}
MOST_QUESTIONS = "\n".join(
    ["是否同意把答复的内容和办理的结果向社会公开：完全同意、部分同意、不同意、没有意见、由承办单位决定"] * 8
)


@cache
def page_of(pdf: bytes):
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        return document.pages[0].chars, document.pages[0].lines + document.pages[0].rects


def text_of(pdf: bytes) -> str:
    return "".join(char["text"] for char in page_of(pdf)[0] if not char["text"].isspace())


@pytest.mark.parametrize(
    "words",
    [
        "县人大七届六次会议", "人大代表建议办理情况征询意见表", "王清和代表（城关代表团）：", "案号第27号",
        "发文字号清教发〔2026〕37号", "标题关于改善学校门前交通秩序的建议", "领衔代表王清和", "联名代表赵明溪",
        "主办单位清禾县教育局", "会办单位清禾县公安局", "答复日期2026年6月12日", "答复类别A",
        "是否收到答复函□是□否", "答复前沟通方式□面商□走访□座谈□电话□未联系", "对办理态度□满意□基本满意□不满意",
        "对办理结果□满意□基本满意□不满意", "代表签名：", "123456789014",
        "填好后请交回：县人大常委会代表工作委员会（城关镇一号，电话0000-0000001）。",
    ],
)  # fmt: skip
def test_the_form_is_filled_in(words):
    assert words in text_of(form_pdf())


def test_nothing_is_ticked_beforehand():
    text = text_of(form_pdf())
    assert text.count("√") == 1, "only the note says what to tick with"
    assert not set(text) & set("☑☒■✓")


def test_a_form_of_the_cppcc_speaks_its_words():
    text = text_of(form_pdf(
        body="cppcc", session="县政协九届六次会议", sponsors=("李文澜", "吴松声"), addressee="李文澜委员", group="教育界",
        signature="委员签名", official=False, return_to="县政协提案委员会",
    ))  # fmt: skip
    assert "政协提案办理情况征询意见表" in text
    assert "案由关于改善" in text
    assert "第一提案人李文澜" in text
    assert "联名委员吴松声" in text
    assert "代表" not in text


def test_a_cosigner_is_told_that_the_leads_rating_counts():
    told = "您是联名代表，您的评价并列记录；正式评价以领衔代表的为准。"
    assert told in text_of(form_pdf(official=False))
    assert told not in text_of(form_pdf())


def test_what_is_not_known_leaves_no_empty_words():
    text = text_of(form_pdf(co_units=(), sponsors=("王清和",), group="", return_to=""))
    for words in ("会办单位", "联名代表", "（）", "请交回"):
        assert words not in text


def test_a_second_answer_says_so():
    assert "（第2次答复）" in text_of(form_pdf(round=2))


def test_the_form_has_no_text_of_the_letter():  # format.md, assertion 80
    text = text_of(form_pdf())
    for words in ("现答复如下", "抄送", "印发"):
        assert words not in text


@pytest.mark.parametrize("changes", [{}, LONG], ids=["usual", "long"])
def test_the_form_is_one_page_with_room_for_the_opinion(changes):
    chars, drawn = page_of(form_pdf(**changes))
    assert min(char["x0"] for char in chars) * MM >= 20
    assert max(char["x1"] for char in chars) * MM <= 195
    assert max(char["bottom"] for char in chars) * MM <= 290
    assert len(ruled_lines(chars, drawn)) >= 4


def ruled_lines(chars, drawn) -> list[float]:
    """The lines for the opinion: right across, between the word 意见和建议 and the signature."""
    labels = [char for char in chars if char["text"] == "意" and char["x0"] * MM < 25]
    top = max(char["top"] for char in labels)
    bottom = next(char["bottom"] for char in chars if char["text"] == "签")
    wide = [line for line in drawn if (line["x1"] - line["x0"]) * MM > 150]
    return sorted({round(line["top"], 1) for line in wide if top < line["top"] < bottom})


def test_the_longest_questions_still_fit_and_more_is_refused():
    assert page_of(form_pdf(**LONG, questions=questions_of(MOST_QUESTIONS)))
    with pytest.raises(
        CannotRender, match=r"^征询意见表一页放不下：案由、提出人或单位名称太长，或附加问题太多，请缩短。$"
    ):
        form_pdf(topic="长" * 4000, questions=questions_of(MOST_QUESTIONS))


def test_long_content_loses_nothing():
    text = text_of(form_pdf(**LONG))
    for words in (LONG["topic"], LONG["unit"], *LONG["co_units"], *LONG["sponsors"]):
        assert words in text


def test_the_code_is_read_and_large_enough_for_a_phone():
    import zxingcpp

    page = form_page()
    found = zxingcpp.read_barcodes(page.convert("L"))[0]
    side = (found.position.top_right.x - found.position.top_left.x) / 150 * 25.4
    right = found.position.top_right.x / page.width * 210
    assert found.text == f"http://localhost/r/{CODE}/"
    assert side >= 22
    assert right > 170
    assert found.position.bottom_right.y / page.height * 297 < 60
    assert read_sign(page).turned == 0


def test_around_the_code_there_are_four_modules_of_white():
    import zxingcpp

    page = form_page().convert("L")
    found = zxingcpp.read_barcodes(page)[0].position
    left, top, right, bottom = found.top_left.x, found.top_left.y, found.bottom_right.x, found.bottom_right.y
    quiet = int((right - left) / 33 * 3.5)  # 33 modules or fewer; half a module for the edge of the ink
    frame = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    frame.paste(255, (quiet - 4, quiet - 4, frame.width - quiet + 4, frame.height - quiet + 4))
    assert frame.getextrema()[0] > 200


def test_the_same_content_gives_the_same_bytes():
    from replies.letters.opinion_form import render_opinion_form

    assert render_opinion_form(CONTENT) == render_opinion_form(CONTENT)
