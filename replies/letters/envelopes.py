"""信封名单: who gets which letters, to address the envelopes by and to have them signed for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from . import engine, fonts
from .signoff import chinese_date


@dataclass(frozen=True)
class Envelope:
    """One envelope: who it goes to and where, and a line for each paper in it, of which there is one copy."""

    recipient: str
    employer: str
    address: str
    postcode: str
    phone: str
    contents: tuple[str, ...]


def render_envelope_list(title: str, envelopes: Sequence[Envelope], on: date) -> bytes:
    """The list as a PDF in A4, one row an envelope, with a column to sign in; the same rows give the same bytes."""
    rows = [(str(number), envelope) for number, envelope in enumerate(envelopes, 1)]
    page = {"title": title, "rows": rows, "count": str(len(rows)), "on": chinese_date(on)}
    html = engine.fill("letters/envelopes.html", page)
    return engine.write_pdf(html, hashlib.sha256(html.encode()).hexdigest().encode(), _style())


def how_many(first: str, number: int, called: str) -> str:
    """王清和等3位代表: shortened as on envelopes, never in a letter (domain.md §6.2)."""
    return f"{first}等{number}位{called}"


@cache
def _style() -> str:
    return engine.fill("letters/envelopes.css", {"fonts": {name: fonts.css_chain(name) for name in fonts.CHAINS}})
