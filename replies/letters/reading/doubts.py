"""What a clerk should look at in a letter that was read: the findings of the lint, and what only a reader can know."""

import re
from collections.abc import Iterable, Iterator

from replies.rules.letter import Doubt, LetterContent, Table
from replies.rules.lint import lint

TIMED = re.compile(
    r"(?:预计|力争|确保|计划|有望|拟于|将于|争取)?[^，。；]{0,4}"
    r"(?:\d{4}年底|年底|年内|上半年|下半年|本月底|\d{1,2}月(?:份|底|末)|\d{4}年\d{1,2}月底?)前?[^，。；]{0,14}"
    r"(?:完成|完工|建成|投入|投用|运营|封顶|出让|开工|通车|竣工|到位|启动)"
)
BY_ANOTHER = re.compile(r"由(?P<unit>[^，。；、由]{2,16}?(?:公司|集团|单位|局|镇|乡|街道办?|村委会))负责")


def doubts_of(content: LetterContent) -> tuple[Doubt, ...]:
    """Each kind of doubt once a field, with the first place it occurs at and how many there are."""
    first: dict[tuple[str, str], str] = {}
    counts: dict[tuple[str, str], int] = {}
    for code, field, message in [*_findings(content), *_of_the_text(content)]:
        first.setdefault((code, field), message)
        counts[code, field] = counts.get((code, field), 0) + 1
    return tuple(
        Doubt(code, field, message if counts[code, field] == 1 else f"{message}（同类共{counts[code, field]}处）")
        for (code, field), message in first.items()
    )


def one_each(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The same doubt only once, in order."""
    return tuple(dict.fromkeys(doubts))


def _findings(content: LetterContent) -> Iterator[tuple[str, str, str]]:
    for finding in lint(content):
        if finding.code == "you" and "等" in (content.salutation or ""):
            continue  # 闻知秋等12名代表: the names do not tell how many there are
        place = "" if finding.paragraph is None else f"第{finding.paragraph + 1}段："
        yield finding.code, finding.field, place + finding.message


def _of_the_text(content: LetterContent) -> Iterator[tuple[str, str, str]]:
    if content.case_number is None:
        yield "no_case_number", "case_number", "没有读到案号（第N号）；请按原件补上。"
    if content.session is None:
        yield "no_session", "session", "没有读到届次会议；请按原件补上。"
    if content.body is None:
        yield "no_body", "body", "看不出是人大代表建议还是政协提案；请选定。"
    if content.kind == "reply" and content.title and not re.search(r"答复|复函|回复", content.title):
        yield "odd_title", "title", f"标题“{content.title}”没有写明是“答复”，请核对文种。"
    yield from _of_the_title(content)
    for number, text in enumerate(content.paragraphs, 1):
        if isinstance(text, Table):
            continue
        if found := next(filter(_is_to_come, TIMED.finditer(text)), None):
            yield "dated_promise", "paragraphs", f"第{number}段：“{found[0]}”是有期限的承诺，请登记到承诺事项。"
        if found := BY_ANOTHER.search(text):
            message = f"第{number}段：“{found[0]}”，没有写明本单位的承诺，请核对。"
            yield "answered_by_another", "paragraphs", message


def _is_to_come(found: re.Match[str]) -> bool:
    """已于6月底完成 tells of what is done."""
    return "已" not in found.string[max(0, found.start() - 2) : found.end()]


def _of_the_title(content: LetterContent) -> Iterator[tuple[str, str, str]]:
    """Another number in the first sentences, another name in the salutation."""
    opening = "".join(text for text in content.paragraphs[:2] if isinstance(text, str))
    printed = re.search(r"\d+(?=[”\"]?\s*号)", content.case_number or "")
    said = re.search(
        r"第\s*[A-Za-z]?(\d+)\s*号(?=人大代表|政协|委员|代表|建议|提案)", re.sub(r"《[^》]*》", "", opening)
    )
    if printed and said and int(printed[0]) != int(said[1]):
        yield (
            "case_number_contradicts",
            "case_number",
            f"标题的案号是“{content.case_number}”，文中写作“{said[0]}”，请核对。",
        )
    named = re.search(r"(?:委员|代表)(?!大会|会|提|建议)([一-鿿·]{2,8}?)(?:同志|等)?第", content.title or "")
    if named and content.addressees and named[1] not in content.addressees:
        message = f"标题中的“{named[1]}”不在主送的“{'、'.join(content.addressees)}”之中，请核对。"
        yield "addressee_contradicts", "addressees", message
