"""The head of a letter, everything above the salutation: 紧急程度, 类别, 发文机关标志, 发文字号, 签发人, 标题."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from replies.rules.letter import Doubt

from .blocks import Block, NoLetter
from .contacts import disclosure_of
from .names import is_unit

LONGEST_TITLE = 200  # characters
BRACKETED_YEAR = r"[〔\[（(【﹝［]\s*\d{4}\s*年?[〕\]）)】﹞］]"
NUMBER = re.compile(
    rf"(?P<number>[^\s〔\[（(【﹝［：:《》“”，。]{{1,24}}\s*{BRACKETED_YEAR}\s*(?:第\s*)?[\d×]+\s*号|"
    r"[一-鿿]{2,12}(?:函|发|字|复|办|提|建|督)[第\s]*(?:\d{4}[-—－])?\d+号)"
)
CLASS = r"[A-Da-dＡ-Ｄ甲乙丙丁][1-3]?"
CLASS_WORDS = (
    "解决或采纳|已解决|基本解决|已解决或基本解决|已解决或采纳|正在解决|列入计划|列入计划拟解决|列入计划解决|列入规划|"
    "留作参考|暂不具备条件|因条件限制无法解决|无法解决|部分解决"
)
CLASS_LABEL = (
    r"(?:办理|答复|办复|建议|提案|办理结果|办理答复)?\s*(?:类\s*别|分\s*类|结果|类型|等次|性质)(?:等级|分类|类别)?"
)
LABELLED_CLASS = re.compile(rf"[（(]?(?P<label>{CLASS_LABEL})\s*[：:]\s*(?P<value>[^：:（）()]{{0,14}}?)\s*[）)]?")
BARE_CLASS = re.compile(rf"[（(【\[]?\s*(?P<value>{CLASS}|{CLASS_WORDS})\s*(?:类|级)?\s*[）)】\]]?\s*(?:类)?")
SIGNER = re.compile(r"签\s*发\s*人?\s*[：:]\s*(?P<name>.*)")
URGENCY = re.compile(r"(?:紧急程度\s*[：:]\s*)?(?P<urgency>特\s*急|加\s*急)")
CASE_LABEL = re.compile(r"(?:案\s*号|(?:建议|提案)(?:编)?号|编\s*号)\s*[：:]\s*(?P<case>.+)")
LABELLED = re.compile(r"[一-鿿\s]{2,8}[：:].*")
ENDING = (
    r"(?:答复|复函|回复|办复|办理|会办|协办|处理|落实)(?:的)?(?:意见|情况|结果)?(?:的)?(?:答复|回复)?(?:的)?"
    r"(?:函|意见函|报告|汇报|说明|书|意见)?"
)
TITLE = re.compile(rf"(?:建议|提案|议案|意见|批评|号|的).*?(?:{ENDING})$")
TITLE_CLASS = re.compile(rf"\s*[（(【\[]?\s*(?P<value>{CLASS})\s*(?:类)?\s*[）)】\]]?\s*$")
ABOUT_ITEM = re.compile(r"建议|提案|议案|意见|号")


@dataclass
class Head:
    """What the head says. ``left`` are lines that are none of its elements."""

    letterhead: str | None = None
    document_number: str | None = None
    signed_by: str | None = None
    category: str | None = None
    category_label: str = "类别"
    urgency: Literal["特急", "加急"] | None = None
    title: str = ""
    case_number: str | None = None
    disclosure: str | None = None
    left: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def is_reply_title(text: str) -> bool:
    """关于…第N号建议的答复, …的办理情况, …的会办意见: the title of a letter that answers an item."""
    if len(text) > LONGEST_TITLE:
        return False
    bare = re.sub(r"\s", "", TITLE_CLASS.sub("", text))
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", bare)
    if len(bare) < 6 or not TITLE.search(bare) or not ABOUT_ITEM.search(bare):
        return False
    # 关于2024年建议办理情况的报告 is a report on all of them.
    return not re.search(r"(?:报告|汇报|总结|方案|通知|通报|办法)$", bare) or bool(re.search(r"\d+[”\"]?号", bare))


def read_head(blocks: Sequence[Block], is_cut: bool) -> Head:
    """The elements of the blocks above the salutation, in whatever order a county prints them.

    ``is_cut``: the source does not say what belongs to the title, so that one of several lines is doubtful.
    """
    head = Head()
    rest: list[Block] = []
    for block in blocks:
        texts = _cells(block)
        kept = [text for text in texts if not _take(text, head)]
        if kept:
            rest.append(Block(" ".join(kept), stands_out=block.stands_out, level=block.level))
        elif rest and rest[-1].text:
            rest.append(Block())  # something stood between: what is above is no part of the title
    _mark_and_title(rest, head, is_cut)
    return head


def _cells(block: Block) -> list[str]:
    if block.table:
        return [cell for row in block.table.rows for cell in row if cell.strip()]
    text = re.sub(r"(?<=号)\s*(?=签\s*发)", "\u3000\u3000", block.text)
    return [part.strip() for part in re.split(r"[ \u00a0]{2,}|[\u3000\t]+|\n", text) if part.strip()]


def _take(text: str, head: Head) -> bool:
    """Put a line's text where it belongs; False where it is neither mark nor element."""
    if len(text) > LONGEST_TITLE:
        return False
    if found := URGENCY.fullmatch(text):
        head.urgency = cast(Literal["特急", "加急"], re.sub(r"\s", "", found["urgency"]))
    elif found := SIGNER.fullmatch(text):
        head.signed_by = found["name"].strip() or None
        if not head.signed_by:
            head.doubts.append(Doubt("blank", "signed_by", "“签发人”后面是空白，请按原件补上。"))
    elif said := disclosure_of(text):
        head.disclosure = said
    elif found := CASE_LABEL.fullmatch(text):
        head.case_number = found["case"].strip()
    elif found := LABELLED_CLASS.fullmatch(text):
        set_class(head, found["value"], re.sub(r"\s", "", found["label"]))
    elif found := BARE_CLASS.fullmatch(text):
        set_class(head, found["value"])
    else:
        return _take_number(text, head)
    return True


