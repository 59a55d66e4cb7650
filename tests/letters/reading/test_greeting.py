"""Salutations: one, several, organisations; names are never invented."""

import pytest

from .old import TEXT, codes, read, typed


@pytest.mark.parametrize(
    ("greeting", "names"),
    [
        ("闻知秋代表：", ["闻知秋"]),
        ("尊敬的闻知秋代表：", ["闻知秋"]),
        ("闻知秋代表:", ["闻知秋"]),
        ("闻知秋、江照晚代表：", ["闻知秋", "江照晚"]),
        ("闻知秋代表、江照晚代表：", ["闻知秋", "江照晚"]),
        ("闻知秋 江照晚代表：", ["闻知秋", "江照晚"]),
        ("卓　㛃代表：", ["卓㛃"]),
        ("卓 㛃、欧阳听雨代表：", ["卓㛃", "欧阳听雨"]),
        ("阿依努尔·买买提、闻知秋委员：", ["阿依努尔·买买提", "闻知秋"]),
        ("闻知秋人大代表：", ["闻知秋"]),
        ("民盟清禾县委员会：", ["民盟清禾县委员会"]),
        ("县工商联、农工党清禾县总支部委员会：", ["县工商联", "农工党清禾县总支部委员会"]),
        ("石桥镇代表团：", ["石桥镇代表团"]),
        ("闻知秋同志：", ["闻知秋"]),
    ],
)
def test_names(greeting, names):
    content = read(typed(greeting=greeting))
    assert list(content.addressees) == names
    assert content.salutation == greeting


def test_names_over_several_lines():
    content = read(typed(greeting="尊敬的闻知秋、江照晚、苏未央、欧阳听雨、\n卓㛃、温如言代表："))
    assert content.addressees == ("闻知秋", "江照晚", "苏未央", "欧阳听雨", "卓㛃", "温如言")
    assert content.salutation == "尊敬的闻知秋、江照晚、苏未央、欧阳听雨、卓㛃、温如言代表："


@pytest.mark.parametrize("greeting", ["闻知秋等6位代表：", "闻知秋等六名代表：", "闻知秋等代表："])
def test_names_left_out_are_a_doubt(greeting):
    content = read(typed(greeting=greeting, text=TEXT.replace("您", "你们")))
    assert content.addressees == ("闻知秋",)
    assert "names_left_out" in codes(content)
    assert "you" not in codes(content)


def test_two_named_and_counted():
    assert read(typed(greeting="闻知秋、江照晚两位代表：")).addressees == ("闻知秋", "江照晚")


@pytest.mark.parametrize("greeting", ["尊敬的各位代表：", "贵委：", "代表："])
def test_no_name_is_no_addressee(greeting):
    content = read(typed(greeting=greeting))
    assert content.addressees == ()
    assert content.salutation == greeting
    assert "no_name" in codes(content)


def test_a_greeting_on_the_same_line_is_the_first_paragraph():
    content = read(typed(greeting="闻知秋代表：您好！"))
    assert (content.salutation, content.paragraphs[0]) == ("闻知秋代表：", "您好！")


def test_without_a_salutation_there_is_a_doubt():
    content = read(typed("清水函〔2024〕3号", greeting=""))
    assert (content.salutation, content.addressees) == (None, ())
    assert "no_addressees" in codes(content)


def test_an_odd_name_is_kept_with_a_doubt():
    content = read(typed(greeting="石桥镇闻知秋代表："))
    assert content.addressees == ("石桥镇闻知秋",)
    assert "name_uncertain" in codes(content)
