"""Measures a rendered letter against GB/T 9704-2012: 82 assertions in numbers, by text positions and by ink.

``violations(Letter(pdf, content, layout))`` lists what is wrong; the assertions are in the modules named after the part
of the letter they measure.
"""

from . import ending, faces, grid, head, letter_head, reply, signoff, text, title
from .parts import Letter
from .registry import CHECKS, Violation, violations

__all__ = ["CHECKS", "Letter", "Violation", "violations"]

_MODULES = (
    grid,
    faces,
    head,
    letter_head,
    title,
    text,
    signoff,
    ending,
    reply,
)  # importing them registers their assertions
