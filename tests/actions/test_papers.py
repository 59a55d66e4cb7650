"""What is put on the papers: lists in order, the chain of units, rulings, and what each proposer is told."""

from datetime import date

import pytest

from replies.actions import arbitrating, assigning, extending, intake, merging, requesting
from replies.actions.papers import list_of_handover, list_of_session, notices_of, slip_of, told_of, urging_of
from replies.letters.papers import Earlier
from replies.models import Delegate, HandlingUnit
from replies.rules.vocabulary import DelegateKind
from tests import make
from tests.papers import handed_over, planned, urged


def unit(number: int) -> HandlingUnit:
    return HandlingUnit.objects.create(name=f"县{number}局", printed_name=f"清禾县{number}局", order=number)


def rows_of(sheets) -> dict[str, list[str]]:
    return {sheet.unit: [row.case_number for row in sheet.rows] for sheet in sheets}


# --- 交办清单 -----------------------------------------------------------------------------------------


def test_a_list_is_ordered_by_unit_and_case_number(cast):
    items = [make.filed(cast) for _ in range(11)]
    parts = [make.assigned(cast, proposal=item, unit=cast.b) for item in reversed(items)]
    listed = list_of_handover(handed_over(cast, *parts, make.assigned(cast)))
    assert rows_of(listed.sheets) == {"县教育局": ["第12号"], "县水务局": [f"第{n}号" for n in range(1, 12)]}


def test_a_row_names_who_leads_who_helps_and_whom_to_call(cast):
    cast.a.leader = "副县长 严守正"
    cast.a.save()
    lead = make.assigned(cast, role="lead")
    joint = make.assigned(cast, proposal=lead.proposal, unit=unit(3), role="joint")
    co = make.assigned(cast, proposal=lead.proposal, unit=cast.b, role="co")
    listed = list_of_handover(handed_over(cast, lead, joint, co), {cast.a.pk, cast.b.pk})
    [own], [other] = (sheet.rows for sheet in listed.sheets)
    assert own.main == other.main == ("县教育局", "县3局（联合主办）")
    assert own.co == other.co == ("县水务局",)
    assert (own.due_on, own.due_for) == (lead.due_on, "")
    assert (other.due_on, other.due_for) == (co.due_on, "会办意见")
    assert (other.leader, other.contact, other.phone) == ("副县长 严守正", "林知夏", "0000-0000001")


def test_units_that_answer_separately_are_called_so(cast):
    first = make.assigned(cast, role="separate")
    second = make.assigned(cast, proposal=first.proposal, unit=cast.b, role="separate")
    listed = list_of_handover(handed_over(cast, first, second))
    assert listed.sheets[0].rows[0].main == ("县教育局（分办）", "县水务局（分办）")
    assert listed.sheets[1].rows[0].phone == "0000-0000002"


def test_a_plan_says_the_days_that_will_be(cast):
    item = make.filed(cast)
    plan = planned(cast, (item, cast.a, "lead"), (item, cast.b, "co"))
    listed = list_of_handover(plan)
    assert listed.planned
    assert listed.when == "拟于2026年3月2日交办"
    assert [sheet.rows[0].due_on for sheet in listed.sheets] == [date(2026, 6, 2), date(2026, 4, 2)]
    assert listed.sheets[0].rows[0].provisional, "no calendar of that year here"
    part = assigning.assign(item, unit=cast.a, role="lead", by=cast.npc_clerk, at=make.at())
    assert part.due_on == listed.sheets[0].rows[0].due_on


def test_the_list_of_a_session_has_what_is_in_hand_and_nothing_else(cast):
    kept, revoked = make.assigned(cast), make.assigned(cast)
    make.assigned(cast, body="cppcc")
    assigning.revoke(revoked, by=cast.npc_clerk, at=make.at(), note="交办错误")
    listed = list_of_session(cast.npc_session, today=make.TODAY)
    assert rows_of(listed.sheets) == {"县教育局": [kept.proposal.case_number]}


