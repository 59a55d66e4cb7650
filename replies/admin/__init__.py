"""Layer 5: admin forms for entry and master data. State fields are read-only; buttons call actions."""

from . import clock, history, intake_reasons, people, proposals, sessions, units
from .site import site

__all__ = ["clock", "history", "intake_reasons", "people", "proposals", "sessions", "site", "units"]
