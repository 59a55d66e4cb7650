"""Two people do the same thing at the same moment: one does it, the other is told, nothing is done twice."""

from dataclasses import replace

import pytest

from replies.actions import assigning, feedback, intake, merging, replying
from replies.models import Assignment, CaseSeries, DocumentSeries, Event, Proposal, Reply
from tests import make

from .together import chain_is_whole, errors, together

pytestmark = pytest.mark.django_db(transaction=True)


def sign(cast, reply):
    return lambda: replying.sign(reply, by=cast.user("signer_a"), at=make.at())


def log(cast, **fields):
    return lambda: make.logged(cast, **fields)


def test_signatures_of_one_unit_take_numbers_without_double_or_gap(cast):
    DocumentSeries.objects.create(code="清教发", year=2026, last=36)
    letters = [make.approved(cast) for _ in range(6)]
    outcomes = together(*(sign(cast, letter) for letter in letters))
    assert errors(outcomes) == []
    expected = {f"清教发〔2026〕{serial}号" for serial in range(37, 43)}
    assert set(Reply.objects.values_list("document_number", flat=True)) == expected
    assert chain_is_whole()


def test_the_first_numbers_of_a_new_series_too(cast):
    outcomes = together(*(sign(cast, letter) for letter in [make.approved(cast) for _ in range(3)]))
    assert errors(outcomes) == []
    assert {reply.document_number for reply in outcomes} == {f"清教发〔2026〕{n}号" for n in (1, 2, 3)}


def test_one_letter_is_signed_once(cast):
    letter = make.approved(cast)
    outcomes = together(sign(cast, letter), sign(cast, letter))
    assert errors(outcomes) == [
        "NotNow: 此件现在是“已签发”（许怀远 2026年3月2日 09:00），不能“签发”。请刷新页面查看最新状态。"
    ]
    assert DocumentSeries.objects.get().last == 1
    assert Event.objects.filter(verb="sign").count() == 1
    assert Event.objects.filter(verb="keep").count() == 1
    assert chain_is_whole()


def test_items_logged_at_once_get_consecutive_serials(cast):
    outcomes = together(*(log(cast, title=f"第{n}件") for n in range(5)))
    assert errors(outcomes) == []
    assert sorted(Proposal.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]
    assert chain_is_whole()


def test_one_serial_is_given_once(cast):
    outcomes = together(log(cast, serial=7), log(cast, serial=7))
    assert errors(outcomes) == ["Refused: 县人大七届六次会议第7号已被登记，请换一个号或留空。"]
    assert Proposal.objects.get().serial == CaseSeries.objects.get().last == 7
    assert Event.objects.count() == 1


def test_one_draft_is_opened(cast):
    assignment = make.accepted(cast)
    outcomes = together(
        lambda: replying.draft(assignment, by=cast.user("drafter_a"), at=make.at()),
        lambda: replying.draft(assignment, by=cast.user("second_drafter_a"), at=make.at()),
    )
    first = Reply.objects.get().saved_by.first_name
    assert errors(outcomes) == [f"NotNow: 此件的答复已经开始起草（{first} 2026年3月2日 09:00），请在原稿上修改。"]
    assert Reply.objects.count() == Event.objects.filter(verb="draft").count() == 1


def test_one_lead_is_assigned(cast):
    proposal = make.filed(cast)
    outcomes = together(
        lambda: assigning.assign(proposal, unit=cast.a, role="lead", by=cast.user("npc_clerk"), at=make.at()),
        lambda: assigning.assign(proposal, unit=cast.b, role="lead", by=cast.user("government_clerk"), at=make.at()),
    )
    assert errors(outcomes) == ["Refused: 此件已有主办单位；一件只能有一个主办单位。"]
    assert Assignment.objects.count() == 1


def test_two_colleagues_do_not_overwrite_each_other(cast):
    reply = make.drafted(cast)

    def save(account):
        content = replace(make.answer(reply.content), paragraphs=(f"{account}写的话。",))
        return lambda: replying.save(
            reply, content=content, layout="document", version=0, by=cast.user(account), at=make.at()
        )

    outcomes = together(save("drafter_a"), save("second_drafter_a"))
    assert len(errors(outcomes)) == 1
    assert "刚才也保存了这份草稿" in errors(outcomes)[0]
    assert Reply.objects.get().version == 1


def test_one_new_round_is_ordered(cast):
    reply = make.rated(cast, result="unsatisfied", text="不够").reply
    order = lambda: feedback.rehandle(reply, by=cast.user("npc_clerk"), at=make.at())  # noqa: E731
    assert errors(together(order, order)) == ["NotNow: 此件已经重新办理（方以宁 2026年3月2日 09:00）。"]
    assert sorted(Reply.objects.values_list("round", flat=True)) == [1, 2]


def test_two_items_are_not_merged_into_each_other(cast):
    first, second = make.filed(cast), make.filed(cast)

    def merge(item, into):
        return lambda: merging.merge(item, into=into, by=cast.user("npc_clerk"), at=make.at(), note="内容相同")

    outcomes = together(merge(first, second), merge(second, first))
    assert errors(outcomes) == ["Refused: 只能并入同一机构、已立案的另一件。"]
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["filed", "merged"]


def test_different_deeds_in_one_case_do_not_block_each_other_for_good(cast):
    reply = make.approved(cast)
    proposal = reply.assignment.proposal
    outcomes = together(
        sign(cast, reply),
        lambda: intake.amend(proposal, title="更正后的标题", by=cast.user("npc_clerk"), at=make.at()),
        lambda: intake.attach(proposal, make.png(), by=cast.user("npc_clerk"), at=make.at()),
    )
    assert errors(outcomes) == []
    assert chain_is_whole()
