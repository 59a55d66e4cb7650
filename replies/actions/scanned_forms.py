"""纸质征询意见表 that came back: scan 收存意见表, discard_scan 作废扫描件, and entering the rating from the page.

Only the office of the assembly does this, never the handling unit. The number in the QR code says where a page
belongs; the rating itself is read by a clerk and goes through feedback.rate_on_behalf like any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from replies.access import person
from replies.letters.scans import CannotRead, ScannedPage, count_pages, scanned_pages
from replies.models import Feedback, OpinionForm, ScannedForm
from replies.rules.files import checked_extension
from replies.rules.opinion_forms import read_code
from replies.rules.vocabulary import Body, RatingChannel
from replies.rules.workflow import STEPS

from .errors import ActionError, NotAllowed, NotNow, Refused
from .feedback import rate_on_behalf, refuse_own_unit
from .recording import hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KINDS = (".pdf", ".jpg", ".jpeg", ".png")
MOST_PAGES = 60  # of one upload: some ten seconds of reading


@dataclass(frozen=True)
class Page:
    """A page that was looked at and is not kept yet."""

    source: str
    scanned: ScannedPage


@dataclass(frozen=True)
class Outcome:
    """What became of one page or file, in words; `tone` as in rules/vocabulary.py."""

    source: str
    page: int
    tone: str
    said: str
    scan: ScannedForm | None = None


def look_at(uploads: Sequence[UploadedFile]) -> tuple[list[Page], list[Outcome]]:
    """Every page of the files with its number, and what could not be read. Slow; call outside a transaction.

    Raises Refused where there are more pages than one upload may have.
    """
    bad: list[Outcome] = []
    files: list[tuple[str, bytes, str]] = []
    total = 0
    for upload in uploads:
        name = upload.name or ""
        try:
            extension = _extension(upload)
            upload.seek(0)
            data = upload.read()
            total += count_pages(data, extension)
        except ValueError as error:
            bad.append(Outcome(name, 0, "late", str(error)))
        else:
            files.append((name, data, extension))
    if total > MOST_PAGES:
        raise Refused("files", f"一次最多上传{MOST_PAGES}页，现有{total}页，请分几次上传。")
    pages: list[Page] = []
    for name, data, extension in files:
        try:
            pages += [Page(name, page) for page in scanned_pages(data, extension)]
        except CannotRead as error:
            bad.append(Outcome(name, 0, "late", str(error)))
    return pages, bad


def _extension(upload: UploadedFile) -> str:
    name = upload.name or ""
    if PurePath(name).suffix.lower() not in KINDS:
        raise ValueError("请上传扫描得到的 PDF，或 JPG、PNG 图片。")
    return checked_extension(name, upload.size or 0, upload)


def keep(pages: Iterable[Page], *, by: User, at: datetime) -> list[Outcome]:
    """收存 each page: filed where its number is known, else waiting for it; a page that may not be kept says why."""
    if not person(by).bodies:
        raise NotAllowed("只有人大代表工委、政协提案委的经办人可以收存征询意见表。")
    return [_keep_page(page, by, at) for page in pages]


def _keep_page(page: Page, by: User, at: datetime) -> Outcome:
    source, number = page.source, page.scanned.number
    if page.scanned.blank:
        return Outcome(source, number, "plain", "空白页，没有收存。")
    sha256 = hashlib.sha256(page.scanned.picture).hexdigest()
    known = ScannedForm.objects.filter(sha256=sha256, discarded_at__isnull=True).first()
    if known is not None:
        where = f"，归入{known.form}" if known.form else ""
        return Outcome(source, number, "warn", f"与已收存的“{known}”完全相同{where}，没有重复收存。")
    form = OpinionForm.objects.filter(code=page.scanned.code).first() if page.scanned.code else None
    scan = ScannedForm(
        body=sorted(person(by).bodies)[0], source=source[-150:], page=number, sha256=sha256,
        extension=page.scanned.extension, uploaded_by=by, uploaded_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            if form is not None:
                _file(scan, form, by, at)
            scan.file.save(f"scan{scan.extension}", ContentFile(page.scanned.picture), save=True)
    except ActionError as error:
        return Outcome(source, number, "late", str(error))
    if form is None:
        return Outcome(source, number, "warn", _unread(page.scanned), scan)
    return Outcome(source, number, "good", f"归入{form}。", scan)


def _unread(page: ScannedPage) -> str:
    if page.code:
        return "二维码里的编号不是本系统印出的，请核对。"
    return "没有识别到二维码，请输入二维码下面的编号。"


def file_under(scan: ScannedForm, *, code: str, by: User, at: datetime) -> ScannedForm:
    """Put a page whose QR code could not be read under the form with the number a clerk reads off it."""
    with transaction.atomic():
        held = _held(scan, "scan", by)
        if held.form is not None:
            raise NotNow(f"这一页已归入{held.form}。")
        try:
            form = OpinionForm.objects.filter(code=read_code(code)).first()
        except ValueError as error:
            raise Refused("code", str(error)) from error
        if form is None:
            raise Refused("code", "没有这个编号的征询意见表，请核对。")
        _file(held, form, by, at)
        held.save(update_fields=["form", "body"])
        return held


def _file(scan: ScannedForm, form: OpinionForm, by: User, at: datetime) -> None:
    """Check and record that a page belongs to a form; the caller saves the page."""
    body, mine = form.reply.assignment.proposal.body, person(by).bodies
    if mine and body not in mine:
        office = form.reply.assignment.proposal.session.assembly.office_name
        raise NotAllowed(f"这是{Body(body).label}的征询意见表，请交{office}录入；没有收存。")
    refuse_own_unit(form.reply, by)
    held = hold(form.reply, "scan", by=by)
    scan.form, scan.body = form, body
    data = {"delegate": form.delegate.name, "code": form.code, "evidence_sha256": scan.sha256}
    record("scan", held, by=by, at=at, old=held.state, data=data)


def discard(scan: ScannedForm, *, reason: str, by: User, at: datetime) -> ScannedForm:
    """作废 a page: scanned by mistake, upside down, twice. Row and picture stay, with who and why."""
    with transaction.atomic():
        held = _held(scan, "discard_scan", by)
        if held.feedback_id:
            raise NotNow("已据这一页录入评价，不能作废。")
        if not reason.strip():
            raise Refused("reason", "请写明作废原因。")
        if held.form is not None:
            reply = hold(held.form.reply, "discard_scan", by=by, note=reason)
            data = {"delegate": held.form.delegate.name, "evidence_sha256": held.sha256}
            record("discard_scan", reply, by=by, at=at, old=reply.state, note=reason, data=data)
        held.discarded_by, held.discarded_at, held.reason = by, at, reason.strip()
        held.save(update_fields=["discarded_by", "discarded_at", "reason"])
        return held


def enter(
    scan: ScannedForm, *, attitude: str, result: str, text: str = "", reason: str, by: User, at: datetime
) -> Feedback:
    """录入评价 from a filed page; the page itself is the evidence, its delegate the one who rates."""
    with transaction.atomic():
        held = _held(scan, "rate_on_behalf", by)
        if held.form is None:
            raise NotNow("这一页还没有归入哪一份征询意见表，请先输入编号。")
        with held.file.open("rb") as picture:
            evidence = SimpleUploadedFile(f"征询意见表{held.extension}", picture.read())
        rating = rate_on_behalf(
            held.form.reply, delegate=held.form.delegate, attitude=attitude, result=result, text=text,
            channel=RatingChannel.PAPER, reason=reason, evidence=evidence, by=by, at=at,
        )  # fmt: skip
        held.feedback = rating
        held.save(update_fields=["feedback"])
        return rating


def _held(scan: ScannedForm, verb: str, by: User) -> ScannedForm:
    """A fresh, locked copy of a page that is this office's and not put aside."""
    held = ScannedForm.objects.select_for_update(no_key=True).get(pk=scan.pk)
    if held.body not in person(by).bodies:
        raise NotAllowed(f"您的岗位不能对此件“{STEPS[verb].label}”。")
    if held.form is not None:
        refuse_own_unit(held.form.reply, by)
    if held.discarded_at is not None:
        raise NotNow("这一页已经作废。")
    return held
