"""Words that differ by body, and the fixed patterns of titles (domain.md §1, §6.1)."""

import re
from dataclasses import dataclass

from .vocabulary import Body, Timing

DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Words:
    """How one body speaks of its people and papers."""

    item: str  # 建议 / 提案
    person: str  # 代表 / 委员
    lead: str  # 领衔代表 / 第一提案人
    cosigner: str  # 联名代表 / 联名委员
    out_of_session: str  # 闭会期间 / 平时
    subject: str  # 标题 / 案由
    group: str  # 代表团 / 界别


WORDS = {
    Body.NPC: Words("建议", "代表", "领衔代表", "联名代表", "闭会期间", "标题", "代表团"),
    Body.CPPCC: Words("提案", "委员", "第一提案人", "联名委员", "平时", "案由", "界别"),
}


def words(body: str) -> Words:
    """The words of one body, by its code ("npc" or "cppcc")."""
    return WORDS[Body(body)]


def timing_label(body: str, timing: str) -> str:
    """会议期间, 闭会期间 (NPC) or 平时 (CPPCC)."""
    if timing == Timing.IN_SESSION:
        return Timing.IN_SESSION.label
    return words(body).out_of_session


def chinese_number(number: int) -> str:
    """1…99 as used in 届 and 次: 七, 十, 十六, 二十一. ValueError outside that range."""
    if not 1 <= number <= 99:
        raise ValueError("届次只能是 1 到 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


def session_name(assembly: str, term: int, meeting: int) -> str:
    """县人大七届六次会议: the assembly's short name, then term and meeting."""
    return f"{assembly}{chinese_number(term)}届{chinese_number(meeting)}次会议"


# The only words a title or case-number pattern of a profile may contain in braces.
PATTERN_FIELDS = ("session", "number", "item", "topic", "serial", "again")
PATTERN_FIELD = re.compile(r"\{(" + "|".join(PATTERN_FIELDS) + r")\}")


def fill(pattern: str, **values: str) -> str:
    """A local pattern with its fields filled in: 关于{session}{number}{item}的{again}答复.

    Plain replacement from a closed list, not a template language: a pattern kept in the database must never
    be able to reach anything but these words.
    """
    return PATTERN_FIELD.sub(lambda found: values.get(found[1], ""), pattern)


def again(round_number: int) -> str:
    """What a second and later reply is called: 再次."""
    return "" if round_number == 1 else "再次"


def padded(name: str) -> str:
    """王　伟: a name of two characters with a space between them, as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
