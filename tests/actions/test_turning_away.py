"""立案, and the three ways an item ends before it is handled: 退回, 转社情民意, 撤回."""

import pytest

from replies.actions import intake
from replies.actions.errors import Refused
from replies.models import Attachment, Cosigning, Event, Proposal
from tests import make


def last_event() -> Event:
    return Event.objects.latest("id")


def also(cast, act) -> dict:
    """What the ways to end an item need besides a word."""
    if act in (intake.return_, intake.convert):
        return {"reason": make.reason(cast)}
    return {"paper": make.png("撤回申请.png")} if act == intake.withdraw else {}


@pytest.mark.parametrize(
    ("act", "verb", "state"),
    [
        (intake.file, "file", "filed"),
        (intake.return_, "return", "returned"),
        (intake.convert, "convert", "converted"),
        (intake.withdraw, "withdraw", "withdrawn"),
    ],
)
def test_a_step_writes_state_and_event(cast, act, verb, state):
    proposal = act(make.logged(cast), by=cast.npc_clerk, at=make.at(days=2), note="说明", **also(cast, act))
    assert Proposal.objects.get().state == proposal.state == state
    event = last_event()
    assert (event.verb, event.old, event.new, event.by, event.at, event.note) == (
        verb, "logged", state, cast.npc_clerk, make.at(days=2), "说明",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("act", "label"), [(intake.return_, "退回"), (intake.convert, "转社情民意"), (intake.withdraw, "撤回")]
)
def test_ending_an_item_needs_a_reason(cast, act, label):
    proposal = make.logged(cast)
    with pytest.raises(Refused, match=rf"^“{label}”必须写明原因。$") as refused:
        act(proposal, by=cast.npc_clerk, at=make.at(), note="　 ", **also(cast, act))
    assert refused.value.field == "note"
    assert Proposal.objects.get().state == "logged"


def test_the_coded_reason_is_kept_with_the_item_and_in_the_history(cast):
    reason = cast.npc.reasons.get(code="08")
    proposal = make.logged(cast)
    intake.return_(proposal, reason=reason, note="请补充具体建议。", by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().reason == reason
    assert last_event().changes == {"reason": "08　没有实际内容或具体建议"}


def test_a_reason_only_for_the_one_is_refused_for_the_other(cast):
    proposal = make.logged(cast)
    message = "^理由“涉及国家秘密”不用于这里的“转社情民意”，请另选一条。$"
    with pytest.raises(Refused, match=message) as refused:
        intake.convert(proposal, reason=make.reason(cast, use="return"), note="x", by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "reason"


def test_a_reason_of_the_other_assembly_or_out_of_use_is_refused(cast):
    proposal, retired = make.logged(cast), make.reason(cast)
    retired.active = False
    for reason in (make.reason(cast, body="cppcc"), retired):
        with pytest.raises(Refused, match=r"不用于这里的“退回”"):
            intake.return_(proposal, reason=reason, note="x", by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().state == "logged"


def test_withdrawal_needs_the_paper_and_keeps_it(cast, media):
    proposal = make.logged(cast)
    with pytest.raises(Refused, match=r"^撤回要有提出人的书面申请，请上传签名的扫描件或照片。$") as refused:
        intake.withdraw(proposal, by=cast.npc_clerk, at=make.at(), note="书面撤回")
    assert refused.value.field == "paper"
    make.withdrawn(cast, proposal)
    paper = Attachment.objects.get(proposal=proposal)
    assert paper.name == "撤回申请.png"
    assert last_event().changes == {"attachment": ["撤回申请.png", paper.sha256]}


def test_a_forged_paper_withdraws_nothing(cast, media):
    proposal = make.logged(cast)
    with pytest.raises(Refused, match=r"^“申请.pdf”的内容与扩展名 .pdf 不符") as refused:
        intake.withdraw(proposal, paper=make.png("申请.pdf"), by=cast.npc_clerk, at=make.at(), note="x")
    assert refused.value.field == "paper"
    assert Proposal.objects.get().state == "logged"


@pytest.mark.parametrize("act", [intake.return_, intake.convert, intake.withdraw])
def test_an_item_that_ends_asks_nobody_to_sign_it_any_more(cast, act):
    proposal = make.invited(cast)
    act(proposal, by=cast.npc_clerk, at=make.at(), note="x", **also(cast, act))
    assert Cosigning.objects.get().state == "lapsed"
