"""评价: who rates, for whom, with what evidence, and what an 不满意 leads to."""

from datetime import date

import pytest

from replies.actions import feedback, replying
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Event, Feedback, Reply, Staff
from replies.rules.workflow import Role
from tests import make


def rate(reply, delegate, attitude="satisfied", result="satisfied", text=""):
    return feedback.rate(reply, attitude=attitude, result=result, text=text, by=delegate.user, at=make.at(days=3))


def rate_on_behalf(cast, reply, delegate=None, **changes):
    wanted = {
        "attitude": "satisfied", "result": "satisfied", "channel": "phone", "reason": "代表来电告知",
        "by": cast.npc_clerk, "at": make.at(days=4),
    } | changes  # fmt: skip
    return feedback.rate_on_behalf(reply, delegate=delegate or cast.lead, **wanted)


# --- rate -----------------------------------------------------------------------------------------


def test_a_rating_is_kept_with_who_how_and_when(cast):
    rate(make.delivered(cast), cast.lead, "satisfied", "basically", " 希望尽快完工 ")
    rating = Feedback.objects.get()
    assert (rating.attitude, rating.result, rating.text) == ("satisfied", "basically", "希望尽快完工")
    assert (rating.channel, rating.entered_by, rating.entered_at) == ("online", cast.lead.user, make.at(days=3))
    assert Reply.objects.get().state == "delivered"


def test_a_rating_writes_one_event(cast):
    rate(make.delivered(cast), cast.lead, "satisfied", "unsatisfied", "接送区太少")
    event = Event.objects.latest("id")
    assert (event.verb, event.track, event.by) == ("rate", "satisfaction", cast.lead.user)
    assert event.changes == {
        "delegate": "王清和", "channel": "online", "evidence_sha256": "",
        "rating": [None, ["satisfied", "unsatisfied", "接送区太少"]],
    }  # fmt: skip


def test_the_leads_rating_is_official_a_cosigners_is_not(cast):
    reply = make.delivered(cast)
    assert rate(reply, cast.lead).official is True
    assert rate(reply, cast.cosigner).official is False


@pytest.mark.parametrize(
    ("attitude", "result", "field"),
    [("", "satisfied", "attitude"), ("satisfied", "", "result"), ("satisfied", "fine", "result")],
)
def test_nothing_is_rated_by_default(cast, attitude, result, field):
    with pytest.raises(Refused, match=r"^请选择满意、基本满意或不满意。$") as refused:
        rate(make.delivered(cast), cast.lead, attitude, result)
    assert refused.value.field == field
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(("attitude", "result"), [("unsatisfied", "satisfied"), ("satisfied", "unsatisfied")])
def test_不满意_needs_words(cast, attitude, result):
    reply = make.delivered(cast)
    with pytest.raises(Refused, match=r"^评价为“不满意”时，请写明具体意见，以便重新办理。$") as refused:
        rate(reply, cast.lead, attitude, result, "　")
    assert refused.value.field == "text"


def test_a_rating_may_be_changed_and_the_old_one_stays_in_the_history(cast):
    reply = make.delivered(cast)
    rate(reply, cast.lead, "satisfied", "unsatisfied", "不够")
    rate(reply, cast.lead)
    assert Feedback.objects.get().result == "satisfied"
    assert Event.objects.latest("id").changes["rating"] == [
        ["satisfied", "unsatisfied", "不够"], ["satisfied", "satisfied", ""],
    ]  # fmt: skip


def test_a_rated_letter_is_not_rated_again_once_it_is_handled_again(cast):
    make.rehandled(cast)
    first = Reply.objects.get(round=1)
    with pytest.raises(NotNow, match=r"^此件已重新办理，请对新的答复作出评价。$"):
        rate(first, cast.lead)


def test_an_opinion_between_units_is_not_rated(cast):
    lead = make.accepted(cast, role="lead")
    opinion = make.delivered(cast, unit=cast.b, role="co", proposal=lead.proposal)
    with pytest.raises(NotAllowed):
        rate(opinion, cast.lead)
    with pytest.raises(NotAllowed, match=r"^只有提出人可以评价这份答复。$"):
        rate_on_behalf(cast, opinion)


# --- rate on behalf -------------------------------------------------------------------------------


def test_a_rating_on_behalf_is_marked_for_good(cast):
    rate_on_behalf(cast, make.delivered(cast), channel="paper", evidence=make.png())
    rating = Feedback.objects.get()
    assert (rating.channel, rating.entered_by, rating.reason) == ("paper", cast.npc_clerk, "代表来电告知")
    assert rating.official is True
    assert rating.evidence.read() == make.PNG
    event = Event.objects.latest("id")
    assert (event.verb, event.note, event.changes["evidence_sha256"]) == (
        "rate_on_behalf", "代表来电告知", rating.evidence_sha256,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"channel": "online"}, "channel", "代录请选择纸质、当面或电话。"),
        ({"channel": "rumour"}, "channel", "代录请选择纸质、当面或电话。"),
        ({"channel": "paper"}, "evidence", "请上传征询意见表的扫描件或照片。"),
        ({"reason": " "}, "reason", "请写明代录原因。"),
        ({"attitude": ""}, "attitude", "请选择满意、基本满意或不满意。"),
        ({"result": "unsatisfied"}, "text", "评价为“不满意”时，请写明具体意见，以便重新办理。"),
        (
            {"channel": "paper", "evidence": make.png("表.pdf")}, "evidence",
            "“表.pdf”的内容与扩展名 .pdf 不符，可能改过名或已损坏，请用原文件上传。",
        ),
    ],
)  # fmt: skip
def test_what_a_rating_on_behalf_needs(cast, changes, field, message):
    reply = make.delivered(cast)
    with pytest.raises(Refused) as refused:
        rate_on_behalf(cast, reply, **changes)
    assert (refused.value.field, str(refused.value)) == (field, message)
    assert not Feedback.objects.exists()


