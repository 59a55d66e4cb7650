"""交办通知单 on paper."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from replies.letters import CannotRender
from replies.letters.papers import Day, Earlier, Person, Ruling, Slip, render_slip
from tests.letters.papers.paper import Sheet, inside, sheets

SOURCE = "通行做法：交办之日起十个工作日内申请退办，逾期不予受理"
SLIP = Slip(
    body="npc", session="县人大七届六次会议", timing="会议期间", case_number="第27号",
    topic="关于改善学校门前交通秩序的建议", text="早晚接送时段道路拥堵。\r\n建议设置专门接送区。", key="",
    proposers=(Person("王清和代表", "城关代表团", "清禾县第一中学教师", "", "0000-0000003", "城关镇学府路一号"),),
    unit="清禾县教育局", role="独办", answers=True, opinions=False, partners=(),
    days=(
        Day("签收", date(2026, 3, 5), "通行做法：交办之日起三个工作日内签收"),
        Day("申请退办", date(2026, 3, 16), SOURCE),
        Day("首次沟通", date(2026, 3, 30), "通行做法：交办之日起二十个工作日内首次沟通"),
        Day("答复", date(2026, 6, 2), "《代表法》第五十一条：自交办之日起三个月内答复"),
    ),
    bound=False, earlier=(), rulings=(), merged="", office="县人大常委会代表工作委员会", office_contact="电话0000-0000000",
    on=date(2026, 3, 2),
)  # fmt: skip
NAMES = tuple(f"欧阳{first}{second}代表" for first in "清明远山" for second in "和溪川")
UNITS = tuple(f"清禾县{name}综合服务中心" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
LONG = replace(
    SLIP,
    topic="关于统筹推进城乡中小学校门前交通秩序综合治理并加快建设接送等候区的建议", text="道路狭窄，车辆集中。" * 60,
    key="领办：副县长 严守正", proposers=SLIP.proposers + tuple(Person(name, phone="0000-0000009") for name in NAMES),
    role="主办", opinions=True, partners=(("会办", UNITS),), bound=True, merged="第31号并入本件，一并办理，分别答复。",
    earlier=(
        Earlier("清禾县水务局", date(2026, 3, 6), "不属本单位职责。" * 20, "同意退办，改派清禾县公安局", date(2026, 3, 9)),
        Earlier("清禾县公安局", date(2026, 3, 12), "属学校配套设施。", "同意退办，改派清禾县教育局", date(2026, 3, 16)),
        Earlier("清禾县教育局", date(2026, 3, 18), "校外道路不归学校。", "裁定维持（见裁定记录）", date(2026, 3, 25)),
    ),
    rulings=(
        Ruling("清禾县教育局", date(2026, 3, 25), "副县长 严守正", "教育局：校外道路不归学校。\n公安局：属学校配套设施。",
               "由教育局主办，公安局会办。", "维持"),
    ),
)  # fmt: skip


@cache
def long_slip() -> list[Sheet]:
    return sheets(render_slip(LONG))


def text_of(slip: Slip) -> str:
    return "".join(sheet.text for sheet in sheets(render_slip(slip)))


@pytest.mark.parametrize(
    "words",
    [
        "人大代表建议交办通知单", "县人大七届六次会议（会议期间）第27号建议", "标题关于改善学校门前交通秩序的建议",
        "王清和代表（城关代表团）清禾县第一中学教师0000-0000003城关镇学府路一号", "早晚接送时段道路拥堵。建议设置专门接送区。",
        "承办单位清禾县教育局承办方式独办", "签收2026年3月5日", f"申请退办2026年3月16日{SOURCE}", "首次沟通2026年3月30日",
        "答复2026年6月2日《代表法》第五十一条", "不属于本单位职责的，在退办期限内书面说明理由",
        "县人大常委会代表工作委员会（章）2026年3月2日联系方式：电话0000-0000000", "第27号建议交办通知单回执",
        "以上交办通知单收到，由我单位独办。", "签收单位（章）：清禾县教育局",
    ],
)  # fmt: skip
def test_the_slip_says(words):
    assert words in usual_text()


@cache
def usual_text() -> str:
    [sheet] = sheets(render_slip(SLIP))
    return sheet.text


def test_what_there_is_none_of_has_no_heading():
    for words in ("联名代表", "重点督办", "并案", "会办单位", "退办、改派经过", "裁定记录", "暂定"):
        assert words not in usual_text()


@pytest.mark.parametrize(
    "words",
    [
        *NAMES, *UNITS, "重点督办领办：副县长严守正", "并案第31号并入本件", "……（全文见原件）",
        "不属本单位职责。" * 20, "处理同意退办，改派清禾县公安局（2026年3月9日）", "裁定维持（见裁定记录）",
        "申请单位清禾县教育局", "教育局：校外道路不归学校。公安局：属学校配套设施。",
        "裁定人副县长严守正裁定日期2026年3月25日结果维持", "裁定意见由教育局主办，公安局会办。",
        "本件已经裁定，不再受理退办申请", "综合会办单位意见，在答复期限内书面答复每一位提出人",
    ],
)  # fmt: skip
def test_a_long_story_is_told_in_full(words):
    assert words in "".join(sheet.text for sheet in long_slip())


def test_the_receipt_stands_once_at_the_bottom_of_the_last_page():
    *others, last = long_slip()
    assert others
    assert not any("回执" in sheet.text.replace("将回执交回", "") for sheet in others)
    assert last.text.count("交办通知单回执") == 1
    assert last.box[3] == pytest.approx(262, abs=3)


def test_it_stands_in_the_type_area_in_the_faces_of_the_standard():
    assert all(inside(sheet) for sheet in long_slip())
    fonts = frozenset().union(*(sheet.fonts for sheet in long_slip()))
    assert all("+" in font for font in fonts)
    assert any("Fang" in font for font in fonts)
    assert [sheet.number for sheet in long_slip()] == [
        f"第{n}页，共{len(long_slip())}页" for n in range(1, len(long_slip()) + 1)
    ]


def test_a_co_handling_unit_is_told_to_whom_its_opinion_goes():
    text = text_of(
        replace(SLIP, role="会办", answers=False, partners=(("主办", ("清禾县公安局",)), ("会办", ("清禾县水务局",))))
    )
    assert "主办单位清禾县公安局会办单位清禾县水务局" in text
    assert "将会办意见送主办单位，写明本单位职责范围内的措施和时限；不直接答复代表。" in text
    assert "随附征询意见表" not in text


def test_an_extended_and_a_provisional_day_say_so():
    day = Day("答复", date(2027, 1, 4), "本地规则", provisional=True, extended_from=date(2026, 6, 2))
    text = text_of(replace(SLIP, days=(day,)))
    assert "答复2027年1月4日（暂定）本地规则（原期限2026年6月2日，已延期）" in text
    assert "标“暂定”的日期，在放假安排公布或者签收以后可能调整，以通知为准。" in text


def test_a_slip_of_the_cppcc_speaks_its_words():
    text = text_of(replace(SLIP, body="cppcc", proposers=(Person("清禾县工商业联合会", contact="林知夏"),)))
    assert "政协提案交办通知单" in text
    assert "案由关于改善" in text
    assert "第一提案人清禾县工商业联合会联系人：林知夏" in text
    assert "代表对办理结果" not in text


def test_what_cannot_be_printed_is_named():
    with pytest.raises(CannotRender, match=r"^清禾县水务局退办经过：有一个看不见的字符（U\+200B）"):
        render_slip(replace(LONG, earlier=(replace(LONG.earlier[0], reason="不属\u200b本单位"),)))


def test_the_same_slip_gives_the_same_bytes():
    assert render_slip(SLIP) == render_slip(SLIP)
