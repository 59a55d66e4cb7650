"""lint(content): each rule finds its fault, and a good letter has none."""

import datetime
from dataclasses import replace

import pytest

from replies.rules.letter import LetterContent, Opinion, Person
from replies.rules.lint import lint

GOOD = LetterContent(
    body="npc",
    letterhead="清禾县水利局文件",
    document_number="清水发〔2024〕15号",
    category="B",
    title="关于县十七届人大四次会议第9号建议的答复",
    addressees=("欧阳听雨",),
    paragraphs=("您提出的《关于新建水库的建议》收悉。现答复如下：", "计划2025年10月底前完工。"),
    signatories=("清禾县水利局",),
    date=datetime.date(2024, 5, 6),
    people=(Person("承办单位", "县水利局"), Person("联系人", "林向晚", "0000-1234567")),
    copies_to=("县政府办公室",),
)


def codes(**changes):
    return [finding.code for finding in lint(replace(GOOD, **changes))]


def test_a_good_letter_has_no_finding():
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"paragraphs": ()}, "no_text", "没有正文。"),
        ({"title": None}, "no_title", "没有标题。"),
        ({"date": None}, "no_date", "没有成文日期。"),
        ({"signatories": ()}, "no_signatories", "没有发文机关署名。"),
        ({"category": None}, "no_category", "没有标注办理类别（如 A、B、C）。"),
        ({"copies_to": ()}, "no_copies", "没有抄送单位。"),
        ({"document_number": None}, "no_document_number", "没有发文字号。"),
        ({"letterhead": None}, "no_letterhead", "没有发文机关标志。"),
        ({"title": "关于县人大第9号提案的答复"}, "wrong_word", "标题中的“提案”应为“建议”。"),
        ({"paragraphs": ("您的这一提案很有意义。",)}, "wrong_word", "文中称“提案”，应为“建议”。"),
        ({"salutation": "欧阳听雨委员："}, "wrong_person", "称谓“委员”应为“代表”。"),
        (
            {"paragraphs": ("您提出的《关于新建水库的建议》的建议收悉。",)},
            "doubled_word",
            "“的建议》的建议”重复，请删去后一个“建议”。",
        ),
        (
            {"people": (*GOOD.people, Person("承办单位", "清禾职业学院"))},
            "unit_contradicts",
            "承办单位“清禾职业学院”与发文机关“清禾县水利局”不一致。",
        ),
        (
            {"opinion": Opinion("代表意见", "欧阳听雪", "满意")},
            "opinion_contradicts",
            "代表意见的姓名“欧阳听雪”不在主送的“欧阳听雨”之中。",
        ),
        ({"paragraphs": ("你们提出的建议收悉。",)}, "you", "主送1位，“你们”应为“您”。"),
        (
            {"document_number": "清水发[2024]15号"},
            "number_brackets",
            "发文字号“清水发[2024]15号”的年份应使用六角括号〔〕。",
        ),
        (
            {"document_number": "清水发〔2024〕015号"},
            "number_serial",
            "发文字号“清水发〔2024〕015号”的序号不加“第”字，不编虚位（1 不编为 01）。",
        ),
        (
            {"category": "A", "paragraphs": ("其余工程正在施工。",)},
            "solved_but_going_on",
            "类别为“A”（已解决），但文中仍说“正在施工”，请核对类别。",
        ),
        (
            {"salutation": "闻知秋代表："},
            "addressee_not_greeted",
            "主送名单中的“欧阳听雨”没有出现在称谓“闻知秋代表：”中。",
        ),
        (
            {"kind": "co_opinion", "salutation": "欧阳听雨代表："},
            "co_opinion_addressee",
            "会办意见应主送主办单位，不直接答复代表、委员。",
        ),
    ],
)
def test_each_fault_is_found(changes, code, message):
    assert (code, message) in [(finding.code, finding.message) for finding in lint(replace(GOOD, **changes))]


def test_missing_contact_and_phone_are_two_findings():
    assert codes(people=(Person("领导签字"),)) == ["no_contact", "no_phone"]


def test_you_must_be_plural_for_several():
    assert codes(addressees=("闻知秋", "江照晚")) == ["you"]
    assert codes(addressees=("闻知秋", "江照晚"), paragraphs=("你们提出的建议收悉。",)) == []


def test_the_paragraph_of_a_finding_counts_from_zero():
    finding = lint(replace(GOOD, paragraphs=("您好。", "该提案收悉。")))[0]
    assert (finding.field, finding.paragraph, finding.severity) == ("paragraphs", 1, "error")


def test_the_everyday_word_and_a_quoted_topic_are_no_mistake():
    text = "您提出的《关于加强提案工作的建议》收悉，提出的三条建议很好。"
    assert codes(paragraphs=(text,)) == []
