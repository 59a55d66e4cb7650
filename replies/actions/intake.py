"""受理: log 登记, amend 更正, attach 收存附件, file 立案, return 退回, convert 转社情民意, merge 并案, withdraw 撤回."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from replies.models import Attachment, CaseSeries, Delegate, Feedback, Proposal, Session, Sponsor
from replies.rules.files import checked_extension
from replies.rules.numbering import case_number
from replies.rules.vocabulary import IntakeState

from .errors import NotNow, Refused
from .recording import allow, hold, lock, move, record, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AMENDABLE = ("title", "text", "category", "received_on", "key_item", "disclosure_consent", "case_number")


def check_received(received_on: date, session: Session, today: date) -> None:
    """Refused when the date lies before the session opened, or in the future."""
    if received_on < session.opened_on:
        opened = f"{session.opened_on:%Y}年{session.opened_on.month}月{session.opened_on.day}日"
        raise Refused("received_on", f"收到日期早于{session}开幕日期（{opened}），请核对日期或届次。")
    if received_on > today:
        raise Refused("received_on", "收到日期晚于今天，请核对。")


def check_sponsors(sponsors: Sequence[Delegate], session: Session) -> None:
    """Refused when there is none, one twice, or one of another assembly."""
    if not sponsors:
        raise Refused("", f"请至少填写一名{session.assembly.words.lead}。")
    if len({sponsor.pk for sponsor in sponsors}) < len(sponsors):
        raise Refused("", "提出人重复，请删去重复的一行。")
    for sponsor in sponsors:
        if sponsor.assembly_id != session.assembly_id:
            raise Refused("", f"{sponsor.name}不属于{session.assembly}，请核对届次或提出人。")


def check_values(proposal: Proposal) -> None:
    """Refused at the first field whose value does not fit: too long, empty, not in its list."""
    try:
        proposal.clean_fields(exclude=["session", "logged_by", "merged_into"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(field, messages[0]) from error


def log(
    *, by: User, at: datetime, session: Session, timing: str, title: str, text: str, received_on: date,
    sponsors: Sequence[Delegate], category: str = "other", serial: int | None = None,
    case_number_as_printed: str = "", key_item: bool = False, disclosure_consent: bool = True,
) -> Proposal:  # fmt: skip
    """登记 one item. Without a `serial` it takes the next number of its session and timing."""
    proposal = Proposal(
        session=session, timing=timing, title=title, text=text, received_on=received_on, category=category,
        key_item=key_item, disclosure_consent=disclosure_consent, logged_by=by, logged_at=at,
    )  # fmt: skip
    allow(by, "log", proposal)
    check_received(received_on, session, localdate(at))
    check_sponsors(sponsors, session)
    with transaction.atomic():
        proposal.serial = _serial(session, timing, serial)
        proposal.case_number = case_number_as_printed or default_case_number(session, timing, proposal.serial)
        check_values(proposal)
        try:
            with transaction.atomic():
                proposal.save()
        except IntegrityError as error:
            raise Refused("serial", f"{session}{proposal.case_number}已被登记，请换一个号或留空。") from error
        _seat(proposal, sponsors)
        record("log", proposal, by=by, at=at)
    return proposal


def _serial(session: Session, timing: str, given: int | None) -> int:
    if given is None:
        return CaseSeries.objects.take(session=session, timing=timing)
    CaseSeries.objects.raise_to(given, session=session, timing=timing)
    return given


def default_case_number(session: Session, timing: str, serial: int) -> str:
    """The 案号 by the assembly's own pattern."""
    return case_number(session.assembly.profile.case_pattern(timing), serial)


def next_serial(session: Session, timing: str) -> int:
    """What the form suggests; the number itself is only taken when the item is logged."""
    return (CaseSeries.objects.filter(session=session, timing=timing).values_list("last", flat=True).first() or 0) + 1


def _seat(proposal: Proposal, sponsors: Sequence[Delegate]) -> None:
    proposal.sponsor_set.all().delete()
    Sponsor.objects.bulk_create(
        Sponsor(proposal=proposal, delegate=delegate, place=place) for place, delegate in enumerate(sponsors, start=1)
    )


