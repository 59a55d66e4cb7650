"""沟通: contact 登记沟通 by a unit, note 备注 by an office."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Assignment, Contact, Proposal
from replies.rules.files import checked_extension
from replies.rules.timing import chinese_day
from replies.rules.vocabulary import MET_IN_PERSON, ContactStage, ContactWay

from .errors import Refused
from .recording import hold, move, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PICTURES = (".jpg", ".jpeg", ".png")
# field → how many characters, what it is called
LENGTHS = {"place": (80, "地点"), "persons": (200, "参加人员"), "content": (1000, "内容")}


def contact(
    assignment: Assignment, *, stage: str, way: str, on: date, persons: str, content: str, place: str = "",
    photo: UploadedFile | None = None, by: User, at: datetime,
) -> Contact:  # fmt: skip
    """登记沟通 with the delegate, after it happened."""
    with transaction.atomic():
        held = hold(assignment, "contact", by=by)
        talk = Contact(
            assignment=held, stage=stage, way=way, on=on, place=place.strip(), persons=persons.strip(),
            content=content.strip(), by=by, at=at,
        )  # fmt: skip
        _check_words(talk)
        _check_day(on, held, localdate(at))
        if photo:
            _take_photo(talk, photo)
        talk.save()
        data = {"stage": stage, "way": way, "on": on, "photo_sha256": talk.photo_sha256}
        record("contact", held, by=by, at=at, old=held.state, note=talk.content, data=data)
        return talk


def _check_words(talk: Contact) -> None:
    if talk.stage not in set(ContactStage):
        raise Refused("stage", "请选择办前、办中或办后。")
    if talk.way not in set(ContactWay):
        raise Refused("way", "请选择沟通方式。")
    if not talk.persons:
        raise Refused("persons", "请填写参加人员。")
    if not talk.content:
        raise Refused("content", "请填写沟通内容。")
    if talk.way in MET_IN_PERSON and not talk.place:
        raise Refused("place", f"{ContactWay(talk.way).label}请填写地点。")
    for field, (most, name) in LENGTHS.items():
        if len(getattr(talk, field)) > most:
            raise Refused(field, f"{name}请不超过{most}字，现有{len(getattr(talk, field))}字。")


def _check_day(on: date, held: Assignment, today: date) -> None:
    if on > today:
        raise Refused("on", "沟通日期晚于今天，请在沟通之后登记。")
    given = localdate(held.assigned_at)
    if on < given:
        raise Refused("on", f"沟通日期早于交办日期（{chinese_day(given)}），请核对。")


def _take_photo(talk: Contact, upload: UploadedFile) -> None:
    try:
        extension = checked_extension(upload.name or "", upload.size or 0, upload)
    except ValueError as error:
        raise Refused("photo", str(error)) from error
    if extension not in PICTURES:
        raise Refused("photo", f"“{upload.name}”不是照片，请上传 JPG 或 PNG 图片。")
    upload.seek(0)
    talk.photo_extension, talk.photo_sha256 = extension, hashlib.sha256(upload.read()).hexdigest()
    upload.seek(0)
    talk.photo.save(upload.name or "", upload, save=False)


def note(proposal: Proposal, *, note: str, by: User, at: datetime) -> Proposal:
    """备注, for the offices only."""
    return move(proposal, "note", by=by, at=at, note=note)
