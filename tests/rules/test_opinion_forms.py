"""The number on a form, and the questions a county asks on it."""

import pytest

from replies.rules.opinion_forms import (
    DEFAULT_QUESTIONS,
    Question,
    check_digit,
    code_in,
    questions_of,
    read_code,
    spaced,
)

CODE = "123456789014"


def test_the_check_digit_is_that_of_the_standard():
    assert check_digit("0794") == "5"  # the example of ISO/IEC 7064


@pytest.mark.parametrize("typed", ["123456789014", "1234 5678 9014", " 1234-5678-9014 ", "１２３４５６７８９０１４"])
def test_a_number_is_read_as_clerks_type_it(typed):
    assert read_code(typed) == CODE


def test_every_slip_of_one_digit_is_found():
    for place, right in enumerate(CODE):
        for wrong in set("0123456789") - {right}:
            with pytest.raises(ValueError, match=r"^编号有一位输错了，请对照表上的数字重新输入。$"):
                read_code(CODE[:place] + wrong + CODE[place + 1 :])


@pytest.mark.parametrize("typed", ["", "12345678901", "1234567890144", "12345678901x", "第27号"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"^编号是二维码下面的12位数字，请照表上的数字输入。$"):
        read_code(typed)


def test_the_number_is_printed_in_groups_of_four():
    assert spaced(CODE) == "1234 5678 9014"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"https://banfu.example.gov.cn/r/{CODE}/", CODE),
        (f"http://10.0.0.8:8000/r/{CODE}", CODE),
        ("https://banfu.example.gov.cn/r/123456789015/", None),
        ("https://banfu.example.gov.cn/proposals/12/", None),
        (CODE, None),
    ],
)
def test_the_number_is_found_in_an_address_of_ours_whatever_the_server(address, code):
    assert code_in(address) == code


def test_questions_are_read_one_a_line():
    assert questions_of("是否见面：是、否\n\n收到时间:\n") == (Question("是否见面", ("是", "否")), Question("收到时间"))


def test_the_default_questions_can_be_read():
    assert [question.label for question in questions_of(DEFAULT_QUESTIONS)] == [
        "是否收到答复函", "收到时间", "答复前沟通方式", "是否同意公开答复",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("问题：是\n" * 9, "征询意见表的问题不超过8个，现有9个。"),
        ("是" * 61, "“是是是是是是是是是是……”一行请不超过60字。"),
        ("：是、否", "“：是、否”缺少问题，应写成“问题：选项、选项”。"),
    ],
)
def test_questions_that_would_not_fit_are_refused(lines, message):
    with pytest.raises(ValueError) as refused:
        questions_of(lines)
    assert str(refused.value) == message