def amend(
    proposal: Proposal, *, by: User, at: datetime, sponsors: Sequence[Delegate] | None = None, note: str = "",
    **fields: Any,
) -> Proposal:  # fmt: skip
    """更正 what was logged; old and new values stand in the event. Nothing changed, nothing recorded."""
    with transaction.atomic():
        held = hold(proposal, "amend", by=by)
        check_received(fields.get("received_on", held.received_on), held.session, localdate(at))
        changes = {
            name: [getattr(held, name), fields[name]]
            for name in AMENDABLE
            if name in fields and fields[name] != getattr(held, name)
        }
        seated = held.ordered_sponsors()
        if sponsors is not None and list(sponsors) != seated:
            check_sponsors(sponsors, held.session)
            if Feedback.objects.filter(reply__assignment__proposal=held).exists():
                raise NotNow("此件已有评价，提出人不能再更正。")
            changes["sponsors"] = [[d.name for d in seated], [d.name for d in sponsors]]
            _seat(held, sponsors)
        if not changes:
            return held
        values = {name: pair[1] for name, pair in changes.items() if name != "sponsors"}
        for name, value in values.items():
            setattr(held, name, value)
        check_values(held)
        try:
            with transaction.atomic():
                return write(held, "amend", by=by, at=at, note=note, data=changes)
        except IntegrityError as error:
            raise Refused("case_number", f"{held.session}{held.case_number}已被登记，请核对案号。") from error


def attach(proposal: Proposal, upload: UploadedFile, *, by: User, at: datetime) -> Attachment:
    """Keep a paper that came with the item. Refused when it is not the kind of file it says it is."""
    try:
        extension = checked_extension(upload.name or "", upload.size or 0, upload)
    except ValueError as error:
        raise Refused("file", str(error)) from error
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    with transaction.atomic():
        held = hold(proposal, "attach", by=by)
        attachment = Attachment(
            proposal=held, name=(upload.name or "")[-150:], extension=extension, sha256=digest, size=upload.size or 0
        )
        attachment.file.save(upload.name or "", upload, save=True)
        record("attach", held, by=by, at=at, data={"attachment": [None, [attachment.name, digest]]})
    return attachment


def file(proposal: Proposal, *, by: User, at: datetime, note: str = "") -> Proposal:
    """立案."""
    return move(proposal, "file", by=by, at=at, note=note)


def return_(proposal: Proposal, *, by: User, at: datetime, note: str) -> Proposal:
    """退回 to the sponsor, with the reason (the sponsor must be told why)."""
    return move(proposal, "return", by=by, at=at, note=note)


def convert(proposal: Proposal, *, by: User, at: datetime, note: str) -> Proposal:
    """转社情民意: not filed, passed on as public opinion."""
    return move(proposal, "convert", by=by, at=at, note=note)


def withdraw(proposal: Proposal, *, by: User, at: datetime, note: str) -> Proposal:
    """撤回 at the sponsor's written wish; handling stops."""
    return move(proposal, "withdraw", by=by, at=at, note=note)


def merge(proposal: Proposal, *, into: Proposal, by: User, at: datetime, note: str) -> Proposal:
    """并案: handled together with `into`; each sponsor is still told."""
    allow(by, "merge", proposal)
    if into.pk == proposal.pk:
        raise Refused("into", "不能并入自身，请选另一件。")
    with transaction.atomic():
        # Both rows, the lower number first: two items must not be merged into each other at the same moment.
        locked = {item.pk: lock(item) for item in sorted((proposal, into), key=lambda item: item.pk)}
        held, into = hold(proposal, "merge", by=by, note=note), locked[into.pk]
        if into.session.assembly_id != held.session.assembly_id or into.state != IntakeState.FILED:
            raise Refused("into", "只能并入同一机构、已立案的另一件。")
        if held.assignments.live().exists():
            raise NotNow("此件已经交办，请先撤销交办再并案。")
        return write(held, "merge", by=by, at=at, note=note, merged_into=into, data={"into": into.case_number})
