"""What a clerk is told about a letter that was read: each kind of doubt once a field, always of a known field."""

import pytest

from replies.rules.letter import KEYS

from .old import END, TITLE, codes, read, typed

GOOD = typed(
    "类别：B\n清禾县水利局文件\n清水发〔2024〕3号",
    end=f"{END}\n联系人：陶然亭　电话：0000-1234567\n抄送：县政府办公室。",
)


def told(text: str) -> dict[tuple[str, str], str]:
    return {(doubt.code, doubt.field): doubt.message for doubt in read(text).doubts}


def test_a_complete_letter_has_none():
    assert told(GOOD) == {}


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("经研究", "您的提案很好，经研究", ("wrong_word", "paragraphs")),
        ("《关于修缮石桥镇灌渠的建议》", "《关于修缮石桥镇灌渠的建议》的建议", ("doubled_word", "paragraphs")),
        ("闻知秋代表：", "闻知秋、江照晚代表：", ("you", "paragraphs")),
        ("闻知秋代表：", "闻知秋委员：", ("wrong_person", "salutation")),
        ("类别：B\n", "", ("no_category", "category")),
        ("〔2024〕", "[2024]", ("number_brackets", "document_number")),
        ("抄送：县政府办公室。", "承办单位：县住房和城乡建设局", ("unit_contradicts", "people")),
        ("抄送：县政府办公室。", "代表意见：江照晚 满意", ("opinion_contradicts", "opinion")),
        ("恢复灌溉", "年底前完成二期工程，恢复灌溉", ("dated_promise", "paragraphs")),
        ("恢复灌溉", "后续由恒河公司负责，恢复灌溉", ("answered_by_another", "paragraphs")),
        ("您提出的", "您提出的第54号建议", ("case_number_contradicts", "case_number")),
        ("会议第45号", "会议人大代表江照晚第45号", ("addressee_contradicts", "addressees")),
        ("抄送：县政府办公室。", "办理类别：A", ("category_contradicts", "category")),
        (TITLE, TITLE.removesuffix("答复") + "办理情况", ("odd_title", "title")),
        ("\n2024年5月6日", "", ("no_date", "date")),
    ],
)
def test_what_contradicts_or_is_missing(old, new, doubt):
    assert old in GOOD
    assert doubt in told(GOOD.replace(old, new))


def test_what_was_done_already_is_no_promise():
    assert "dated_promise" not in codes(read(GOOD.replace("恢复灌溉", "已于6月底完成，恢复灌溉")))


def test_a_doubt_that_comes_again_is_told_once_with_its_count():
    text = GOOD.replace("恢复灌溉", "您的提案很好。\n您的提案重要。\n恢复灌溉")
    assert told(text)["wrong_word", "paragraphs"] == "第2段：文中称“提案”，应为“建议”。（同类共2处）"


def test_the_fields_are_keys_of_the_contract():
    text = typed(
        "清禾县水利局\n来源：网站",
        greeting="各位代表：",
        text="收悉。\n已经办好了，请您放心。",
        end="2024年5月　日\n甲乙丙",
    )
    fields = {doubt.field for doubt in read(text).doubts}
    assert len(fields) > 5
    assert fields <= set(KEYS)
