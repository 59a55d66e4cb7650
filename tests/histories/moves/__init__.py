"""Every move that may legally be made at a moment. A move that is offered here and refused is a failure."""

from . import assigning, feedback, handing_over, intake, replying, requesting, time
from .offer import Move, Table, offers

__all__ = [
    "Move",
    "Table",
    "assigning",
    "feedback",
    "handing_over",
    "intake",
    "offers",
    "replying",
    "requesting",
    "time",
]
