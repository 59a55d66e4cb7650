"""答复: draft 起草, save 保存, submit 送审, send_back 退回修改, approve 审核通过, sign 签发, deliver 送达, reopen 收回."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from replies.letters import obstacles, render_pdf
from replies.models import Assignment, DocumentSeries, Event, Reply
from replies.reports.opinions import lacking
from replies.rules.letter import LetterContent, digest, to_json
from replies.rules.lint import lint
from replies.rules.numbering import DocumentNumber
from replies.rules.vocabulary import AssignmentState, DeliveryWay, Layout, ReplyKind, RequestKind, RequestState

from . import clock
from .asking import lapse_open
from .composing import compose
from .errors import NotNow, Refused
from .recording import allow, by_whom, hold, lock, move, record, require_open_case, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Without these there is no letter. Other findings are shown to drafter, reviewer and signer, who decide: real
# letters name a section as 承办单位 or a proxy in the opinion line, and the office may know better than a rule.
INDISPENSABLE = {"no_text", "no_title", "no_date", "no_signatories", "no_addressees", "co_opinion_addressee"}

LONGEST_OVERRIDE = 300  # characters

# How long the answer to an autosave may take, with the picture of a long letter.
ON_ITS_WAY = timedelta(seconds=30)


def draft(assignment: Assignment, *, by: User, at: datetime) -> Reply:
    """起草: open the first letter of an accepted assignment, filled from what is known."""
    step = allow(by, "draft", assignment)
    with transaction.atomic():
        held = lock(assignment)
        require_open_case(held, step)
        if held.state != AssignmentState.ACCEPTED:
            raise NotNow(f"此件现在是“{held.get_state_display()}”，签收后才能起草答复。")
        letter = held.replies.live().last()
        if letter:
            raise NotNow(f"此件的答复已经开始起草{by_whom(letter, 'draft')}，请在原稿上修改。")
        return open_round(held, 1, compose(held), held.due_on, by=by, at=at)


def open_round(
    assignment: Assignment, round_number: int, content: LetterContent, due_on: date, *, by: User, at: datetime
) -> Reply:
    """A new Reply row in 起草中. The caller has checked that it may exist."""
    co_handling = assignment.gives_opinion
    reply = Reply(
        assignment=assignment,
        kind=ReplyKind.CO_OPINION if co_handling else ReplyKind.REPLY,
        round=round_number,
        layout=Layout.LETTER if co_handling else assignment.unit.layout,
        due_on=due_on,
        saved_at=at,
        saved_by=by,
    )
    reply.content = content
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as error:
        raise NotNow("本次答复已有草稿，请在原稿上修改。") from error
    _carry_weighing(assignment.current_reply, reply)
    assignment.current_reply = reply
    assignment.save(update_fields=["current_reply"])
    record("draft", reply, by=by, at=at, data={"content_sha256": digest(content)})
    return reply


def _carry_weighing(previous: Reply | None, reply: Reply) -> None:
    """What the letter before made of each 会办意见 stands in the new draft, until it is weighed anew."""
    for use in previous.opinions_used.all() if previous else ():
        use.pk, use.reply = None, reply
        use.save(force_insert=True)


def save(
    reply: Reply, *, content: LetterContent, layout: str, version: int, by: User, at: datetime,
    quietly: bool = False, overtaken: bool = False,
) -> Reply:  # fmt: skip
    """保存草稿. `version` is what the writer started from: a draft changed by someone else is not overwritten.

    `quietly` is the autosave: it keeps the words but writes no line into the history. `overtaken` says that the
    writer's own page saved last: its autosave may still be on its way back, with the number this one lacks.
    """
    with transaction.atomic():
        held = hold(reply, "save", by=by)
        if layout not in set(Layout):
            raise Refused("layout", "请选择文件格式或信函格式。")
        changed = held.content_json != to_json(content) or held.layout != layout
        if quietly and not changed:
            return held  # a page that was only opened must not look like a change to whoever writes
        on_its_way = held.saved_by_id == by.pk and at - held.saved_at < ON_ITS_WAY
        own_autosave = overtaken and on_its_way and held.version == version + 1
        if changed and held.version != version and not own_autosave:
            who = held.saved_by.get_full_name() or held.saved_by.get_username()
            raise NotNow(f"{who}刚才也保存了这份草稿。请复制您的修改，刷新页面后再改，以免互相覆盖。")
        held.content, held.layout = content, layout
        held.version, held.saved_at, held.saved_by = held.version + 1, at, by
        held.save()
        before, after = _recorded_digest(held), digest(content)
        if not quietly and before != after:
            record("save", held, by=by, at=at, old=held.state, data={"content_sha256": [before, after]})
    return held


def _recorded_digest(reply: Reply) -> str:
    """Of the words that the history knows last; autosaves since then are not among them."""
    events = Event.objects.filter(proposal=reply.assignment.proposal_id, model="reply", object_id=reply.pk)
    recorded = events.filter(data__contains="content_sha256").latest("id").changes["content_sha256"]
    return recorded if isinstance(recorded, str) else recorded[-1]


def check_complete(reply: Reply, today: date) -> None:
    """Refused when the letter still lacks what no letter may lack, or has a character no font can print."""
    content = dated(reply.content, today)
    for finding in lint(content):
        if finding.code in INDISPENSABLE:
            raise Refused("", finding.message)
    if reply.kind == ReplyKind.REPLY and not content.category:
        if reply.assignment.proposal.session.assembly.profile.classes.exists():
            raise Refused("category", "请选择答复类别。")
    found = obstacles(content, reply.head)
    if found:
        raise Refused("", "".join(found))


def submit(reply: Reply, *, by: User, at: datetime, override: str = "") -> Reply:
    """送审 to the unit's reviewer. A lead unit's letter waits for every 会办意见 unless `override` says why not."""
    allow(by, "submit", reply)
    with transaction.atomic():
        held = hold(reply, "submit", by=by)
        check_complete(held, localdate(at))
        missing, override = lacking(held), override.strip()
        if missing and not override:
            raise Refused("override", f"{'；'.join(missing)}。请办妥后再送审；确需先送审的，请写明理由。")
        if len(override) > LONGEST_OVERRIDE:
            raise Refused("override", f"理由请不超过{LONGEST_OVERRIDE}字，现有{len(override)}字。")
        data = {"content_sha256": digest(held.content)} | ({"opinions_lacking": missing} if missing else {})
        return write(held, "submit", by=by, at=at, note=override if missing else "", data=data)


def send_back(reply: Reply, *, by: User, at: datetime, note: str) -> Reply:
    """退回修改, with the opinion that the drafter must know."""
    return move(reply, "send_back", by=by, at=at, note=note)


def approve(reply: Reply, *, by: User, at: datetime, note: str = "") -> Reply:
    """审核通过: to the signer."""
    return move(reply, "approve", by=by, at=at, note=note)


def sign(reply: Reply, *, by: User, at: datetime) -> Reply:
    """签发: take the next 发文字号, freeze the letter and its hash.

    The PDF is made after the commit, because nothing slow belongs inside a transaction that holds a number.
    """
    allow(by, "sign", reply)
    with transaction.atomic():
        held = hold(reply, "sign", by=by)
        _close_requests(held, at=at)
        check_complete(held, localdate(at))
        content = dated(held.content, localdate(at))
        number = _take_number(held, content)
        content = replace(content, document_number=number)
        sealed = digest(content)
        held.content = content
        signed = write(
            held, "sign", by=by, at=at,
            document_number=number, content_sha256=sealed, signed_at=at, signed_by=by,
            class_at_reply=content.category or "", class_now=content.category or "",
            data={"document_number": number, "content_sha256": sealed},
        )  # fmt: skip
        transaction.on_commit(lambda: keep_pdf(signed, at=at), robust=True)
    return signed


def _close_requests(held: Reply, *, at: datetime) -> None:
    """The signature answers what the unit asked for: it goes on, and alone. More days it may still need until 送达."""
    requests = held.assignment.requests.open().exclude(kind=RequestKind.EXTENSION)
    if requests.filter(state=RequestState.ARBITRATION).exists():
        raise NotNow("本单位的退办申请正待裁定，裁定前不能“签发”；不再要求退办的，请起草人先“撤回申请”。")
    lapse_open(requests.order_by("pk"), at=at, note=f"本单位的{held.get_kind_display()}已签发")


def dated(content: LetterContent, today: date) -> LetterContent:
    """The letter with its 成文日期: the day of the signature unless the draft gives one (GB/T 9704 7.3.5.4)."""
    if content.date is None:
        return replace(content, date=today)
    if content.date > today:
        raise Refused("date", "成文日期晚于今天，请改正或留空（留空则用签发当天）。")
    return content


def _take_number(reply: Reply, content: LetterContent) -> str | None:
    code = reply.assignment.unit.code_for(reply.layout)
    if not code or content.date is None:
        return None
    year = content.date.year
    return str(DocumentNumber(code, year, DocumentSeries.objects.take(code=code, year=year)))


def keep_pdf(reply: Reply, *, at: datetime) -> Reply:
    """Render the frozen letter once and keep it: a reprint in three years is these bytes."""
    kept = Reply.objects.exclude(pdf_sha256="").filter(pk=reply.pk).first()
    if kept is not None:
        return kept
    pdf = render_pdf(reply.content, **printed_as(reply))
    sha256 = hashlib.sha256(pdf).hexdigest()
    with transaction.atomic():
        fresh = lock(reply)
        if fresh.pdf_sha256:
            return fresh
        fresh.pdf_sha256 = sha256
        fresh.pdf.save("letter.pdf", ContentFile(pdf), save=True)
        assert fresh.signed_by is not None  # noqa: S101 - the database pairs it with signed_at
        record("keep", fresh, by=fresh.signed_by, at=at, old=fresh.state, data={"pdf_sha256": sha256})
    return fresh


def printed_as(reply: Reply) -> dict[str, Any]:
    """How letters.render_pdf is to print this letter: its head, the unit's seal, and the habits of the place."""
    profile = reply.assignment.proposal.session.assembly.profile
    return {
        "layout": reply.head,
        "seal_image": _seals(reply),
        "duplex": profile.even_imprint,
        "category_at": profile.category_at,
    }