def test_a_merged_item_says_with_which_it_goes(cast):
    main = make.assigned(cast).proposal
    merging.merge(make.filed(cast), into=main, note="内容相同", by=cast.npc_clerk, at=make.at())
    [sheet] = list_of_session(cast.npc_session, today=make.TODAY).sheets
    assert sheet.rows[1].topic == "关于改善学校门前交通秩序的建议（并入第1号办理）"


# --- 交办通知单 ---------------------------------------------------------------------------------------


def test_a_slip_has_every_last_day_with_its_ground(cast):
    slip = slip_of(make.assigned(cast))
    assert [(day.task, day.on) for day in slip.days] == [
        ("签收", date(2026, 3, 5)), ("申请退办", date(2026, 3, 16)), ("首次沟通", date(2026, 3, 30)),
        ("答复", date(2026, 6, 2)),
    ]  # fmt: skip
    assert slip.days[-1].basis.startswith("《代表法》（2025年修正）第五十一条")
    assert slip.earlier == slip.rulings == ()


def test_an_extended_day_says_what_it_was(cast):
    request = make.extension_asked(cast, until=date(2026, 7, 1))
    extending.approve_extension(request, by=cast.npc_clerk, at=make.at(days=2))
    day = slip_of(request.assignment).days[-1]
    assert (day.on, day.extended_from) == (date(2026, 7, 1), date(2026, 6, 2))


def test_a_refusal_window_opened_late_is_the_day_that_counts(cast):
    part = make.accepted(cast)
    part = assigning.open_refusal(
        part, until=date(2026, 4, 10), by=cast.npc_clerk, at=make.at(days=30), note="情况特殊"
    )
    [day] = [day for day in slip_of(part).days if day.task == "申请退办"]
    assert (day.on, day.basis) == (date(2026, 4, 10), "交办机关准予逾期申请")


def test_a_slip_names_proposers_and_the_other_units(cast):
    lead = make.assigned(cast, role="lead")
    make.assigned(cast, proposal=lead.proposal, unit=cast.b, role="co")
    slip = slip_of(lead)
    assert [person.name for person in slip.proposers] == ["王清和代表", "赵明溪代表"]
    assert slip.partners == (("会办", ("清禾县水务局",)),)
    assert slip.opinions
    other = slip_of(lead.proposal.assignments.get(unit=cast.b))
    assert (other.role, other.answers, other.partners) == ("会办", False, (("主办", ("清禾县教育局",)),))


def bounced(request, to, cast):
    return requesting.approve_refusal(request, unit=to, by=cast.npc_clerk, at=make.at(days=2), note="理由成立")


def test_the_chain_of_units_is_told_from_the_first_to_the_last(cast):
    bounced(make.refusal_asked(cast), cast.b, cast)
    second = cast.b.assignments.get()
    third = assigning.reassign(second, unit=unit(3), by=cast.npc_clerk, at=make.at(days=4), note="机构改革")
    request = requesting.request_refusal(
        make.assigned(cast), by=cast.drafter_a, at=make.at(days=1), note="另一件，与此无关"
    )
    assert slip_of(third).earlier == (
        Earlier(
            "清禾县教育局", date(2026, 3, 3), "不属本单位职责。建议由清禾县水务局承办。",
            "同意退办，改派清禾县水务局：理由成立。", date(2026, 3, 4),
        ),
        Earlier("清禾县水务局", None, "机构改革。", "改派清禾县3局", date(2026, 3, 6)),
    )  # fmt: skip
    assert slip_of(request.assignment).earlier[0].decision == "待答复"


def test_a_refusal_turned_down_stays_on_the_units_own_slip(cast):
    request = make.refusal_asked(cast)
    requesting.reject_refusal(request, by=cast.npc_clerk, at=make.at(days=2), note="属于\r\n教育部门职责。")
    [row] = slip_of(request.assignment).earlier
    assert (row.decision, row.decided_on) == ("不同意退办：属于 教育部门职责。", date(2026, 3, 4))


