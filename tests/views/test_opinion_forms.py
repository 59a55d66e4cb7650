"""The printed forms of a letter, and the page behind the QR code on each."""

import io
from urllib.parse import unquote

import pytest
from django.conf import settings as project_settings
from pypdf import PdfReader

from replies.actions import feedback, replying
from replies.models import Feedback, Staff
from replies.rules.opinion_forms import spaced
from replies.rules.workflow import Role
from replies.views.opinion_forms import site_address
from tests import make
from tests.people import PASSWORD
from tests.scans import form_of, scan_of

RATING = {"attitude": "satisfied", "result": "basically"}


def texts(response) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.content)).pages]


def page_of(visitor, form) -> str:
    return visitor.get("delegate-page", form.code).content.decode()


# --- printing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["npc_clerk", "drafter_a"])
def test_office_and_unit_print_the_forms_of_all_sponsors(cast, visit, account):
    reply = make.signed(cast)
    printed = visit(account).get("opinion-forms", reply.pk)
    assert ["王清和代表" in text for text in texts(printed)] == [True, False]
    assert printed["Content-Type"] == "application/pdf"
    assert unquote(printed["Content-Disposition"]) == "inline; filename*=utf-8''征询意见表 清教发〔2026〕1号.pdf"


def test_a_delegate_prints_the_own_form_only(cast, visit):
    reply = make.delivered(cast)
    [text] = texts(visit("cosigner").get("opinion-forms", reply.pk))
    assert "赵明溪代表（城关代表团）：" in text


def test_a_delegate_has_no_form_before_the_delivery(cast, visit):
    assert visit("lead").get("opinion-forms", make.signed(cast).pk).status_code == 404


def test_a_draft_has_no_form(cast, visit):
    assert visit("drafter_a").get("opinion-forms", make.approved(cast).pk).status_code == 404


@pytest.mark.parametrize(
    ("account", "offered"), [("npc_clerk", True), ("drafter_a", True), ("lead", True), ("leader", False)]
)
def test_case_and_letter_offer_the_forms_to_who_may_print_them(cast, visit, account, offered):
    reply = make.delivered(cast)
    for name, pk in (("case", reply.assignment.proposal_id), ("reply-read", reply.pk)):
        page = visit(account).get(name, pk).content.decode()
        assert (f"/replies/{reply.pk}/opinion-forms.pdf" in page) is offered


def test_the_code_holds_the_address_of_the_settings_else_that_of_the_request(rf, settings):
    request = rf.get("/replies/1/opinion-forms.pdf")
    assert project_settings.SITE_URL == ""
    assert site_address(request) == "http://testserver/"
    settings.SITE_URL = "https://banfu.example.gov.cn"
    assert site_address(request) == "https://banfu.example.gov.cn"


# --- the delegate's page ----------------------------------------------------------------------------


def test_who_is_not_signed_in_signs_in_and_comes_back(cast, visit):
    visitor, path = visit("anonymous"), f"/r/{form_of(make.delivered(cast)).code}/"
    assert visitor.client.get(path).url == f"/login/?next={path}"
    back = visitor.client.post(f"/login/?next={path}", {"username": "lead", "password": PASSWORD})
    assert back.url == path


def test_the_page_greets_and_says_what_was_answered_by_whom_and_when(cast, visit):
    reply = make.delivered(cast)
    page = page_of(visit("lead"), form_of(reply))
    assert "王清和代表：" in page
    assert "您提出的第1号建议《关于改善学校门前交通秩序的建议》，县教育局已于2026年3月2日答复。" in page
    assert f"/replies/{reply.pk}/page-1.png" in page
    assert f"/replies/{reply.pk}/letter.pdf" in page


def test_the_page_has_the_letter_and_the_rating_and_no_other_way_out(cast, visit):
    page = page_of(visit("lead"), form_of(make.delivered(cast)))
    for elsewhere in ("工作台", "我的建议提案", "/proposals/", "改密码"):
        assert elsewhere not in page


def test_nothing_is_chosen_beforehand(cast, visit):
    page = page_of(visit("lead"), form_of(make.delivered(cast)))
    assert page.count('type="radio"') == 6
    assert "checked" not in page


def test_rating_there_is_received_and_shown_with_its_time(cast, visit, time_machine):
    form = form_of(make.delivered(cast))
    time_machine.move_to(make.at(days=2))
    said = visit("lead").told("delegate-page", form.code, **RATING, text="接送区很好。")
    rating = Feedback.objects.get()
    assert (rating.delegate, rating.attitude, rating.result, rating.channel) == (
        cast.lead, "satisfied", "basically", "online",
    )  # fmt: skip
    assert "您的评价已收到" in said
    assert "2026年3月4日 09:00 · 本人在线" in said
    assert "重新办理之前，您可以修改评价" in said


