"""Strict reading of the JSON form of a LetterContent: each key has one reader, each refusal says where."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from .letter import KEYS, Attachment, BadContent, Doubt, LetterContent, Opinion, Person, Table
from .paragraphs import Paragraph

Reader = Callable[[str, Any, str], Any]

TYPE_NAMES = {dict: "对象", list: "列表", str: "文字", bool: "true/false", int: "数字", float: "数字"}
# Secret matters never enter this system (letter-content contract, urgency).
SECRECY_KEYS = {"密级", "secrecy", "secret", "classification", "security_level"}
SECRECY_MARK = re.compile(r"(绝密|机密|秘密)\s*[★☆*]|^\s*(绝密|机密|秘密)\s*$")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def from_json(source: str | bytes | dict[str, Any]) -> LetterContent:
    """Read the JSON form (text, or what `json.loads` made of it). ``from_json(to_json(c)) == c``.

    Raises BadContent for what is no JSON object, for an unknown key, a wrong type or a 密级.
    """
    if isinstance(source, dict):
        return _read(source)
    try:
        data = json.loads(source)
    except ValueError as error:
        raise BadContent(
            "", f"内容不是有效的 JSON：{_where(error)}。请检查文件是否完整、是否为 UTF-8 编码。"
        ) from error
    return _read(data)


def _read(data: Any) -> LetterContent:
    if not isinstance(data, dict):
        raise BadContent("", f'内容应为一个 JSON 对象，现为{_type_name(data)}；请按 {{"title": …}} 的形式提供。')
    for key in data:
        if key in SECRECY_KEYS:
            raise _secret(str(key), str(key))
        if key not in READERS:
            raise BadContent(str(key), f"{key}：没有这个字段；请删去，或改用：{'、'.join(KEYS)}。")
    return LetterContent(**{key: READERS[key](key, value, key) for key, value in data.items()})


def _where(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"第{error.lineno}行第{error.colno}个字符处无法读取"
    return "字符编码无法读取"


# --- readers: (key, value, where) -> the value as LetterContent holds it ----------------------------


def _text(key: str, value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(key, where, "文字", value)
    if SECRECY_MARK.search(value):
        raise _secret(key, where)
    if found := UNPRINTABLE.search(value):
        code = f"U+{ord(found[0]):04X}"
        raise BadContent(key, f"{where}：含有不能打印的控制字符（{code}）；请删去该字符。")
    return value


def _text_or_null(key: str, value: Any, where: str) -> str | None:
    return None if value is None else _text(key, value, where)


def _bool(key: str, value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, where, "true 或 false", value)
    return value


def _round(key: str, value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadContent(key, f"{where}：应为不小于 1 的整数（1 为首次答复），现为{_shown(value)}。")
    return value


def _date_or_null(key: str, value: Any, where: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadContent(key, f"{where}：应为 2024-09-09 形式的日期，现为{_shown(value)}。")


def _one_of(*allowed: str | None) -> Reader:
    def read(key: str, value: Any, where: str) -> str | None:
        if isinstance(value, str) and SECRECY_MARK.search(value):
            raise _secret(key, where)
        if not any(value is choice or (isinstance(value, str) and value == choice) for choice in allowed):
            choices = "、".join("null" if choice is None else choice for choice in allowed)
            raise BadContent(key, f"{where}：只能是 {choices}，现为{_shown(value)}。")
        return value

    return read


def _list_of(read_one: Reader, unit: str) -> Reader:
    def read(key: str, value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise _wrong(key, where, "列表", value)
        return tuple(read_one(key, item, f"{where} 第{number}{unit}") for number, item in enumerate(value, 1))

    return read


def _record(build: Callable[..., Any], required: tuple[str, ...] = (), **readers: Reader) -> Reader:
    """Reader of an object with exactly the keys of ``readers``."""

    def read(key: str, value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise _wrong(key, where, f"含 {'、'.join(readers)} 的对象", value)
        for name in value:
            if name not in readers:
                raise BadContent(key, f"{where}：没有“{name}”这一项；只能有 {'、'.join(readers)}。")
        for name in required:
            if name not in value:
                raise BadContent(key, f"{where}：缺少“{name}”；请补上。")
        return build(**{name: readers[name](key, item, f"{where} 的 {name}") for name, item in value.items()})

    return read


def _table(rows: tuple[tuple[str, ...], ...], header: bool = False) -> Table:
    return Table(rows, header)


def _paragraph(key: str, value: Any, where: str) -> Paragraph:
    if isinstance(value, str):
        return _text(key, value, where)
    if not isinstance(value, dict):
        raise BadContent(key, f'{where}：应为文字或表格（{{"rows": …, "header": …}}），现为{_type_name(value)}。')
    table: Table = READ_TABLE(key, value, where)
    widths = {len(row) for row in table.rows}
    if not table.rows or widths == {0}:
        raise BadContent(key, f"{where}：表格没有内容；请填写 rows 或删去这一段。")
    if len(widths) > 1:
        raise BadContent(key, f"{where}：表格各行的格数不一致；请补齐每一行。")
    return table


def _attachment(key: str, value: Any, where: str) -> Attachment:
    if isinstance(value, str):
        return Attachment(_text(key, value, where))
    attachment: Attachment = READ_ATTACHMENT(key, value, where)
    return attachment


def _wrong(key: str, where: str, wanted: str, value: Any) -> BadContent:
    return BadContent(key, f"{where}：应为{wanted}，现为{_type_name(value)}；请改正。")


def _secret(key: str, where: str) -> BadContent:
    return BadContent(key, f"{where}：含有密级标志。涉密内容不得录入本系统，请按保密规定另行办理。")


def _type_name(value: Any) -> str:
    return "空值（null）" if value is None else TYPE_NAMES.get(type(value), type(value).__name__)


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str | int | float) and not isinstance(value, bool) else _type_name(value)


READ_PARAGRAPHS = _list_of(_paragraph, "段")
READ_TABLE = _record(_table, ("rows",), rows=_list_of(_list_of(_text, "格"), "行"), header=_bool)
READ_ATTACHMENT = _record(Attachment, ("name",), name=_text, paragraphs=READ_PARAGRAPHS)
READ_PERSON = _record(Person, ("label",), label=_text, name=_text_or_null, phone=_text_or_null)
READ_OPINION = _record(Opinion, ("label",), label=_text, name=_text_or_null, rating=_text_or_null)
READ_DOUBT = _record(Doubt, ("code", "field", "message"), code=_text, field=_text, message=_text)


def _opinion_or_null(key: str, value: Any, where: str) -> Opinion | None:
    return None if value is None else READ_OPINION(key, value, where)


READERS: dict[str, Reader] = {
    "kind": _one_of("reply", "co_opinion"),
    "round": _round,
    "body": _one_of("npc", "cppcc", None),
    "session": _text_or_null,
    "case_number": _text_or_null,
    "topic": _text_or_null,
    "letterhead": _text_or_null,
    "document_number": _text_or_null,
    "signed_by": _text_or_null,
    "category": _text_or_null,
    "category_label": _text,
    "title": _text_or_null,
    "addressees": _list_of(_text, "个"),
    "salutation": _text_or_null,
    "urgency": _one_of("特急", "加急", None),
    "paragraphs": READ_PARAGRAPHS,
    "attachments": _list_of(_attachment, "个"),
    "signatories": _list_of(_text, "个"),
    "date": _date_or_null,
    "seal": _bool,
    "people": _list_of(READ_PERSON, "项"),
    "disclosure": _text_or_null,
    "opinion": _opinion_or_null,
    "copies_to": _list_of(_text, "个"),
    "issuer": _text_or_null,
    "issued_on": _date_or_null,
    "file": _text_or_null,
    "doubts": _list_of(READ_DOUBT, "条"),
}
