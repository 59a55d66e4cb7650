"""The buttons: shown when they may be pressed, POST only, one action each."""

import pytest
from django.urls import reverse

from replies.models import Event, Proposal
from tests import make
from tests.admin.paper import change_url, signed_in

KEY = "6f1b7c3e-0000-4000-8000-00000000000{}"


@pytest.fixture
def clerk(cast):
    return signed_in(cast.npc_clerk)


def url(verb: str, thing) -> str:
    return reverse(f"admin:case_{verb}", args=[thing.pk])


def press(client, verb, thing, **data):
    return client.post(url(verb, thing), {"form_key": KEY.format(1), **data})


def shown(client, proposal) -> list[str]:
    return [button.label for button in client.get(change_url(proposal)).context["buttons"]]


def test_a_logged_case_shows_what_may_be_done_now(cast, clerk):
    assert shown(clerk, make.logged(cast)) == ["立案", "退回", "转社情民意", "列为重点督办", "撤回", "并案"]


def test_an_assigned_case_shows_revoke_for_its_unit(cast, clerk):
    assert shown(clerk, make.assigned(cast).proposal) == ["列为重点督办", "撤回", "撤销交办：县教育局"]


def test_an_accepted_assignment_is_not_offered_for_revoking(cast, clerk):
    assert shown(clerk, make.accepted(cast).proposal) == ["列为重点督办", "撤回"]


def test_the_administrator_sees_no_buttons(cast):
    assert shown(signed_in(cast.administrator), make.logged(cast)) == []


def test_file_files_the_case_and_comes_back_to_it(cast, clerk):
    proposal = make.logged(cast)
    response = press(clerk, "file", proposal)
    assert response.url == change_url(proposal)
    assert Proposal.objects.get().state == "filed"


def test_return_needs_a_reason(cast, clerk):
    response = press(clerk, "return", make.logged(cast), note="")
    assert "请选择理由。" in response.content.decode()
    assert "请写明理由，代表会看到。" in response.content.decode()
    assert Proposal.objects.get().state == "logged"


def test_return_keeps_the_reason_in_the_history(cast, clerk):
    reason = make.reason(cast)
    press(clerk, "return", make.logged(cast), note="不属于本县职权。", reason=reason.pk)
    assert (Proposal.objects.get().state, Event.objects.last().note) == ("returned", "不属于本县职权。")
    assert reason.label in clerk.get(f"/admin/replies/proposal/{Proposal.objects.get().pk}/history/").content.decode()


def test_merge_into_another_filed_case(cast, clerk):
    first, second = make.filed(cast), make.logged(cast)
    press(clerk, "merge", second, into=first.pk, note="内容相同。")
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("merged", first)


def test_a_wrong_merge_keeps_the_reason_that_was_typed(cast, clerk):
    response = press(clerk, "merge", make.logged(cast), into="", note="内容相同。")
    page = response.content.decode()
    assert "请选择并入哪一件。" in page
    assert "内容相同。" in page


def test_revoke_takes_the_unit_back(cast, clerk):
    assignment = make.assigned(cast)
    press(clerk, "revoke", assignment, note="交办有误。")
    assignment.refresh_from_db()
    assert assignment.state == "revoked"


def test_too_late_a_message_says_so(cast, clerk):
    proposal = make.filed(cast)
    response = clerk.post(url("file", proposal), {"form_key": KEY.format(2)}, follow=True)
    assert [str(m) for m in response.context["messages"]] == [
        "此件现在是“已立案”（方以宁 2026年3月2日 09:00），不能“立案”。请刷新页面查看最新状态。"
    ]


def test_pressed_twice_it_is_done_once(cast, clerk):
    proposal = make.logged(cast)
    press(clerk, "file", proposal)
    response = clerk.post(url("file", proposal), {"form_key": KEY.format(1)}, follow=True)
    assert [str(m) for m in response.context["messages"]][-1] == "这一操作刚才已经完成，没有重复执行。"


@pytest.mark.parametrize("verb", ["file", "return", "convert", "merge", "withdraw"])
def test_a_button_cannot_be_opened_as_a_page(cast, clerk, verb):
    assert clerk.get(url(verb, make.logged(cast))).status_code == 405


def test_revoke_cannot_be_opened_as_a_page(cast, clerk):
    assert clerk.get(url("revoke", make.assigned(cast))).status_code == 405


def test_the_other_bodys_clerk_does_not_find_the_case(cast):
    assert press(signed_in(cast.cppcc_clerk), "file", make.logged(cast)).status_code == 404
    assert Proposal.objects.get().state == "logged"


def test_the_government_clerk_may_not_file(cast):
    assert press(signed_in(cast.government_clerk), "file", make.logged(cast)).status_code == 403
