"""Who is told what: the table itself."""

import re

import pytest

from replies.rules.notices import LONGEST, REMINDED, SILENT, TOKENS, TOLD, Audience, Part, Tell, in_words, short, told
from replies.rules.reminders import REMINDED_OF
from replies.rules.workflow import STEPS

SENTENCES = [tell for tells in (*TOLD.values(), *REMINDED.values()) for tell in tells]


def test_every_verb_either_tells_somebody_or_is_silent_on_purpose():
    assert set(TOLD) | SILENT == set(STEPS)
    assert set(TOLD) & SILENT == set()


def test_every_period_of_the_ladder_has_its_words():
    assert set(REMINDED) == set(REMINDED_OF)


@pytest.mark.parametrize("tell", SENTENCES, ids=lambda tell: tell.says)
def test_a_sentence_knows_only_the_closed_list_of_words(tell):
    assert set(re.findall(r"\{(.*?)\}", tell.says)) <= TOKENS


@pytest.mark.parametrize("verb", ["rate", "rate_on_behalf", "scan", "discard_scan"])
def test_nobody_is_told_of_a_rating(verb):
    assert told(verb) == ()


def test_a_unit_is_not_told_that_a_rating_is_awaited_or_missing():
    of_units = {Audience.UNIT, Audience.REVIEWERS, Audience.SIGNERS, Audience.LEAD_UNIT, Audience.ALL_UNITS}
    tells = (*told("remind", "feedback"), *told("close_without_rating"))
    assert of_units.isdisjoint(tell.to for tell in tells)


def test_who_signed_the_item_hears_of_a_moved_day_only_when_it_is_that_of_the_answer():
    assert {tell.to for tell in told("redate", "reply")} == {Audience.UNIT, Audience.SPONSORS}
    assert {tell.to for tell in told("redate", "accept")} == {Audience.UNIT}


def test_a_long_title_leaves_room_for_the_message():
    assert short("字" * 40) == "字" * 40
    assert short("字" * 41) == "字" * 39 + "…"


def test_a_notice_ends_where_its_column_ends():
    text = in_words(Tell(Audience.UNIT, "{note}", Part.ANY), {"note": "因" * 500})
    assert len(text) == LONGEST
    assert text.endswith("因…")
