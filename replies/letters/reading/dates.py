"""Dates as letters print them, in arabic or Chinese numerals."""

import re
from datetime import date

HAN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0"}
_YEAR = r"(?:\d{4}|[〇○零O一二三四五六七八九]{4})"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DATE = rf"{_YEAR}\s*年\s*{_PART}\s*月\s*{_PART}\s*日|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
BLANK_DATE = r"(?:\d{2,4}|[〇○零O一二三四五六七八九]{4})?\s*年\s*(?:\d{1,2})?\s*月\s*(?:\d{1,2})?\s*日?"


def read_date(text: str) -> date | None:
    """二〇二四年九月九日, 2024 年 9 月 9 日, 2024-9-9; None where the day does not exist."""
    parts = re.split(r"[年月日\-./]", re.sub(r"\s", "", text))
    try:
        return date(*(_number(part) for part in parts[:3]))
    except (ValueError, TypeError):
        return None


def _number(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, ones = text.split("十")
        return int(HAN_DIGITS[tens] if tens else "1") * 10 + int(HAN_DIGITS[ones] if ones else "0")
    return int("".join(HAN_DIGITS.get(char, "x") for char in text))
