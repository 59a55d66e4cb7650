"""评价: rate 评价, rate_on_behalf 代录评价, rehandle 重新办理, close_without_rating 逾期未评."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from replies.access import handles, person
from replies.models import Delegate, Feedback, Reply, Sponsor
from replies.rules.deadlines import in_chinese
from replies.rules.files import checked_extension
from replies.rules.vocabulary import Rating, RatingChannel, ReplyKind, RuleCode

from . import clock
from .composing import compose
from .errors import NotAllowed, NotNow, Refused
from .recording import allow, by_whom, hold, record, write
from .replying import open_round

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def check_rating(attitude: str, result: str, text: str) -> None:
    """Refused without both ratings, and without a reason where one of them is 不满意 (domain.md §2.5)."""
    for field, value in (("attitude", attitude), ("result", result)):
        if value not in set(Rating):
            raise Refused(field, "请选择满意、基本满意或不满意。")
    if Rating.UNSATISFIED in (attitude, result) and not text.strip():
        raise Refused("text", "评价为“不满意”时，请写明具体意见，以便重新办理。")


def rate(reply: Reply, *, attitude: str, result: str, text: str = "", by: User, at: datetime) -> Feedback:
    """评价 by the delegate in person. May be given again until the case goes into another round."""
    with transaction.atomic():
        held = hold(reply, "rate", by=by)
        delegate = person(by).delegate
        if delegate is None:
            raise NotAllowed("只有提出人本人可以评价。")
        return _keep(held, delegate, attitude, result, text, by=by, at=at, verb="rate", channel="online")


def rate_on_behalf(
    reply: Reply, *, delegate: Delegate, attitude: str, result: str, text: str = "", channel: str, reason: str,
    evidence: UploadedFile | None = None, by: User, at: datetime,
) -> Feedback:  # fmt: skip
    """代录评价 by the assembly's own office, never by the handling unit; marked as such for good."""
    allow(by, "rate_on_behalf", reply)
    refuse_own_unit(reply, by)
    if channel not in set(RatingChannel) - {RatingChannel.ONLINE}:
        raise Refused("channel", "代录请选择纸质、当面或电话。")
    if channel == RatingChannel.PAPER and evidence is None:
        raise Refused("evidence", "请上传征询意见表的扫描件或照片。")
    if not reason.strip():
        raise Refused("reason", "请写明代录原因。")
    with transaction.atomic():
        held = hold(reply, "rate_on_behalf", by=by, note=reason)
        return _keep(
            held, delegate, attitude, result, text,
            by=by, at=at, verb="rate_on_behalf", channel=channel, reason=reason.strip(), evidence=evidence,
        )  # fmt: skip


def refuse_own_unit(reply: Reply, by: User) -> None:
    """NotAllowed to whoever also works in a unit that handles this case (against "被满意", domain.md §0.10)."""
    if handles(by, reply):
        raise NotAllowed("承办单位人员不得代录本单位承办件的评价。")


def _keep(
    reply: Reply, delegate: Delegate, attitude: str, result: str, text: str,
    *, by: User, at: datetime, verb: str, channel: str, reason: str = "", evidence: UploadedFile | None = None,
) -> Feedback:  # fmt: skip
    check_rating(attitude, result, text)
    seat = Sponsor.objects.filter(proposal=reply.assignment.proposal, delegate=delegate).first()
    if seat is None or reply.kind != ReplyKind.REPLY:
        raise NotAllowed("只有提出人可以评价这份答复。")
    if not reply.is_current:
        raise NotNow("此件已重新办理，请对新的答复作出评价。")
    feedback = Feedback.objects.filter(reply=reply, delegate=delegate).first()
    if feedback and verb == "rate_on_behalf" and feedback.channel == RatingChannel.ONLINE:
        raise NotNow("提出人已在线评价，不能代录覆盖。")
    old = [feedback.attitude, feedback.result, feedback.text] if feedback else None
    feedback = feedback or Feedback(reply=reply, delegate=delegate)
    feedback.attitude, feedback.result, feedback.text = attitude, result, text.strip()
    feedback.official = seat.place == 1
    feedback.channel, feedback.reason = channel, reason
    feedback.entered_by, feedback.entered_at = by, at
    _keep_evidence(feedback, evidence)
    feedback.save()
    if feedback.official and reply.unrated_at:  # late, but it counts
        reply.unrated_at = None
        reply.save(update_fields=["unrated_at"])
    data = {
        "delegate": delegate.name, "rating": [old, [attitude, result, text.strip()]], "channel": channel,
        "evidence_sha256": feedback.evidence_sha256,
    }  # fmt: skip
    record(verb, reply, by=by, at=at, old=reply.state, note=reason, data=data)
    return feedback


