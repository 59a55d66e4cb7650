"""Letters to print whose paper is small and quick to make, and runs of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from replies.actions import printing, replying
from replies.models import PrintRun, Reply
from tests import make
from tests.letters.small_pdf import small_pdf
from tests.people import Cast

PLAIN = printing.Wishes(with_list=False)  # nothing that has to be rendered


@pytest.fixture
def small_papers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Letters are kept as small PDFs of three, two, three … pages instead of being rendered."""
    lengths = cycle((3, 2))
    monkeypatch.setattr(replying, "render_pdf", lambda *given, **more: small_pdf(next(lengths)))
    return


def letters(cast: Cast, number: int, **how: Any) -> list[Reply]:
    """Signed letters whose paper is kept."""
    return [replying.keep_pdf(make.signed(cast, **how), at=make.at()) for _ in range(number)]


def ordered(cast: Cast, number: int = 2, *, by: Any = None, wishes: printing.Wishes = PLAIN, **how: Any) -> PrintRun:
    """A run that waits to be made."""
    return printing.print_letters(letters(cast, number, **how), wishes=wishes, by=by or cast.drafter_a, at=make.at())


def made(cast: Cast, number: int = 2, **how: Any) -> PrintRun:
    """A run that went all the way."""
    run = ordered(cast, number, **how)
    printing.make(run.pk, clock=make.at)
    run.refresh_from_db()
    assert run.state == "done", run.message
    return run
