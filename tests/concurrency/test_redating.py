"""A year's notice while others work: it is entered once, and nobody's deed is lost or waits for ever."""

from datetime import date

import pytest

from replies.actions import assigning, redating
from replies.models import CalendarDay, Deadline, Event
from replies.rules.holiday_notice import NoticeDay
from tests import make

from .together import chain_is_whole, errors, together

pytestmark = pytest.mark.django_db(transaction=True)
NOTICE = (NoticeDay(date(2026, 1, 1), False, "元旦"), NoticeDay(date(2026, 6, 2), False, "端午节"))


def enter(plan, by):
    return lambda: redating.apply(plan, by=by, at=make.at(days=1))


@pytest.mark.parametrize("items", [0, 2])
def test_two_officers_enter_it_once(items, cast):
    for _ in range(items):
        make.accepted(cast)
    plan = redating.plan_calendar(2026, NOTICE)

    outcomes = together(enter(plan, cast.npc_clerk), enter(plan, cast.government_clerk))

    assert errors(outcomes) == [f"NotNow: {redating.CHANGED}"]
    assert Event.objects.filter(verb="redate").count() == items
    assert Event.objects.filter(model="calendarday").count() == 1
    assert CalendarDay.objects.count() == 2
    assert chain_is_whole()


def test_units_go_on_accepting_meanwhile(cast):
    parts = [make.assigned(cast) for _ in range(4)]
    plan = redating.plan_calendar(2026, NOTICE)

    outcomes = together(
        enter(plan, cast.government_clerk),
        *(lambda part=part: assigning.accept(part, by=cast.drafter_a, at=make.at(days=1)) for part in parts),
    )

    told = [f"NotNow: {redating.CHANGED}"]
    assert errors(outcomes) in ([], told)  # entered, or asked to look again; never stuck, never half
    days = set(Deadline.objects.filter(code="reply").values_list("due_on", flat=True))
    assert days == ({date(2026, 6, 2)} if errors(outcomes) else {date(2026, 6, 3)})
    assert Event.objects.filter(verb="accept").count() == 4
    assert chain_is_whole()
