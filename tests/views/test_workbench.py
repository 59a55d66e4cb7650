"""工作台: each line says what waits and the one thing to do about it; the case page folds away what is rare."""

import pytest

from tests import make


def told(visitor) -> list[tuple[str, str]]:
    """(the button, what stands under the title) of each task."""
    return [(task.label, task.remark) for task in visitor.get("workbench").context["tasks"]]


def test_a_co_handling_unit_owes_its_opinion(cast, visit) -> None:
    lead = make.accepted(cast, role="lead")
    part = make.assigned(cast, proposal=lead.proposal, unit=cast.b, role="co")
    assert told(visit("drafter_b")) == [("去签收", "待报会办意见")]

    make.assigning.accept(part, by=cast.drafter_b, at=make.at())

    assert told(visit("drafter_b")) == [("报意见", "待报会办意见")]


def test_the_lead_unit_has_an_opinion_to_take(cast, visit) -> None:
    make.opinion(cast)

    assert ("去接收", "县水务局已报送会办意见，待接收") in told(visit("drafter_a"))


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        (make.refusal_asked, ("去答复", "县教育局申请退办，待答复")),
        (make.in_arbitration, ("去裁定", "县教育局申请退办，待裁定")),
        (make.unit_asked, ("去答复", "县教育局申请增办，待答复")),
        (make.extension_asked, ("去答复", "县教育局申请延期，待答复")),
    ],
)
def test_a_request_waits_for_the_office(stage, line, cast, visit) -> None:
    stage(cast)

    assert told(visit("government_clerk")) == [line]


def test_the_administrator_is_told_why_the_desk_is_empty(cast, visit) -> None:
    page = visit("administrator").get("workbench").content.decode()

    assert "系统管理员不参与办理；账号、岗位、单位和规则在上方“基础数据”里维护。" in page


def test_rare_buttons_are_folded_away_where_there_are_many(cast, visit) -> None:
    shown = visit("npc_clerk").get("case", make.logged(cast).pk).context["buttons"]

    assert [button.label for button in shown if not button.folded] == ["立案", "退回", "转社情民意", "并案"]
    assert [button.label for button in shown if button.folded] == ["列为重点督办", "撤回", "备注"]


def test_a_few_buttons_stand_side_by_side(cast, visit) -> None:
    shown = visit("government_clerk").get("case", make.filed(cast).pk).context["buttons"]

    assert [(button.label, button.folded) for button in shown] == [("交办", False), ("备注", False)]
