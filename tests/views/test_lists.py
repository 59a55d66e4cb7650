"""工作台 and the list: the same facts, counted and shown alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make


@pytest.fixture
def three(cast):
    """One case waiting for its unit, one being drafted, one answered."""
    return [make.assigned(cast), make.drafted(cast).assignment, make.delivered(cast).assignment]


def shown(response) -> list[int]:
    return [case.pk for case in response.context["page"].object_list]


def test_a_unit_sees_its_own_cases_only(cast, visit, three) -> None:
    other = make.assigned(cast, unit=cast.b)

    assert sorted(shown(visit("reviewer_a").get("cases"))) == sorted(row.proposal_id for row in three)
    assert shown(visit("reviewer_b").get("cases")) == [other.proposal_id]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"stage": "assigned"}, [0]),
        ({"stage": "open"}, [0, 1]),
        ({"stage": "answered"}, [2]),
        ({"result": "A"}, [2]),
        ({"q": "接送"}, []),
        ({"q": "学校 秩序"}, [0, 1, 2]),
        ({"q": "3"}, [2]),
        ({"q": "第2号"}, [1]),
        ({"body": "cppcc"}, []),
        ({"lamp": "late"}, [0, 1]),
        ({"lamp": "open"}, [0, 1]),
    ],
)
def test_filters(query, expected, cast, visit, three, time_machine) -> None:
    time_machine.move_to(make.at(days=120))

    found = shown(visit("npc_clerk").get("cases", **query))

    assert sorted(found) == sorted(three[place].proposal_id for place in expected)


def test_the_filter_is_said_in_words(cast, visit, three) -> None:
    page = visit("npc_clerk").get("cases", stage="assigned", unit=cast.a.pk).content.decode()

    assert "县教育局 · 待签收，" in page


def test_an_empty_list_says_why(cast, visit) -> None:
    assert "立案并交办到您这里的建议、提案会列在这里。" in visit("drafter_a").get("cases").content.decode()
    assert "没有符合这些条件的件。" in visit("drafter_a").get("cases", q="不存在").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, visit, three) -> None:
    visitor = visit("npc_clerk")
    with CaptureQueriesContext(
        connection,
    ) as few:
        visitor.get("cases")
    for _ in range(8):
        make.assigned(cast)
    with CaptureQueriesContext(connection) as many:
        visitor.get("cases")

    assert len(many) == len(few)


def test_a_count_on_the_workbench_is_the_length_of_the_list_it_opens(cast, visit, three) -> None:
    for account in ("drafter_a", "npc_clerk", "leader"):
        visitor = visit(account)
        for line in visitor.get("workbench").context["counts"]:
            found = visitor.get("cases", stage=line.stage.value).context["page"].paginator.count
            assert found == line.number, (account, line.stage)


@pytest.mark.parametrize(
    ("account", "labels"),
    [
        ("drafter_a", ["去签收", "继续起草", "登记送达"]),
        ("reviewer_a", ["去审核"]),
        ("signer_a", ["去签发"]),
        ("npc_clerk", ["去交办", "去立案"]),
        ("government_clerk", ["去交办"]),
        ("drafter_b", []),
        ("lead", ["阅读并评价"]),
        ("stranger", []),
    ],
)
def test_the_workbench_shows_what_this_person_has_to_do(account, labels, cast, visit) -> None:
    for start in (make.logged, make.filed, make.assigned, make.drafted, make.submitted, make.approved, make.signed):
        start(cast)
    make.delivered(cast)

    tasks = visit(account).get("workbench").context["tasks"]

    assert sorted(task.label for task in tasks) == sorted(labels)


def test_a_leader_sees_what_is_late(cast, visit, three, time_machine) -> None:
    time_machine.move_to(make.at(days=120))

    assert len(visit("leader").get("workbench").context["tasks"]) == 2


def test_a_returned_draft_stands_on_the_desk_with_its_reason(cast, visit) -> None:
    from replies.actions import replying

    replying.send_back(make.submitted(cast), by=cast.reviewer_a, at=make.at(), note="数据请核实。")

    assert visit("drafter_a").get("workbench").context["tasks"][0].remark == "审核退回：数据请核实。"


@pytest.mark.parametrize("account", ["drafter_a", "signer_a", "cosigner"])
def test_outside_the_offices_a_bad_rating_looks_like_one_still_awaited(account, cast, visit) -> None:
    case = make.rated(cast, result="unsatisfied", text="没有解决。").reply.assignment.proposal
    visitor = visit(account)

    assert visitor.get("cases").context["page"].object_list[0].stage == "delivered"
    assert shown(visitor.get("cases", stage="unsatisfied")) == []
    assert [line.stage for line in visitor.get("workbench").context["counts"]] == ["delivered"]
    page = visitor.get("case", case.pk).content.decode()
    assert "评价不满意" not in page
    assert "没有解决。" not in page


def test_the_office_sees_a_bad_rating_at_once_and_is_asked_to_act(cast, visit) -> None:
    make.rated(cast, result="unsatisfied", text="没有解决。")

    assert [task.label for task in visit("npc_clerk").get("workbench").context["tasks"]] == ["重新办理"]


def test_the_boxes_are_the_lists_they_open(cast, visit, three) -> None:
    visitor = visit("drafter_a")
    desk = visitor.get("workbench").context

    for name, box in (("running", "open"), ("answered", "answered")):
        assert desk[name] == visitor.get("cases", stage=box).context["page"].paginator.count
    assert (desk["total"], desk["running"], desk["answered"]) == (2, 2, 1)


def test_the_class_of_a_letter_not_yet_delivered_cannot_be_found_out(cast, visit) -> None:
    make.signed(cast)

    assert shown(visit("lead").get("cases", result="A")) == []
    assert len(shown(visit("drafter_a").get("cases", result="A"))) == 1


def test_the_filter_offers_the_meetings_of_ones_own_cases_only(cast, visit) -> None:
    make.filed(cast)
    make.filed(cast, body="cppcc")

    page = visit("lead").get("cases").content.decode()

    assert f"{cast.npc_session}</option>" in page
    assert f"{cast.cppcc_session}</option>" not in page
