"""会办意见: take_opinion 接收, return_opinion 退回重报, weigh_opinion 登记采纳情况: all by the lead unit.

An opinion is given to the role, not to the unit: when the lead unit changes, the next one takes and weighs what is
there. Sending the lead's letter to review waits for every opinion (replying.submit); signing does not ask again, so a
co-handling unit that is added while a letter is in review stops nothing: reviewer and signer see it on the letter's
page and send the letter back if they want to wait.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import OpinionUse, Reply
from replies.reports.opinions import ledger
from replies.rules.vocabulary import SENT_STATES, Adoption, AssignmentRole, ReplyKind, RuleCode

from . import clock
from .errors import NotNow, Refused
from .recording import allow, hold, lock, record, write
from .replying import open_round

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def take_opinion(reply: Reply, *, by: User, at: datetime) -> Reply:
    """接收: the opinion will do, and may be weighed."""
    with transaction.atomic():
        return write(_hold_opinion(reply, "take_opinion", by=by), "take_opinion", by=by, at=at)


def return_opinion(reply: Reply, *, by: User, at: datetime, note: str) -> Reply:
    """退回 as empty (Chongqing art. 20): the co-handling unit finds its words in a new draft, with a period of its own.

    Returns that draft.
    """
    with transaction.atomic():
        allow(by, "return_opinion", reply)
        part = lock(reply.assignment)
        held = _hold_opinion(reply, "return_opinion", by=by, note=note)
        lead = part.proposal.assignments.live().filter(role=AssignmentRole.LEAD, current_reply__state__in=SENT_STATES)
        if lead.exists():
            raise NotNow("主办单位已经答复，不能“退回会办意见”。")
        declined = write(held, "return_opinion", by=by, at=at, note=note)
        deadline = clock.due(RuleCode.CO_REDO, part, on=localdate(at))
        content = replace(declined.content, document_number=None, date=None)
        redo = open_round(part, declined.round + 1, content, deadline.due_on, by=by, at=at)
        deadline.reply = redo
        deadline.save()
        return redo


def _hold_opinion(reply: Reply, verb: str, *, by: User, note: str = "") -> Reply:
    held = hold(reply, verb, by=by, note=note)
    if held.kind != ReplyKind.CO_OPINION:
        raise NotNow("这是给提出人的答复，不是会办意见，不能“接收会办意见”或“退回会办意见”。")
    return held


def weigh_opinion(
    reply: Reply, *, opinion: Reply, adoption: str, reason: str = "", by: User, at: datetime
) -> OpinionUse:
    """登记采纳情况 of a taken opinion in the lead's letter `reply`, while it is being written. May be changed."""
    with transaction.atomic():
        held = hold(reply, "weigh_opinion", by=by)
        entry = next((entry for entry in ledger(held) if entry.opinion == opinion), None)
        if entry is None:
            raise Refused("opinion", "这份会办意见不是给本件的，请重新选择。")
        if not entry.is_taken:
            raise NotNow(f"{entry.part.unit}的会办意见{entry.lacking}，不能“登记采纳情况”。")
        reason = reason.strip()
        _check_weighing(adoption, reason)
        old = [entry.use.adoption, entry.use.reason] if entry.use else None
        use, _ = OpinionUse.objects.update_or_create(
            reply=held, opinion=opinion, defaults={"adoption": adoption, "reason": reason, "by": by, "at": at}
        )
        data = {"opinion": opinion.pk, "unit": entry.part.unit.name, "adoption": [old, [adoption, reason]]}
        record("weigh_opinion", held, by=by, at=at, old=held.state, note=_in_words(use), data=data)
        return use


def _check_weighing(adoption: str, reason: str) -> None:
    if adoption not in set(Adoption):
        raise Refused("adoption", "请选择采纳、部分采纳或未采纳。")
    if adoption != Adoption.ADOPTED and not reason:
        raise Refused("reason", f"“{Adoption(adoption).label}”的，请写明原因。")
    if len(reason) > 300:
        raise Refused("reason", f"说明请不超过300字，现有{len(reason)}字。")


def _in_words(use: OpinionUse) -> str:
    """县财政局：部分采纳。资金明年安排."""
    said = f"{use.opinion.assignment.unit}：{Adoption(use.adoption).label}"
    return f"{said}。{use.reason}" if use.reason else said
