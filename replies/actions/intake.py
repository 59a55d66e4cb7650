"""受理: log 登记, amend 更正, attach 收存附件, file 立案, return 退回, convert 转社情民意, withdraw 撤回.

Co-signers are invited in cosigning.py, key items named in designating.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from replies.models import Attachment, CaseSeries, Delegate, Feedback, IntakeReason, Proposal, Session, Sponsor
from replies.rules.files import checked_extension
from replies.rules.numbering import case_number
from replies.rules.timing import chinese_day
from replies.rules.vocabulary import Body, DelegateKind, Timing
from replies.rules.wording import timing_label
from replies.rules.workflow import STEPS

from .asking import lapse_open
from .cosigning import close_invitations, follow_sponsors
from .errors import NotNow, Refused
from .merging import check_nothing_merged_into
from .recording import allow, hold, lock, move, record, write

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AMENDABLE = (
    "title", "text", "category", "received_on", "desired_unit", "disclosure_consent", "disclosure_reason", "case_number",
)  # fmt: skip


def check_received(received_on: date, session: Session, today: date) -> None:
    """Refused when the date lies before items were taken in for this session, or in the future."""
    first = session.submission.first
    if received_on < first:
        name = "开始受理日期" if session.submission_opens_on else "开幕日期"
        raise Refused("received_on", f"收到日期早于{session}{name}（{chinese_day(first)}），请核对日期或届次。")
    if received_on > today:
        raise Refused("received_on", "收到日期晚于今天，请核对。")


def timing_by_date(session: Session, received_on: date) -> Timing:
    """会议期间 or not, by the day it was received; before the first day it is for check_received to refuse."""
    days = session.submission
    return days.timing_of(max(received_on, days.first))


def check_timing(timing: str, reason: str, session: Session, received_on: date) -> None:
    """Another timing than the dates say stands only with a reason, which the event keeps."""
    derived = timing_by_date(session, received_on)
    if timing != derived and timing in dict(Timing.choices()) and not reason.strip():
        body = session.assembly.body
        raise Refused(
            "timing_reason",
            f"{chinese_day(received_on)}收到的按规定属于{timing_label(body, derived)}；"
            f"要按{timing_label(body, timing)}登记的，请写明理由。",
        )


def check_sponsors(sponsors: Sequence[Delegate], session: Session, timing: str = Timing.IN_SESSION) -> None:
    """Refused when there is none, one twice, one of another assembly, or a 代表团 that may not hand in this item."""
    if not sponsors:
        raise Refused("", f"请至少填写一名{session.assembly.words.lead}。")
    if len({sponsor.pk for sponsor in sponsors}) < len(sponsors):
        raise Refused("", "提出人重复，请删去重复的一行。")
    for sponsor in sponsors:
        if sponsor.assembly_id != session.assembly_id:
            raise Refused("", f"{sponsor.name}不属于{session.assembly}，请核对届次或提出人。")
        if sponsor.kind == DelegateKind.DELEGATION:
            _check_delegation(sponsor, session, timing)


def _check_delegation(sponsor: Delegate, session: Session, timing: str) -> None:
    """A whole delegation exists only at a people's congress and while it meets (Chongqing rules, art. 8)."""
    if session.assembly.body != Body.NPC:
        raise Refused("", f"{sponsor.name}是代表团，代表团只能向人民代表大会提出建议，请改选委员或团体。")
    if timing != Timing.IN_SESSION:
        raise Refused("", f"代表团只能在大会期间提出建议；{sponsor.name}在闭会期间的，请由代表个人提出。")