def test_a_request_taken_back_leaves_no_trace_on_the_slip(cast):
    request = make.refusal_asked(cast)
    requesting.retract(request, by=cast.drafter_a, at=make.at(days=2))
    assert slip_of(request.assignment).earlier == ()


ARGUED = {"arbiter": "副县长 严守正", "arguments": "教育局：不属职责。\n水务局：不属职责。", "note": "由教育局承办。"}


def test_a_ruling_to_stay_is_printed_and_binds(cast):
    request = make.in_arbitration(cast)
    arbitrating.rule_to_stay(request, by=cast.npc_clerk, at=make.at(days=3), **ARGUED)
    request.assignment.refresh_from_db()
    slip = slip_of(request.assignment)
    [ruling] = slip.rulings
    assert (ruling.unit, ruling.on, ruling.arbiter) == ("清禾县教育局", date(2026, 3, 5), "副县长 严守正")
    assert (ruling.arguments, ruling.decision, ruling.result) == (ARGUED["arguments"], "由教育局承办。", "维持")
    assert slip.bound
    assert slip.earlier[0].decision == "裁定维持（见裁定记录）"
    assert "申请退办" not in [day.task for day in slip.days]


def test_a_ruling_to_move_stands_on_the_slip_of_the_unit_that_got_the_item(cast):
    request = make.in_arbitration(cast)
    arbitrating.rule_to_move(request, unit=cast.b, by=cast.npc_clerk, at=make.at(days=3), **ARGUED)
    slip = slip_of(cast.b.assignments.get())
    assert slip.bound
    assert [ruling.result for ruling in slip.rulings] == ["改派"]
    assert slip.earlier[0].decision == "裁定改派清禾县水务局（见裁定记录）"


def test_the_office_that_assigned_signs_with_its_own_address_or_none(cast):
    cast.npc.office_contact = "电话0000-0000000"
    cast.npc.save()
    by_government = slip_of(make.assigned(cast))
    item = make.filed(cast)
    by_congress = slip_of(assigning.assign(item, unit=cast.a, role="sole", by=cast.npc_clerk, at=make.at()))
    assert (by_government.office, by_government.office_contact) == ("县政府办公室（督查室）", "")
    assert by_congress.office == "县人大常委会代表工作委员会"
    assert by_congress.office_contact == "电话0000-0000000"


def test_merged_items_are_named_on_both_slips(cast):
    main = make.assigned(cast).proposal
    child = merging.merge(make.filed(cast), into=main, note="内容相同", by=cast.npc_clerk, at=make.at())
    main.refresh_from_db()
    assert slip_of(main.assignments.get()).merged == "第2号并入本件，一并办理，分别答复。"
    assert slip_of(child.assignments.get()).merged == "本件并入第1号，一并办理，单独答复。"


# --- 催办函 -------------------------------------------------------------------------------------------


def test_the_urging_letter_keeps_the_day_it_was_sent_about(cast):
    part = make.accepted(cast)
    slip = urged(cast, part)
    part.due_on = date(2026, 9, 1)
    part.save()
    urging = urging_of(slip)
    assert (urging.due_on, urging.on, urging.task) == (date(2026, 6, 2), date(2026, 6, 8), "答复")
    assert (urging.unit, urging.role, urging.lead) == ("清禾县教育局", "独办", "王清和等2位代表")


def test_the_urging_letter_says_what_is_due(cast):
    lead = make.assigned(cast, role="lead")
    co = make.assigned(cast, proposal=lead.proposal, unit=cast.b, role="co")
    talk = lead.deadlines.get(code="first_contact")
    assert urging_of(urged(cast, co, deadline=None)).task == "报送会办意见"
    assert urging_of(urged(cast, lead, deadline=talk, number="清督催〔2026〕2号")).task == "与提出人首次沟通"


# --- 告知书 -------------------------------------------------------------------------------------------


def told(proposal, about) -> str:
    notice = notices_of(proposal, about, proposal.ordered_sponsors())[0]
    return "\n".join((notice.title, notice.addressee, *notice.paragraphs))


