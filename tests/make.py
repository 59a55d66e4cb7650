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

from replies.actions import assigning, feedback, intake, replying
from replies.models import Assignment, Feedback, HandlingUnit, Proposal, Reply
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
        "by": cast.clerk(body), "at": at(), "session": cast.session(body), "timing": "in_session",
        "title": "关于改善学校门前交通秩序的建议", "text": "早晚接送时段道路拥堵，建议设置专门接送区。",
        "received_on": date(2026, 1, 15), "sponsors": cast.sponsors(body),
    }  # fmt: skip
    return intake.log(**(wanted | fields))


def filed(cast: Cast, *, body: str = "npc", **fields: Any) -> Proposal:
    return intake.file(logged(cast, body=body, **fields), by=cast.clerk(body), at=at())


def assigned(
    cast: Cast, *, unit: HandlingUnit | None = None, role: str = "sole", body: str = "npc",
    proposal: Proposal | None = None,
) -> Assignment:  # fmt: skip
    proposal = proposal or filed(cast, body=body)
    return assigning.assign(proposal, unit=unit or cast.a, role=role, by=cast.government_clerk, at=at())


def accepted(cast: Cast, **how: Any) -> Assignment:
    assignment = assigned(cast, **how)
    return assigning.accept(assignment, by=cast.drafter(assignment.unit), at=at())


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


def rehandled(cast: Cast, **how: Any) -> Reply:
    """The draft of a second round, after an official 不满意."""
    rating = rated(cast, result="unsatisfied", text="接送区太少。", **how)
    body = rating.reply.assignment.proposal.body
    return feedback.rehandle(rating.reply, by=cast.clerk(body), at=at(days=1))


def png(name: str = "征询意见表.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")
