"""The checker over every letter of the demo county, as it lies in the files; each is read back, too."""

from __future__ import annotations

from pathlib import Path

from replies.letters import read_letter, render_pdf
from replies.models import Reply
from tests.commands.conftest import demo  # noqa: F401 a fixture

from . import Letter, violations


def test_every_letter_of_the_demo_county_keeps_the_standard_and_is_read_back(demo: Path, db: None, settings) -> None:  # noqa: F811
    settings.MEDIA_ROOT = str(demo)
    replies = [reply for reply in Reply.objects.all() if reply.content.paragraphs]
    assert len(replies) > 20
    found = {}
    for reply in replies:
        pdf = render_pdf(reply.content, reply.head)
        found[reply.pk] = violations(Letter(pdf, reply.content, reply.head))
        assert read_letter("letter.pdf", pdf) == reply.content
    assert {number: wrong for number, wrong in found.items() if wrong} == {}
