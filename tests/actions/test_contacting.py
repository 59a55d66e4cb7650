"""沟通 and 备注."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from replies.access import contacts_visible_to, events_visible_to
from replies.actions import contacting
from replies.actions.errors import Refused
from replies.models import Event
from replies.models.running import running
from tests import make
from tests.people import EVERYBODY


def test_a_talk_is_kept_with_its_photo(cast):
    talk = make.contacted(cast)
    assert (talk.by, talk.get_stage_display(), talk.get_way_display()) == (cast.drafter_a, "办前", "走访")
    with talk.photo.open("rb") as photo:
        assert photo.read() == make.PNG
    event = Event.objects.get(verb="contact")
    assert (event.note, event.changes["photo_sha256"]) == ("到学校门前实地查看。", talk.photo_sha256)


WRONG = [
    ({"stage": "later"}, "stage", "请选择办前、办中或办后。"),
    ({"way": "dream"}, "way", "请选择沟通方式。"),
    ({"on": make.TODAY + timedelta(days=1)}, "on", "沟通日期晚于今天，请在沟通之后登记。"),
    ({"on": date(2026, 3, 1)}, "on", "沟通日期早于交办日期（2026年3月2日），请核对。"),
    ({"place": " "}, "place", "走访请填写地点。"),
    ({"persons": " "}, "persons", "请填写参加人员。"),
    ({"content": " "}, "content", "请填写沟通内容。"),
    ({"content": "话" * 1001}, "content", "内容请不超过1000字，现有1001字。"),
    ({"photo": SimpleUploadedFile("现场.png", b"%PDF-1.4")}, "photo", "“现场.png”的内容与扩展名 .png 不符"),
    ({"photo": SimpleUploadedFile("记录.pdf", b"%PDF-1.4")}, "photo", "“记录.pdf”不是照片，请上传 JPG 或 PNG 图片。"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "field", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused_at_its_field(cast, fields, field, message):
    with pytest.raises(Refused) as refused:
        make.contacted(cast, **fields)
    assert refused.value.field == field
    assert str(refused.value).startswith(message)


def test_a_telephone_call_has_no_place(cast):
    assert make.contacted(cast, way="phone", place="", photo=None).place == ""


def test_a_talk_after_the_answer_is_kept_too(cast):
    sent = make.delivered(cast)
    assert make.contacted(cast, assignment=sent.assignment, stage="after").stage == "after"


def test_the_first_talk_keeps_the_first_contact_day(cast):
    part = make.accepted(cast)
    assert running(part.deadlines.filter(code="first_contact")).exists()
    make.contacted(cast, assignment=part)
    assert not running(part.deadlines.filter(code="first_contact")).exists()


def test_talks_are_read_by_the_unit_and_the_offices(cast):
    lead = make.accepted(cast, role="lead")
    make.accepted(cast, unit=cast.b, role="co", proposal=lead.proposal)
    make.contacted(cast, assignment=lead)
    readers = {account for account in EVERYBODY if contacts_visible_to(cast.user(account)).exists()}
    unit = {"drafter_a", "second_drafter_a", "reviewer_a", "signer_a"}
    assert readers == unit | {"npc_clerk", "government_clerk", "leader", "administrator"}


def test_a_remark_is_read_by_the_offices_only(cast):
    proposal = make.accepted(cast).proposal
    contacting.note(proposal, note="提出人来电询问进度", by=cast.government_clerk, at=make.at())
    told = {
        account for account in EVERYBODY if events_visible_to(cast.user(account), proposal).filter(verb="note").exists()
    }
    assert told == {"npc_clerk", "government_clerk", "leader", "administrator"}