def _seals(reply: Reply) -> list[bytes | None]:
    """The unit's seal over its own name. Other agencies of a joint letter seal it themselves, on the paper."""
    unit, content = reply.assignment.unit, reply.content
    if not (unit.seal and content.seal):
        return []
    with unit.seal.open("rb") as image:
        seal = image.read()
    own = unit.printed_name if unit.printed_name in content.signatories else "".join(content.signatories[:1])
    return [seal if name == own else None for name in content.signatories]


def deliver(reply: Reply, *, way: str, on: date, by: User, at: datetime, note: str = "") -> Reply:
    """送达: when and how the delegate got the letter."""
    with transaction.atomic():
        held = hold(reply, "deliver", by=by)
        if way not in set(DeliveryWay):
            raise Refused("way", "请选择送达方式。")
        if on > localdate(at):
            raise Refused("on", "送达日期晚于今天，请核对。")
        if held.signed_at and on < localdate(held.signed_at):
            raise Refused("on", "送达日期早于签发日期，请核对。")
        # A server that stopped right after the signature has not kept the paper yet.
        transaction.on_commit(lambda: keep_pdf(held, at=at), robust=True)
        clock.begin_delivery(held, on=on)
        waiting = held.assignment.requests.open().order_by("pk")
        lapse_open(waiting, at=at, note=f"本单位的{held.get_kind_display()}已送达")
        return write(
            held, "deliver", by=by, at=at, note=note,
            delivered_at=at, delivered_by=by, delivered_on=on, delivery_way=way, data={"way": way, "on": on},
        )  # fmt: skip


def reopen(reply: Reply, *, by: User, at: datetime, note: str) -> Reply:
    """收回 before delivery: this letter and its number stay, voided; its words go on in a new draft."""
    with transaction.atomic():
        voided = move(reply, "reopen", by=by, at=at, note=note, data={"document_number": reply.document_number})
        content = replace(voided.content, document_number=None, date=None)
        reply = open_round(voided.assignment, voided.round, content, voided.due_on, by=by, at=at)
        voided.deadlines.filter(code__in=clock.OF_THE_ROUND).update(reply=reply)  # the period runs on
        return reply
