"""答复: the way of a letter from draft to delivery."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from replies.actions import replying
from replies.actions.composing import compose
from replies.actions.errors import NotNow, Refused
from replies.models import DocumentSeries, Event, Reply
from replies.rules.letter import digest
from tests import make


def last_event() -> Event:
    return Event.objects.latest("id")


def save(cast, reply, by=None, **changes):
    content = changes.pop("content", None) or make.answer(reply.content)
    wanted = {"content": content, "layout": reply.layout, "version": reply.version, "at": make.at(hours=1)} | changes
    return replying.save(reply, by=by or cast.drafter_a, **wanted)


# --- draft --------------------------------------------------------------------------------------


def test_a_draft_holds_everything_but_the_answer(cast):
    content = make.drafted(cast).content
    assert content.title == "关于县人大七届六次会议第1号建议的答复"
    assert content.addressees == ("王清和", "赵明溪")
    assert content.signatories == ("清禾县教育局",)
    assert content.letterhead == "清禾县教育局文件"
    assert content.paragraphs == ("你们提出的《关于改善学校门前交通秩序的建议》收悉。经研究办理，现答复如下：",)
    assert content.people[0].name == "林知夏"
    assert (content.date, content.document_number, content.category) == (None, None, None)


def test_a_draft_to_one_member_speaks_of_a_提案_and_to_one_person(cast):
    content = make.drafted(cast, body="cppcc").content
    assert content.title == "关于县政协九届六次会议第1号提案的答复"
    assert content.paragraphs[0].startswith("您提出的")


def test_a_co_handling_unit_drafts_an_opinion_to_the_lead_unit(cast):
    lead = make.accepted(cast, role="lead")
    reply = make.drafted(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert (reply.kind, reply.layout) == ("co_opinion", "letter")
    assert reply.content.addressees == ("清禾县教育局",)
    assert reply.content.title == "关于县人大七届六次会议第1号建议的会办意见"


def test_draft_takes_over_the_due_date_of_the_assignment(cast):
    reply = make.drafted(cast)
    assert reply.due_on == reply.assignment.due_on == reply.assignment.main_deadline.due_on
    assert (reply.round, reply.state, reply.version, reply.saved_by) == (1, "drafting", 0, cast.drafter_a)
    assert (last_event().verb, last_event().unit) == ("draft", cast.a)


def test_draft_comes_after_accept(cast):
    with pytest.raises(NotNow, match=r"^此件现在是“待签收”，签收后才能起草答复。$"):
        replying.draft(make.assigned(cast), by=cast.drafter_a, at=make.at())


def test_there_is_one_draft(cast):
    reply = make.drafted(cast)
    with pytest.raises(NotNow, match=r"^此件的答复已经开始起草（林知夏 2026年3月2日 09:00），请在原稿上修改。$"):
        replying.draft(reply.assignment, by=cast.second_drafter_a, at=make.at())
    assert Reply.objects.count() == 1


# --- save ---------------------------------------------------------------------------------------


def test_save_keeps_the_words_and_records_both_hashes(cast):
    reply = make.drafted(cast)
    before = digest(reply.content)
    saved = save(cast, reply)
    assert Reply.objects.get().content == make.answer(reply.content)
    assert (saved.version, saved.saved_by, saved.saved_at) == (1, cast.drafter_a, make.at(hours=1))
    assert last_event().changes == {"content_sha256": [before, digest(saved.content)]}


def test_saving_the_same_words_writes_no_history(cast):
    reply = make.drafted(cast)
    count = Event.objects.count()
    save(cast, reply, content=reply.content)
    assert Event.objects.count() == count


def test_autosave_keeps_the_words_and_writes_no_history(cast):
    reply = make.drafted(cast)
    count = Event.objects.count()
    save(cast, reply, quietly=True)
    assert Reply.objects.get().content == make.answer(reply.content)
    assert Event.objects.count() == count


def test_a_save_after_an_autosave_of_the_same_words_is_recorded(cast):
    reply = make.drafted(cast)
    before = digest(reply.content)
    reply = save(cast, reply, quietly=True)
    save(cast, reply, content=reply.content)
    assert last_event().verb == "save"
    assert last_event().changes == {"content_sha256": [before, digest(reply.content)]}


def test_a_draft_changed_by_a_colleague_is_not_overwritten(cast):
    reply = make.drafted(cast)
    save(cast, reply, by=cast.second_drafter_a)
    message = "^叶初晴刚才也保存了这份草稿。请复制您的修改，刷新页面后再改，以免互相覆盖。$"
    with pytest.raises(NotNow, match=message):
        save(cast, reply, content=replace(reply.content, paragraphs=("别的话。",)))
    assert Reply.objects.get().content == make.answer(reply.content)


def test_ones_own_autosave_that_is_still_on_its_way_does_not_stand_in_the_way(cast):
    reply = make.drafted(cast)
    save(cast, reply, quietly=True)
    longer = replace(reply.content, paragraphs=("又写了一句。",))
    assert save(cast, reply, version=reply.version, content=longer, overtaken=True).version == 2


@pytest.mark.parametrize("how", [{"overtaken": False}, {"overtaken": True, "at": make.at(hours=2)}])
def test_ones_own_other_window_is_not_overwritten(cast, how):
    reply = make.drafted(cast)
    save(cast, reply, quietly=True)
    with pytest.raises(NotNow, match=r"^林知夏刚才也保存了这份草稿。"):
        save(cast, reply, version=reply.version, content=replace(reply.content, paragraphs=("旧窗口。",)), **how)
    assert Reply.objects.get().content == make.answer(reply.content)


def test_a_colleague_who_only_opens_the_draft_does_not_stand_in_the_way(cast):
    reply = make.drafted(cast)
    save(cast, reply, content=reply.content, by=cast.second_drafter_a, quietly=True)
    assert save(cast, reply, version=reply.version).version == 1


def test_ones_own_older_page_does_not_overwrite(cast):
    reply = make.drafted(cast)
    newer = save(cast, save(cast, reply))
    assert newer.version == 2
    with pytest.raises(NotNow, match=r"^林知夏刚才也保存了这份草稿"):
        save(cast, reply, version=0)


def test_an_unknown_layout_is_refused(cast):
    with pytest.raises(Refused, match=r"^请选择文件格式或信函格式。$") as refused:
        save(cast, make.drafted(cast), layout="poster")
    assert refused.value.field == "layout"


# --- submit, send back, approve --------------------------------------------------------------------


def test_submit_records_the_hash_of_what_was_submitted(cast):
    reply = make.submitted(cast)
    assert (Reply.objects.get().state, last_event().verb, last_event().old) == ("submitted", "submit", "drafting")
    assert last_event().changes == {"content_sha256": digest(reply.content)}


def test_a_letter_without_a_class_is_not_submitted(cast):
    reply = make.drafted(cast)
    reply = save(cast, reply, content=replace(make.answer(reply.content), category=None))
    with pytest.raises(Refused, match=r"^请选择答复类别。$") as refused:
        replying.submit(reply, by=cast.drafter_a, at=make.at())
    assert refused.value.field == "category"
    assert Reply.objects.get().state == "drafting"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"paragraphs": ()}, "没有正文。"),
        ({"title": None}, "没有标题。"),
        ({"signatories": ()}, "没有发文机关署名。"),
        ({"addressees": ()}, "没有主送对象（代表、委员或主办单位）。"),
        ({"date": date(2026, 3, 3)}, "成文日期晚于今天，请改正或留空（留空则用签发当天）。"),
    ],
)
def test_a_letter_that_lacks_what_every_letter_has_is_not_submitted(cast, changes, message):
    reply = make.drafted(cast)
    reply = save(cast, reply, content=replace(make.answer(reply.content), **changes))
    with pytest.raises(Refused) as refused:
        replying.submit(reply, by=cast.drafter_a, at=make.at())
    assert str(refused.value) == message


def test_a_character_no_font_can_print_is_named_with_its_place(cast):
    reply = make.drafted(cast)
    reply = save(cast, reply, content=replace(make.answer(reply.content), paragraphs=("办结。", "谢谢您😀。")))
    with pytest.raises(Refused) as refused:
        replying.submit(reply, by=cast.drafter_a, at=make.at())
    assert str(refused.value) == (
        "正文第2段：“😀”（U+1F600）在本机没有字体可印；请把含有该字的字体文件放入 user-fonts 文件夹，或改用其他写法。"
    )


def test_the_unit_seals_its_own_name_and_no_other(cast):
    reply = make.drafted(cast)
    unit = reply.assignment.unit
    unit.seal.save("seal.png", ContentFile(b"\x89PNG"))
    reply.content = replace(reply.content, signatories=("清禾县财政局", unit.printed_name))
    assert replying.printed_as(reply)["seal_image"] == [None, b"\x89PNG"]


def test_two_character_names_are_padded_where_the_place_does_so(cast):
    cast.cosigner.name = "闻溪"
    cast.cosigner.save()
    case = make.assigned(cast)
    profile = case.proposal.session.assembly.profile
    profile.pad_names = True
    profile.save()
    assert compose(case).salutation == f"{cast.lead.name}、闻　溪代表："


def test_send_back_needs_an_opinion_and_goes_to_the_drafter(cast):
    reply = make.submitted(cast)
    with pytest.raises(Refused, match=r"^“退回修改”必须写明原因。$"):
        replying.send_back(reply, by=cast.reviewer_a, at=make.at(), note="")
    replying.send_back(reply, by=cast.reviewer_a, at=make.at(), note="请补充完成时间")
    assert Reply.objects.get().state == "drafting"
    assert (last_event().verb, last_event().note, last_event().by_name) == ("send_back", "请补充完成时间", "周承志")


def test_the_signer_may_send_back_too(cast):
    assert replying.send_back(make.approved(cast), by=cast.signer_a, at=make.at(), note="措辞").state == "drafting"


def test_approve_passes_it_to_the_signer(cast):
    make.approved(cast)
    assert Reply.objects.get().state == "approved"
    assert (last_event().verb, last_event().old, last_event().new) == ("approve", "submitted", "approved")


# --- sign ---------------------------------------------------------------------------------------


def test_sign_freezes_letter_number_hash_and_class(cast):
    make.signed(cast)
    reply = Reply.objects.get()
    assert (reply.state, reply.signed_by, reply.signed_at) == ("signed", cast.signer_a, make.at())
    assert reply.document_number == reply.content.document_number == "清教发〔2026〕1号"
    assert reply.content.date == make.TODAY
    assert reply.content_sha256 == digest(reply.content)
    assert (reply.class_at_reply, reply.class_now) == ("A", "A")
    assert last_event().changes == {"document_number": "清教发〔2026〕1号", "content_sha256": reply.content_sha256}


def test_the_number_follows_the_one_on_the_books(cast):
    DocumentSeries.objects.create(code="清教发", year=2026, last=36)
    assert make.signed(cast).document_number == "清教发〔2026〕37号"


def test_numbers_of_a_unit_follow_each_other_and_units_do_not_share(cast):
    numbers = [make.signed(cast).document_number for _ in range(2)]
    assert numbers == ["清教发〔2026〕1号", "清教发〔2026〕2号"]
    assert make.signed(cast, unit=cast.b).document_number == "清水发〔2026〕1号"


def test_each_layout_has_its_own_series(cast):
    make.signed(cast)
    reply = make.drafted(cast)
    reply.layout = "letter"
    assert make.signed(cast, reply=reply).document_number == "清教函〔2026〕1号"


def test_a_unit_without_a_code_takes_no_number(cast):
    cast.a.document_code = ""
    cast.a.save()
    reply = make.signed(cast)
    assert (reply.document_number, reply.content.document_number) == (None, None)
    assert not DocumentSeries.objects.exists()


def test_a_number_written_into_the_draft_is_not_taken_over(cast):
    reply = make.drafted(cast)
    reply.content = replace(reply.content, document_number="清教发〔2026〕999号")
    assert make.signed(cast, reply=reply).document_number == "清教发〔2026〕1号"


def test_the_year_of_the_number_is_that_of_the_letters_date(cast):
    reply = make.drafted(cast)
    reply.content = replace(reply.content, date=date(2025, 12, 31))
    signed = make.signed(cast, reply=reply)
    assert (signed.document_number, signed.content.date) == ("清教发〔2025〕1号", date(2025, 12, 31))


def test_a_date_that_has_passed_since_the_draft_stays(cast):
    reply = make.drafted(cast)
    reply.content = replace(reply.content, date=date(2026, 2, 27))
    assert make.signed(cast, reply=reply).content.date == date(2026, 2, 27)


def test_a_refused_signature_uses_no_number(cast):
    reply = make.approved(cast)
    reply.content = replace(reply.content, category=None)
    reply.save()
    with pytest.raises(Refused, match=r"^请选择答复类别。$"):
        replying.sign(reply, by=cast.signer_a, at=make.at())
    assert not DocumentSeries.objects.exists()


def test_the_pdf_is_made_after_the_commit_and_kept_with_its_hash(cast, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(replying, "render_pdf", lambda content, **how: b"%PDF-1.7 kept")
    reply = make.approved(cast)
    with django_capture_on_commit_callbacks(execute=True):
        replying.sign(reply, by=cast.signer_a, at=make.at())
    reply = Reply.objects.get()
    assert reply.pdf.read() == b"%PDF-1.7 kept"
    assert last_event().verb == "keep"
    assert last_event().changes == {"pdf_sha256": reply.pdf_sha256}


def test_a_kept_pdf_is_not_made_again(cast, monkeypatch):
    monkeypatch.setattr(replying, "render_pdf", lambda content, **how: b"%PDF-1.7 first")
    reply = replying.keep_pdf(make.signed(cast), at=make.at())
    monkeypatch.setattr(replying, "render_pdf", lambda content, **how: b"%PDF-1.7 second")
    assert replying.keep_pdf(reply, at=make.at(days=1)).pdf.read() == b"%PDF-1.7 first"
    assert Event.objects.filter(verb="keep").count() == 1


def test_a_printer_that_fails_does_not_undo_the_signature(cast, monkeypatch, django_capture_on_commit_callbacks):
    def fail(content, **how):
        raise OSError("no font")

    monkeypatch.setattr(replying, "render_pdf", fail)
    reply = make.approved(cast)
    with django_capture_on_commit_callbacks(execute=True):
        replying.sign(reply, by=cast.signer_a, at=make.at())
    reply = Reply.objects.get()
    assert (reply.state, reply.pdf_sha256) == ("signed", "")


# --- deliver --------------------------------------------------------------------------------------


def deliver(cast, reply, **changes):
    wanted = {"way": "post", "on": make.TODAY, "by": cast.drafter_a, "at": make.at(hours=2)} | changes
    return replying.deliver(reply, **wanted)


def test_deliver_writes_when_how_and_who(cast):
    deliver(cast, make.signed(cast))
    reply = Reply.objects.get()
    assert (reply.state, reply.delivered_on, reply.delivery_way) == ("delivered", make.TODAY, "post")
    assert (reply.delivered_by, reply.delivered_at) == (cast.drafter_a, make.at(hours=2))
    assert last_event().changes == {"way": "post", "on": "2026-03-02"}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"on": make.TODAY + timedelta(days=1)}, "on", "送达日期晚于今天，请核对。"),
        ({"on": make.TODAY - timedelta(days=1)}, "on", "送达日期早于签发日期，请核对。"),
        ({"way": "pigeon"}, "way", "请选择送达方式。"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(cast, changes, field, message):
    reply = make.signed(cast)
    with pytest.raises(Refused) as refused:
        deliver(cast, reply, **changes)
    assert (refused.value.field, str(refused.value)) == (field, message)
    assert Reply.objects.get().state == "signed"


def test_the_date_is_checked_against_the_stored_signature_not_against_an_old_page(cast):
    page = make.approved(cast)
    replying.sign(page, by=cast.signer_a, at=make.at())
    with pytest.raises(Refused, match=r"^送达日期早于签发日期，请核对。$"):
        deliver(cast, page, on=make.TODAY - timedelta(days=1))


# --- reopen ---------------------------------------------------------------------------------------


def test_reopen_voids_the_letter_and_keeps_its_number(cast):
    reply = make.signed(cast)
    fresh = replying.reopen(reply, by=cast.signer_a, at=make.at(), note="数据有误")
    reply.refresh_from_db()
    assert (reply.state, reply.document_number) == ("voided", "清教发〔2026〕1号")
    assert fresh.pk != reply.pk
    assert (fresh.state, fresh.round, fresh.document_number) == ("drafting", 1, None)
    assert (fresh.content.date, fresh.content.document_number) == (None, None)
    assert fresh.content.paragraphs == reply.content.paragraphs
    assert Event.objects.get(verb="reopen").changes == {"document_number": "清教发〔2026〕1号"}


def test_after_reopen_the_next_signature_takes_the_next_number(cast):
    fresh = replying.reopen(make.signed(cast), by=cast.signer_a, at=make.at(), note="数据有误")
    assert make.signed(cast, reply=fresh).document_number == "清教发〔2026〕2号"


def test_reopen_needs_a_reason(cast):
    with pytest.raises(Refused, match=r"^“收回（作废重拟）”必须写明原因。$"):
        replying.reopen(make.signed(cast), by=cast.signer_a, at=make.at(), note="")
    assert Reply.objects.count() == 1


def test_what_is_delivered_is_not_taken_back(cast):
    message = "^此件现在是“已送达”（林知夏 2026年3月2日 09:00），不能“收回（作废重拟）”。请刷新页面查看最新状态。$"
    with pytest.raises(NotNow, match=message):
        replying.reopen(make.delivered(cast), by=cast.signer_a, at=make.at(), note="x")
