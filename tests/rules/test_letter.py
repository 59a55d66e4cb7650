"""LetterContent: what is read, what is refused, and that reading and writing are inverse."""

import datetime
import json

import pytest

from replies.rules.letter import (
    Attachment,
    BadContent,
    LetterContent,
    Person,
    Table,
    build_salutation,
    digest,
    heading_length,
    heading_level,
    paragraphs_from_text,
    salutation_of,
    text_from_paragraphs,
    to_dict,
    to_json,
)
from replies.rules.letter_reading import from_json

FULL = LetterContent(
    body="npc",
    title="关于第1号建议的答复",
    addressees=("闻知秋",),
    paragraphs=("一、标题", Table((("甲", "乙"), ("1", "2")), header=True)),
    attachments=(Attachment("名单"), Attachment("方案", ("正文。",))),
    date=datetime.date(2024, 9, 9),
    people=(Person("领导签字"), Person("联系人", "林向晚", "0000-1234567")),
)


def test_what_is_written_is_read_back():
    assert from_json(to_json(FULL)) == FULL
    assert from_json(to_dict(FULL)) == FULL


def test_every_key_is_written_in_the_order_of_the_contract():
    assert list(to_dict(LetterContent()))[:6] == ["kind", "round", "body", "session", "case_number", "topic"]
    assert "doubts" not in to_dict(LetterContent())


def test_keys_left_out_take_their_defaults():
    assert from_json("{}") == LetterContent()
    assert LetterContent().category_label == "类别"
    assert LetterContent().seal is True


def test_an_attachment_without_text_is_written_as_its_name():
    assert to_dict(FULL)["attachments"] == ["名单", {"name": "方案", "paragraphs": ["正文。"]}]
    assert from_json({"attachments": [{"name": "名单"}]}) == from_json({"attachments": ["名单"]})


def test_the_digest_depends_on_the_content_only():
    shuffled = dict(reversed(json.loads(to_json(FULL)).items()))
    assert digest(from_json(shuffled)) == digest(FULL)
    assert digest(FULL) != digest(LetterContent())
    assert len(digest(FULL)) == 64


@pytest.mark.parametrize(
    ("content", "key", "message"),
    [
        ({"titel": "x"}, "titel", "titel：没有这个字段；请删去，或改用：kind、round、"),
        ({"title": 3}, "title", "title：应为文字，现为数字；请改正。"),
        ({"kind": "memo"}, "kind", "kind：只能是 reply、co_opinion，现为“memo”。"),
        ({"body": "NPC"}, "body", "body：只能是 npc、cppcc、null，现为“NPC”。"),
        ({"round": 0}, "round", "round：应为不小于 1 的整数（1 为首次答复），现为“0”。"),
        ({"round": True}, "round", "round：应为不小于 1 的整数（1 为首次答复），现为true/false。"),
        ({"seal": "yes"}, "seal", "seal：应为true 或 false，现为文字；请改正。"),
        ({"date": "2024-9-9"}, "date", "date：应为 2024-09-09 形式的日期，现为“2024-9-9”。"),
        ({"date": "2024-02-30"}, "date", "date：应为 2024-09-09 形式的日期，现为“2024-02-30”。"),
        ({"paragraphs": "正文"}, "paragraphs", "paragraphs：应为列表，现为文字；请改正。"),
        ({"paragraphs": ["a", 3]}, "paragraphs", "paragraphs 第2段：应为文字或表格"),
        ({"paragraphs": [{"rows": []}]}, "paragraphs", "paragraphs 第1段：表格没有内容"),
        ({"paragraphs": [{"rows": [["1"], ["1", "2"]]}]}, "paragraphs", "paragraphs 第1段：表格各行的格数不一致"),
        ({"paragraphs": [{"rows": [[1]]}]}, "paragraphs", "paragraphs 第1段 的 rows 第1行 第1格：应为文字"),
        ({"paragraphs": ["a\x00"]}, "paragraphs", "paragraphs 第1段：含有不能打印的控制字符（U+0000）"),
        ({"people": [{"label": "联系人", "tel": "1"}]}, "people", "people 第1项：没有“tel”这一项"),
        ({"people": [{"name": "甲"}]}, "people", "people 第1项：缺少“label”；请补上。"),
        ({"opinion": []}, "opinion", "opinion：应为含 label、name、rating 的对象，现为列表；请改正。"),
        ({"addressees": [None]}, "addressees", "addressees 第1个：应为文字，现为空值（null）；请改正。"),
    ],
)
def test_bad_content_is_refused_with_its_key_and_place(content, key, message):
    with pytest.raises(BadContent) as refused:
        from_json(content)
    assert refused.value.key == key
    assert refused.value.message.startswith(message)


