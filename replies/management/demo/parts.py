"""One unit's part in a case: each method does one verb, by the right person, at a given moment."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image, ImageDraw

from replies.actions import assigning, co_handling, feedback, replying
from replies.models import Assignment, Proposal, Reply
from replies.reports.opinions import ledger
from replies.rules.letter import Attachment, LetterContent, paragraphs_from_text
from replies.rules.vocabulary import Adoption, RatingChannel
from replies.rules.workflow import Role

from .county import County
from .when import fill


class Part:
    """`row` is the unit's entry in the case file; `letter_day` is the day its texts count their dates from."""

    def __init__(self, county: County, session: str, row: dict, letter_day: date) -> None:
        self.county, self.session, self.row = county, session, row
        self.unit = row["unit"]
        self.answer = row  # what the current letter says; a second round brings its own
        self.letter_day = letter_day
        self.corrected = "before" not in row
        self.assignment: Assignment
        self.reply: Reply

    def assign(self, proposal: Proposal, at: datetime) -> None:
        unit, by = self.county.units[self.unit], self.county.post(Role.GOVERNMENT_CLERK)
        self.assignment = assigning.assign(proposal, unit=unit, role=self.row["role"], by=by, at=at)

    def accept(self, at: datetime) -> None:
        self.assignment = assigning.accept(self.assignment, by=self._who(Role.DRAFTER), at=at)

    def draft(self, at: datetime) -> None:
        self.reply = replying.draft(self.assignment, by=self._who(Role.DRAFTER), at=at)

    def save(self, at: datetime) -> None:
        content, layout, version = self._written(), self.reply.layout, self.reply.version
        by = self._who(Role.DRAFTER)
        self.reply = replying.save(self.reply, content=content, layout=layout, version=version, by=by, at=at)

    def submit(self, at: datetime) -> None:
        """The lead unit takes and weighs what the others have sent before its own letter goes on."""
        by = self._who(Role.DRAFTER)
        for entry in ledger(self.reply):
            if entry.opinion and not entry.is_taken:
                co_handling.take_opinion(entry.opinion, by=by, at=at)
            if entry.opinion and entry.use is None:
                co_handling.weigh_opinion(self.reply, opinion=entry.opinion, adoption=Adoption.ADOPTED, by=by, at=at)
        self.reply = replying.submit(self.reply, by=self._who(Role.DRAFTER), at=at)

    def send_back(self, at: datetime) -> None:
        self.corrected = True
        note = self.row["send_back"]
        self.reply = replying.send_back(self.reply, by=self._who(Role.REVIEWER), at=at, note=note)

    def approve(self, at: datetime) -> None:
        self.reply = replying.approve(self.reply, by=self._who(Role.REVIEWER), at=at)

    def sign(self, at: datetime) -> None:
        signed = replying.sign(self.reply, by=self._who(Role.SIGNER), at=at)
        # At once instead of after the commit: the history then tells it in its place, before the delivery.
        self.reply = replying.keep_pdf(signed, at=at)

    def reopen(self, at: datetime) -> None:
        self.corrected = True
        by, note = self._who(Role.SIGNER), self.row["reopen"]
        self.reply = replying.reopen(self.reply, by=by, at=at, note=note)

    def deliver(self, at: datetime) -> None:
        way, by = self.answer["delivery"], self._who(Role.DRAFTER)
        self.reply = replying.deliver(self.reply, way=way, on=localdate(at), by=by, at=at)

    def rate(self, row: dict, at: datetime) -> None:
        """By the delegate where they have an account and no other channel is told, else on their behalf."""
        delegate = self.county.delegates[row["who"]]
        words = {name: row.get(name, "") for name in ("attitude", "result", "text")}
        channel = row.get("channel", RatingChannel.ONLINE)
        if channel == RatingChannel.ONLINE:
            assert delegate.user is not None, f"{delegate} has no account"  # noqa: S101
            feedback.rate(self.reply, **words, by=delegate.user, at=at)
            return
        evidence = scan(delegate.name) if channel == RatingChannel.PAPER else None
        feedback.rate_on_behalf(
            self.reply, delegate=delegate, **words, channel=channel, reason=row["reason"], evidence=evidence,
            by=self.county.clerk(self.session), at=at,
        )  # fmt: skip

    def rehandle(self, letter_day: date, at: datetime) -> None:
        self.answer, self.letter_day = self.row["again"], letter_day
        by, note = self.county.clerk(self.session), self.answer["note"]
        self.reply = feedback.rehandle(self.reply, by=by, at=at, note=note)

    def _who(self, role: Role):
        return self.county.post(role, self.unit)

    def _written(self) -> LetterContent:
        """The first sentence as composed, then the answer; before a correction, in its earlier words."""
        text = "\n".join(self.answer["reply"])
        for final, earlier in () if self.corrected else self.row["before"]:
            text = text.replace(final, earlier)
        content = self.reply.content
        return replace(
            content,
            category=self.answer.get("class"),
            paragraphs=(content.paragraphs[0], *paragraphs_from_text(fill(text, self.letter_day))),
            attachments=tuple(
                Attachment(row["name"], paragraphs_from_text(fill("\n".join(row["text"]), self.letter_day)))
                for row in self.answer.get("attachments", ())
            ),
        )


def scan(name: str) -> SimpleUploadedFile:
    """A small picture that stands for the scanned 征询意见表."""
    page = Image.new("L", (420, 594), 250)
    pen = ImageDraw.Draw(page)
    pen.rectangle((40, 60, 380, 534), outline=60, width=2)
    for line in range(120, 500, 42):
        pen.line((40, line, 380, line), fill=140)
    pen.line((96, 420, 118, 440, 152, 396), fill=30, width=5)
    stream = io.BytesIO()
    page.save(stream, format="PNG")
    return SimpleUploadedFile(f"征询意见表-{name}.png", stream.getvalue(), content_type="image/png")