def _keep_evidence(feedback: Feedback, upload: UploadedFile | None) -> None:
    """The evidence of this rating; that of an earlier one stays on the disk and in its event."""
    if upload is None:
        feedback.evidence, feedback.evidence_extension, feedback.evidence_sha256 = "", "", ""
        return
    try:
        feedback.evidence_extension = checked_extension(upload.name or "", upload.size or 0, upload)
    except ValueError as error:
        raise Refused("evidence", str(error)) from error
    upload.seek(0)
    feedback.evidence_sha256 = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    feedback.evidence.save(upload.name or "", upload, save=False)


def rehandle(reply: Reply, *, by: User, at: datetime, note: str = "") -> Reply:
    """重新办理 after an official 不满意: a new round with its own letter and its own due date."""
    with transaction.atomic():
        held = hold(reply, "rehandle", by=by)
        official = Feedback.objects.filter(reply=held, official=True).first()
        if official is None or not official.is_unsatisfied:
            raise NotNow("正式评价不是“不满意”，无需重新办理。")
        if not held.is_current:
            raise NotNow(f"此件已经重新办理{by_whom(held, 'rehandle')}。")
        record("rehandle", held, by=by, at=at, old=held.state, note=note)
        deadline = clock.due(RuleCode.REHANDLE, held.assignment, on=localdate(at))
        next_round = held.round + 1
        content = compose(held.assignment, next_round)
        reply = open_round(held.assignment, next_round, content, deadline.due_on, by=by, at=at)
        deadline.assignment, deadline.reply = reply.assignment, reply
        deadline.save()
        return reply


def close_without_rating(reply: Reply, *, by: User, at: datetime) -> Reply:
    """逾期未评: the period is over and a reminder went unanswered (Chongqing art. 29). A later rating still counts."""
    allow(by, "close_without_rating", reply)
    if handles(by, reply):
        raise NotAllowed("承办单位人员不得结束本单位承办件的征询。")
    with transaction.atomic():
        held = hold(reply, "close_without_rating", by=by)
        if obstacle := open_still(held, localdate(at)):
            raise NotNow(f"{obstacle}，不能“逾期未评”。")
        return write(held, "close_without_rating", by=by, at=at, unrated_at=at)


def open_still(reply: Reply, today: date) -> str:
    """Why this letter still waits for its rating, or is past waiting; empty when it may be closed without one."""
    if reply.kind != ReplyKind.REPLY or not reply.is_current:
        return "这份文件不征询评价"
    if reply.unrated_at:
        return f"这份答复已按逾期未评结束{by_whom(reply, 'close_without_rating')}"
    if Feedback.objects.filter(reply=reply, official=True).exists():
        return "此件已有正式评价"
    period = reply.deadlines.filter(code=RuleCode.FEEDBACK).first()
    if period is None:
        return "这份答复没有规定反馈期限"
    if today <= period.due_on:
        return f"反馈期到{in_chinese(period.due_on)}才届满"
    # A reminder of this very day leaves no time to answer it.
    reminded = period.reminders.filter(at__date__lt=today).exists()
    return "" if reminded else "还没有催评过，系统会先提醒提出人"
