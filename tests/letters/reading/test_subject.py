"""What titles and first sentences say of the item: 案号 as printed, session, body, topic, round, kind."""

import pytest

from .old import TITLE, codes, read, typed


@pytest.mark.parametrize(
    ("title", "case", "session", "body"),
    [
        (TITLE, "第45号", "县十七届人大四次会议", "npc"),
        ("关于对市七届人大六次会议第0043号建议的答复", "第0043号", "市七届人大六次会议", "npc"),
        ("对区十九届人大三次会议人大代表第112号建议的答复", "第112号", "区十九届人大三次会议", "npc"),
        ("关于市政协七届四次会议第179号提案的办理情况", "第179号", "市政协七届四次会议", "cppcc"),
        ("关于政协第十届清禾县委员会第三次会议第20170382号提案的答复", "第20170382号", "政协第十届清禾县委员会第三次会议", "cppcc"),
        ("关于政协第十届第三次会议委员闻知秋第D022号提案的答复", "第D022号", "政协第十届第三次会议", "cppcc"),
        ("清禾县水利局关于县政协十届三次会议B〔2017〕062号提案的复函", "B〔2017〕062号", "县政协十届三次会议", "cppcc"),
        ("关于县十七届人大四次会议“187”号建议的答复函", "“187”号", "县十七届人大四次会议", "npc"),
        ("关于县第十七届人民代表大会第四次会议第 112号建议的答复", "第 112号", "县第十七届人民代表大会第四次会议", "npc"),
        ("关于县十七届人大四次会议第三十五号建议的答复", "第三十五号", "县十七届人大四次会议", "npc"),
        ("关于县十七届人大四次会议第12号、第35号建议的答复", "第12号、第35号", "县十七届人大四次会议", "npc"),
        ("清禾县水利局对县十七届人大四次会议第9号建议的答复", "第9号", "县十七届人大四次会议", "npc"),
        ("关于县十七届人大四次会议闭会第12号建议的答复", "闭会第12号", "县十七届人大四次会议", "npc"),
        ("关于县政协十届三次全会第7号提案的答复", "第7号", "县政协十届三次全会", "cppcc"),
        ("关于第2024015号人大代表建议的答复", "第2024015号", None, "npc"),
    ],
)  # fmt: skip
def test_titles(title, case, session, body):
    content = read(typed("清水函〔2024〕3号", title, greeting="闻知秋同志："))
    assert (content.case_number, content.session, content.body) == (case, session, body)
    assert content.title == title


@pytest.mark.parametrize(
    ("title", "round_number"),
    [
        (TITLE, 1),
        ("关于县政协十届二次会议第7号提案的答复", 1),
        ("关于县十七届人大四次会议第45号建议的再次答复", 2),
        ("关于县十七届人大四次会议第45号建议的补充答复", 2),
        ("关于县十七届人大四次会议第45号建议的二次答复", 2),
        ("关于县十七届人大四次会议第45号建议重新办理情况的答复", 2),
        ("关于县十七届人大四次会议第45号建议的第三次答复", 3),
    ],
)
def test_rounds(title, round_number):
    assert read(typed(title=title)).round == round_number


@pytest.mark.parametrize("word", ["会办意见", "协办意见", "会办意见的函", "协办情况"])
def test_a_letter_to_the_lead_unit(word):
    content = read(typed(title=f"关于县政协十届三次会议第62号提案的{word}", greeting="县文化和旅游局："))
    assert (content.kind, content.addressees, content.body) == ("co_opinion", ("县文化和旅游局",), "cppcc")


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        (TITLE, "您提出的《关于修缮灌渠的建议》收悉，现答复如下：", "关于修缮灌渠的建议"),
        (TITLE, "您提出的“关于修缮灌渠的建议”收悉，现答复如下：", "关于修缮灌渠的建议"),
        (TITLE, '您提出的"关于修缮灌渠的建议"收悉，现答复如下：', "关于修缮灌渠的建议"),
        (TITLE, "您提出的关于修缮灌渠的建议收悉，现答复如下：", "关于修缮灌渠的建议"),
        (TITLE, "您提出的《关于贯彻《水法》的建议》收悉，现答复如下：", "关于贯彻《水法》的建议"),
        (TITLE, "您的建议收悉，现答复如下：", None),
        ("关于第45号《关于修缮灌渠的建议》的答复", "您的建议收悉，现答复如下：", "关于修缮灌渠的建议"),
    ],
)
def test_topics(title, text, topic):
    assert read(typed(title=title, text=text + "\n已经完工，请您放心使用。")).topic == topic


def test_the_session_is_named_as_in_the_text_where_the_title_adds_the_place():
    title = "关于清禾县政协十届三次会议第45号提案的答复"
    content = read(typed(title=title, text="您在县政协十届三次会议上提出的提案收悉，现答复如下：\n已经完工。"))
    assert content.session == "县政协十届三次会议"


def test_a_silent_title_leaves_it_to_the_first_sentence():
    text = "您在县十七届人大四次会议上提出的第45号建议收悉，现答复如下：\n灌渠已经完工。"
    content = read(typed(title="关于修缮石桥镇灌渠建议的答复", text=text))
    assert (content.session, content.case_number, content.body) == ("县十七届人大四次会议", "第45号", "npc")


def test_what_is_not_said_is_null_with_a_doubt():
    content = read(typed(title="关于修缮石桥镇灌渠建议的答复", text="您的建议收悉，现答复如下：\n灌渠已经完工。"))
    assert (content.session, content.case_number) == (None, None)
    assert {"no_session", "no_case_number"} <= codes(content)
