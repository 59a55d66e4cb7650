"""交办通知单: one item given to one unit, with every last day, what went before, and a 回执 to sign."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from replies.rules.wording import words

from ..signoff import chinese_date
from .setting import set_paper

SIZES = (12.0, 11.0, 10.5)  # pt
BOUND = "本件已经裁定，不再受理退办申请，不得自行转给其他单位。"
SUMMARY = 200  # characters of the text; the original is handed over with the slip


@dataclass(frozen=True)
class Person:
    """Who handed the item in, and how the unit reaches them."""

    name: str
    group: str = ""
    employer: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class Day:
    """One last day: what for, and on what ground it is that day. `extended_from` is the day before an extension."""

    task: str
    on: date
    basis: str
    provisional: bool = False
    extended_from: date | None = None


@dataclass(frozen=True)
class Earlier:
    """What happened to the item at one unit before: asked to be freed of it for `reason`; `decision` says what came."""

    unit: str
    on: date | None
    reason: str
    decision: str
    decided_on: date | None = None


@dataclass(frozen=True)
class Ruling:
    """裁定: who argued what, who decided, and the binding words."""

    unit: str
    on: date
    arbiter: str
    arguments: str
    decision: str
    result: str


@dataclass(frozen=True)
class Slip:
    """`role` is the unit's part (主办), `answers` whether it answers the proposer itself; `partners` are (part, names).

    `opinions` says that other units give theirs to this one, `bound` that it can hand nothing back. `merged` tells of the item this one was merged into.
    """

    body: str
    session: str
    timing: str
    case_number: str
    topic: str
    text: str
    key: str
    proposers: tuple[Person, ...]
    unit: str
    role: str
    answers: bool
    opinions: bool
    partners: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[Day, ...]
    bound: bool
    earlier: tuple[Earlier, ...]
    rulings: tuple[Ruling, ...]
    merged: str
    office: str
    office_contact: str
    on: date


def render_slip(content: Slip) -> bytes:
    """The slip as a PDF, on one page where that is possible; its 回执 stands at the bottom of the last."""
    said = words(content.body)
    return set_paper("slip", _page(content, said.item, said.subject, said.lead, said.cosigner), _texts(content), SIZES)


def _page(slip: Slip, item: str, subject: str, lead: str, cosigner: str) -> dict[str, Any]:
    return {
        "title": f"{'人大代表建议' if slip.body == 'npc' else '政协提案'}交办通知单",
        "slip": slip,
        "item": item,
        "subject": subject,
        "lead_label": lead,
        "lead": _in_full(slip.proposers[0]),
        "cosigner_label": cosigner,
        "cosigners": [_shortly(person) for person in slip.proposers[1:]],
        "summary": _summary(slip.text),
        "days": [_day(day) for day in slip.days],
        "provisional": any(day.provisional for day in slip.days),
        "requirements": [f"{number}. {text}" for number, text in enumerate(_requirements(slip, item), 1)],
        "earlier": [
            {"row": row, "on": chinese_date(row.on), "decided": chinese_date(row.decided_on), "number": str(number)}
            for number, row in enumerate(slip.earlier, 1)
        ],
        "rulings": [
            {"ruling": row, "on": chinese_date(row.on), "arguments": row.arguments.splitlines(),
             "decision": row.decision.splitlines()}
            for row in slip.rulings
        ],
        "on": chinese_date(slip.on),
    }  # fmt: skip


def _in_full(person: Person) -> list[str]:
    """The lead delegate on one or two lines."""
    name = person.name + (f"（{person.group}）" if person.group else "")
    contact = f"联系人：{person.contact}" if person.contact else ""
    lines = ((name, person.employer), (contact, person.phone, person.address))
    return [text for line in lines if (text := "　".join(filter(None, line)))]


def _shortly(person: Person) -> str:
    return f"{person.name}（{person.phone}）" if person.phone else person.name


def _summary(text: str) -> list[str]:
    """The beginning of the text, cut at the end of a sentence where there is one near."""
    if len(text) > SUMMARY:
        kept = text[:SUMMARY]
        end = max(kept.rfind(mark) for mark in "。；！？")
        text = (kept[: end + 1] if end > SUMMARY // 2 else kept) + "……（全文见原件）"
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(day: Day) -> dict[str, Any]:
    extended = f"（原期限{chinese_date(day.extended_from)}，已延期）" if day.extended_from else ""
    return {"day": day, "on": chinese_date(day.on), "extended": extended}


def _requirements(slip: Slip, item: str) -> Iterator[str]:
    who = words(slip.body).person
    refuse = "在退办期限内书面说明理由、写明应由哪个单位承办；同意之前照常办理，不得自行转给其他单位。"
    yield "收到后在期限内签收，将回执交回。" + (BOUND if slip.bound else f"不属于本单位职责的，{refuse}")
    yield f"{'' if slip.answers else '配合主办单位，'}办前、办中、办后与提出人沟通，首次沟通不晚于所列日期，并作记录。"
    if slip.answers:
        gather = "综合会办单位意见，" if slip.opinions else ""
        yield f"{gather}在答复期限内书面答复每一位提出人，答复逐条回应所提问题；经主要负责人签发，随附征询意见表。"
        yield f"确需延长的，在期限届满前提出申请并说明原因；{who}对办理结果不满意的，按要求重新办理。"
    else:
        yield f"在期限内将会办意见送主办单位，写明本单位职责范围内的措施和时限；不直接答复{who}。"


def _texts(slip: Slip) -> Iterator[tuple[str, str, str]]:
    yield "案由", "body", slip.topic
    yield "案号", "black", slip.session + slip.case_number
    yield "正文", "body", "".join(_summary(slip.text))
    for person in slip.proposers:
        yield "提出人", "body", "".join(astuple(person))
    yield "承办单位", "body", slip.unit + "".join(name for _, names in slip.partners for name in names)
    yield "督办情况", "body", slip.key + slip.merged
    yield "期限依据", "body", "".join(day.basis for day in slip.days)
    for row in slip.earlier:
        yield f"{row.unit}退办经过", "body", row.unit + row.reason + row.decision
    for ruling in slip.rulings:
        words_said = (*ruling.arguments.splitlines(), *ruling.decision.splitlines())
        yield "裁定记录", "body", "".join((ruling.unit, ruling.arbiter, *words_said))
    yield "交办机关", "body", slip.office + slip.office_contact
