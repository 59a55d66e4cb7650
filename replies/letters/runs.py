"""Plain text → escaped inline HTML whose lines break where a Chinese official text may break.

Pango keeps punctuation off the wrong edge of a line by itself. Added here: figures with their units, dates, numbers
and names are never split; a line may break beside “ ”, which Unicode treats as glue.
"""

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from replies.rules.paragraphs import heading_length, heading_level

UNITS = (
    "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|千瓦时|千瓦|兆瓦|公顷|个月|个百分点|小时|分钟|"
    "万元|亿元| ?[a-zA-Z]{1,3}[²³]?|[㎡℃元名人个件条项户家次批处所座亩米吨台套辆栋间层起年月日天时分秒岁号倍期块头株村镇路届册页位度]"
)
# Not inside A1b2C3…: a long code made of kept pieces could break nowhere and would run off the paper.
FIGURE = rf"(?<![A-Za-z_\d])[¥￥]?\d+(?:[.,，:：]\d+)*(?:[%％‰]|(?:多|余)?[十百千万亿]*(?:多|余)?(?:{UNITS})?)"
KEEP = re.compile(
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|"  # dates
    r"〔\d{4}〕第?\d+号|第\s?[A-Za-z]?\d+[号届次条款项章期]|"  # document and case numbers
    r"\d{3,4}[-－—]\d{7,8}|"  # telephone numbers
    r"[^，、。]{1,2}（\d+份）|"  # copy counts
    rf"[（(](?:[万亿]?元|百分比|%|{UNITS})[）)]|[万亿]元|"  # units by themselves, as in the head of a column
    rf"{FIGURE}"
)
LONGEST_KEPT = 12
WHOLE_BY_ITSELF = re.compile(r"\d[\d.,:]*%?")  # no line breaker parts 46.45% or 6:30
# A line may break before an opening quotation mark, and after a closing one unless punctuation follows.
BEFORE_OPENING = re.compile(r"(?<=[\w”’》）〕、，；：。！？])(?=[“‘])")
AFTER_CLOSING = re.compile(r"(?<=[”’])(?=[\w《（〔])")
# What is neither Han nor a space breaks nowhere by itself: a long code or a row of dots would run off the paper.
HAN = "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
ENDLESS = re.compile(rf"[^ \n\t\u3000{HAN}]{{16,}}")
NO_BREAK_SPACE = re.compile("([\u00a0\u2007\u202f])")
ZERO_WIDTH_SPACE = "\u200b"
WORD_JOINER = "\u2060"
JOINT = re.compile(r"(?<=.)(?=.)(?:(?<![!-~])|(?![!-~]))", re.DOTALL)  # not between two figures or letters


def inline(text: str) -> SafeString:
    """Text with its unbreakable pieces marked."""
    parts: list[SafeString] = []
    end = 0
    for found in KEEP.finditer(text):
        if 1 < len(found[0]) <= LONGEST_KEPT and not WHOLE_BY_ITSELF.fullmatch(found[0]):
            parts += [_loose(text[end : found.start()]), keep(found[0])]
            end = found.end()
    return mark_safe("".join([*parts, _loose(text[end:])]))  # noqa: S308 every part is escaped


def kept_pieces(text: str) -> list[str]:
    """The pieces of a text that are never split between two lines."""
    return [found[0] for found in KEEP.finditer(text) if 1 < len(found[0]) <= LONGEST_KEPT]


def keep(text: str) -> SafeString:
    """A piece that is never split between two lines.

    A word joiner stands wherever a line could break, which costs far less than an element of its own.
    """
    return conditional_escape(JOINT.sub(WORD_JOINER, text))


def paragraph(text: str) -> SafeString:
    """A paragraph with its heading, or the heading it starts with, in the face of its level (7.3.3)."""
    level, length = heading_level(text), heading_length(text)
    if level not in (1, 2) or not length:
        return inline(text)
    # Between the heading and a quotation a line may break; neither of the two parts shows that by itself.
    between = ZERO_WIDTH_SPACE if text[length : length + 1] in ("“", "‘") else ""
    heading, rest = inline(text[:length]), inline(text[length:])
    return format_html('<span class="level{}">{}{}</span>{}', level, heading, between, rest)


def with_names(text: str, names: Iterable[str]) -> SafeString:
    """A salutation or list in which each name, with the mark after it, stays on one line."""
    whole = sorted({name for name in names if 0 < len(name) <= LONGEST_KEPT}, key=len, reverse=True)
    if not whole:
        return inline(text)
    pattern = "((?:" + "|".join(map(re.escape, whole)) + ")(?:代表|委员|同志|先生|女士)?[、，：:]?)"
    parts = re.split(pattern, text)
    return format_html_join(
        "", "{}", ((keep(part) if index % 2 else inline(part),) for index, part in enumerate(parts))
    )


def _loose(text: str) -> SafeString:
    text = ENDLESS.sub(lambda found: ZERO_WIDTH_SPACE.join(found[0]), text)
    text = NO_BREAK_SPACE.sub(rf"\1{ZERO_WIDTH_SPACE}", text)
    for place in (BEFORE_OPENING, AFTER_CLOSING):
        text = place.sub(ZERO_WIDTH_SPACE, text)
    return conditional_escape(text)
