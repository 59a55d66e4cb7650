"""What counties print above the salutation, in every variant met: number, class, signer, letterhead, title."""

import pytest

from .old import TITLE, codes, read, typed


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("清水发〔2024〕37号", "清水发〔2024〕37号"),
        ("清水发[2024]37号", "清水发[2024]37号"),
        ("清水发（2024）37号", "清水发（2024）37号"),
        ("清水发【2024】37号", "清水发【2024】37号"),
        ("清水发﹝2024﹞37号", "清水发﹝2024﹞37号"),
        ("清水发(2024)37号", "清水发(2024)37号"),
        ("清水发〔2024〕第37号", "清水发〔2024〕第37号"),
        ("清水发〔2024〕037号", "清水发〔2024〕037号"),
        ("清水发 〔2024〕 37 号", "清水发〔2024〕37号"),
        ("清水函字〔2024〕5号", "清水函字〔2024〕5号"),
        ("清水提函2024-37号", "清水提函2024-37号"),
    ],
)
def test_document_numbers_stay_as_printed(line, number):
    assert read(typed(f"清禾县水利局文件\n{line}")).document_number == number


@pytest.mark.parametrize(
    ("head", "category", "label"),
    [
        ("类别：B", "B", "类别"),
        ("类别：A类", "A", "类别"),
        ("类别: C", "C", "类别"),
        ("类 别：B", "B", "类别"),
        ("分类：A", "A", "分类"),
        ("办理结果：B", "B", "办理结果"),
        ("办理类别：乙类", "乙", "办理类别"),
        ("答复类别：D", "D", "答复类别"),
        ("（类别：B）", "B", "类别"),
        ("（C）", "C", "类别"),
        ("A类）", "A", "类别"),
        ("B类", "B", "类别"),
        ("甲类", "甲", "类别"),
        ("丙", "丙", "类别"),
        ("b", "b", "类别"),
        ("A1", "A1", "类别"),
        ("解决或采纳", "解决或采纳", "类别"),
        ("办理结果：留作参考", "留作参考", "办理结果"),
        ("清水发〔2024〕3号A类", "A", "类别"),
        ("清水发〔2024〕3号　　　　类别：B", "B", "类别"),
        ("清水发〔2024〕3号（B）", "B", "类别"),
        ("类别：B　　　　公开", "B", "类别"),
        ("", None, "类别"),
    ],
)
def test_class_marks(head, category, label):
    content = read(typed(head))
    assert (content.category, content.category_label) == (category, label)
    assert content.title == TITLE


@pytest.mark.parametrize("title", [f"{TITLE}（B）", f"{TITLE}\nB", f"{TITLE}（B类）", f"{TITLE} B", f"{TITLE}\n（B）"])
def test_a_class_mark_behind_the_title(title):
    content = read(typed(title=title))
    assert (content.title, content.category) == (TITLE, "B")


def test_a_blank_class_is_null_with_a_doubt():
    content = read(typed("类别："))
    assert content.category is None
    assert ("blank", "category") in {(doubt.code, doubt.field) for doubt in content.doubts}


@pytest.mark.parametrize(
    "head",
    [
        "清禾县水利局文件\n签发人：温如言\n清水发〔2024〕3号",
        "清禾县水利局文件\n清水发〔2024〕3号　　　　签发人：温如言",
        "清禾县水利局文件\n清水发〔2024〕3号 签发人：温如言",
        "清禾县水利局文件\n清水发〔2024〕3号\n签发：温如言",
        "清禾县水利局文件\n清水发〔2024〕3号\n签 发 人：温如言",
    ],
)
def test_the_signer_on_a_line_of_its_own_or_beside_the_number(head):
    content = read(typed(head))
    assert (content.signed_by, content.document_number) == ("温如言", "清水发〔2024〕3号")
    assert content.letterhead == "清禾县水利局文件"


@pytest.mark.parametrize("line", ["特急", "特 急", "紧急程度：特急"])
def test_urgency(line):
    assert read(typed(f"{line}\n清禾县水利局文件\n清水发〔2024〕3号")).urgency == "特急"


@pytest.mark.parametrize(
    ("head", "letterhead"),
    [
        ("清禾县水利局文件\n清水发〔2024〕3号", "清禾县水利局文件"),
        ("清 禾 县 水 利 局 文 件\n清水发〔2024〕3号", "清禾县水利局文件"),
        ("清禾县水利局\n清水函〔2024〕3号", "清禾县水利局"),
        ("# 清禾县水利局\n\n---\n\n类别：A", "清禾县水利局"),
        ("清禾县教育局\n清禾县财政局\n文件\n清教发〔2024〕3号", "清禾县教育局\n清禾县财政局文件"),
        ("清禾县教育局文件\n清禾县财政局\n清教发〔2024〕3号", "清禾县教育局\n清禾县财政局文件"),
        ("清水函〔2024〕3号", None),
    ],
)
def test_letterheads(head, letterhead):
    content = read(typed(head))
    assert content.letterhead == letterhead
    assert content.title == TITLE


def test_a_unit_right_above_the_title_belongs_to_it_with_a_doubt():
    content = read(typed("清禾县水利局"))
    assert content.title == "清禾县水利局" + TITLE
    assert content.letterhead is None
    assert "letterhead_or_title" in codes(content)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "清禾县水利局关于县十七届人大四次会议\n第45号建议的答复",
            "清禾县水利局关于县十七届人大四次会议第45号建议的答复",
        ),
        ("## 关于县十七届人大四次会议第45号 建议的答复", TITLE),
        ("关于县十七届\n人大四次会议\n第45号建议的\n答复", TITLE),
        ("**关于县十七届人大四次会议第 45 号建议的答复**", TITLE),
    ],
)
def test_a_title_over_several_lines_is_joined(title, expected):
    assert read(typed("清禾县水利局文件\n清水发〔2024〕3号", title)).title == expected


def test_an_unknown_line_of_the_head_is_not_dropped_silently():
    content = read(typed("清禾县水利局文件\n清水发〔2024〕3号\n发布时间：2024-05-09 来源：水利局"))
    assert content.title == TITLE
    assert any("发布时间：2024-05-09" in doubt.message for doubt in content.doubts if doubt.code == "unread_line")


def test_a_case_number_printed_on_a_line_of_its_own():
    content = read(typed("案号：0045\n清水发〔2024〕3号", "关于修缮石桥镇灌渠建议的答复"))
    assert content.case_number == "0045"


def test_a_disclosure_printed_above_the_salutation():
    content = read(typed("清水函〔2024〕3号", TITLE + "\n（此件公开发布）"))
    assert (content.title, content.disclosure) == (TITLE, "此件公开发布")
