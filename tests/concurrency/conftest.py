"""Tests that commit for real, with several threads or processes on one database.

They run on whichever database DATABASE_URL names. What only PostgreSQL can do is marked `postgres`.
"""

import pytest

from replies.actions import replying


@pytest.fixture(autouse=True)
def no_printing(monkeypatch):
    """A letter is rendered after each committed signature; here a few bytes stand for it."""
    monkeypatch.setattr(replying, "render_pdf", lambda content, **how: b"%PDF-1.7")
