"""到期事项: what the system does by itself each working day. `manage.py run_due` calls run().

Each deed is a transaction of its own, through the same verbs as everybody's, and asks again under lock whether it is
still due. So the command may be run as often as one likes, twice at once, or again after it was cut off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from replies.models import Cosigning, Deadline, Profile, Recess, Reminder, office_calendar, system_user
from replies.models.running import running
from replies.rules.deadlines import Calendar, in_chinese, ladder, lamp
from replies.rules.reminders import REMINDED_OF, rung
from replies.rules.vocabulary import CosigningState, IntakeState, LateEffect, RequestState, RuleCode

from . import sending
from .arbitrating import refer
from .assigning import deem_accepted
from .cosigning import lapse_cosigning
from .errors import ActionError
from .feedback import close_without_rating, open_still
from .reminding import remind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OPEN = [IntakeState.LOGGED, IntakeState.FILED]
# Done in the main item for the items merged into it.
IN_THE_MAIN_ITEM = (RuleCode.ACCEPT, RuleCode.FIRST_CONTACT)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deed:
    """One thing that is due: what it is in words, and how it is done (`act` takes by= and at=)."""

    words: str
    act: Callable[..., Any]


@dataclass
class Outcome:
    """How many deeds were done, were found done by somebody else, or went wrong; and what went out."""

    done: int = 0
    overtaken: int = 0
    failed: int = 0
    sent: int = 0
    unsent: int = 0


def run(*, at: datetime, dry_run: bool = False, say: Callable[[str], Any] = lambda line: None) -> Outcome:
    """Do all that is due at this moment, one line to `say` for each deed. A dry run only says it."""
    outcome = Outcome()
    today, calendar = localdate(at), office_calendar()
    if calendar.is_working(today):
        by = None if dry_run else system_user()  # a dry run makes no account either
        for deed in _deeds(today, calendar, _paused(today, say)):
            _do(deed, outcome, by, at, say)
    else:
        say(f"{in_chinese(today)}是{calendar.name(today)}，休息日不提醒、不办理，顺延到下一个工作日。")
    if not dry_run:
        outcome.sent, outcome.unsent = sending.send_waiting(at=at)
    return outcome


def _do(deed: Deed, outcome: Outcome, by: User | None, at: datetime, say: Callable[[str], Any]) -> None:
    """One deed, or in a dry run nobody's. What goes wrong with it must not keep the others waiting."""
    if by is None:
        outcome.done += 1
        say(deed.words)
        return
    try:
        deed.act(by=by, at=at)
    except ActionError as error:
        outcome.overtaken += 1
        say(f"{deed.words}：没有办，{error}")
    except Exception:
        logger.exception("run_due: %s", deed.words)
        outcome.failed += 1
        say(f"{deed.words}：出了意外的错误，已记入日志，下次再办。")
    else:
        outcome.done += 1
        say(deed.words)


def _paused(today: date, say: Callable[[str], Any]) -> list[int]:
    """The assemblies in recess today."""
    recesses = Recess.objects.filter(starts_on__lte=today, ends_on__gte=today).select_related("assembly")
    for recess in recesses:
        say(f"{recess.assembly}休会期：{recess}，本次不提醒、不办理。")
    return [recess.assembly_id for recess in recesses]


def _deeds(today: date, calendar: Calendar, paused: list[int]) -> Iterator[Deed]:
    """Lazily, so that nobody is reminded of what the rules have just closed."""
    yield from _lapses(today, paused)
    yield from _closings(today, paused)
    yield from _reminders(today, calendar, paused)


def _lapses(today: date, paused: list[int]) -> Iterator[Deed]:
    """Invitations to co-sign that nobody answered in time."""
    asked = Cosigning.objects.filter(state=CosigningState.INVITED, until__lt=today, proposal__state__in=OPEN)
    asked = asked.exclude(proposal__session__assembly__in=paused)
    for row in asked.select_related("proposal__session__assembly", "delegate"):
        yield Deed(f"{row.proposal}{row.proposal.words.item}：{row.delegate.name}联名逾期", _of(lapse_cosigning, row))


def _closings(today: date, paused: list[int]) -> Iterator[Deed]:
    """What the rule of a period says must happen when its last day has passed."""
    codes = (RuleCode.ACCEPT, RuleCode.DECIDE_REFUSAL, RuleCode.FEEDBACK)
    for row in _open(paused).filter(code__in=codes, due_on__lt=today).select_related("reply", "request"):
        where, effect = _where(row), row.rule.late_effect
        if (row.code, effect) == (RuleCode.ACCEPT, LateEffect.DEEMED):
            yield Deed(f"{where}：逾期未签收，视为签收", _of(deem_accepted, row.assignment))
        elif (row.code, effect) == (RuleCode.DECIDE_REFUSAL, LateEffect.REFERRED) and _is_pending(row):
            yield Deed(f"{where}：退办申请逾期未答复，提交裁定", _of(refer, row.request, note="逾期未答复"))
        elif (
            (row.code, effect) == (RuleCode.FEEDBACK, LateEffect.CLOSED)
            and row.reply
            and not open_still(row.reply, today)
        ):
            yield Deed(f"{where}：逾期未评，结束征询", _of(close_without_rating, row.reply))


def _is_pending(row: Deadline) -> bool:
    return row.request is not None and row.request.state == RequestState.PENDING


def _reminders(today: date, calendar: Calendar, paused: list[int]) -> Iterator[Deed]:
    """For each period the last rung reached, unless it was climbed before."""
    ladders = {row.assembly_id: ladder(row.reminder_days) for row in Profile.objects.all()}
    # Far enough for the first rung even across the longest holidays.
    first = max((-steps[0] for steps in ladders.values() if steps), default=0)
    rows = _open(paused).filter(code__in=REMINDED_OF, due_on__lte=today + timedelta(days=2 * max(first, 0) + 20))
    climbed = set(Reminder.objects.filter(deadline__in=rows.values("pk")).values_list("deadline", "due_on", "step"))
    for row in rows:
        steps = ladders.get(row.assignment.proposal.session.assembly_id, ())
        step = rung(steps, row.start_on, row.due_on, today, calendar)
        if step is not None and (row.pk, row.due_on, step) not in climbed:
            left = lamp(row.due_on, today, calendar).words
            words = f"{_where(row)}：提醒{row.get_code_display()}（{left}）"
            yield Deed(words, _of(remind, row, step=step, calendar=calendar))


def _open(paused: list[int]) -> QuerySet[Deadline]:
    """The running periods outside a recess, the most urgent first."""
    rows = running().exclude(assignment__proposal__session__assembly__in=paused)
    rows = rows.exclude(Q(code__in=IN_THE_MAIN_ITEM, assignment__follows__isnull=False))
    return rows.select_related("assignment__proposal__session__assembly", "assignment__unit").order_by("due_on", "id")


def _where(row: Deadline) -> str:
    proposal = row.assignment.proposal
    return f"{proposal}{proposal.words.item} · {row.assignment.unit}"


def _of(verb: Callable[..., Any], thing: Any, **how: Any) -> Callable[..., Any]:
    return lambda **who: verb(thing, **how, **who)
