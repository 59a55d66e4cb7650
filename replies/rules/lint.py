"""lint(content) → findings: what a careful reviewer would mark before a letter is signed (domain.md §6.6).

Only what the letter itself can tell. Nothing here stops a letter; severity says how serious a finding is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .letter import LetterContent, Table, is_organisation, salutation_of

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True)
class Finding:
    """``field`` is a key of LetterContent; ``paragraph`` counts from 0 and is None for what is not in the text."""

    code: str
    field: str
    paragraph: int | None
    message: str
    severity: Severity


Rule = Callable[[LetterContent], Iterator[Finding]]
RULES: list[Rule] = []

WRONG_ITEM = {"npc": ("提案", "建议"), "cppcc": ("建议", "提案")}
WRONG_PERSON = {"npc": ("委员", "代表"), "cppcc": ("代表", "委员")}
CONTACT = re.compile(r"联系人|经办|承办人|承办科室|承办负责|具体负责")
PHONE = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}")
UNFINISHED = re.compile(r"正在[^。，；]{0,12}|尚未[^。，；]{0,12}|下一步将?|拟于|预计[^。，；]{0,12}")


def lint(content: LetterContent) -> list[Finding]:
    """All findings, in the order of the rules below."""
    return [finding for rule in RULES for finding in rule(content)]


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def texts(content: LetterContent) -> Iterator[tuple[int, str]]:
    """(number from 0, text) of the paragraphs that are text."""
    return ((number, item) for number, item in enumerate(content.paragraphs) if not isinstance(item, Table))


@rule
def empty(content: LetterContent) -> Iterator[Finding]:
    if not any(text.strip() for _, text in texts(content)):
        yield Finding("no_text", "paragraphs", None, "没有正文。", "error")
    for field, label in (("title", "标题"), ("date", "成文日期"), ("signatories", "发文机关署名")):
        if not getattr(content, field):
            yield Finding(f"no_{field}", field, None, f"没有{label}。", "error")
    if not salutation_of(content):
        yield Finding("no_addressees", "addressees", None, "没有主送对象（代表、委员或主办单位）。", "error")


@rule
def incomplete(content: LetterContent) -> Iterator[Finding]:
    if not content.letterhead:
        yield Finding("no_letterhead", "letterhead", None, "没有发文机关标志。", "warning")
    if not content.document_number:
        yield Finding("no_document_number", "document_number", None, "没有发文字号。", "warning")
    if not content.category and content.kind == "reply":
        yield Finding("no_category", "category", None, "没有标注办理类别（如 A、B、C）。", "warning")
    if not any(CONTACT.search(person.label) for person in content.people):
        yield Finding("no_contact", "people", None, "没有联系人。", "warning")
    if not any(person.phone or PHONE.search(person.name or "") for person in content.people):
        yield Finding("no_phone", "people", None, "没有联系电话。", "warning")
    if not content.copies_to and content.kind == "reply":  # a 会办意见 goes to the lead unit alone
        yield Finding("no_copies", "copies_to", None, "没有抄送单位。", "warning")


@rule
def wrong_item(content: LetterContent) -> Iterator[Finding]:
    """提案 in a letter to deputies, or 建议 for the item itself in a letter to members."""
    if not content.body:
        return
    wrong, right = WRONG_ITEM[content.body]
    if content.title and _names_item(content.title, wrong):
        yield Finding("wrong_word", "title", None, f"标题中的“{wrong}”应为“{right}”。", "error")
    for number, text in texts(content):
        if _names_item(text, wrong):
            # 建议 is also an everyday word, so in the text of a CPPCC letter it is only pointed out.
            severity: Severity = "error" if wrong == "提案" else "warning"
            yield Finding("wrong_word", "paragraphs", number, f"文中称“{wrong}”，应为“{right}”。", severity)


def _names_item(text: str, word: str) -> bool:
    # 建议 inside a quoted topic, or as an everyday word (提出的三条建议), is no mistake.
    plain = re.sub(r"《[^》]*》|“[^”]*”", "", text)
    before = r"第[^，。]{1,12}号|[这该此][一件份]*|[您你]们?[^，。《》]{0,24}的+(?:这一)?"
    return re.search(rf"({before}){word}(?!人|委)", plain) is not None


@rule
def wrong_person(content: LetterContent) -> Iterator[Finding]:
    salutation = salutation_of(content) or ""
    if not content.body or content.kind == "co_opinion":
        return
    wrong, right = WRONG_PERSON[content.body]
    if re.search(rf"{wrong}[：:]?\s*$", salutation):
        yield Finding("wrong_person", "salutation", None, f"称谓“{wrong}”应为“{right}”。", "error")


@rule
def co_opinion_addressee(content: LetterContent) -> Iterator[Finding]:
    if content.kind == "co_opinion" and re.search(r"(代表|委员)[：:]?\s*$", salutation_of(content) or ""):
        message = "会办意见应主送主办单位，不直接答复代表、委员。"
        yield Finding("co_opinion_addressee", "salutation", None, message, "error")


@rule
def doubled_word(content: LetterContent) -> Iterator[Finding]:
    """《关于…的建议》的建议: the quoted topic ends in the word that follows it."""
    found = re.compile(r"的(建议|提案)[》”]的?\1")
    if match := found.search((content.title or "").replace("\n", "")):
        yield Finding("doubled_word", "title", None, f"标题中“{match[0]}”重复，请删去一个“{match[1]}”。", "warning")
    for number, text in texts(content):
        if match := found.search(text):
            message = f"“{match[0]}”重复，请删去后一个“{match[1]}”。"
            yield Finding("doubled_word", "paragraphs", number, message, "warning")


@rule
def unit_contradicts(content: LetterContent) -> Iterator[Finding]:
    """The 承办单位 line names another unit than letterhead and signature."""
    ours = [(content.letterhead or "").removesuffix("文件"), *content.signatories]
    ours = [name for name in ours if name]
    for person in content.people:
        if person.label == "承办单位" and person.name and ours and not any(_alike(person.name, n) for n in ours):
            message = f"承办单位“{person.name}”与发文机关“{ours[0]}”不一致。"
            yield Finding("unit_contradicts", "people", None, message, "error")


def _alike(name: str, other: str) -> bool:
    return name in other or other in name or SequenceMatcher(None, name, other).ratio() > 0.6


@rule
def opinion_contradicts(content: LetterContent) -> Iterator[Finding]:
    opinion = content.opinion
    if opinion and opinion.name and content.addressees and opinion.name not in content.addressees:
        message = f"{opinion.label}的姓名“{opinion.name}”不在主送的“{'、'.join(content.addressees)}”之中。"
        yield Finding("opinion_contradicts", "opinion", None, message, "error")


@rule
def addressee_not_greeted(content: LetterContent) -> Iterator[Finding]:
    squeezed = re.sub(r"\s", "", content.salutation or "")
    for name in content.addressees if squeezed else ():
        if re.sub(r"\s", "", name) not in squeezed:
            message = f"主送名单中的“{name}”没有出现在称谓“{content.salutation}”中。"
            yield Finding("addressee_not_greeted", "salutation", None, message, "error")


@rule
def you(content: LetterContent) -> Iterator[Finding]:
    """您 to one person, 你们 to several; both in one letter is a slip either way."""
    if content.kind == "co_opinion" or not content.addressees:
        return
    several = len(content.addressees) > 1 or is_organisation(content.addressees[0])
    pattern = re.compile(r"[您你](?!们)" if several else r"[您你]们")
    wanted = "你们" if several else "您"
    for number, text in texts(content):
        if match := pattern.search(text):
            count = f"{len(content.addressees)}{'位' if len(content.addressees) > 1 or not several else '个单位'}"
            message = f"主送{count}，“{match[0]}”应为“{wanted}”。"
            yield Finding("you", "paragraphs", number, message, "warning")


@rule
def number_brackets(content: LetterContent) -> Iterator[Finding]:
    """发文字号: 六角括号 〔〕, no 第, no leading zero (GB/T 9704-2012 7.2.5)."""
    number = content.document_number or ""
    if re.search(r"[\[【（(﹝［]\s*\d{4}\s*[\]】）)﹞］]", number):
        message = f"发文字号“{number}”的年份应使用六角括号〔〕。"
        yield Finding("number_brackets", "document_number", None, message, "error")
    elif number and not re.search(r"〔\d{4}〕", number):
        message = f"发文字号“{number}”没有用六角括号〔〕括起的年份。"
        yield Finding("number_year", "document_number", None, message, "warning")
    if re.search(r"〔\d{4}〕(第|0)", number):
        message = f"发文字号“{number}”的序号不加“第”字，不编虚位（1 不编为 01）。"
        yield Finding("number_serial", "document_number", None, message, "warning")


@rule
def solved_but_going_on(content: LetterContent) -> Iterator[Finding]:
    """Class A says solved; text that still says 正在… contradicts it."""
    if content.kind != "reply" or not re.match(r"A|甲|解决或采纳|已", content.category or ""):
        return
    for number, text in texts(content):
        if match := UNFINISHED.search(text):
            message = f"类别为“{content.category}”（已解决），但文中仍说“{match[0]}”，请核对类别。"
            yield Finding("solved_but_going_on", "paragraphs", number, message, "warning")
