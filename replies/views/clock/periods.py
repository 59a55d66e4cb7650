"""The periods of a case as its reader may know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from replies.access import deadlines_visible_to
from replies.actions import clock
from replies.models import Assignment, Deadline, Proposal, office_calendar
from replies.models.running import provisional_days, running
from replies.rules.deadlines import Explanation
from replies.rules.vocabulary import RuleCode, Stage

# 公开 is not followed here yet; a window for asking that has closed is not lateness.
NOT_LISTED = (RuleCode.PUBLISH,)


@dataclass(frozen=True)
class Period:
    """A running period with its reason."""

    deadline: Deadline
    explanation: Explanation


def periods_of(case: Proposal, parts: Iterable[Assignment], user, today: date) -> dict[int, list[Period]]:
    """The running periods of each part, the most urgent first. `parts` have gone through with_progress()."""
    stages = {part.pk: part.stage for part in parts}  # type: ignore[attr-defined]
    seen = deadlines_visible_to(user).filter(assignment__proposal=case)
    seen = seen.select_related("assignment__proposal__session__assembly", "assignment__unit", "reply")
    rows = [*running(seen).exclude(code__in=(*NOT_LISTED, RuleCode.FEEDBACK)), *_awaited_ratings(seen, stages)]
    calendar = office_calendar()
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.due_on, row.pk)):
        if row.code != RuleCode.REFUSE or row.due_on >= today:
            found[row.assignment_id].append(Period(row, clock.explanation_of(row, calendar)))
    return found


def _awaited_ratings(seen, stages: dict[int, str]) -> list[Deadline]:
    """As far as the reader may know: to a unit a bad rating looks like one still awaited (against "被满意")."""
    rows = seen.filter(code=RuleCode.FEEDBACK)
    return [row for row in rows if row.reply.is_current and stages.get(row.assignment_id) == Stage.DELIVERED]


def mark_unsure(shown: Collection[tuple[Proposal, date | None]], units: Collection[int] | None) -> None:
    """Set `due_unsure` on each case: may the day that is shown for it still move? One query for the page."""
    unsure = provisional_days([case for case, _ in shown], units)
    for case, due in shown:
        case.due_unsure = (case.pk, due) in unsure  # type: ignore[attr-defined]
