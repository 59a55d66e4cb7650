"""Batches and urging letters for the tests of what is printed on paper."""

from datetime import date
from typing import Any

from replies.models import Assignment, HandlingUnit, Handover, Proposal, UrgingSlip
from tests import make
from tests.people import Cast


def planned(cast: Cast, *rows: tuple[Proposal, HandlingUnit, str]) -> Handover:
    """A batch that is prepared for a 交办会."""
    batch = Handover.objects.create(
        session=cast.npc_session, name="2026年大会建议集中交办", held_on=date(2026, 3, 2), made_by=cast.npc_clerk,
        made_at=make.at(),
    )  # fmt: skip
    for place, (proposal, unit, role) in enumerate(rows, 1):
        batch.rows.create(proposal=proposal, unit=unit, role=role, place=place)
    return batch


def handed_over(cast: Cast, *parts: Assignment) -> Handover:
    """The batch that these parts came from."""
    batch = planned(cast, *((part.proposal, part.unit, part.role) for part in parts))
    for row, part in zip(batch.rows.order_by("place"), parts, strict=True):
        row.assignment = part
        row.save()
    batch.done_by, batch.done_at = cast.npc_clerk, make.at()
    batch.save()
    return batch


def urged(cast: Cast, part: Assignment, **changes: Any) -> UrgingSlip:
    """A 催办函 about the part's answer, six days after its last day."""
    wanted = {
        "assignment": part, "deadline": part.main_deadline, "number": "清督催〔2026〕1号", "due_on": date(2026, 6, 2),
        "answer_by": date(2026, 6, 12), "office_name": "清禾县人民政府办公室", "by": cast.government_clerk,
        "at": make.at(days=98), "text": "代表来电询问。",
    }  # fmt: skip
    return UrgingSlip.objects.create(**(wanted | changes))
