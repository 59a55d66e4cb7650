"""The checker over the samples, the two real letters and letters that hypothesis makes up; each is read back, too.

A few generated letters are the same in every run. ``BANFU_EXAMPLES=500 pytest tests/letters/checks/test_letters.py``
makes so many, new ones in each run (about four a second).
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from replies.letters import read_letter, render_pdf
from replies.letters.pdf import CannotRender
from replies.rules.letter_reading import from_json

from ..measure import SAMPLES, SEEDS
from . import Letter, violations
from .breaking import seals
from .generated import letters

MANY = int(os.environ.get("BANFU_EXAMPLES", "0"))
GIVEN = [
    *sorted(SAMPLES.glob("*.json")),
    *(path for path in (SEEDS / "000.json", SEEDS / "002.json") if path.exists()),
]
LAYOUTS = ("document", "letter")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.stem)
def test_a_given_letter_keeps_the_standard_and_is_read_back(path, layout):
    content = from_json(path.read_text(encoding="utf-8"))
    pdf = render_pdf(content, layout)
    assert violations(Letter(pdf, content, layout, again=render_pdf(content, layout))) == []
    assert read_letter("letter.pdf", pdf) == content


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_so_it_does_with_seal_and_duplex_and_the_class_mark_at_the_left(path, layout):
    content = from_json(path.read_text(encoding="utf-8"))
    pdf = render_pdf(content, layout, seals(content), duplex=True, category_at="left")
    assert violations(Letter(pdf, content, layout, duplex=True, seal=True, category_at="left")) == []
    assert read_letter("letter.pdf", pdf) == content


@settings(
    max_examples=MANY or 12,
    derandomize=not MANY,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if MANY else [Phase.generate],  # shrinking takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(letters(), st.booleans())
def test_a_generated_letter_keeps_the_standard_and_is_read_back_or_is_refused(drawn, duplex):
    content, layout = drawn
    try:
        pdf = render_pdf(content, layout, seals(content), duplex=duplex)
    except CannotRender as refusal:
        assert str(refusal)
        return
    assert violations(Letter(pdf, content, layout, duplex=duplex, seal=True)) == []
    assert read_letter("letter.pdf", pdf) == content
