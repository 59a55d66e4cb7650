"""通知: who is told of what, in which words."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from replies.actions import assigning, feedback, intake, merging, notifying, replying, requesting, urging
from replies.models import Delegate, Dispatch, Notice, Staff
from replies.rules.workflow import Role
from tests import make

ITEM = "县人大七届六次会议第1号建议《关于改善学校门前交通秩序的建议》"


def told(verb: str) -> dict[str, str]:
    """Account → what it was told of the last deed of that kind."""
    last = Notice.objects.filter(verb=verb).order_by("-at", "-id").first()
    rows = Notice.objects.filter(verb=verb, at=last.at) if last else Notice.objects.none()
    return {notice.to.username: notice.text for notice in rows.select_related("to")}


def test_assigning_tells_the_drafters_of_the_unit_and_who_signed_the_item(cast):
    due = make.assigned(cast).due_on
    day = f"{due.year}年{due.month}月{due.day}日"
    to_unit = f"{ITEM}交由县教育局独办，请签收。答复期限{day}。"
    to_delegates = f"{ITEM}已交县教育局办理，答复期限{day}。"
    assert told("assign") == {
        "drafter_a": to_unit, "second_drafter_a": to_unit, "lead": to_delegates, "cosigner": to_delegates,
    }  # fmt: skip


def test_delegates_are_not_told_of_units_that_only_advise(cast):
    lead = make.assigned(cast, role="lead")
    Notice.objects.all().delete()
    make.assigned(cast, unit=cast.b, role="co", proposal=lead.proposal)
    assert told("assign").keys() == {"drafter_b"}
    assert "交由县水务局会办，请签收。报送会办意见期限" in told("assign")["drafter_b"]


def test_nobody_is_told_of_their_own_deed(cast):
    Staff.objects.create(user=cast.drafter_a, role=Role.REVIEWER, unit=cast.a)
    make.submitted(cast)
    assert told("submit") == {"reviewer_a": f"{ITEM}：林知夏送审，请审核。"}


def test_a_person_with_two_posts_is_told_once(cast):
    Staff.objects.create(user=cast.lead.user, role=Role.DRAFTER, unit=cast.a)
    make.assigned(cast)
    assert Notice.objects.filter(to=cast.lead.user, verb="assign").count() == 1


def test_the_letter_goes_from_desk_to_desk(cast):
    reply = make.signed(cast)
    assert told("approve") == {"signer_a": f"{ITEM}：周承志审核通过，请签发。"}
    text = f"{ITEM}：许怀远已签发，请送达并登记。"
    assert told("sign") == {"drafter_a": text, "second_drafter_a": text}
    replying.deliver(reply, way="post", on=make.TODAY, by=cast.drafter_a, at=make.at())
    text = f"{ITEM}：县教育局已答复，请您阅读并作出评价。"
    assert told("deliver") == {"lead": text, "cosigner": text}


def test_a_returned_draft_comes_with_its_reason(cast):
    replying.send_back(make.submitted(cast), by=cast.reviewer_a, at=make.at(1), note="数据请核实。")
    assert told("send_back")["drafter_a"] == f"{ITEM}：周承志退回修改。意见：数据请核实。"


def test_an_opinion_is_announced_to_the_lead_unit_and_not_to_delegates(cast):
    lead = make.accepted(cast, role="lead")
    Notice.objects.all().delete()
    make.delivered(cast, unit=cast.b, role="co", proposal=lead.proposal)
    text = f"{ITEM}：县水务局已报送会办意见，请接收或退回。"
    assert told("deliver") == {"drafter_a": text, "second_drafter_a": text}


@pytest.mark.parametrize("result", ["satisfied", "unsatisfied"])
def test_no_rating_is_told_to_anybody(cast, result):
    make.delivered(cast)
    Notice.objects.all().delete()
    reply = cast.lead.proposals.get().assignments.get().current_reply
    feedback.rate(reply, attitude="satisfied", result=result, text="接送区太少。", by=cast.lead.user, at=make.at(1))
    feedback.rate_on_behalf(
        reply, delegate=cast.cosigner, attitude="satisfied", result=result, text="接送区太少。", channel="phone",
        reason="来电", by=cast.npc_clerk, at=make.at(1),
    )  # fmt: skip
    assert Notice.objects.count() == 0


def test_another_round_is_told_to_the_unit_and_to_those_who_asked_for_it(cast):
    make.rehandled(cast)
    assert told("rehandle").keys() == {"drafter_a", "second_drafter_a", "signer_a", "lead", "cosigner"}
    assert told("rehandle")["drafter_a"] == f"{ITEM}：提出人对答复不满意，请县教育局重新办理并再次答复。"


def test_a_returned_item_says_why(cast):
    item = make.returned(cast)
    assert item.reason is not None
    text = told("return")["lead"]
    assert text.startswith(f"{ITEM}未予立案，已退回。理由：{item.reason.label}；")
    assert told("return").keys() == {"lead", "cosigner"}


def test_a_refusal_is_announced_to_the_dispatch_offices_of_that_body(cast):
    make.refusal_asked(cast)
    assert told("request_refusal").keys() == {"npc_clerk", "government_clerk"}
    assert told("request_refusal")["npc_clerk"].startswith(f"{ITEM}：县教育局申请退办。理由：")


def test_a_granted_refusal_tells_the_old_unit_once_and_the_new_one(cast):
    request = make.refusal_asked(cast)
    Notice.objects.all().delete()
    requesting.approve_refusal(request, unit=cast.b, by=cast.npc_clerk, at=make.at(2), note="职责在水务")
    assert Notice.objects.filter(to=cast.drafter_a).count() == 1
    assert "改由县水务局承办，县教育局不再承办。" in told("reassign")["drafter_a"]
    assert told("assign").keys() == {"drafter_b", "lead", "cosigner"}


def test_a_revoked_assignment_is_told_to_the_unit(cast):
    assigning.revoke(make.assigned(cast), by=cast.npc_clerk, at=make.at(), note="交办错误")
    assert told("revoke")["drafter_a"] == f"{ITEM}：对县教育局的交办已撤销。原因：交办错误"


def test_an_approved_extension_reaches_unit_and_delegates_with_both_days(cast):
    from replies.actions import extending

    request = make.extension_asked(cast)
    old = request.assignment.due_on
    Notice.objects.all().delete()
    extending.approve_extension(request, by=cast.npc_clerk, at=make.at(2))
    days = f"由{old.year}年{old.month}月{old.day}日调整为2026年7月1日。"
    assert told("redate")["lead"] == f"{ITEM}：县教育局的答复期限{days}"
    assert told("redate")["drafter_a"].startswith(f"{ITEM}：县教育局的答复期限{days}")
    assert Notice.objects.filter(to=cast.drafter_a).count() == 1


def test_an_urged_unit_learns_by_when_and_its_signer_too(cast):
    urging.urge(make.accepted(cast), answer_by=date(2026, 3, 20), text="已超期。", by=cast.npc_clerk, at=make.at(1))
    assert told("urge").keys() == {"drafter_a", "second_drafter_a", "signer_a"}
    assert told("urge")["drafter_a"] == f"{ITEM}：方以宁催办，请县教育局在2026年3月20日前办结。已超期。"


def test_the_sponsors_of_a_merged_item_hear_of_their_own_item(cast):
    main = make.assigned(cast).proposal
    other = make.filed(cast, sponsors=[cast.stranger])
    Notice.objects.all().delete()
    merging.merge(other, into=main, by=cast.npc_clerk, at=make.at(1), note="内容相同")
    words = [notice.text for notice in Notice.objects.filter(to=cast.stranger.user).order_by("id")]
    second = ITEM.replace("第1号", "第2号")
    assert words[0] == f"{second}与{ITEM}一并办理，办理后仍分别答复。"
    assert words[1].startswith(f"{second}已交县教育局办理，答复期限")
    assert Notice.objects.filter(to=cast.lead.user).count() == 0


def test_an_invited_delegate_is_asked(cast):
    make.invited(cast)
    assert told("invite_cosigner").keys() == {"stranger"}
    assert "请在2026年" in told("invite_cosigner")["stranger"]


def test_of_several_invited_each_is_asked_once(cast):
    second = Delegate.objects.create(
        assembly=cast.npc, name="何照野", user=User.objects.create(username="second"), group="北岭代表团"
    )
    make.invited(cast, cast.stranger, second)
    assert sorted(Notice.objects.filter(verb="invite_cosigner").values_list("to__username", flat=True)) == [
        "second", "stranger",
    ]  # fmt: skip


def test_filed_items_are_told_to_their_sponsors(cast):
    make.filed(cast)
    assert told("file") == {"lead": f"{ITEM}已立案。", "cosigner": f"{ITEM}已立案。"}


def test_who_has_left_is_not_told(cast):
    User.objects.filter(pk=cast.second_drafter_a.pk).update(is_active=False)
    Delegate.objects.filter(pk=cast.cosigner.pk).update(active=False)
    make.assigned(cast)
    assert told("assign").keys() == {"drafter_a", "lead"}


def test_a_delegate_without_an_account_loses_nothing(cast):
    Delegate.objects.filter(pk=cast.lead.pk).update(user=None)
    make.assigned(cast)
    assert told("assign").keys() == {"drafter_a", "second_drafter_a", "cosigner"}


def test_what_leaves_the_house_stands_in_the_outbox(cast, settings):
    settings.SENDS_EMAIL = True
    User.objects.filter(pk=cast.drafter_a.pk).update(email="lin@example.com")
    Delegate.objects.filter(pk=cast.lead.pk).update(phone="0000-0000009")
    make.assigned(cast)
    rows = Dispatch.objects.filter(notice__verb="assign")
    assert sorted(rows.values_list("channel", "address")) == [("email", "lin@example.com"), ("message", "0000-0000009")]


def test_without_a_mail_server_no_mail_waits(cast):
    User.objects.filter(pk=cast.drafter_a.pk).update(email="lin@example.com")
    make.assigned(cast)
    assert Dispatch.objects.count() == 0


def test_only_ones_own_notices_are_marked_read(cast):
    make.assigned(cast)
    everything = Notice.objects.all()
    assert notifying.mark_read(everything, by=cast.lead.user, at=make.at(1)) == 2  # 立案 and 交办
    assert set(everything.exclude(read_at=None).values_list("to__username", flat=True)) == {"lead"}
    assert notifying.mark_read(everything, by=cast.lead.user, at=make.at(2)) == 0


def test_a_failed_deed_tells_nobody(cast):
    item = make.filed(cast)
    Notice.objects.all().delete()
    with pytest.raises(Exception, match="必须写明原因"):
        intake.return_(make.logged(cast), reason=make.reason(cast), by=cast.npc_clerk, at=make.at(), note="")
    assert item.notices.count() == 0


def test_a_deed_costs_few_queries_however_many_are_told(cast, django_assert_max_num_queries):
    for number in range(20):
        user = User.objects.create(username=f"drafter{number}")
        Staff.objects.create(user=user, role=Role.DRAFTER, unit=cast.a)
    part = make.assigned(cast)
    event = part.proposal.events.get(verb="assign")
    with django_assert_max_num_queries(4):  # unit, sponsors, notices; no dispatches
        notifying.notify(event, part)
