"""A form counts once, and a form that fails loses nothing."""

import re
from uuid import uuid4

from replies.models import Event, Feedback, Reply, SpentKey
from tests import make

from .conftest import Visitor


def test_a_second_click_does_nothing_twice(cast, visit) -> None:
    assignment, key = make.assigned(cast), str(uuid4())
    drafter = visit("drafter_a")
    drafter.post("assignment-accept", assignment.pk, key=key)
    before = Event.objects.count()

    response = drafter.client.post(f"/assignments/{assignment.pk}/accept/", {"form_key": key}, follow=True)

    assert "这一操作刚才已经完成，没有重复执行。" in response.content.decode()
    assert Event.objects.count() == before


def test_a_form_that_failed_may_be_sent_again_with_its_key(cast, visit) -> None:
    reply, key = make.delivered(cast), str(uuid4())
    lead = visit(cast.lead.user)
    lead.post("reply-rate", reply.pk, key=key, attitude="unsatisfied", result="satisfied")

    lead.post("reply-rate", reply.pk, key=key, attitude="unsatisfied", result="satisfied", text="太慢。")

    assert Feedback.objects.get().text == "太慢。"
    assert SpentKey.objects.filter(key=key).count() == 1


def test_a_form_without_a_key_is_refused(cast, visit) -> None:
    assignment = make.assigned(cast)

    page = visit("drafter_a").told("assignment-accept", assignment.pk, form_key="")

    assignment.refresh_from_db()
    assert "表单不完整，请刷新页面后重新提交。" in page
    assert assignment.state == "assigned"


def test_a_rating_without_reason_comes_back_with_what_was_chosen(cast, visit) -> None:
    reply = make.delivered(cast)

    page = visit(cast.lead.user).told("reply-rate", reply.pk, attitude="satisfied", result="unsatisfied")

    assert "评价为“不满意”时，请写明具体意见，以便重新办理。" in page
    assert re.search(r'name="result" value="unsatisfied"[^>]* checked', page)


def test_nothing_is_chosen_beforehand(cast, visit) -> None:
    page = visit(cast.lead.user).get("reply-read", make.delivered(cast).pk).content.decode()

    assert "对办理态度" in page
    assert "checked" not in page


def test_a_wrong_state_is_said_on_the_page(cast, visit) -> None:
    reply = make.drafted(cast)

    page = visit("signer_a").told("reply-sign", reply.pk)

    assert "此件现在是“起草中”（林知夏 2026年3月2日 09:00），不能“签发”。请刷新页面查看最新状态。" in page


def test_a_wrong_person_is_told_so(cast, visit) -> None:
    response = visit("drafter_a").post("reply-sign", make.approved(cast).pk)

    assert response.status_code == 403
    assert "您的岗位不能对此件“签发”。" in response.content.decode()


def test_script_in_a_title_is_shown_as_text(cast, visit) -> None:
    case = make.logged(cast, title="<script>alert(1)</script>建议")

    page = visit("npc_clerk").get("case", case.pk).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;建议" in page
    assert "<script>alert" not in page


# --- the sign-in has run out ---------------------------------------------------------------------


def test_what_was_typed_after_the_sign_in_ran_out_is_handed_back(cast, visit) -> None:
    reply = make.written(cast)
    text = "\n" + "写了很久的话。" * 6 + "\n<b>第二段</b>"

    response = Visitor().post("reply-edit", reply.pk, title="标题", text=text, then="save")
    page = response.content.decode()

    assert response.status_code == 401
    assert response["Cache-Control"] == "private, no-store"
    assert f'action="/replies/{reply.pk}/edit/"' in page
    assert "登录已过期，还没有保存" in page
    assert '<input type="hidden" name="title" value="标题">' in page
    assert "写了很久的话。\n&lt;b&gt;第二段&lt;/b&gt;</textarea>" in page
    assert Reply.objects.get().content == reply.content


def test_a_password_is_not_handed_back(cast) -> None:
    response = Visitor().post("password", old_password="geheim-geheim", new_password1="neu-neu-neu-neu")

    assert response.status_code == 401
    assert b"geheim" not in response.content
    assert b"neu-neu" not in response.content


def test_an_autosave_after_the_sign_in_ran_out_says_so_beside_the_buttons(cast) -> None:
    reply = make.written(cast)

    response = Visitor().client.post(
        f"/replies/{reply.pk}/preview/", {"text": "新写的。"}, headers={"HX-Request": "true"}
    )

    assert response["HX-Retarget"] == "#draft-status"
    assert "还没有保存：登录已过期。" in response.content.decode()
    assert Reply.objects.get().content == reply.content