def test_only_one_who_signed_the_item_is_rated_for(cast):
    with pytest.raises(NotAllowed, match=r"^只有提出人可以评价这份答复。$"):
        rate_on_behalf(cast, make.delivered(cast), cast.stranger)


def test_a_clerk_who_also_works_for_the_unit_does_not_rate_its_reply(cast):
    reply = make.delivered(cast)
    Staff.objects.create(user=cast.npc_clerk, role=Role.REVIEWER, unit=cast.a)
    with pytest.raises(NotAllowed, match=r"^承办单位人员不得代录本单位承办件的评价。$"):
        rate_on_behalf(cast, reply, by=cast.user("npc_clerk"))


def test_nor_the_reply_of_the_unit_it_helped(cast):
    reply = make.delivered(cast, role="lead")
    make.assigned(cast, unit=cast.b, role="co", proposal=reply.assignment.proposal)
    Staff.objects.create(user=cast.npc_clerk, role=Role.DRAFTER, unit=cast.b)
    with pytest.raises(NotAllowed, match=r"^承办单位人员不得代录本单位承办件的评价。$"):
        rate_on_behalf(cast, reply, by=cast.user("npc_clerk"))


def test_an_online_rating_is_not_overwritten_on_behalf(cast):
    rating = make.rated(cast)
    with pytest.raises(NotNow, match=r"^提出人已在线评价，不能代录覆盖。$"):
        rate_on_behalf(cast, rating.reply, result="basically")
    assert Feedback.objects.get().result == "satisfied"


def test_the_delegate_may_replace_what_was_written_for_them_evidence_and_all(cast):
    reply = make.delivered(cast)
    rate_on_behalf(cast, reply, channel="paper", evidence=make.png())
    rate(reply, cast.lead, "basically", "basically")
    rating = Feedback.objects.get()
    assert (rating.channel, rating.reason, rating.entered_by) == ("online", "", cast.lead.user)
    assert not rating.evidence
    assert rating.evidence_sha256 == ""


# --- rehandle -------------------------------------------------------------------------------------


def test_rehandle_opens_a_second_round_with_its_own_due_date(cast):
    again = make.rehandled(cast)
    assert (again.round, again.state, again.kind) == (2, "drafting", "reply")
    assert again.due_on == date(2026, 4, 3)
    assert again.deadlines.get(code="rehandle").due_on == again.due_on
    assert again.content.title == "关于县人大七届六次会议第1号建议的再次答复"
    assert again.content.round == 2
    assert Reply.objects.get(round=1).state == "delivered"


def test_rehandle_is_in_the_history_and_does_not_repeat_the_delegates_words(cast):
    make.rehandled(cast)
    event = Event.objects.get(verb="rehandle")
    assert (event.by, event.at, event.note) == (cast.npc_clerk, make.at(days=1), "")


def test_the_second_letter_takes_its_own_number_and_is_rated_by_itself(cast):
    second = make.delivered(cast, reply=make.rehandled(cast))
    assert second.document_number == "清教发〔2026〕2号"
    assert rate(second, cast.lead).official is True
    assert Feedback.objects.count() == 2


@pytest.mark.parametrize("who", ["nobody", "satisfied lead", "unsatisfied cosigner"])
def test_only_an_official_不满意_is_handled_again(cast, who):
    reply = make.delivered(cast)
    if who == "satisfied lead":
        rate(reply, cast.lead, "basically", "basically")
    elif who == "unsatisfied cosigner":
        rate(reply, cast.cosigner, "unsatisfied", "unsatisfied", "不够")
    with pytest.raises(NotNow, match=r"^正式评价不是“不满意”，无需重新办理。$"):
        feedback.rehandle(reply, by=cast.npc_clerk, at=make.at())


def test_it_is_handled_again_once(cast):
    make.rehandled(cast)
    with pytest.raises(NotNow, match=r"^此件已经重新办理（方以宁 2026年3月3日 09:00）。$"):
        feedback.rehandle(Reply.objects.get(round=1), by=cast.npc_clerk, at=make.at())
    assert Reply.objects.count() == 2


def test_a_second_letter_that_is_taken_back_keeps_its_round(cast):
    second = make.signed(cast, reply=make.rehandled(cast))
    fresh = replying.reopen(second, by=cast.signer_a, at=make.at(days=2), note="数据有误")
    assert fresh.round == 2
    with pytest.raises(NotNow, match=r"^此件已经重新办理（方以宁 2026年3月3日 09:00）。$"):
        feedback.rehandle(Reply.objects.get(round=1), by=cast.npc_clerk, at=make.at())
