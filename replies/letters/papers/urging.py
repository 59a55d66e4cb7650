"""催办函: a unit is urged, in 信函格式 (GB/T 9704-2012 10.1), set like any other letter."""

from dataclasses import dataclass
from datetime import date

from replies.rules.letter import LetterContent, Person
from replies.rules.wording import words

from ..pdf import render_pdf
from ..signoff import chinese_date


@dataclass(frozen=True)
class Urging:
    """`task` is what was due (答复, 报送会办意见), `role` the unit's part in the case (主办)."""

    number: str
    office: str
    office_contact: str
    on: date
    unit: str
    role: str
    body: str
    session: str
    case_number: str
    topic: str
    lead: str
    assigned_on: date
    task: str
    due_on: date
    answer_by: date
    text: str = ""


def render_urging(content: Urging) -> bytes:
    """The letter with red head, number, and room for the office's seal."""
    return render_pdf(_letter(content), "letter")


def _letter(content: Urging) -> LetterContent:
    item = words(content.body).item
    return LetterContent(
        letterhead=content.office,
        document_number=content.number,
        title=f"关于催办{content.session}{content.case_number}{item}的函",
        session=content.session,
        salutation=f"{content.unit}：",
        paragraphs=(_facts(content, item), *_lines(content.text), _demand(content), "特此函告。"),
        signatories=(content.office,),
        date=content.on,
        people=(Person("联系方式", content.office_contact),) if content.office_contact else (),
    )


def _facts(content: Urging, item: str) -> str:
    return (
        f"{content.lead}提出的《{content.topic}》（{content.session}{content.case_number}{item}）"
        f"已于{chinese_date(content.assigned_on)}交由你单位{content.role}，应当在{chinese_date(content.due_on)}前"
        f"{content.task}。截至{chinese_date(content.on)}，{_late(content)}。"
    )


def _late(content: Urging) -> str:
    days = (content.on - content.due_on).days
    if days > 0:
        return f"已超期{days}天，仍未{content.task}"
    return f"距期限还有{-days}天，尚未{content.task}" if days else f"期限已到，尚未{content.task}"


def _demand(content: Urging) -> str:
    return (
        f"请你单位抓紧办理，务必在{chinese_date(content.answer_by)}前{content.task}；"
        "确有困难的，请在此日前书面说明原因和办理进展。"
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
