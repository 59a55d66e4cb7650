"""时限: a day is moved by decision, and what is due when days have passed is done by the system."""

from datetime import timedelta

from replies.actions import clock, due
from replies.models import Assignment

from .assigning import stands_alone
from .offer import offer


@offer("run_due", None, 2)
def run_due(table, _):
    yield table.county.system, lambda by, at: _run(at)


def _run(at) -> None:
    outcome = due.run(at=at)
    assert outcome.failed == 0, "run_due stumbled; what over stands in its log"


@offer("redate", Assignment)
def redate(table, part):
    if stands_alone(part):
        by = table.county.dispatch(part.proposal, table.chance)
        until = part.due_on + timedelta(days=table.chance.randrange(1, 9))
        yield by, lambda **who: clock.move_to(part.main_deadline, until, note="通知另有规定", **who)
