"""The yearly notice as lines: what is read, and what a clerk is told about a line that cannot be."""

from datetime import date

import pytest

from replies.rules.holiday_notice import NoticeDay, WrongLines, read, written

NEW_YEAR = NoticeDay(date(2027, 1, 1), False, "元旦")
MADE_UP = NoticeDay(date(2027, 1, 30), True, "春节调休")


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-01 放假 元旦\n2027-01-30 上班 春节调休",
        "2027/1/30，上班，春节调休\n\n2027年1月1日 休 元旦\n",
        "日期,安排,名称\n2027-01-01,放假,元旦\n2027-01-30,班,春节调休,",
        "2027-01-30\t上班\t春节调休\r\n2027.1.1\t放假\t元旦",
    ],
)
def test_one_line_a_day_however_it_is_typed(text) -> None:
    assert read(text, 2027) == (NEW_YEAR, MADE_UP)


def test_a_run_of_days_is_one_line() -> None:
    days = read("2027-02-05至2027-02-07 放假 春节", 2027)

    assert [(day.day.day, day.name) for day in days] == [(5, "春节"), (6, "春节"), (7, "春节")]


def test_what_is_written_is_read_again() -> None:
    assert read(written([MADE_UP, NEW_YEAR]), 2027) == (NEW_YEAR, MADE_UP)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("元旦", "“元旦”看不懂。请写成“2027-01-01 放假 元旦”，日期、安排、名称之间空一格。"),
        ("2027-01-01 放加 元旦", "“放加”不对，请写“放假”或“上班”。"),
        ("2027-01-01 放假", "缺少名称，例如“元旦”或“春节调休”。"),
        ("1月1日 放假 元旦", "“1月1日”不是日期，请写成2027-01-01。"),
        ("2027-02-29 放假 春节", "“2027-02-29”没有这一天，请核对。"),
        ("2026-12-31 放假 元旦", "2026-12-31不是2027年的日子。"),
        ("2027-01-29 上班 春节调休", "2027-01-29是星期五，本来就上班，请核对日期。"),
        ("2027-02-11至2027-02-05 放假 春节", "“2027-02-11至2027-02-05”的后一天早于前一天。"),
        ("2027-02-05至2027-03-05 放假 春节", "“2027-02-05至2027-03-05”超过15天，请核对日期。"),
        ("2027-10-01 放假 元旦\n2027-10-01 放假 国庆节", "2027-10-01写了两次，请删去一处。"),
        ("2027-01-01 放假 " + "元" * 31, "名称请不超过30字，现有31字。"),
    ],
)
def test_what_is_wrong_is_said_with_the_number_of_the_line(line, message) -> None:
    with pytest.raises(WrongLines) as wrong:
        read(f"2027-05-01 放假 劳动节\n{line}", 2027)

    assert wrong.value.messages == [f"第{line.count(chr(10)) + 2}行：{message}"]


def test_every_wrong_line_is_named_at_once() -> None:
    with pytest.raises(WrongLines) as wrong:
        read("甲\n2027-01-01 放假 元旦\n乙", 2027)

    assert [message[:4] for message in wrong.value.messages] == ["第1行：", "第3行："]


def test_a_year_without_a_holiday_is_no_notice() -> None:
    with pytest.raises(WrongLines) as wrong:
        read("2027-01-30 上班 春节调休", 2027)

    assert wrong.value.messages == ["请至少写一个放假的日子，例如：2027-01-01 放假 元旦"]
