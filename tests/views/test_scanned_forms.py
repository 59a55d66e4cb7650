"""The pages where an office takes in paper forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from replies.models import Feedback, ScannedForm
from replies.rules.opinion_forms import spaced
from tests import make
from tests.pages import form_to
from tests.scans import form_of, form_page, jpg, scan_of, stack, without_code

RATING = {"attitude": "satisfied", "result": "satisfied", "reason": "交回纸质征询意见表"}


def upload(visitor, *files: tuple[str, bytes], **data):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return visitor.post("scans", files=sent, **data)


def test_several_files_are_taken_in_and_each_page_says_where_it_went(cast, visit):
    reply = make.delivered(cast)
    form = form_of(reply)
    paper = stack(form_page(form.code), without_code(form_page(form.code)))

    page = upload(visit("npc_clerk"), ("扫描.pdf", paper), ("坏.jpg", b"\xff\xd8\xff\x00")).content.decode()

    assert "已读取2页，结果见下表。" in page
    assert "归入第1号 · 王清和代表 · 县教育局。" in page
    assert "没有识别到二维码，请输入二维码下面的编号。" in page
    assert "这张图片打不开，可能已损坏；请重新扫描或拍照后上传。" in page
    filed, unread = ScannedForm.objects.all()
    assert f'href="/forms/scans/{filed.pk}/"' in page
    assert f"/forms/scans/{unread.pk}/picture/" in page


def test_a_form_handed_in_from_its_own_page_has_its_number_filled_in(cast, visit):
    form = form_of(make.delivered(cast))
    scan_of(cast)
    photo = jpg(without_code(form_page(form.code)))

    page = upload(visit("npc_clerk"), ("照片.jpg", photo), code=spaced(form.code)).content.decode()

    other, fresh = ScannedForm.objects.all()
    assert form_to(page, f"/{fresh.pk}/number/").values["code"] == spaced(form.code)
    assert not form_to(page, f"/{other.pk}/number/").values["code"]


def test_no_file_is_said_at_the_field(cast, visit):
    response = visit("npc_clerk").post("scans")
    assert response.status_code == 422
    assert "请选择扫描件。" in response.content.decode()


def test_a_second_click_takes_nothing_in_twice(cast, visit):
    photo = jpg(without_code(form_page()))
    key = "11111111-1111-4111-8111-111111111111"
    clerk = visit("npc_clerk")
    upload(clerk, ("照片.jpg", photo), key=key)
    ScannedForm.objects.update(sha256="0" * 64)  # so that only the key can tell
    page = upload(clerk, ("照片.jpg", photo), key=key).content.decode()
    assert "这一操作刚才已经完成，没有重复执行。" in page
    assert ScannedForm.objects.count() == 1


def test_the_lists_say_what_waits(cast, visit):
    filed = scan_of(cast, form=form_of(make.delivered(cast)))
    unread = scan_of(cast)
    page = visit("npc_clerk").get("scans").content.decode()
    assert "待录入 1 页，待输编号 1 页" in page
    assert f"/forms/scans/{filed.pk}/" in page
    assert f"/forms/scans/{unread.pk}/number/" in page


def test_an_empty_folder_says_what_would_be_there(cast, visit):
    assert (
        "没有待录入的征询意见表。扫描件上传后，识别出二维码的会列在这里。"
        in visit("npc_clerk").get("scans").content.decode()
    )


def test_the_other_office_sees_nothing_of_it(cast, visit):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    clerk = visit("cppcc_clerk")
    assert "王清和" not in clerk.get("scans").content.decode()
    for name in ("scan", "scan-picture"):
        assert clerk.get(name, scan.pk).status_code == 404
    for name in ("scan", "scan-number", "scan-discard"):
        assert clerk.post(name, scan.pk, **RATING).status_code == 404


@pytest.mark.parametrize("account", ["drafter_a", "signer_a", "lead", "government_clerk", "leader"])
def test_nobody_but_the_offices_hands_in_forms(cast, visit, account):
    assert upload(visit(account), ("照片.jpg", jpg(form_page()))).status_code == 403
    assert not ScannedForm.objects.exists()


def test_the_rating_is_entered_beside_the_picture(cast, visit):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    clerk = visit("npc_clerk")
    page = clerk.get("scan", scan.pk).content.decode()
    form = form_to(page, f"/forms/scans/{scan.pk}/")
    assert f'src="/forms/scans/{scan.pk}/picture/"' in page
    assert "王清和代表（城关代表团）" in page
    assert "attitude" not in form.values, "nothing is chosen beforehand"
    assert form.values["reason"] == "交回纸质征询意见表"

    told = clerk.told("scan", scan.pk, **RATING)

    assert "王清和代表的评价已录入。" in told
    rating = Feedback.objects.get()
    assert (rating.delegate, rating.channel, rating.entered_by) == (cast.lead, "paper", cast.npc_clerk)


def test_a_wrong_entry_comes_back_with_what_was_typed(cast, visit):
    scan = scan_of(cast, form=form_of(make.delivered(cast)))
    response = visit("npc_clerk").post("scan", scan.pk, attitude="satisfied", text="还可以。", reason="交回")
    page = response.content.decode()
    assert response.status_code == 422
    assert "请对办理结果作出选择。" in page
    assert "还可以。" in page


def test_before_the_delivery_is_registered_nothing_can_be_entered(cast, visit):
    scan = scan_of(cast, form=form_of(make.signed(cast)))
    page = visit("npc_clerk").get("scan", scan.pk).content.decode()
    assert "承办单位登记送达以后才能录入评价。" in page
    assert 'type="radio"' not in page


def test_a_number_typed_in_leads_on_to_the_entry(cast, visit):
    form, scan = form_of(make.delivered(cast)), scan_of(cast)
    page = visit("npc_clerk").told("scan-number", scan.pk, code=spaced(form.code))
    assert "已归入，可以录入评价。" in page
    assert "录入评价" in page


def test_a_wrong_number_comes_back_at_its_field(cast, visit):
    response = visit("npc_clerk").post("scan-number", scan_of(cast).pk, code="1234 5678 9015")
    assert response.status_code == 422
    assert "编号有一位输错了，请对照表上的数字重新输入。" in response.content.decode()


def test_a_page_is_put_aside_with_a_reason(cast, visit):
    scan = scan_of(cast)
    clerk = visit("npc_clerk")
    assert "请写明作废原因。" in clerk.post("scan-discard", scan.pk).content.decode()
    assert "这一页已作废。" in clerk.told("scan-discard", scan.pk, reason="误扫")
    scan.refresh_from_db()
    assert scan.reason == "误扫"


def test_the_picture_is_sent_as_what_it_is_and_is_not_kept_by_the_browser(cast, visit):
    response = visit("npc_clerk").get("scan-picture", scan_of(cast).pk)
    assert b"".join(response.streaming_content) == make.PNG
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "sandbox"
