"""Each assertion is shown to fail on a letter broken on purpose, and to hold on the same letter before."""

import pytest

from . import CHECKS, violations
from .cases import CASES

IN_THE_CONTENT = {78}  # this case is wrong before it is printed


@pytest.mark.parametrize(("number", "broken"), CASES, ids=[f"{number}-{n}" for n, (number, _) in enumerate(CASES)])
def test_a_broken_letter_is_found_and_the_same_letter_unbroken_is_not(number, broken):
    assert violations(broken.letter(), number)
    assert number in IN_THE_CONTENT or violations(broken.unbroken(), number) == []


def test_all_82_assertions_are_covered():
    assert sorted(CHECKS) == list(range(1, 83))


def test_each_covered_assertion_has_a_broken_letter():
    assert {number for number, _ in CASES} == set(CHECKS)
