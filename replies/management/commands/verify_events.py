"""manage.py verify_events: is the history whole, and is every signed letter still the letter that was signed?"""

import hashlib
import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from replies.models import ChainHead, Event, Reply
from replies.rules.letter import BadContent, digest

AT_ONCE = 500  # rows held in memory


class Command(BaseCommand):
    help = "核对流水链和已签发的答复：有改动、删除、插入或截断时列出是哪一条"

    def handle(self, *args, **options) -> None:
        broken = 0
        for finding in findings():
            broken += 1
            self.stdout.write(finding)
        if broken:
            raise CommandError(f"发现 {broken} 处问题，流水或答复不完整。请保留现场，并用最近的备份比对。")
        self.stdout.write(
            f"流水 {Event.objects.count()} 条，全部完整；已签发答复 {_signed().count()} 份，与签发时一致。"
        )


def findings() -> Iterator[str]:
    """Every broken row with how it is broken, in Chinese; nothing when all is whole."""
    yield from chain_findings()
    told, signed = Event.objects.filter(verb="sign").count(), _signed().count()
    if told != signed:
        yield f"流水中有签发记录 {told} 条，已签发的答复有 {signed} 份：有答复被删除、添加或抹去了签发。"
    for reply in _signed().iterator(chunk_size=AT_ONCE):
        yield from letter_findings(reply)


def chain_findings() -> Iterator[str]:
    """Each row against its own hash and against the row before it, then the last row against the chain's head."""
    last_hash, length = "", 0
    for event in Event.objects.order_by("id").iterator(chunk_size=AT_ONCE):
        length += 1
        if event.compute_hash() != event.hash:
            yield f"{_row(event)}：内容与本条校验值不符，记录被改过。"
        if event.previous_hash != last_hash:
            yield f"{_row(event)}：与上一条接不上，此处有记录被删除、插入或改过。"
        last_hash = event.hash
    head = ChainHead.objects.first() or ChainHead()
    if head.length != length:
        yield f"流水应有 {head.length} 条，实有 {length} 条。"
    if head.hash != last_hash:
        yield "最后一条流水与链尾校验值不符：末尾有记录被删除或添加。"


def letter_findings(reply: Reply) -> Iterator[str]:
    """The frozen letter against its hash, against the event of its signature, and its PDF against the recorded hash."""
    name = f"答复第 {reply.pk} 号（{reply.document_number or reply}）"
    try:
        sealed = digest(reply.content)
    except BadContent as error:
        yield f"{name}：内容无法读取（{error.message}）"
        return
    if sealed != reply.content_sha256:
        yield f"{name}：内容与签发时的校验值不符，正文被改过。"
    signed = _recorded(reply, "sign")
    if signed is None:
        yield f"{name}：流水中没有签发记录。"
    elif (signed.get("content_sha256"), signed.get("document_number")) != (sealed, reply.document_number):
        yield f"{name}：与签发流水中记录的内容或发文字号不符。"
    yield from _pdf_findings(reply, name)


def _pdf_findings(reply: Reply, name: str) -> Iterator[str]:
    kept = _recorded(reply, "keep")
    if kept is None and not reply.pdf_sha256:
        return  # signed a moment ago; the paper is made after the commit
    if kept is None or kept.get("pdf_sha256") != reply.pdf_sha256:
        yield f"{name}：答复件的校验值与流水中的记录不符。"
    try:
        with reply.pdf.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        yield f"{name}：答复件 PDF 不在了。"
        return
    if actual != reply.pdf_sha256:
        yield f"{name}：答复件 PDF 与存入时不一致，文件被换过。"


def _signed():
    return Reply.objects.issued().select_related("assignment__proposal__session__assembly").order_by("id")


def _recorded(reply: Reply, verb: str) -> dict | None:
    """What the last event of this verb says of the letter."""
    events = Event.objects.filter(proposal_id=reply.assignment.proposal_id, model="reply", object_id=reply.pk)
    event = events.filter(verb=verb).order_by("-id").first()
    if event is None:
        return None
    try:
        return event.changes
    except json.JSONDecodeError:
        return {}


def _row(event: Event) -> str:
    return f"流水第 {event.pk} 条（{event.by_name} {event.label}）"
