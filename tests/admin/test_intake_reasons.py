"""不予立案理由: each office keeps its own list. And the days of submission of a meeting."""

from uuid import uuid4

import pytest
from django.urls import reverse

from replies.models import Event, IntakeReason, Session
from tests import make
from tests.admin.paper import signed_in

LIST = reverse("admin:replies_intakereason_changelist")
ADD = reverse("admin:replies_intakereason_add")


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def row(**fields) -> dict:
    return {
        "form_key": str(uuid4()),
        "code": "20",
        "label": "另有专门渠道办理",
        "use": "either",
        "active": "on",
        **fields,
    }


def test_a_clerk_adds_a_reason_to_the_own_list(cast, clerk):
    clerk.post(ADD, row(assembly=cast.npc.pk))
    assert str(cast.npc.reasons.get(code="20")) == "20　另有专门渠道办理"
    assert Event.objects.latest("id").verb == "add"


def test_a_clerk_does_not_touch_the_other_bodys_list(cast, clerk):
    clerk.post(ADD, row(assembly=cast.cppcc.pk))
    assert not IntakeReason.objects.filter(code="20").exists()
    theirs = make.reason(cast, body="cppcc")
    assert clerk.get(reverse("admin:replies_intakereason_change", args=[theirs.pk])).status_code == 404
    assert theirs.label not in clerk.get(LIST).content.decode()


def test_a_reason_out_of_use_is_not_offered_any_more(cast, clerk):
    reason = make.reason(cast)
    url = reverse("admin:replies_intakereason_change", args=[reason.pk])
    clerk.post(url, row(code=reason.code, label=reason.label, use=reason.use, active=""))
    assert IntakeReason.objects.get(pk=reason.pk).active is False
    page = clerk.get(reverse("intake-decide", args=[make.logged(cast).pk])).content.decode()
    assert reason.label not in page


def test_the_government_clerk_has_no_business_there(cast):
    assert signed_in(cast.government_clerk).get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("submission_opens_on", "2026-01-15", "开始受理日期晚于开幕日期，请核对；从开幕起受理的可留空。"),
        ("submission_cutoff", "2026-01-13", "提交截止日期早于开始受理的日期，请核对。"),
    ],
)
def test_the_days_of_submission_are_checked(cast, clerk, field, value, said):
    session = cast.npc_session
    data = {
        "form_key": str(uuid4()), "assembly": cast.npc.pk, "term": 7, "meeting": 6, "opened_on": "2026-01-14",
        "closed_on": "2026-01-17", field: value,
    }  # fmt: skip
    page = clerk.post(reverse("admin:replies_session_change", args=[session.pk]), data).content.decode()
    assert said in page
    assert getattr(Session.objects.get(pk=session.pk), field) is None
