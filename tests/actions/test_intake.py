"""受理: what is logged, how it is numbered, corrected, and ended."""

from datetime import date

import pytest

from replies.actions import assigning, feedback, intake, merging
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Attachment, CaseSeries, Event, Proposal
from tests import make


def last_event() -> Event:
    return Event.objects.latest("id")


# --- log ----------------------------------------------------------------------------------------


def test_log_keeps_the_item_its_sponsors_in_order_and_who_logged_it(cast):
    proposal = make.logged(cast, sponsors=[cast.cosigner, cast.lead])
    proposal.refresh_from_db()
    assert proposal.state == "logged"
    assert proposal.ordered_sponsors() == [cast.cosigner, cast.lead]
    assert (proposal.logged_by, proposal.logged_at) == (cast.npc_clerk, make.at())


def test_log_writes_one_event(cast):
    proposal = make.logged(cast)
    event = Event.objects.get()
    assert (event.verb, event.track, event.proposal, event.by, event.at) == (
        "log", "intake", proposal, cast.npc_clerk, make.at(),
    )  # fmt: skip
    assert (event.by_name, event.by_post, event.new) == ("方以宁", "人大代表工委经办人", "logged")


def test_log_takes_the_next_serial_of_its_session_and_timing(cast):
    numbers = [make.logged(cast).case_number, make.logged(cast, title="关于增设公交站点的建议").case_number]
    assert numbers == ["第1号", "第2号"]
    assert make.logged(cast, timing="out_of_session").case_number == "闭会第1号"
    assert make.logged(cast, body="cppcc").case_number == "第1号"


def test_a_serial_given_by_hand_counts_as_used(cast):
    make.logged(cast, serial=40)
    assert make.logged(cast).serial == 41
    make.logged(cast, serial=7)
    assert make.logged(cast).serial == 42


def test_the_number_as_printed_is_kept(cast):
    assert make.logged(cast, case_number_as_printed="B〔2026〕062号").case_number == "B〔2026〕062号"


def test_next_serial_only_suggests(cast):
    assert intake.next_serial(cast.npc_session, "in_session") == 1
    assert intake.next_serial(cast.npc_session, "in_session") == 1
    make.logged(cast)
    assert intake.next_serial(cast.npc_session, "in_session") == 2


def test_a_serial_twice_is_refused_and_uses_no_number(cast):
    make.logged(cast, serial=5)
    with pytest.raises(Refused, match=r"^县人大七届六次会议第5号已被登记，请换一个号或留空。$") as refused:
        make.logged(cast, serial=5)
    assert refused.value.field == "serial"
    assert CaseSeries.objects.get().last == 5
    assert (Proposal.objects.count(), Event.objects.count()) == (1, 1)


def test_a_date_before_the_session_is_refused(cast):
    message = "^收到日期早于县人大七届六次会议开幕日期（2026年1月14日），请核对日期或届次。$"
    with pytest.raises(Refused, match=message) as refused:
        make.logged(cast, received_on=date(2026, 1, 13))
    assert refused.value.field == "received_on"


def test_a_date_in_the_future_is_refused(cast):
    with pytest.raises(Refused, match=r"^收到日期晚于今天，请核对。$") as refused:
        make.logged(cast, received_on=date(2026, 3, 3))
    assert refused.value.field == "received_on"


def test_today_is_the_day_in_the_county_not_in_greenwich(cast):
    midnight = make.at(hours=-8)  # 01:00 in the county, still yesterday in Greenwich
    assert make.logged(cast, at=midnight, received_on=make.TODAY).received_on == make.TODAY


def test_an_item_without_a_sponsor_is_refused(cast):
    with pytest.raises(Refused, match=r"^请至少填写一名领衔代表。$"):
        make.logged(cast, sponsors=[])
    with pytest.raises(Refused, match=r"^请至少填写一名第一提案人。$"):
        make.logged(cast, body="cppcc", sponsors=[])


def test_a_sponsor_twice_is_refused(cast):
    with pytest.raises(Refused, match=r"^提出人重复，请删去重复的一行。$"):
        make.logged(cast, sponsors=[cast.lead, cast.lead])