def test_nothing_decided_nothing_to_tell(cast):
    assert told_of(make.assigned(cast).proposal) == []


def test_a_returned_item(cast):
    proposal = make.returned(cast)
    proposal.reason.label, proposal.reason.source = "属于学术研讨", "审查办法"
    assert told_of(proposal) == ["return"]
    assert told(proposal, "return") == (
        "关于县人大七届六次会议第1号建议予以退回的告知书\n王清和代表\n"
        "您提出的《关于改善学校门前交通秩序的建议》（第1号建议）收悉。经审查，予以退回。\n"
        "理由：属于学术研讨（审查办法）。\n说明：不属受理范围。\n您可以补充修改后重新提出；对此有疑问的，请与我们联系。"
    )


def test_the_cppcc_does_not_file_what_it_returns(cast):
    text = told(make.returned(cast, body="cppcc"), "return")
    assert text.startswith("关于县政协九届六次会议第1号提案不予立案的告知书\n李文澜委员\n")
    assert "经审查，不予立案。" in text


def test_a_converted_item(cast):
    proposal = make.logged(cast, body="cppcc")
    proposal = intake.convert(
        proposal, reason=make.reason(cast, body="cppcc"), note="转有关部门参考", by=cast.cppcc_clerk, at=make.at()
    )
    assert told_of(proposal) == ["convert"]
    text = told(proposal, "convert")
    assert "不作为提案交办，转为社情民意，送有关部门在工作中研究参考。" in text
    assert "说明：转有关部门参考。" in text


def test_a_merged_item_is_told_that_it_is_answered_by_itself(cast):
    main = make.assigned(cast).proposal
    child = merging.merge(
        make.filed(cast, sponsors=[cast.stranger]), into=main, note="内容相同", by=cast.npc_clerk, at=make.at()
    )
    assert told_of(child) == ["merge"]
    text = told(child, "merge")
    assert text.startswith("关于县人大七届六次会议第2号建议并案办理的告知书\n孙若谷代表\n")
    assert "与王清和等2位代表提出的《关于改善学校门前交通秩序的建议》（第1号建议）并案办理。\n原因：内容相同。" in text
    assert "您的建议保留原案号，承办单位单独答复，由您单独评价。" in text


def test_a_withdrawn_item(cast):
    proposal = make.withdrawn(cast, make.filed(cast))
    assert told_of(proposal) == ["withdraw"]
    assert "经核对，同意撤回，自2026年3月2日起终止办理。\n撤回情况：书面撤回。" in told(proposal, "withdraw")


def test_an_extension_says_the_old_and_the_new_day_and_why(cast):
    request = make.extension_asked(cast, until=date(2026, 7, 1))
    proposal = request.assignment.proposal
    assert told_of(proposal) == []
    extending.approve_extension(request, by=cast.npc_clerk, at=make.at(days=2))
    assert told_of(proposal) == ["extension"]
    [notice, _] = notices_of(proposal, "extension", proposal.ordered_sponsors())
    assert notice.paragraphs[1] == (f"清禾县教育局答复的期限由2026年6月2日延长至2026年7月1日。原因：{request.reason}。")


def test_an_organisation_is_called_by_its_name_and_in_the_plural(cast):
    party = Delegate.objects.create(
        assembly=cast.cppcc, name="清禾县工商业联合会", kind=DelegateKind.ORGANISATION, group="工商联界"
    )
    text = told(make.returned(cast, body="cppcc", sponsors=[party]), "return")
    assert "\n清禾县工商业联合会\n你们提出的" in text
    assert "您" not in text


@pytest.mark.parametrize("end", ["", "。", "！"])
def test_a_reason_ends_with_one_full_stop(cast, end):
    proposal = make.logged(cast)
    note = f"不属受理范围{end}"
    proposal = intake.return_(proposal, reason=make.reason(cast), note=note, by=cast.npc_clerk, at=make.at())
    assert f"\n说明：{note if end else note + '。'}\n" in told(proposal, "return")
