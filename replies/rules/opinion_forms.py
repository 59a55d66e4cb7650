"""征询意见表: the short number printed on each form, and the further questions a county asks on it.

The number is twelve digits, the last of them a check digit by GB/T 17710-2008 (ISO/IEC 7064) MOD 11,10: a slip
of one digit made in typing it in is always found.
"""

import re
from dataclasses import dataclass

DIGITS = 12
MOST_QUESTIONS = 8
LONGEST_LINE = 60  # characters
ADDRESS = re.compile(rf"/r/(\d{{{DIGITS}}})/?$")
DEFAULT_QUESTIONS = """是否收到答复函：是、否
收到时间：
答复前沟通方式：面商、走访、座谈、电话、未联系
是否同意公开答复：同意、不同意"""


def check_digit(digits: str) -> str:
    """The check digit of a row of digits, by MOD 11,10."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def read_code(typed: str) -> str:
    """What a clerk typed, with or without spaces → the twelve digits. ValueError with a Chinese message."""
    code = re.sub(r"[\s\-—]", "", typed).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if not re.fullmatch(r"[0-9]+", code) or len(code) != DIGITS:
        raise ValueError(f"编号是二维码下面的{DIGITS}位数字，请照表上的数字输入。")
    if check_digit(code[:-1]) != code[-1]:
        raise ValueError("编号有一位输错了，请对照表上的数字重新输入。")
    return code


def spaced(code: str) -> str:
    """1234 5678 9012, as printed: groups of four are read and typed with fewer slips."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_in(address: str) -> str | None:
    """The number in the address behind a QR code; None where it is none of ours, whatever the server's name."""
    found = ADDRESS.search(address.strip())
    try:
        return read_code(found[1]) if found else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Question:
    """A further question; without choices there is a line to write on."""

    label: str
    choices: tuple[str, ...] = ()


def questions_of(lines: str) -> tuple[Question, ...]:
    """One question a line, 问题：选项、选项. ValueError with a Chinese message for what would not fit the form."""
    questions = tuple(_question(line.strip()) for line in lines.splitlines() if line.strip())
    if len(questions) > MOST_QUESTIONS:
        raise ValueError(f"征询意见表的问题不超过{MOST_QUESTIONS}个，现有{len(questions)}个。")
    return questions


def _question(line: str) -> Question:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"“{line[:10]}……”一行请不超过{LONGEST_LINE}字。")
    label, _, choices = line.replace(":", "：").partition("：")
    if not label:
        raise ValueError(f"“{line}”缺少问题，应写成“问题：选项、选项”。")
    return Question(label, tuple(choice.strip() for choice in choices.split("、") if choice.strip()))