def test_a_sponsor_of_the_other_body_is_refused(cast):
    with pytest.raises(Refused, match=r"^李文澜不属于清禾县人民代表大会，请核对届次或提出人。$"):
        make.logged(cast, sponsors=[cast.member])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "长" * 5000, "不超过 ?200 ?(个)?字符"),
        ("title", "", "不能为空|不可以?为空|必填"),
        ("timing", "sometime", "sometime"),
        ("category", "gossip", "gossip"),
        ("case_number_as_printed", "第" * 41, "不超过 ?40"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(cast, field, value, words):
    with pytest.raises(Refused, match=words) as refused:
        make.logged(cast, **{field: value})
    assert refused.value.field == field.removesuffix("_as_printed")
    assert not CaseSeries.objects.exists()


def test_script_in_a_title_is_kept_as_the_words_it_is(cast):
    title = "<script>alert(1)</script>的建议"
    assert Proposal.objects.get(pk=make.logged(cast, title=title).pk).title == title


# --- amend --------------------------------------------------------------------------------------


def test_amend_records_old_and_new_words(cast):
    proposal = make.logged(cast)
    intake.amend(
        proposal, title="关于完善学校门前交通秩序的建议", desired_unit="县教育局", by=cast.npc_clerk, at=make.at(days=1)
    )
    assert last_event().changes == {
        "title": ["关于改善学校门前交通秩序的建议", "关于完善学校门前交通秩序的建议"],
        "desired_unit": ["", "县教育局"],
    }


def test_amend_of_nothing_records_nothing(cast):
    proposal = make.logged(cast)
    intake.amend(proposal, title=proposal.title, sponsors=[cast.lead, cast.cosigner], by=cast.npc_clerk, at=make.at())
    assert Event.objects.count() == 1


def test_amend_reseats_the_sponsors(cast):
    proposal = make.logged(cast)
    intake.amend(proposal, sponsors=[cast.cosigner], by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().ordered_sponsors() == [cast.cosigner]
    assert last_event().changes == {"sponsors": [["王清和", "赵明溪"], ["赵明溪"]]}


def test_amend_never_touches_what_is_not_amendable(cast):
    proposal = make.logged(cast)
    intake.amend(proposal, state="filed", serial=99, title="新标题", by=cast.npc_clerk, at=make.at())
    proposal.refresh_from_db()
    assert (proposal.state, proposal.serial, proposal.title) == ("logged", 1, "新标题")


def test_amend_to_a_number_of_another_item_is_refused(cast):
    make.logged(cast)
    second = make.logged(cast)
    with pytest.raises(Refused, match=r"^县人大七届六次会议第1号已被登记，请核对案号。$") as refused:
        intake.amend(second, case_number="第1号", by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "case_number"
    assert Proposal.objects.get(pk=second.pk).case_number == "第2号"


def test_amend_checks_dates_and_lengths_like_log(cast):
    proposal = make.logged(cast)
    with pytest.raises(Refused, match=r"^收到日期晚于今天，请核对。$"):
        intake.amend(proposal, received_on=date(2026, 4, 1), by=cast.npc_clerk, at=make.at())
    with pytest.raises(Refused, match=r"200") as refused:
        intake.amend(proposal, title="长" * 201, by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "title"


def test_sponsors_stay_once_one_of_them_has_rated(cast):
    rating = make.rated(cast)
    proposal = rating.reply.assignment.proposal
    with pytest.raises(NotNow, match=r"^此件已有评价，提出人不能再更正。$"):
        intake.amend(proposal, sponsors=[cast.cosigner], by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().ordered_sponsors() == [cast.lead, cast.cosigner]


# --- attach -------------------------------------------------------------------------------------


def test_attach_keeps_the_file_under_its_own_hash(cast, media):
    attachment = intake.attach(make.logged(cast), make.png("签名页.png"), by=cast.npc_clerk, at=make.at())
    assert attachment.name == "签名页.png"
    assert (media / f"attachments/{attachment.sha256[:2]}/{attachment.sha256}.png").read_bytes() == make.PNG
    assert last_event().changes == {"attachment": [None, ["签名页.png", attachment.sha256]]}


def test_a_name_from_outside_never_reaches_the_disk(cast):
    attachment = intake.attach(make.logged(cast), make.png("../../x.png"), by=cast.npc_clerk, at=make.at())
    assert attachment.file.name == f"attachments/{attachment.sha256[:2]}/{attachment.sha256}.png"


def test_a_forged_file_is_refused_and_leaves_nothing(cast, media):
    message = "^“原件.pdf”的内容与扩展名 .pdf 不符，可能改过名或已损坏，请用原文件上传。$"
    with pytest.raises(Refused, match=message) as refused:
        intake.attach(make.logged(cast), make.png("原件.pdf"), by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "file"
    assert not Attachment.objects.exists()
    assert not media.exists()


# --- merged, or ended while it is handled ----------------------------------------------------------------------


def test_merge_points_to_the_other_item(cast):
    first, second = make.filed(cast), make.filed(cast)
    merging.merge(second, into=first, by=cast.npc_clerk, at=make.at(), note="内容相同")
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("merged", first)
    assert last_event().changes == {"into": "第1号"}


def test_merge_needs_a_reason(cast):
    first, second = make.filed(cast), make.filed(cast)
    with pytest.raises(Refused, match=r"^“并案”必须写明原因。$"):
        merging.merge(second, into=first, by=cast.npc_clerk, at=make.at(), note="")


def test_an_item_is_not_merged_into_itself(cast):
    proposal = make.filed(cast)
    with pytest.raises(Refused, match=r"^不能并入自身，请选另一件。$") as refused:
        merging.merge(proposal, into=proposal, by=cast.npc_clerk, at=make.at(), note="x")
    assert refused.value.field == "into"


@pytest.mark.parametrize("other", ["logged", "cppcc"])
def test_merge_goes_only_into_a_filed_item_of_the_same_assembly(cast, other):
    into = make.logged(cast) if other == "logged" else make.filed(cast, body="cppcc")
    proposal = make.filed(cast)
    with pytest.raises(Refused, match=r"^只能并入同一机构、已立案的另一件。$"):
        merging.merge(proposal, into=into, by=cast.npc_clerk, at=make.at(), note="x")


def test_two_items_are_not_merged_into_each_other(cast):
    first, second = make.filed(cast), make.filed(cast)
    stale = Proposal.objects.get(pk=second.pk)
    merging.merge(second, into=first, by=cast.npc_clerk, at=make.at(), note="x")
    with pytest.raises(Refused, match=r"^只能并入同一机构、已立案的另一件。$"):
        merging.merge(first, into=stale, by=cast.npc_clerk, at=make.at(), note="x")


def test_an_assigned_item_is_not_merged(cast):
    into, assignment = make.filed(cast), make.assigned(cast)
    with pytest.raises(NotNow, match=r"^此件已经交办，请先撤销交办再并案。$"):
        merging.merge(assignment.proposal, into=into, by=cast.npc_clerk, at=make.at(), note="x")
    assigning.revoke(assignment, by=cast.npc_clerk, at=make.at(), note="拟并案")
    assert merging.merge(assignment.proposal, into=into, by=cast.npc_clerk, at=make.at(), note="x").state == "merged"


def test_handling_stops_when_the_item_is_withdrawn(cast):
    rating = make.rated(cast, result="unsatisfied", text="不够")
    waiting = make.assigned(cast, proposal=make.filed(cast))
    for proposal in Proposal.objects.all():
        make.withdrawn(cast, proposal)
    with pytest.raises(NotNow, match=r"^该件已撤回（方以宁 2026年3月2日 09:00），不能“签收”。$"):
        assigning.accept(waiting, by=cast.drafter_a, at=make.at())
    with pytest.raises(NotNow, match=r"^该件已撤回（方以宁 2026年3月2日 09:00），不能“评价”。$"):
        feedback.rate(rating.reply, attitude="satisfied", result="satisfied", by=cast.lead.user, at=make.at())
    with pytest.raises(NotNow, match=r"^该件已撤回（方以宁 2026年3月2日 09:00），不能“重新办理”。$"):
        feedback.rehandle(rating.reply, by=cast.npc_clerk, at=make.at())


def test_a_stranger_is_told_so_before_anything_about_the_values(cast):
    with pytest.raises(NotAllowed, match=r"^您的岗位不能对此件“登记”。$"):
        make.logged(cast, by=cast.drafter_a, sponsors=[], received_on=date(1999, 1, 1))


def test_between_sessions_each_body_counts_in_its_own_words(cast):
    numbers = [make.logged(cast, timing="out_of_session", body=body).case_number for body in ("npc", "cppcc")]
    assert numbers == ["闭会第1号", "平时第1号"]
