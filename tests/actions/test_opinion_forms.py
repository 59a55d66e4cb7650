"""Which forms and envelopes belong to a letter, and what is printed on them."""

import pytest

from replies.actions import replying
from replies.actions.opinion_forms import envelopes_of, forms_of
from replies.letters.envelopes import Envelope
from replies.models import Delegate, OpinionForm
from replies.rules.opinion_forms import Question, read_code
from tests import make

SITE = "https://banfu.example.gov.cn"


def test_every_sponsor_gets_a_form_the_leads_is_the_official_one(cast):
    forms = forms_of(make.delivered(cast), SITE)
    assert [(form.addressee, form.official) for form in forms] == [("王清和代表", True), ("赵明溪代表", False)]


def test_the_form_says_what_was_asked_and_answered(cast):
    reply = make.delivered(cast)
    form = forms_of(reply, SITE)[0]
    assert (form.session, form.case_number, form.topic) == (
        "县人大七届六次会议",
        "第1号",
        "关于改善学校门前交通秩序的建议",
    )
    assert (form.unit, form.document_number, form.category) == ("清禾县教育局", "清教发〔2026〕1号", "A")
    assert (form.sponsors, form.group, form.signature) == (("王清和", "赵明溪"), "城关代表团", "代表签名")
    assert (form.replied_on, form.round, form.co_units) == (make.TODAY, 1, ())
    assert form.return_to == "县人大常委会代表工作委员会"


def test_the_address_in_the_code_leads_to_the_forms_own_page(cast):
    form = forms_of(make.delivered(cast), SITE + "/")[0]
    assert form.url == f"{SITE}/r/{form.code}/"
    assert read_code(form.code) == form.code


def test_the_office_says_where_forms_go_and_what_is_asked(cast):
    cast.npc.office_contact = "城关镇一号，电话0000-0000001"
    cast.npc.save()
    cast.npc.profile.form_questions = "是否见面：是、否"
    cast.npc.profile.save()
    form = forms_of(make.delivered(cast), SITE)[0]
    assert form.return_to == "县人大常委会代表工作委员会（城关镇一号，电话0000-0000001）"
    assert form.questions == (Question("是否见面", ("是", "否")),)


def test_a_form_printed_again_has_the_same_number(cast):
    reply = make.delivered(cast)
    first = [form.code for form in forms_of(reply, SITE)]
    assert [form.code for form in forms_of(reply, "http://10.0.0.8")] == first
    assert len(set(first)) == OpinionForm.objects.count() == 2


def test_the_letter_of_the_lead_unit_names_those_who_helped(cast):
    lead = make.signed(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.assignment.proposal)
    assert forms_of(lead, SITE)[0].co_units == ("清禾县水务局",)


def test_an_organisation_seals_its_form(cast):
    Delegate.objects.filter(pk=cast.member.pk).update(kind="organisation", name="民建清禾县支部")
    form = forms_of(make.signed(cast, body="cppcc"), SITE)[0]
    assert (form.addressee, form.signature) == ("民建清禾县支部", "提案单位（盖章）")


@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved"])
def test_a_letter_that_is_not_issued_has_no_form(cast, stage):
    assert forms_of(getattr(make, stage)(cast), SITE) == []


def test_a_letter_that_was_taken_back_has_no_form(cast):
    reply = make.signed(cast)
    replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    reply.refresh_from_db()
    assert forms_of(reply, SITE) == []


def test_an_opinion_between_units_has_no_form(cast):
    lead = make.assigned(cast, role="lead")
    opinion = make.signed(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert forms_of(opinion, SITE) == []
    assert not OpinionForm.objects.exists()


def test_a_delegate_gets_one_envelope_with_all_letters(cast):
    Delegate.objects.filter(pk=cast.lead.pk).update(
        employer="第一中学教师", address="城关镇一号", postcode="000000", phone="0000-0000003"
    )
    first, second = make.signed(cast), make.signed(cast, proposal=make.filed(cast, sponsors=[cast.lead]))
    assert envelopes_of([first, second]) == [
        Envelope("王清和代表", "第一中学教师", "城关镇一号", "000000", "0000-0000003", (
            "清教发〔2026〕1号（第1号，王清和等2位代表）", "清教发〔2026〕2号（第2号）",
        )),
        Envelope("赵明溪代表", "", "清禾县城关镇", "", "", ("清教发〔2026〕1号（第1号，王清和等2位代表）",)),
    ]  # fmt: skip


def test_an_opinion_goes_to_the_lead_unit(cast):
    lead = make.assigned(cast, role="lead")
    opinion = make.signed(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert envelopes_of([opinion]) == [
        Envelope("清禾县教育局", "", "", "", "", (f"{opinion.document_number}（第1号）",))
    ]


def test_a_letter_without_number_is_called_by_its_case(cast):
    cast.a.document_code = ""
    cast.a.save()
    assert envelopes_of([make.signed(cast, proposal=make.filed(cast, sponsors=[cast.lead]))])[0].contents == (
        "第1号答复",
    )