def test_the_rating_may_be_changed_there(cast, visit):
    form = form_of(make.delivered(cast))
    visit("lead").post("delegate-page", form.code, **RATING)
    visit("lead").post("delegate-page", form.code, attitude="satisfied", result="satisfied")
    assert Feedback.objects.get().result == "satisfied"


def test_a_rating_without_reason_comes_back_with_what_was_chosen(cast, visit):
    form = form_of(make.delivered(cast))
    response = visit("lead").post("delegate-page", form.code, attitude="satisfied", result="unsatisfied")
    page = response.content.decode()
    assert response.status_code == 422
    assert "评价为“不满意”时，请写明具体意见，以便重新办理。" in page
    assert page.count("checked") == 2
    assert not Feedback.objects.exists()


def test_before_the_delivery_is_registered_the_page_says_wait(cast, visit):
    page = page_of(visit("lead"), form_of(make.signed(cast)))
    assert "县教育局的答复正在送达，登记送达以后就可以在这里阅读和评价，也可以填写纸质表。" in page
    assert "page-1.png" not in page


def test_of_a_letter_taken_back_the_page_says_so(cast, visit):
    reply = make.signed(cast)
    form = form_of(reply)
    replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    assert "这份答复已收回重拟，新的答复送达后，请按新表上的二维码阅读和评价。" in page_of(visit("lead"), form)


def test_after_another_round_is_ordered_nothing_more_is_asked(cast, visit):
    reply = make.rated(cast, result="unsatisfied", text="不够").reply
    feedback.rehandle(reply, by=cast.npc_clerk, at=make.at())
    page = page_of(visit("lead"), form_of(reply))
    assert "此件已重新交办，新的答复送达后，请对新的答复作出评价。" in page
    assert 'type="radio"' not in page


def test_words_sent_a_moment_too_late_are_not_lost(cast, visit):
    reply = make.rated(cast, result="unsatisfied", text="不够").reply
    form = form_of(reply)
    feedback.rehandle(reply, by=cast.npc_clerk, at=make.at())
    page = visit("lead").post("delegate-page", form.code, **RATING, text="后来好多了。").content.decode()
    assert "此件已重新办理，请对新的答复作出评价。" in page
    assert "后来好多了。" in page


# --- everybody else -----------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["cosigner", "stranger", "drafter_a", "signer_a", "government_clerk", "leader"])
def test_the_code_gives_nobody_else_any_right(cast, visit, account):
    form = form_of(make.delivered(cast))
    assert visit(account).get("delegate-page", form.code).status_code == 404
    assert visit(account).post("delegate-page", form.code, **RATING).status_code == 404
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("code", ["123456789014", "x", "1"])
def test_an_unknown_number_is_not_found(cast, visit, code):
    assert visit("lead").get("delegate-page", code).status_code == 404


def test_a_delegate_out_of_office_is_let_in_no_more(cast, visit):
    form = form_of(make.delivered(cast))
    cast.lead.active = False
    cast.lead.save()
    assert visit("lead").get("delegate-page", form.code).status_code == 404


def test_the_clerk_is_led_to_the_entry_of_the_rating(cast, visit):
    form = form_of(make.delivered(cast))
    clerk = visit("npc_clerk")
    page = page_of(clerk, form)
    assert f"征询意见表 {spaced(form.code)}" in page
    assert "这份表还没有扫描件。请上传扫描件或照片，再录入评价。" in page
    scan = scan_of(cast, form=form)
    assert f"/forms/scans/{scan.pk}/" in page_of(clerk, form)


def test_the_clerk_does_not_rate_there(cast, visit):
    form = form_of(make.delivered(cast))
    assert visit("npc_clerk").post("delegate-page", form.code, **RATING).status_code == 404


def test_the_clerk_is_told_where_the_delegate_rated_in_person(cast, visit):
    form = form_of(make.rated(cast).reply)
    assert "本人已在线评价，纸质表不必录入。" in page_of(visit("npc_clerk"), form)


def test_a_clerk_who_also_works_in_the_handling_unit_learns_nothing(cast, visit):
    form = form_of(make.rated(cast, result="unsatisfied", text="不够").reply)
    Staff.objects.create(user=cast.npc_clerk, role=Role.DRAFTER, unit=cast.a)
    assert visit("npc_clerk").get("delegate-page", form.code).status_code == 404
