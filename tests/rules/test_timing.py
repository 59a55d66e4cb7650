"""In or out of session, day by day."""

from datetime import date

import pytest

from replies.rules.intake_reasons import FIRST_LIST
from replies.rules.timing import submission

OPENED, CLOSED = date(2026, 1, 14), date(2026, 1, 17)


@pytest.mark.parametrize(
    ("opens_on", "cutoff", "received_on", "timing"),
    [
        (None, None, "2026-01-14", "in_session"),
        (None, None, "2026-01-17", "in_session"),
        (None, None, "2026-01-18", "out_of_session"),
        (None, "2026-01-15", "2026-01-15", "in_session"),
        (None, "2026-01-15", "2026-01-16", "out_of_session"),  # still meeting, but too late for it
        ("2025-10-14", None, "2025-10-14", "in_session"),
        ("2025-10-14", "2026-01-15", "2025-12-31", "in_session"),
        (None, None, "2026-12-31", "out_of_session"),
    ],
)
def test_the_day_tells_the_timing(opens_on, cutoff, received_on, timing):
    days = submission(
        OPENED, CLOSED, opens_on=opens_on and date.fromisoformat(opens_on), cutoff=cutoff and date.fromisoformat(cutoff)
    )
    assert days.timing_of(date.fromisoformat(received_on)) == timing


def test_before_the_first_day_it_belongs_to_no_timing_of_this_meeting():
    with pytest.raises(ValueError, match="2026-01-13"):
        submission(OPENED, CLOSED, opens_on=None, cutoff=None).timing_of(date(2026, 1, 13))


@pytest.mark.parametrize("body", FIRST_LIST)
def test_the_first_list_of_reasons_has_each_code_once_and_fits_its_table(body):
    reasons = FIRST_LIST[body]
    assert len({reason.code for reason in reasons}) == len(reasons)
    assert all(len(reason.label) <= 80 and reason.source for reason in reasons)