def check_values(proposal: Proposal) -> None:
    """Refused at the first field whose value does not fit: too long, empty, not in its list."""
    try:
        proposal.clean_fields(exclude=["session", "logged_by", "merged_into", "reason"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(field, messages[0]) from error


def log(
    *, by: User, at: datetime, session: Session, title: str, text: str, received_on: date,
    sponsors: Sequence[Delegate], timing: str | None = None, timing_reason: str = "", category: str = "other",
    serial: int | None = None, case_number_as_printed: str = "", disclosure_consent: bool = True,
    disclosure_reason: str = "", desired_unit: str = "",
) -> Proposal:  # fmt: skip
    """登记 one item. Its timing follows from the day it was received, its number from the series of that timing."""
    derived = timing_by_date(session, received_on)
    timing = timing or derived
    proposal = Proposal(
        session=session, timing=timing, title=title, text=text, received_on=received_on, category=category,
        disclosure_consent=disclosure_consent, disclosure_reason=disclosure_reason, desired_unit=desired_unit,
        title_handed_in=title, text_handed_in=text, logged_by=by, logged_at=at,
    )  # fmt: skip
    allow(by, "log", proposal)
    check_received(received_on, session, localdate(at))
    check_timing(timing, timing_reason, session, received_on)
    check_sponsors(sponsors, session, timing)
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
        record("log", proposal, by=by, at=at, note=timing_reason if timing != derived else "")
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
        received_on = fields.get("received_on", held.received_on)
        check_received(received_on, held.session, localdate(at))
        _check_series(held, received_on)
        changes = {
            name: [getattr(held, name), fields[name]]
            for name in AMENDABLE
            if name in fields and fields[name] != getattr(held, name)
        }
        seated = held.ordered_sponsors()
        if sponsors is not None and list(sponsors) != seated:
            check_sponsors(sponsors, held.session, held.timing)
            if Feedback.objects.filter(reply__assignment__proposal=held).exists():
                raise NotNow("此件已有评价，提出人不能再更正。")
            changes["sponsors"] = [[d.name for d in seated], [d.name for d in sponsors]]
            _seat(held, sponsors)
            follow_sponsors(held, sponsors, at=at)
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


def _check_series(held: Proposal, received_on: date) -> None:
    """A number is kept for good, so a corrected day must not belong to the other series."""
    by_new_day, by_old_day = (timing_by_date(held.session, day) for day in (received_on, held.received_on))
    if by_new_day != by_old_day == held.timing:
        body = held.session.assembly.body
        raise Refused(
            "received_on",
            f"{chinese_day(received_on)}收到的属于{timing_label(body, by_new_day)}，"
            f"与此件的编号（{held.timing_label}{held.case_number}）不符；编号不能更改，请核对日期。",
        )


def attach(proposal: Proposal, upload: UploadedFile, *, by: User, at: datetime) -> Attachment:
    """Keep a paper that came with the item. Refused when it is not the kind of file it says it is."""
    paper = _checked(upload, "file")
    with transaction.atomic():
        held = hold(proposal, "attach", by=by)
        attachment = _keep(paper, held, upload)
        record("attach", held, by=by, at=at, data={"attachment": [None, [attachment.name, attachment.sha256]]})
    return attachment


def _checked(upload: UploadedFile, field: str) -> Attachment:
    """What is to be known of an upload before anything is written."""
    name, size = upload.name or "", upload.size or 0
    try:
        extension = checked_extension(name, size, upload)
    except ValueError as error:
        raise Refused(field, str(error)) from error
    upload.seek(0)
    digest = hashlib.sha256(upload.read()).hexdigest()
    return Attachment(name=name[-150:], extension=extension, sha256=digest, size=size)


def _keep(paper: Attachment, held: Proposal, upload: UploadedFile) -> Attachment:
    upload.seek(0)
    paper.proposal = held
    paper.file.save(upload.name or "", upload, save=True)
    return paper


def file(proposal: Proposal, *, by: User, at: datetime, note: str = "") -> Proposal:
    """立案."""
    return move(proposal, "file", by=by, at=at, note=note)


def return_(proposal: Proposal, *, reason: IntakeReason, by: User, at: datetime, note: str) -> Proposal:
    """退回 to the sponsor, with the coded reason and the words the sponsor is told."""
    return _turn_away(proposal, "return", reason, by=by, at=at, note=note)


def convert(proposal: Proposal, *, reason: IntakeReason, by: User, at: datetime, note: str) -> Proposal:
    """转社情民意: not filed, passed on as public opinion; the sponsor is told why."""
    return _turn_away(proposal, "convert", reason, by=by, at=at, note=note)


def _turn_away(proposal: Proposal, verb: str, reason: IntakeReason, *, by: User, at: datetime, note: str) -> Proposal:
    with transaction.atomic():
        held = hold(proposal, verb, by=by, note=note)
        if not reason.active or reason.assembly_id != held.session.assembly_id or not reason.fits(verb):
            raise Refused("reason", f"理由“{reason.label}”不用于这里的“{STEPS[verb].label}”，请另选一条。")
        close_invitations(held, at=at)
        return write(held, verb, by=by, at=at, note=note, data={"reason": str(reason)}, reason=reason)


def withdraw(proposal: Proposal, *, by: User, at: datetime, note: str, paper: UploadedFile | None = None) -> Proposal:
    """撤回 at the sponsors' written wish; the paper is kept with the item, and handling stops."""
    allow(by, "withdraw", proposal)
    if paper is None:
        raise Refused("paper", "撤回要有提出人的书面申请，请上传签名的扫描件或照片。")
    attachment = _checked(paper, "paper")
    with transaction.atomic():
        held = hold(proposal, "withdraw", by=by, note=note)
        check_nothing_merged_into(held, "撤回")
        _keep(attachment, held, paper)
        close_invitations(held, at=at)
        _close_requests(held, at=at)
        data = {"attachment": [attachment.name, attachment.sha256]}
        return write(held, "withdraw", by=by, at=at, note=note, data=data)


def _close_requests(held: Proposal, *, at: datetime) -> None:
    """Nobody answers any more what units asked for, not even where a ruling was awaited."""
    for part in held.assignments.live().order_by("pk"):
        part = lock(part)
        if part.current_reply:
            lock(part.current_reply)
        lapse_open(part.requests.open().order_by("pk"), at=at, note="此件已撤回")
