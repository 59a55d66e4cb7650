"""Every closed list: codes that fit their column, Chinese labels, known tones."""

import re

import pytest

from replies.rules import vocabulary
from replies.rules.vocabulary import Rating, Term
from replies.rules.workflow import Role, Track

LISTS = sorted(Term.__subclasses__(), key=lambda term: term.__name__)
TONES = {"plain", "good", "warn", "late", "done"}


def test_all_lists_are_here():
    assert {Role, Track, Rating, vocabulary.Stage} <= set(LISTS)


@pytest.mark.parametrize("term", LISTS, ids=lambda term: term.__name__)
def test_every_word_has_a_code_a_chinese_label_and_a_tone(term):
    for member in term:
        assert re.fullmatch(r"[a-z_]+", member.value)
        assert re.search(r"[\u4e00-\u9fff]", member.label)
        assert member.tone in TONES
    assert len({member.label for member in term}) == len(term)


def test_a_word_is_its_code():
    assert Rating.UNSATISFIED == "unsatisfied"
    assert f"{Rating.UNSATISFIED}" == "unsatisfied"


def test_choices_keep_the_order_of_the_form():
    assert Rating.choices() == [("satisfied", "满意"), ("basically", "基本满意"), ("unsatisfied", "不满意")]


def test_states_of_different_tracks_do_not_share_a_code():
    codes = [s.value for s in (*vocabulary.IntakeState, *vocabulary.AssignmentState, *vocabulary.ReplyState)]
    assert len(set(codes)) == len(codes)