def _take_number(text: str, head: Head) -> bool:
    found = NUMBER.match(text)
    if not found or head.document_number or "关于" in text or is_reply_title(text):
        return False
    rest = text[found.end() :].strip()
    if rest and not (_take(rest, head) or BARE_CLASS.fullmatch(rest)):
        return False
    head.document_number = re.sub(r"\s", "", found["number"])
    return True


def set_class(head: Head, value: str, label: str | None = None) -> None:
    """A blank class is null; 类 after the letter is no part of it."""
    value = value.strip(" \u3000_＿—-")
    found = BARE_CLASS.fullmatch(value)
    value = (found["value"] if found else value).translate(str.maketrans("ＡＢＣＤ", "ABCD"))
    if label:
        head.category_label = label
    if value:
        head.category = value
    elif label:
        head.doubts.append(Doubt("blank", "category", f"“{label}”后面是空白，请按原件补上。"))


def _mark_and_title(rest: list[Block], head: Head, is_cut: bool) -> None:
    marks = [block for block in rest if block.stands_out]
    plain = [block for block in rest if not block.stands_out]
    if marks:
        head.letterhead = _joined_mark([block.text for block in marks])
    else:
        plain = _take_mark(plain, head)
    lines = [block.text for block in plain if block.text]
    chosen = _title_run(_sections(plain), lines)
    head.left += [line for number, line in enumerate(lines) if number not in chosen]
    text = "".join(_title_line(lines[number]) for number in chosen)
    if (found := TITLE_CLASS.search(text)) and is_reply_title(text[: found.start()]):
        text = text[: found.start()]
        set_class(head, found["value"])
    head.title = text
    if is_cut and (len(chosen) > 1 or re.search(r"\s", "".join(lines[number] for number in chosen))):
        message = f"标题由分开的几段接成“{text}”，请核对断句处有无缺字。"
        head.doubts.append(Doubt("title_joined", "title", message))


def _take_mark(plain: list[Block], head: Head) -> list[Block]:
    """The first line is the letterhead if it is a unit's name that the title does not go on with."""
    if not plain or not plain[0].text:
        return plain
    names = [_squeezed(plain[0].text)]
    for name in (_squeezed(block.text) for block in plain[1:]):
        if not _is_name(names[-1]) or not (_is_name(name) or name == "文件"):
            break
        names.append(name)
    after = plain[len(names) :]
    is_apart = bool(after) and (not after[0].text or (after[0].level != plain[0].level and bool(plain[0].level)))
    first = names[0]
    if (any(name.endswith("文件") for name in names) and "关于" not in first) or (is_unit(first) and is_apart):
        head.letterhead = _joined_mark(names)
        return after
    if is_unit(first) and after:
        message = f"“{first}”可能是发文机关标志，也可能是标题的第一行，现作标题读入，请核对。"
        head.doubts.append(Doubt("letterhead_or_title", "letterhead", message))
    return plain


def _is_name(text: str) -> bool:
    return is_unit(text.removesuffix("文件"))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _joined_mark(names: Iterable[str]) -> str:
    """Jointly issued: one name a line, and after the last one the 文件 that stood beside them."""
    lines = [_squeezed(name) for name in names]
    if not all(_is_name(line) or line == "文件" for line in lines):
        return "".join(lines)  # one name that ran over the line
    if len(lines) == 1:
        return lines[0]
    beside = "文件" if any(line.endswith("文件") for line in lines) else ""
    return "\n".join(name for line in lines if (name := line.removesuffix("文件"))) + beside


def _sections(blocks: Iterable[Block]) -> list[range]:
    """The runs of lines between which another element stood, as ranges of the lines' numbers."""
    sections, start, end = [], 0, 0
    for block in blocks:
        if block.text:
            end += 1
        elif end > start:
            sections.append(range(start, end))
            start = end
    return [*sections, range(start, end)]


def _title_run(sections: Sequence[range], texts: Sequence[str]) -> range:
    """The lines that together are a title; all of them where no fewer are."""
    for section in [*reversed(sections), range(len(texts))]:
        for end in range(section.stop, section.start, -1):
            for begin in range(section.start, end):
                if is_reply_title("".join(texts[begin:end])) and _begins(texts[begin]):
                    return range(begin, end)
    return range(len(texts))


def _begins(text: str) -> bool:
    return bool(re.search(r"关于|^对|[对就]", text)) or is_unit(text) or not LABELLED.fullmatch(text)


def _title_line(text: str) -> str:
    """Spaces in a title are the typesetter's, but not those of 第 112号 and between Latin words."""
    return re.sub(r"(?<![A-Za-z\d])(?<!第)\s+|\s+(?![A-Za-z\d号])", "", text)


def refuse_secret(blocks: Sequence[Block], mark: re.Pattern[str]) -> None:
    """Raises NoLetter where a 密级 stands in the letter."""
    if any(mark.search(text) for block in blocks for text in [block.text, *_cells(block)]):
        raise NoLetter("含有密级标志。涉密文件不得读入本系统，请按保密规定另行办理。")
