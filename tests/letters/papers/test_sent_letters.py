"""催办函 and 告知书 on paper."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from replies.letters import CannotRender
from replies.letters.papers import Notice, Urging, render_notices, render_urging
from tests.letters.measure import ink
from tests.letters.papers.paper import inside, sheets

URGING = Urging(
    "清政办督〔2026〕3号", "清禾县人民政府办公室", "电话0000-0000000", date(2026, 6, 8), "清禾县教育局", "主办", "npc",
    "县人大七届六次会议", "第27号", "关于改善学校门前交通秩序的建议", "王清和等2位代表", date(2026, 3, 2), "答复",
    date(2026, 6, 2), date(2026, 6, 12), "代表已两次来电询问。",
)  # fmt: skip
NOTICE = Notice(
    "县政协九届六次会议", "关于县政协九届六次会议第3号提案不予立案的告知书", "李文澜委员",
    ("您提出的《关于加强水源保护的提案》收悉。经审查，不予立案。", "理由：属于学术研讨的。"),
    "县政协提案委员会", "电话0000-0000000", date(2026, 1, 20),
)  # fmt: skip


@cache
def urged(**changes) -> str:
    [sheet] = sheets(render_urging(replace(URGING, **changes)))
    return sheet.text


@pytest.mark.parametrize(
    "words",
    [
        "清政办督〔2026〕3号", "关于催办县人大七届六次会议第27号建议的函", "清禾县教育局：",
        "王清和等2位代表提出的《关于改善学校门前交通秩序的建议》（县人大七届六次会议第27号建议）已于2026年3月2日交由你单位主办，"
        "应当在2026年6月2日前答复。截至2026年6月8日，已超期6天，仍未答复。",
        "代表已两次来电询问。", "务必在2026年6月12日前答复；", "特此函告。", "联系方式：电话0000-0000000",
    ],
)  # fmt: skip
def test_the_urging_letter_says(words):
    assert words in urged()


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 6, 3), "已超期1天，仍未答复。"),
        (date(2026, 6, 2), "期限已到，尚未答复。"),
        (date(2026, 5, 30), "距期限还有3天，尚未答复。"),
    ],
)
def test_the_urging_letter_counts_the_days(on, words):
    assert words in urged(on=on)


def test_the_urging_letter_has_the_red_head_of_a_letter():
    pdf = render_urging(URGING)
    _, top, _, bottom = ink(pdf, 0, red=True)
    assert top == pytest.approx(30, abs=1.5)
    assert bottom == pytest.approx(277, abs=1)


def test_each_proposer_has_a_page_and_no_red_head():
    pdf = render_notices([NOTICE, replace(NOTICE, addressee="清禾县工商业联合会")])
    first, second = sheets(pdf)
    assert "李文澜委员：您提出的" in first.text
    assert "清禾县工商业联合会：" in second.text
    for words in ("第3号提案不予立案的告知书", "理由：属于学术研讨的。", "特此告知。县政协提案委员会2026年1月20日"):
        assert words in first.text
    assert inside(first)
    with pytest.raises(AssertionError, match="no ink there"):
        ink(pdf, 0, red=True)


def test_what_cannot_be_printed_is_named():
    with pytest.raises(CannotRender, match=r"^正文第2段：有一个看不见的字符（U\+200B）"):
        render_urging(replace(URGING, text="来电\u200b询问"))
    with pytest.raises(CannotRender, match=r"^称呼：有一个看不见的字符（U\+200B）"):
        render_notices([replace(NOTICE, addressee="李\u200b文澜委员")])


def test_the_same_words_give_the_same_bytes():
    assert render_urging(URGING) == render_urging(URGING)
    assert render_notices([NOTICE, NOTICE]) == render_notices([NOTICE, NOTICE])
