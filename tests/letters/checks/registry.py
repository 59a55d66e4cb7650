"""The assertions of the standard, each one function under its number.

A check takes a `Letter` and yields (page, message) for every place that breaks the assertion; page 0 is the letter as
a whole. Its docstring says the clause in its own words, the tolerance and what it leaves aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .parts import Letter

Found = Iterator[tuple[int, str]]
Check = Callable[[Letter], Found]
CHECKS: dict[int, Check] = {}


class Violation(NamedTuple):
    number: int
    page: int
    message: str


def assertion(number: int, layout: str | None = None) -> Callable[[Check], Check]:
    """Register a check under its number; ``layout`` where it holds for one of the two layouts only."""

    def register(check: Check) -> Check:
        assert number not in CHECKS, number

        def only_there(letter: Letter) -> Found:
            if layout in (None, letter.layout):
                yield from check(letter)

        CHECKS[number] = only_there
        return check

    return register


def violations(letter: Letter, *numbers: int) -> list[Violation]:
    """What breaks the given assertions, or any of them, in the order of their numbers."""
    return [
        Violation(number, page, message)
        for number in (numbers or sorted(CHECKS))
        for page, message in CHECKS[number](letter)
    ]
