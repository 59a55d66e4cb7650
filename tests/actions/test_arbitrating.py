"""裁定: the third refusal is not the office's own decision, and whoever a ruling names is bound."""

import pytest

from replies.actions import arbitrating, assigning, requesting
from replies.actions.errors import NotNow, Refused
from replies.models import HandlingUnit, Profile
from tests import make

RULING = {"arbiter": "副县长 陆见深", "arguments": "教育局：属工程。水务局：属校园。", "note": "由水务局承办"}


@pytest.fixture
def roads(cast):
    return HandlingUnit.objects.create(name="县交通运输局", printed_name="清禾县交通运输局", order=3)


def bounce(cast, part, unit, day):
    request = requesting.request_refusal(part, note="不属职责", by=cast.drafter(part.unit), at=make.at(days=day))
    requesting.approve_refusal(request, unit=unit, by=cast.npc_clerk, at=make.at(days=day))
    part.refresh_from_db()
    return part.successor


def third(cast):
    part = bounce(cast, bounce(cast, make.assigned(cast), cast.b, 1), cast.a, 2)
    return requesting.request_refusal(part, note="不属职责", by=cast.drafter_a, at=make.at(days=3))


def test_the_third_refusal_goes_to_arbitration_by_itself(cast):
    request = third(cast)
    assert (request.state, arbitrating.bounces(request.assignment.proposal)) == ("arbitration", 2)


def test_the_number_is_the_places_own(cast):
    Profile.objects.update(arbitration_after=2)
    part = bounce(cast, make.assigned(cast), cast.b, 1)
    assert (
        requesting.request_refusal(part, note="不属职责", by=cast.drafter_b, at=make.at(days=2)).state == "arbitration"
    )


def test_what_awaits_a_ruling_the_office_does_not_decide(cast):
    with pytest.raises(NotNow, match="待裁定"):
        requesting.approve_refusal(third(cast), unit=cast.b, by=cast.npc_clerk, at=make.at(days=4))


def test_nor_does_it_reassign_around_it(cast):
    request = make.in_arbitration(cast)
    with pytest.raises(NotNow, match=r"^县教育局的退办申请正待裁定，请先裁定。$"):
        assigning.reassign(request.assignment, unit=cast.b, note="改派", by=cast.npc_clerk, at=make.at(days=3))


def test_a_ruling_that_moves_binds_the_new_unit(cast):
    request = arbitrating.rule_to_move(
        make.in_arbitration(cast), unit=cast.b, by=cast.government_clerk, at=make.at(days=4), **RULING
    )
    part = request.assignment.proposal.assignments.live().get()
    assert (request.state, request.arbiter, request.arguments, request.decision) == (
        "approved", RULING["arbiter"], RULING["arguments"], RULING["note"],
    )  # fmt: skip
    assert (part.unit, part.binding) == (cast.b, True)
    with pytest.raises(NotNow, match=r"^此件已经裁定，由县水务局承办，不再受理退办。$"):
        requesting.request_refusal(part, note="仍不属", by=cast.drafter_b, at=make.at(days=5))


def test_a_ruling_that_stays_binds_the_unit_that_asked(cast):
    request = arbitrating.rule_to_stay(
        make.in_arbitration(cast), by=cast.government_clerk, at=make.at(days=4), **RULING
    )
    part = request.assignment.proposal.assignments.live().get()
    assert (request.state, part.unit, part.binding) == ("rejected", cast.a, True)
    with pytest.raises(NotNow, match=r"^此件已经裁定，由县教育局承办，不再受理退办。$"):
        assigning.open_refusal(part, until=make.TODAY.replace(month=4), note="x", by=cast.npc_clerk, at=make.at(days=5))


@pytest.mark.parametrize(("field", "message"), [("arbiter", "请写明由谁裁定。"), ("arguments", "请写明各方意见。")])
def test_the_record_is_complete(cast, field, message):
    with pytest.raises(Refused, match=f"^{message}$") as refused:
        arbitrating.rule_to_stay(
            make.in_arbitration(cast), by=cast.npc_clerk, at=make.at(days=4), **(RULING | {field: " "})
        )
    assert refused.value.field == field


def test_the_whole_chain_of_units_stays(cast, roads):
    part = bounce(cast, bounce(cast, make.assigned(cast), cast.b, 1), roads, 2)
    assert [part.previous.previous.unit, part.previous.unit, part.unit] == [cast.a, cast.b, roads]
    assert part.proposal.assignments.live().get() == part
