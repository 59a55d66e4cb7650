"""时限: a day is moved by decision, and what is due when days have passed is done by the system."""

from datetime import date, timedelta

from replies.actions import clock, due, redating
from replies.models import Assignment
from replies.rules.holiday_notice import NoticeDay

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


@offer("holiday_notice", None)
def holiday_notice(table, _):
    """The notice of a year comes in, or comes again with other days."""
    year = table.chance.choice([2026, 2026, 2027])
    days = {date(year, table.chance.randrange(1, 13), table.chance.randrange(1, 29)) for _ in range(6)}
    plan = redating.plan_calendar(year, [NoticeDay(day, False, "放假") for day in sorted(days)])
    if not plan.changes_nothing:
        yield table.county.cast.government_clerk, lambda **who: redating.apply(plan, **who)


@offer("reply_date", None)
def reply_date(table, _):
    """The 交办通知 of the year names one day for all answers of a session, or none any more."""
    session = table.chance.choice(list(table.county.sessions.values()))
    session.refresh_from_db(fields=["fixed_reply_on"])
    day = table.chance.choice([None, table.today + timedelta(days=table.chance.randrange(60, 200))])
    plan = redating.plan_fixed(session, day)
    if not plan.changes_nothing:
        yield table.county.cast.government_clerk, lambda **who: redating.apply(plan, **who)
