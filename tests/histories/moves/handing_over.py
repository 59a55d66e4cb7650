"""交办会."""

from replies.actions import handing_over
from replies.models import Proposal

from .offer import offer


@offer("hand_over", None, 4)
def hand_over(table, _):
    """Everything of one session that waits for 交办 goes out in one batch."""
    waiting = [case for case in table.now.cases.values() if case.state == "filed" and not table.now.live(case)]
    if waiting:
        session = table.chance.choice(waiting).session
        cases = [case for case in waiting if case.session_id == session.pk]
        plans = [(case, _parts(table)) for case in cases]
        yield table.county.cast.government_clerk, lambda **who: _hand_over(session, plans, **who)


def _parts(table):
    first, second = table.chance.sample(table.county.units, 2)
    return table.chance.choice([
        [(first, "sole")], [(first, "lead"), (second, "co")], [(first, "separate"), (second, "separate")],
    ])  # fmt: skip


def _hand_over(session, plans: list[tuple[Proposal, list]], *, by, at) -> None:
    batch = handing_over.begin(session=session, name="交办会", held_on=at.date(), by=by, at=at)
    for case, parts in plans:
        handing_over.plan(batch, case, parts, by=by)
    outcome = handing_over.hand_over(batch, by=by, at=at)
    assert (outcome.given, outcome.failed) == (len(plans), {})
