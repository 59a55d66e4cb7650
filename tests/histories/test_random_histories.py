"""Thousands of histories that nobody thought of: every legal move works, every other is refused, all else holds.

A history is made by chance from its number, so a failure is played again by its number alone:

    BANFU_HISTORIES=1 BANFU_HISTORY=4711 pytest tests/histories
"""

import os

import pytest
from django.db import transaction

from replies.actions import replying
from tests.concurrency.together import chain_is_whole

from .county import County
from .player import Player

NUMBER = int(os.environ.get("BANFU_HISTORIES", "60"))
FIRST = int(os.environ.get("BANFU_HISTORY", "1"))
BUNDLE = 15  # histories that share one county


@pytest.fixture(autouse=True)
def every_character_can_be_printed(monkeypatch):
    """That is asked of the fonts, and tests/letters asks it."""
    monkeypatch.setattr(replying, "obstacles", lambda content, layout: [])


@pytest.fixture
def county(cast) -> County:
    return County(cast)


@pytest.mark.parametrize("first", range(FIRST, FIRST + NUMBER, BUNDLE))
def test_random_histories(county, first):
    for number in range(first, min(first + BUNDLE, FIRST + NUMBER)):
        with transaction.atomic():
            player = Player(county, number)
            try:
                player.play()
                assert chain_is_whole()
            except Exception as error:
                raise AssertionError(player.story()) from error
            transaction.set_rollback(True)
