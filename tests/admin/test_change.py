"""更正 on the change page: only through actions, only while the case allows it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from replies.models import Event, Proposal
from tests import make
from tests.admin.paper import change_url, correction, errors, signed_in


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def test_a_correction_is_recorded_with_old_and_new(cast, clerk):
    proposal = make.logged(cast)
    clerk.post(change_url(proposal), correction(proposal, title="关于学校门前交通的建议"))
    proposal.refresh_from_db()
    assert proposal.title == "关于学校门前交通的建议"
    event = Event.objects.last()
    assert (event.verb, event.changes) == (
        "amend", {"title": ["关于改善学校门前交通秩序的建议", "关于学校门前交通的建议"]},
    )  # fmt: skip


def test_saved_unchanged_nothing_is_recorded(cast, clerk):
    proposal = make.filed(cast)
    before = Event.objects.count()
    assert clerk.post(change_url(proposal), correction(proposal)).status_code == 302
    assert Event.objects.count() == before


def test_sponsors_can_change_places(cast, clerk):
    proposal = make.logged(cast)
    swapped = [{"delegate": cast.lead.pk, "place": 2}, {"delegate": cast.cosigner.pk, "place": 1}]
    clerk.post(change_url(proposal), correction(proposal, sponsors=swapped))
    assert Proposal.objects.get().ordered_sponsors() == [cast.cosigner, cast.lead]


def test_a_sponsor_can_be_taken_off_and_another_added(cast, clerk):
    proposal = make.logged(cast)
    wanted = [
        {"delegate": cast.lead.pk, "place": 1},
        {"delegate": cast.cosigner.pk, "place": 2, "DELETE": "on"},
        {"delegate": cast.stranger.pk, "place": ""},
    ]
    clerk.post(change_url(proposal), correction(proposal, sponsors=wanted))
    assert Proposal.objects.get().ordered_sponsors() == [cast.lead, cast.stranger]


def test_a_unit_can_be_added_to_a_filed_case(cast, clerk):
    proposal = make.assigned(cast, role="lead").proposal
    clerk.post(change_url(proposal), correction(proposal, units=[(cast.b, "co")]))
    assert list(proposal.assignments.values_list("unit", "role")) == [(cast.a.pk, "lead"), (cast.b.pk, "co")]


def test_a_unit_that_already_has_the_case_is_refused(cast, clerk):
    proposal = make.assigned(cast, role="lead").proposal
    response = clerk.post(change_url(proposal), correction(proposal, units=[(cast.a, "co")]))
    assert errors(response) == ["县教育局已承办此件，不能重复交办。"]


def test_a_case_not_filed_offers_no_unit_rows_and_takes_none(cast, clerk):
    proposal = make.logged(cast)
    clerk.post(change_url(proposal), correction(proposal, units=[(cast.a, "sole")]))
    assert proposal.assignments.count() == 0


def test_a_stored_unit_row_cannot_be_bent(cast, clerk):
    assignment = make.assigned(cast, role="lead")
    bent = {"assignments-0-unit": cast.b.pk, "assignments-0-role": "sole", "assignments-0-due_on": "2199-01-01"}
    clerk.post(change_url(assignment.proposal), correction(assignment.proposal, **bent))
    stored = assignment.proposal.assignments.get()
    assert (stored.unit, stored.role, stored.due_on) == (cast.a, "lead", assignment.due_on)


def test_the_due_date_stands_with_its_reason(cast, clerk):
    page = clerk.get(change_url(make.assigned(cast).proposal)).content.decode()
    assert "2026年6月2日" in page
    assert "《代表法》（2025年修正）第五十一条：自交办之日起三个月内答复" in page


def test_a_paper_can_be_added_and_is_linked(cast, clerk):
    proposal = make.logged(cast)
    scan = SimpleUploadedFile("签名页.pdf", b"%PDF-1.7")
    clerk.post(change_url(proposal), correction(proposal, files=[scan]))
    paper = proposal.attachments.get()
    assert f'<a href="/files/attachment/{paper.pk}/">签名页.pdf</a>' in clerk.get(change_url(proposal)).content.decode()


def test_the_case_number_of_another_case_is_refused(cast, clerk):
    make.logged(cast)
    second = make.logged(cast)
    response = clerk.post(change_url(second), correction(second, case_number="第1号"))
    assert errors(response) == [
        "案号第1号已由县人大七届六次会议第1号《关于改善学校门前交通秩序的建议》使用，下一个可用的案号是第3号。"
    ]


def test_state_session_and_serial_cannot_be_posted(cast, clerk):
    proposal = make.logged(cast)
    bent = {"state": "withdrawn", "serial": "99", "session": cast.cppcc_session.pk, "timing": "out_of_session"}
    clerk.post(change_url(proposal), correction(proposal, **bent))
    after = Proposal.objects.get()
    assert (after.state, after.serial, after.session, after.timing) == ("logged", 1, cast.npc_session, "in_session")


def test_an_ended_case_can_only_be_read(cast, clerk):
    proposal = make.withdrawn(cast, make.logged(cast))
    assert "保存" not in clerk.get(change_url(proposal)).content.decode()
    assert clerk.post(change_url(proposal), correction(proposal, title="改")).status_code == 403


def test_the_government_clerk_adds_units_and_nothing_else(cast):
    proposal = make.filed(cast)
    client = signed_in(cast.government_clerk)
    assert 'name="title"' not in client.get(change_url(proposal)).content.decode()
    client.post(change_url(proposal), correction(proposal, title="改", units=[(cast.a, "sole")]))
    proposal.refresh_from_db()
    assert proposal.title == "关于改善学校门前交通秩序的建议"
    assert proposal.assignments.get().assigned_by == cast.government_clerk


def test_sent_twice_a_unit_is_assigned_once(cast, clerk):
    proposal = make.filed(cast)
    data = correction(proposal, units=[(cast.a, "lead")])
    clerk.post(change_url(proposal), data)
    response = clerk.post(change_url(proposal), data)
    assert response.url == change_url(proposal)
    assert proposal.assignments.count() == 1


def test_history_tells_who_in_which_post_and_what_changed(cast, clerk):
    proposal = make.filed(cast)
    clerk.post(change_url(proposal), correction(proposal, category="city"))
    page = clerk.get(f"/admin/replies/proposal/{proposal.pk}/history/").content.decode()
    for words in ("方以宁", "人大代表工委经办人", "已登记 → <b>已立案</b>", "分类：<del>其他</del> → 城建环资"):
        assert words in page
