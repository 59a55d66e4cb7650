"""催办."""

from datetime import date, timedelta

import pytest

from replies.actions import urging
from replies.actions.errors import NotNow, Refused
from replies.models import Event, UrgingSlip
from tests import make

BY_THEN = make.TODAY + timedelta(days=30)


def urge(cast, part, **fields) -> UrgingSlip:
    wanted = {"answer_by": BY_THEN, "text": "请抓紧办理。", "by": cast.npc_clerk, "at": make.at(days=5)}
    return urging.urge(part, **(wanted | fields))


def test_a_slip_keeps_the_day_that_was_due(cast):
    part = make.accepted(cast)
    slip = urge(cast, part)
    assert (slip.number, slip.due_on, slip.answer_by) == ("催办〔2026〕1号", part.due_on, BY_THEN)
    assert slip.deadline == part.main_deadline
    event = Event.objects.get(verb="urge")
    assert (event.note, event.changes["number"]) == ("请抓紧办理。", slip.number)


def test_slips_are_numbered_through_the_year_and_begin_again(cast):
    part = make.accepted(cast)
    numbers = [urge(cast, part).number, urge(cast, part).number]
    numbers.append(urge(cast, part, at=make.at(days=320), answer_by=date(2027, 2, 1)).number)
    assert numbers == ["催办〔2026〕1号", "催办〔2026〕2号", "催办〔2027〕1号"]


@pytest.mark.parametrize(
    ("account", "office"),
    [("npc_clerk", "县人大常委会代表工作委员会"), ("government_clerk", "县政府办公室（督查室）")],
)
def test_it_names_the_office_that_urges(cast, account, office):
    assert urge(cast, make.accepted(cast), by=cast.user(account)).office_name == office


def test_a_further_round_is_urged_by_its_own_day(cast):
    draft = make.rehandled(cast)
    slip = urge(cast, draft.assignment)
    assert (slip.due_on, slip.deadline.code) == (draft.due_on, "rehandle")


def test_who_has_answered_is_not_urged(cast):
    sent = make.delivered(cast)
    with pytest.raises(NotNow, match=r"^县教育局的答复已送达，不用再“催办”。$"):
        urge(cast, sent.assignment)


def test_nobody_is_asked_for_yesterday(cast):
    with pytest.raises(Refused, match=r"^要求办结日期早于今天，请核对。$"):
        urge(cast, make.accepted(cast), answer_by=make.TODAY)


def test_a_slip_has_room_for_500_characters(cast):
    with pytest.raises(Refused, match=r"^催办意见请不超过500字，现有501字。$"):
        urge(cast, make.accepted(cast), text="急" * 501)
