"""登记: one form, one save."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from replies.actions import intake
from replies.actions.errors import Refused
from replies.models import Assignment, Attachment, CaseSeries, Event, Proposal, SpentKey
from tests import make
from tests.admin.paper import ADD, LIST, errors, new_item, signed_in

PDF = b"%PDF-1.7 signed original"


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def test_log_file_and_assign_in_one_save(cast, clerk):
    original = SimpleUploadedFile("原件.pdf", PDF)
    data = new_item(cast, file_now="on", files=[original], units=[(cast.b, "co"), (cast.a, "lead")])
    response = clerk.post(ADD, data)
    proposal = Proposal.objects.get()
    assert response.url == LIST
    assert (proposal.serial, proposal.case_number, proposal.state) == (1, "第1号", "filed")
    assert proposal.ordered_sponsors() == [cast.lead, cast.cosigner]
    assert Attachment.objects.get().name == "原件.pdf"
    assert list(proposal.assignments.values_list("unit", "role")) == [(cast.a.pk, "lead"), (cast.b.pk, "co")]
    assert list(Event.objects.values_list("verb", flat=True)) == ["log", "attach", "file", "assign", "assign"]


def test_a_new_form_suggests_the_current_session_today_and_the_next_number(cast, clerk):
    make.logged(cast)
    page = clerk.get(ADD)
    form = page.context["adminform"].form
    assert form.initial == {
        "session": cast.npc_session.pk,
        "received_on": localdate(),
        "file_now": True,
    }
    assert "会议期间下一个是2，闭会期间下一个是1" in page.content.decode()


@pytest.mark.parametrize(
    ("received_on", "number"), [("2026-01-17", "第1号"), ("2026-01-18", "闭会第1号")], ids=["in session", "after it"]
)
def test_the_day_it_was_received_says_in_which_series_it_counts(cast, clerk, received_on, number):
    clerk.post(ADD, new_item(cast, timing="", received_on=received_on))
    assert Proposal.objects.get().case_number == number


def test_another_timing_needs_its_reason(cast, clerk):
    late = new_item(cast, timing="in_session", received_on="2026-01-18")
    assert errors(clerk.post(ADD, late)) == ["2026年1月18日收到的按规定属于闭会期间；要按会议期间登记的，请写明理由。"]
    clerk.post(ADD, late | {"timing_reason": "大会秘书组移交，会上已提交"})
    assert Proposal.objects.get().case_number == "第1号"
    assert Event.objects.get(verb="log").note == "大会秘书组移交，会上已提交"


def test_an_item_of_a_delegation_is_taken_in_by_the_day_too(cast, clerk):
    cast.lead.kind = "delegation"
    cast.lead.save()
    clerk.post(ADD, new_item(cast, timing="", received_on="2026-01-18"))
    assert not Proposal.objects.exists()


def test_an_empty_serial_takes_the_next_number(cast, clerk):
    make.logged(cast)
    clerk.post(ADD, new_item(cast))
    assert Proposal.objects.order_by("-id").first().serial == 2


def test_a_given_serial_and_a_given_case_number_are_kept(cast, clerk):
    clerk.post(ADD, new_item(cast, serial="187", case_number="第0187号"))
    proposal = Proposal.objects.get()
    assert (proposal.serial, proposal.case_number) == (187, "第0187号")
    assert CaseSeries.objects.get().last == 187


def test_the_number_in_front_of_a_row_decides_the_order(cast, clerk):
    data = new_item(cast, **{"sponsor_set-0-place": "2", "sponsor_set-1-place": "1"})
    clerk.post(ADD, data)
    assert Proposal.objects.get().ordered_sponsors() == [cast.cosigner, cast.lead]


def test_a_number_twice_names_the_case_that_has_it_and_the_next_free_one(cast, clerk):
    make.logged(cast)
    response = clerk.post(ADD, new_item(cast, serial="1"))
    assert errors(response) == [
        "顺序号1已由县人大七届六次会议第1号《关于改善学校门前交通秩序的建议》使用，下一个可用的顺序号是2。"
    ]
    assert Proposal.objects.count() == 1


def test_a_case_number_twice_names_the_case_that_has_it(cast, clerk):
    make.logged(cast)
    response = clerk.post(ADD, new_item(cast, case_number="第1号"))
    assert errors(response) == [
        "案号第1号已由县人大七届六次会议第1号《关于改善学校门前交通秩序的建议》使用，下一个可用的案号是第2号。"
    ]


def test_a_date_before_the_session_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, received_on="2026-01-13"))
    assert errors(response) == ["收到日期早于县人大七届六次会议开幕日期（2026年1月14日），请核对日期或届次。"]


def test_a_date_in_the_future_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, received_on=date(2199, 1, 1)))
    assert errors(response) == ["收到日期晚于今天，请核对。"]


def test_a_title_of_5000_characters_is_refused_and_comes_back_whole(cast, clerk):
    title = "长" * 5000
    response = clerk.post(ADD, new_item(cast, title=title))
    assert errors(response) == ["标题最多200个字，现在有5000个字，请缩短。"]
    assert title in response.content.decode()


def test_a_missing_sponsor_is_refused(cast, clerk):
    assert errors(clerk.post(ADD, new_item(cast, sponsors=[]))) == ["请至少填写一名领衔代表。"]


def test_a_sponsor_twice_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, sponsors=[cast.lead, cast.lead]))
    assert errors(response) == ["提出人重复，请删去重复的一行。"]


def test_a_sponsor_of_the_other_assembly_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, sponsors=[cast.member]))
    assert errors(response) == ["李文澜不属于清禾县人民代表大会，请核对届次或提出人。"]


def test_a_forged_file_is_refused(cast, clerk):
    forged = SimpleUploadedFile("原件.pdf", b"MZ this is a program")
    response = clerk.post(ADD, new_item(cast, files=[forged]))
    assert errors(response) == ["“原件.pdf”的内容与扩展名 .pdf 不符，可能改过名或已损坏，请用原文件上传。"]
    assert Proposal.objects.count() == 0


def test_an_unknown_kind_of_file_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, files=[SimpleUploadedFile("说明.exe", b"MZ")]))
    assert errors(response) == ["“说明.exe”的类型不收：请上传 PDF、Word、Excel、WPS 文件或 JPG、PNG 图片。"]


def test_units_without_filing_are_refused_at_the_rows(cast, clerk):
    response = clerk.post(ADD, new_item(cast, units=[(cast.a, "sole")]))
    assert errors(response) == ["立案后才能交办：请勾选上面的“同时立案”，或先清空这里的承办单位。"]


@pytest.mark.parametrize(
    ("units", "message"),
    [
        (["sole", "co"], "独办件只有一个承办单位；需要几个单位时请用主办和会办，或分办。"),
        (["lead", "lead"], "此件已有主办单位；一件只能有一个主办单位。"),
        (["lead", "separate"], "分办与主办、会办不能混用。"),
        (["co"], "会办单位之前应先有主办单位。"),
    ],
)
def test_roles_that_do_not_go_together_are_refused(cast, clerk, units, message):
    chosen = list(zip([cast.a, cast.b], units, strict=False))
    assert errors(clerk.post(ADD, new_item(cast, file_now="on", units=chosen))) == [message]


def test_a_unit_twice_is_refused(cast, clerk):
    response = clerk.post(ADD, new_item(cast, file_now="on", units=[(cast.a, "lead"), (cast.a, "co")]))
    assert errors(response) == ["县教育局已承办此件，不能重复交办。"]


def test_nothing_typed_is_lost_when_one_thing_is_wrong(cast, clerk):
    data = new_item(
        cast, received_on="2026-01-13", case_number="第7号甲", text="第一段。\n第二段。", file_now="on",
        units=[(cast.a, "lead"), (cast.b, "co")],
    )  # fmt: skip
    page = clerk.post(ADD, data).content.decode()
    for typed in ("2026-01-13", "第7号甲", "第一段。\n第二段。", data["title"], "王清和（城关代表团）", "县水务局"):
        assert typed in page
    assert 'name="file_now" aria-describedby="id_file_now_helptext" id="id_file_now" checked' in page


def test_a_script_in_a_title_is_shown_as_text(cast, clerk):
    clerk.post(ADD, new_item(cast, title="<script>alert(1)</script>", _continue="1"))
    for url in (LIST, f"/admin/replies/proposal/{Proposal.objects.get().pk}/change/"):
        page = clerk.get(url).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_state_cannot_be_posted(cast, clerk):
    clerk.post(ADD, new_item(cast, state="withdrawn", logged_by=cast.administrator.pk))
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.logged_by) == ("logged", cast.npc_clerk)


def test_sent_twice_it_is_logged_once(cast, clerk):
    data = new_item(cast)
    clerk.post(ADD, data)
    response = clerk.post(ADD, data, follow=True)
    assert Proposal.objects.count() == 1
    assert [str(m) for m in response.context["messages"]][-1] == "这一操作刚才已经完成，没有重复执行。"


def test_a_form_with_an_error_does_not_spend_its_key(cast, clerk):
    clerk.post(ADD, new_item(cast, title=""))
    assert SpentKey.objects.count() == 0


def test_a_form_without_a_key_is_shown_again(cast, clerk):
    response = clerk.post(ADD, new_item(cast, form_key=""))
    assert errors(response) == ["表单不完整，请刷新页面后重新提交。"]
    assert Proposal.objects.count() == 0


def test_what_an_action_refuses_rolls_everything_back_and_shows_the_form(cast, clerk, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refused("unit", "此件刚被他人交办，请刷新页面查看。")

    monkeypatch.setattr("replies.admin.proposals.assigning.assign", refuse)
    data = new_item(cast, file_now="on", units=[(cast.a, "sole")])
    response = clerk.post(ADD, data)
    assert errors(response) == ["此件刚被他人交办，请刷新页面查看。"]
    assert data["title"] in response.content.decode()
    assert (Proposal.objects.count(), Assignment.objects.count(), Event.objects.count()) == (0, 0, 0)
    assert CaseSeries.objects.count() == 0


def test_a_number_taken_in_the_same_moment_is_told_at_the_form(cast, clerk, monkeypatch):
    log = intake.log

    def overtaken(**values):
        log(**values)
        return log(**values)

    monkeypatch.setattr("replies.admin.proposals.intake.log", overtaken)
    response = clerk.post(ADD, new_item(cast, serial="27"))
    assert errors(response) == ["县人大七届六次会议第27号已被登记，请换一个号或留空。"]


@pytest.mark.parametrize(("account", "ticked"), [("npc_clerk", True), ("cppcc_clerk", False)])
def test_a_suggestion_is_filed_when_logged_and_a_proposal_is_reviewed_first(cast, account, ticked):
    form = signed_in(cast.user(account)).get(ADD).context["adminform"].form
    assert form.initial["file_now"] is ticked
