"""LetterContent: what a reply letter consists of, and its one canonical JSON form.

One plain structure stands between everything that makes a letter and everything that prints or reads one.
It is read back by letter_reading.from_json.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from .paragraphs import (
    Paragraph,
    Table,
    heading_length,
    heading_level,
    paragraphs_from_text,
    text_from_paragraphs,
)

__all__ = [
    "Attachment",
    "BadContent",
    "Doubt",
    "LetterContent",
    "Opinion",
    "Paragraph",
    "Person",
    "Table",
    "build_salutation",
    "digest",
    "heading_length",
    "heading_level",
    "paragraphs_from_text",
    "salutation_of",
    "text_from_paragraphs",
    "to_dict",
    "to_json",
]


class BadContent(ValueError):
    """Content that is no letter: ``key`` is the key at fault, ``message`` says in Chinese where and what to do."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


@dataclass(frozen=True)
class Person:
    """A labelled line after the date: 承办单位, 联系人 …; ``name`` and ``phone`` None is a blank to sign on."""

    label: str
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Attachment:
    """附件: its name without number; with ``paragraphs`` it is printed after the letter on pages of its own."""

    name: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Opinion:
    """A rating printed on the letter itself: 委员意见：〈name〉 满意."""

    label: str
    name: str | None = None
    rating: str | None = None


@dataclass(frozen=True)
class Doubt:
    """What a reader of an old letter was unsure of; ``field`` is a key of LetterContent."""

    code: str
    field: str
    message: str


@dataclass(frozen=True)
class LetterContent:
    """A whole letter. The fields, in this order, are the keys of the JSON form; every one may be left out there.

    Strings are as printed and are never renumbered or corrected. ``file`` and ``doubts`` are set only by a
    reader of old letters and are left out of the JSON form when empty.
    """

    kind: Literal["reply", "co_opinion"] = "reply"
    round: int = 1
    body: Literal["npc", "cppcc"] | None = None
    session: str | None = None
    case_number: str | None = None
    topic: str | None = None
    letterhead: str | None = None
    document_number: str | None = None
    signed_by: str | None = None
    category: str | None = None
    category_label: str = "类别"
    title: str | None = None
    addressees: tuple[str, ...] = ()
    salutation: str | None = None
    urgency: Literal["特急", "加急"] | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signatories: tuple[str, ...] = ()
    date: datetime.date | None = None
    seal: bool = True
    people: tuple[Person, ...] = ()
    disclosure: str | None = None
    opinion: Opinion | None = None
    copies_to: tuple[str, ...] = ()
    issuer: str | None = None
    issued_on: datetime.date | None = None
    file: str | None = None
    doubts: tuple[Doubt, ...] = ()


KEYS = tuple(field.name for field in fields(LetterContent))
ONLY_FROM_READERS = ("file", "doubts")


def to_dict(content: LetterContent) -> dict[str, Any]:
    """The JSON form as plain lists, dicts, strings, in the contract's order, with every key present."""
    return {key: _plain(getattr(content, key)) for key in KEYS if _is_said(content, key)}


def to_json(content: LetterContent) -> str:
    """The canonical JSON: one spelling for one content, so that its digest identifies the letter."""
    return json.dumps(to_dict(content), ensure_ascii=False, separators=(",", ":"))


def digest(content: LetterContent) -> str:
    """sha256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(to_json(content).encode()).hexdigest()


def build_salutation(addressees: Sequence[str], body: str | None) -> str | None:
    """张三、李四代表： or 张三委员：, one title after the last name (domain.md §6.2); None without addressees.

    An organisation (民盟清禾县委员会, 县水利局) is named as it is, and so is everyone when the body is unknown.
    """
    names = [name.strip() for name in addressees if name.strip()]
    if not names:
        return None
    word = {"npc": "代表", "cppcc": "委员"}.get(body or "", "")
    if not word or any(is_organisation(name) for name in names):
        return "、".join(names) + "："
    return "、".join(names) + word + "："


def salutation_of(content: LetterContent) -> str | None:
    """The salutation as it is printed: the given one, else built. A 会办意见 goes to a unit, so no title there."""
    if content.salutation:
        return content.salutation
    return build_salutation(content.addressees, None if content.kind == "co_opinion" else content.body)


UNIT_ENDINGS = re.compile(
    r"(局|委|办|联|协|厅|院|部|署|处|所|站|校|队|厂|社|会|团|组|公司|中心|政府|银行|大学|支行|工委|界别|界|盟|党)$"
)


def is_organisation(name: str) -> bool:
    """Whether an addressee is a body and not a person. Personal names with a dot (阿依努尔·买买提) may be long."""
    if "·" in name or "・" in name:
        return False
    bare = re.sub(r"[（(].*?[）)]|\s", "", name)
    is_local = bare[:1] in "省市县旗乡镇" and len(bare) >= 3  # 县科协: none of these is a surname
    return ((is_local or len(bare) >= 4) and bool(UNIT_ENDINGS.search(bare))) or len(bare) >= 6


def _is_said(content: LetterContent, key: str) -> bool:
    return key not in ONLY_FROM_READERS or bool(getattr(content, key))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Attachment) and not value.paragraphs:
        return value.name  # one spelling for one content
    if isinstance(value, Table | Attachment | Person | Opinion | Doubt):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