@pytest.mark.parametrize(
    "content",
    [{"密级": "秘密"}, {"urgency": "机密"}, {"paragraphs": ["机密★1年"]}, {"disclosure": "秘密"}, {"title": "绝密 ☆"}],
)
def test_secret_content_is_refused(content):
    with pytest.raises(BadContent, match="含有密级标志。涉密内容不得录入本系统，请按保密规定另行办理。"):
        from_json(content)


def test_the_word_secret_in_a_sentence_is_no_mark():
    assert from_json({"paragraphs": ["加强保密教育，保守国家秘密。"]})


@pytest.mark.parametrize("text", ["", "[1]", "{", b"\xff\xfe"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(BadContent, match=r"^内容"):
        from_json(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、关于水利", 1),
        ("十一、其他", 1),
        ("（一）加快建设", 2),
        ("(二)半角括号", 2),
        ("1.加快进度", 3),
        ("2．全角点", 3),
        ("（1）管材", 4),
        ("小（二）型水库", 0),
        ("一是完善机制", 0),
        ("15个项目", 0),
        ("1.5万元", 0),
        ("2024.5.1起", 0),
        ("一季度，", 0),
        (Table((("一、",),)), 0),
    ],
)
def test_heading_level_is_read_from_the_numbering(text, level):
    assert heading_level(text) == level


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("一、关于教育的问题", "一、关于教育的问题"),
        ("（一）加快建设。今年投资800万元。", "（一）加快建设。"),
        ("二、首班车提前至6:30，末班车延长至21:00。", ""),
        ("一、" + "加快推进各项工作，" * 8 + "取得成效。此外，", ""),
        ("普通段落。第二句。", ""),
    ],
)
def test_only_the_heading_of_a_running_paragraph_counts(text, heading):
    assert text[: heading_length(text)] == heading


@pytest.mark.parametrize(
    ("addressees", "body", "salutation"),
    [
        (["闻知秋"], "npc", "闻知秋代表："),
        (["闻知秋", "江照晚"], "cppcc", "闻知秋、江照晚委员："),
        (["阿依努尔·买买提"], "npc", "阿依努尔·买买提代表："),
        (["民盟清禾县委员会"], "cppcc", "民盟清禾县委员会："),
        (["县水利局"], None, "县水利局："),
        (["县工商联", "县科协"], "cppcc", "县工商联、县科协："),
        ([], "npc", None),
    ],
)
def test_salutation_is_built_from_the_names(addressees, body, salutation):
    assert build_salutation(addressees, body) == salutation


def test_a_printed_salutation_wins_and_a_co_opinion_greets_no_delegate():
    assert salutation_of(LetterContent(salutation="各位代表：", addressees=("甲",))) == "各位代表："
    assert salutation_of(LetterContent(kind="co_opinion", body="npc", addressees=("县水利局",))) == "县水利局："


def test_a_text_area_carries_paragraphs_and_tables():
    typed = "　　第一段。\n\n  一、标题\n| 项目 | 金额 |\n|---|---|\n| 甲\\|乙 | 1 |\n\n| 另一表 |\n第二段。"
    paragraphs = paragraphs_from_text(typed)
    assert paragraphs == (
        "第一段。",
        "一、标题",
        Table((("项目", "金额"), ("甲|乙", "1")), header=True),
        Table((("另一表",),)),
        "第二段。",
    )
    assert paragraphs_from_text(text_from_paragraphs(paragraphs)) == paragraphs


def test_a_short_row_of_a_typed_table_is_filled_up():
    assert paragraphs_from_text("| a | b |\n| c |") == (Table((("a", "b"), ("c", ""))),)
