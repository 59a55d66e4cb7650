"""Which series an item counts in, who may hand it in when, and what stays as it was handed in."""

from datetime import date

import pytest

from replies.actions import intake
from replies.actions.errors import Refused
from replies.models import Delegate, Event, Proposal
from tests import make


def last_event() -> Event:
    return Event.objects.latest("id")


@pytest.mark.parametrize(
    ("received_on", "timing"),
    [(date(2026, 1, 14), "in_session"), (date(2026, 1, 17), "in_session"), (date(2026, 1, 18), "out_of_session")],
)
def test_the_day_of_receipt_tells_the_timing(cast, received_on, timing):
    assert make.logged(cast, received_on=received_on).timing == timing


def test_the_announced_days_of_submission_go_before_those_of_the_meeting(cast):
    session = cast.npc_session
    session.submission_opens_on, session.submission_cutoff = date(2025, 12, 1), date(2026, 1, 15)
    session.save()
    numbers = [
        make.logged(cast, received_on=day).case_number
        for day in (date(2025, 12, 1), date(2026, 1, 15), date(2026, 1, 16))
    ]
    assert numbers == ["第1号", "第2号", "闭会第1号"]
    message = "^收到日期早于县人大七届六次会议开始受理日期（2025年12月1日），请核对日期或届次。$"
    with pytest.raises(Refused, match=message):
        make.logged(cast, received_on=date(2025, 11, 30))


def test_another_timing_than_the_days_say_needs_a_reason(cast):
    message = "^2026年1月15日收到的按规定属于会议期间；要按闭会期间登记的，请写明理由。$"
    with pytest.raises(Refused, match=message) as refused:
        make.logged(cast, timing="out_of_session", timing_reason=" ")
    assert refused.value.field == "timing_reason"
    assert make.logged(cast, timing="out_of_session", timing_reason="会后补交").case_number == "闭会第1号"
    assert last_event().note == "会后补交"


def test_a_reason_that_was_not_needed_is_not_recorded(cast):
    make.logged(cast, timing="in_session", timing_reason="会议秘书组移交")
    assert last_event().note == ""


def test_a_corrected_day_stays_in_the_series_of_the_number(cast):
    proposal = make.logged(cast)
    message = "^2026年2月2日收到的属于闭会期间，与此件的编号（会议期间第1号）不符；编号不能更改，请核对日期。$"
    with pytest.raises(Refused, match=message) as refused:
        intake.amend(proposal, received_on=date(2026, 2, 2), by=cast.npc_clerk, at=make.at())
    assert refused.value.field == "received_on"
    intake.amend(proposal, received_on=date(2026, 1, 16), by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().received_on == date(2026, 1, 16)


# --- organisations and delegations ---


def delegation(cast, body="npc") -> Delegate:
    assembly = cast.npc if body == "npc" else cast.cppcc
    return Delegate.objects.create(assembly=assembly, kind="delegation", name="城关代表团", contact_name="王清和")


def test_a_delegation_hands_in_during_the_meeting_only(cast):
    whole = delegation(cast)
    assert make.logged(cast, sponsors=[whole]).ordered_sponsors() == [whole]
    message = "^代表团只能在大会期间提出建议；城关代表团在闭会期间的，请由代表个人提出。$"
    with pytest.raises(Refused, match=message):
        make.logged(cast, sponsors=[whole], received_on=date(2026, 2, 2))


def test_the_cppcc_knows_no_delegations(cast):
    message = "^城关代表团是代表团，代表团只能向人民代表大会提出建议，请改选委员或团体。$"
    with pytest.raises(Refused, match=message):
        make.logged(cast, body="cppcc", sponsors=[delegation(cast, "cppcc")])


@pytest.mark.parametrize("received_on", [date(2026, 1, 14), date(2026, 2, 2)])
def test_an_organisation_hands_in_at_any_time(cast, received_on):
    party = Delegate.objects.create(assembly=cast.cppcc, kind="organisation", name="民盟清禾县总支")
    assert make.logged(cast, body="cppcc", sponsors=[party], received_on=received_on).ordered_sponsors() == [party]


@pytest.mark.parametrize(("kind", "name"), [("organisation", "县工商联"), ("delegation", "城关代表团")])
def test_a_body_of_people_is_addressed_by_its_name_alone(cast, kind, name):
    sponsor = Delegate.objects.create(assembly=cast.npc, kind=kind, name=name)
    letter = make.drafted(cast, proposal=make.filed(cast, sponsors=[sponsor])).content
    assert letter.salutation == f"{name}："
    assert letter.paragraphs[0].startswith("你们提出的")


# --- what was handed in ---


def test_what_was_handed_in_stays_whatever_is_amended(cast):
    proposal = make.logged(cast, title="关于学校门口的建义", text="原文")
    intake.amend(proposal, title="关于学校门口的建议", text="改过的", by=cast.npc_clerk, at=make.at())
    proposal.refresh_from_db()
    assert (proposal.title, proposal.text) == ("关于学校门口的建议", "改过的")
    assert (proposal.title_handed_in, proposal.text_handed_in) == ("关于学校门口的建义", "原文")


@pytest.mark.parametrize("field", ["title_handed_in", "text_handed_in"])
def test_nobody_amends_what_was_handed_in(cast, field):
    proposal = make.logged(cast)
    intake.amend(proposal, **{field: "改写"}, by=cast.npc_clerk, at=make.at())
    assert Event.objects.count() == 1
    assert getattr(Proposal.objects.get(), field) != "改写"
