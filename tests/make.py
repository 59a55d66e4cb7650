"""The smallest valid objects, each one stage further than the one before, all made through actions.

    make.delivered(cast)                     an NPC item answered by unit A
    make.delivered(cast, unit=cast.b)        the same, by unit B
    make.delivered(cast, body="cppcc")       a CPPCC item
    make.signed(cast, proposal=mine)         of an item made before

Nothing here renders a PDF: that happens on commit, and only tests with transaction=True commit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from replies.actions import (
    arbitrating,
    assigning,
    co_handling,
    contacting,
    cosigning,
    extending,
    feedback,
    intake,
    merging,
    replying,
    requesting,
)
from replies.models import (
    Assignment,
    Contact,
    Delegate,
    Feedback,
    HandlingUnit,
    IntakeReason,
    Proposal,
    Reminder,
    Reply,
    Request,
)
from replies.rules.letter import LetterContent
from tests.people import Cast

START = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday
TODAY = START.date()
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
PARAGRAPHS = ("一、已经完成的工作。2026年2月已在三所学校门前设置接送区。", "感谢对教育工作的关心和支持。")


def at(days: int = 0, hours: int = 0) -> datetime:
    """Some days and hours after the day on which everything here begins."""
    return START + timedelta(days=days, hours=hours)


def logged(cast: Cast, *, body: str = "npc", **fields: Any) -> Proposal:
    wanted: dict[str, Any] = {
        "by": cast.clerk(body), "at": at(), "session": cast.session(body), "timing_reason": "会议秘书组移交",
        "title": "关于改善学校门前交通秩序的建议", "text": "早晚接送时段道路拥堵，建议设置专门接送区。",
        "received_on": date(2026, 1, 15), "sponsors": cast.sponsors(body),
    }  # fmt: skip
    return intake.log(**(wanted | fields))


def filed(cast: Cast, *, body: str = "npc", **fields: Any) -> Proposal:
    return intake.file(logged(cast, body=body, **fields), by=cast.clerk(body), at=at())


def reason(cast: Cast, *, body: str = "npc", use: str = "either") -> IntakeReason:
    """One of the reasons of that assembly, good for the verb `use`."""
    assembly = cast.npc if body == "npc" else cast.cppcc
    return assembly.reasons.filter(use__in=[use, "either"]).first()


def returned(cast: Cast, *, body: str = "npc", **fields: Any) -> Proposal:
    proposal = logged(cast, body=body, **fields)
    return intake.return_(proposal, reason=reason(cast, body=body), note="不属受理范围", by=cast.clerk(body), at=at())


def withdrawn(cast: Cast, proposal: Proposal) -> Proposal:
    """`proposal`, withdrawn by a letter of its sponsor."""
    paper, by = png("撤回申请.png"), cast.clerk(proposal.body)
    return intake.withdraw(proposal, paper=paper, note="书面撤回", by=by, at=at())


def invited(cast: Cast, *delegates: Delegate, proposal: Proposal | None = None, days: int = 10) -> Proposal:
    """An item between meetings which these delegates (else `stranger`) are asked to co-sign."""
    proposal = proposal or logged(cast, received_on=date(2026, 2, 27))
    cosigning.invite_cosigner(
        proposal, delegates=delegates or [cast.stranger], until=TODAY + timedelta(days=days),
        by=cast.clerk(proposal.body), at=at(),
    )  # fmt: skip
    return proposal


def assigned(
    cast: Cast, *, unit: HandlingUnit | None = None, role: str = "sole", body: str = "npc",
    proposal: Proposal | None = None,
) -> Assignment:  # fmt: skip
    proposal = proposal or filed(cast, body=body)
    return assigning.assign(proposal, unit=unit or cast.a, role=role, by=cast.government_clerk, at=at())


def accepted(cast: Cast, **how: Any) -> Assignment:
    assignment = assigned(cast, **how)
    return assigning.accept(assignment, by=cast.drafter(assignment.unit), at=at())


def merged(cast: Cast, *, main: Proposal | None = None, **fields: Any) -> Proposal:
    """An item merged into `main`, else into one that waits for 交办."""
    main = main or filed(cast)
    child = filed(cast, body=main.body, **fields)
    return merging.merge(child, into=main, note="内容相同", by=cast.clerk(main.body), at=at())


def opinion(cast: Cast, *, lead: Assignment | None = None, stage: str = "delivered", role: str = "co") -> Reply:
    """The 会办意见 of unit B for `lead`, else for a new item of unit A."""
    lead = lead or accepted(cast, role="lead")
    make = {"drafted": drafted, "signed": signed, "delivered": delivered}[stage]
    return make(cast, unit=cast.b, role=role, proposal=lead.proposal)


def taken(cast: Cast, **how: Any) -> Reply:
    """A 会办意见 that the lead unit has taken."""
    return co_handling.take_opinion(opinion(cast, **how), by=cast.drafter_a, at=at())


def contacted(cast: Cast, *, assignment: Assignment | None = None, **fields: Any) -> Contact:
    """A talk of unit A with a photo of it."""
    wanted: dict[str, Any] = {
        "stage": "before", "way": "visit", "on": TODAY, "place": "城关镇", "persons": "王清和、林知夏",
        "content": "到学校门前实地查看。", "photo": png("现场.png"), "by": cast.drafter_a, "at": at(),
    }  # fmt: skip
    return contacting.contact(assignment or accepted(cast), **(wanted | fields))


def refusal_asked(cast: Cast, *, assignment: Assignment | None = None, **how: Any) -> Request:
    """A pending 退办申请, the other unit suggested."""
    part = assignment or assigned(cast, **how)
    other = cast.b if part.unit_id == cast.a.pk else cast.a
    return requesting.request_refusal(
        part, unit=other, note="不属本单位职责", by=cast.drafter(part.unit), at=at(days=1)
    )


def in_arbitration(cast: Cast, **how: Any) -> Request:
    request = refusal_asked(cast, **how)
    return arbitrating.refer(request, by=cast.government_clerk, at=at(days=2))


def unit_asked(cast: Cast, **how: Any) -> Request:
    """A pending 增办申请 of a single unit for the other one."""
    part = assigned(cast, **how)
    other = cast.b if part.unit_id == cast.a.pk else cast.a
    return requesting.request_unit(part, unit=other, note="涉及工程建设", by=cast.drafter(part.unit), at=at(days=1))


def extension_asked(cast: Cast, *, until: date = date(2026, 7, 1), **how: Any) -> Request:
    """A pending 延期申请 of an accepted part, whose last day is 2 June 2026."""
    part = accepted(cast, **how)
    return extending.request_extension(
        part, until=until, note="需召开听证会", by=cast.drafter(part.unit), at=at(days=1)
    )


def drafted(cast: Cast, **how: Any) -> Reply:
    """A draft as it is opened: everything but the answer."""
    assignment = accepted(cast, **how)
    return replying.draft(assignment, by=cast.drafter(assignment.unit), at=at())


def answer(content: LetterContent) -> LetterContent:
    """The letter with an answer in it."""
    return replace(
        content, category=None if content.kind == "co_opinion" else "A", paragraphs=content.paragraphs + PARAGRAPHS
    )


def written(cast: Cast, *, reply: Reply | None = None, **how: Any) -> Reply:
    """A draft that can be submitted. With `reply` that draft is written, here and below."""
    reply = reply or drafted(cast, **how)
    return replying.save(
        reply, content=answer(reply.content), layout=reply.layout, version=reply.version,
        by=cast.drafter(reply.assignment.unit), at=at(),
    )  # fmt: skip


def submitted(cast: Cast, **how: Any) -> Reply:
    reply = written(cast, **how)
    return replying.submit(reply, by=cast.drafter(reply.assignment.unit), at=at())


def approved(cast: Cast, **how: Any) -> Reply:
    reply = submitted(cast, **how)
    return replying.approve(reply, by=cast.reviewer(reply.assignment.unit), at=at())


def signed(cast: Cast, **how: Any) -> Reply:
    reply = approved(cast, **how)
    return replying.sign(reply, by=cast.signer(reply.assignment.unit), at=at())


def delivered(cast: Cast, **how: Any) -> Reply:
    reply = signed(cast, **how)
    return replying.deliver(reply, way="in_person", on=TODAY, by=cast.drafter(reply.assignment.unit), at=at())


def rated(
    cast: Cast, *, attitude: str = "satisfied", result: str = "satisfied", text: str = "", **how: Any
) -> Feedback:
    """A delivered reply rated by the lead delegate in person."""
    reply = delivered(cast, **how)
    lead = reply.assignment.proposal.ordered_sponsors()[0]
    return feedback.rate(reply, attitude=attitude, result=result, text=text, by=lead.user, at=at())


def unanswered(cast: Cast, **how: Any) -> Reply:
    """A delivered reply whose feedback period is over, the delegate reminded once and silent."""
    reply = delivered(cast, **how)
    period = reply.deadlines.get(code="feedback")
    period.due_on = TODAY
    period.save()
    Reminder.objects.create(deadline=period, due_on=TODAY, step=0, at=at())
    return reply


def rehandled(cast: Cast, **how: Any) -> Reply:
    """The draft of a second round, after an official 不满意."""
    rating = rated(cast, result="unsatisfied", text="接送区太少。", **how)
    body = rating.reply.assignment.proposal.body
    return feedback.rehandle(rating.reply, by=cast.clerk(body), at=at(days=1))


def png(name: str = "征询意见表.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")
