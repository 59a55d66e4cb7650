"""The entry form filled in and sent as a browser would: every field of the page, by its name."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests.people import Cast

ADD = reverse("admin:replies_proposal_add")
LIST = reverse("admin:replies_proposal_changelist")


def change_url(proposal) -> str:
    return reverse("admin:replies_proposal_change", args=[proposal.pk])


def rows(prefix: str, filled: list[dict[str, Any]], stored: int = 0) -> dict[str, Any]:
    """The fields of one table of rows, its management form first."""
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(filled):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def new_item(cast: Cast, body: str = "npc", **fields: Any) -> dict[str, Any]:
    """A complete new item. `sponsors`, `units` and `files` are the rows; the rest are fields by their names."""
    sponsors = fields.pop("sponsors", cast.sponsors(body))
    units = fields.pop("units", [])
    files = fields.pop("files", [])
    return {
        "form_key": str(uuid4()), "session": cast.session(body).pk, "timing": "in_session", "serial": "",
        "case_number": "", "received_on": "2026-01-16", "title": "关于改善学校门前交通秩序的建议",
        "text": "早晚接送时段道路拥堵。", "category": "education", "disclosure_consent": "on", "_save": "保存",
        **rows("sponsor_set", [{"delegate": delegate.pk, "place": ""} for delegate in sponsors]),
        **rows("attachments", [{"upload": file} for file in files]),
        **rows("assignments", [{"unit": unit.pk, "role": role} for unit, role in units]),
        **fields,
    }  # fmt: skip


def correction(proposal, **fields: Any) -> dict[str, Any]:
    """The change page of a case as it is, with some fields changed. `units` are new rows under the stored ones."""
    seats = list(proposal.sponsor_set.all())
    stored = list(proposal.assignments.all())
    sponsor_rows = fields.pop("sponsors", [{"delegate": s.delegate_id, "place": s.place} for s in seats])
    ids = [{"id": seat.pk} for seat in seats]
    sponsor_rows = [{**(ids[i] if i < len(ids) else {}), **row} for i, row in enumerate(sponsor_rows)]
    units = [{"id": row.pk} for row in stored] + [{"unit": u.pk, "role": r} for u, r in fields.pop("units", [])]
    files = fields.pop("files", [])
    return {
        "form_key": str(uuid4()), "case_number": proposal.case_number, "received_on": proposal.received_on,
        "title": proposal.title, "text": proposal.text, "category": proposal.category,
        "disclosure_consent": "on" if proposal.disclosure_consent else "", "_save": "保存",
        **rows("sponsor_set", sponsor_rows, stored=len(seats)),
        **rows("attachments", [{"upload": file} for file in files]),
        **rows("assignments", units, stored=len(stored)),
        **fields,
    }  # fmt: skip


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def errors(response) -> list[str]:
    """Every message the form shows, at its fields, its rows and on top."""
    assert response.status_code == 200, response.status_code
    lists = [found if isinstance(found, list) else [found] for found in response.context["errors"]]
    return [str(message) for found in lists for message in found]
