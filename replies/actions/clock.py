"""时限: begin a period, move its last day, say why it is that day. The only code that writes a Deadline or a due date.

A rule counts from an event (StartEvent). Two of them need care:

* `session_closed` (大会闭幕) starts at the session's own closing day, whenever the item is given to a unit. An item
  from outside the session has no such day and is counted from the event that begins the period.
* `received` (签收) is not known when a unit is given the item. Until the unit accepts, the day is counted from the
  assignment and marked 暂定; `received()` moves it at acceptance, with an event of its own.

A period for which the office has no row of its own is counted by the national one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from replies.models import Assignment, Deadline, Proposal, Reply, Request, office_calendar, system_user
from replies.models.assignments import MAIN_CODES
from replies.rules import deadlines, profiles
from replies.rules.deadlines import Calendar, Explanation, Rule
from replies.rules.vocabulary import OPINION_ROLES, DelegateKind, ItemType, ReplyKind, RuleCode, StartEvent, Timing

from .recording import hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The period of a further round; its last day stands on the reply as well, where lists find it.
OF_THE_ROUND = (RuleCode.REHANDLE, RuleCode.CO_REDO)
WITH_THE_ASSIGNMENT = (RuleCode.ACCEPT, RuleCode.REFUSE, RuleCode.FIRST_CONTACT)
WITH_THE_DELIVERY = (RuleCode.FEEDBACK, RuleCode.PUBLISH)


def main_code(role: str) -> RuleCode:
    """The period whose last day is the part's own: an answer's or an opinion's."""
    return RuleCode.CO_OPINION if role in OPINION_ROLES else RuleCode.REPLY


def rule_for(code: str, assignment: Assignment, *, on: date) -> Rule:
    """The rule that holds for `code` in this case on that day."""
    own = _own_rules(assignment.proposal)
    return _rule(code, assignment.proposal, own, _item_types(assignment.proposal, own), on)


def due(code: str, assignment: Assignment, *, on: date) -> Deadline:
    """The deadline of `code` for this part if the event that begins it is `on` (that day is not counted); not saved."""
    return _counted(rule_for(code, assignment, on=on), assignment, on, office_calendar())


def begin(
    code: str, assignment: Assignment, *, on: date, reply: Reply | None = None, request: Request | None = None
) -> Deadline:
    """Begin the period `code` of a saved part, letter or request. Call inside the transaction of the deed."""
    deadline = due(code, assignment, on=on)
    deadline.reply, deadline.request = reply, request
    deadline.save()
    return deadline


def begin_assignment(assignment: Assignment, *, on: date, calendar: Calendar | None = None) -> list[Deadline]:
    """Give a part its due date, save it, and begin every period that begins with 交办. Who gives out many hands in the
    office's `calendar`.

    Call inside the transaction of the deed. A part that is not saved yet may be refused by the database
    (IntegrityError) where the unit already has one.
    """
    proposal, calendar = assignment.proposal, calendar or office_calendar()
    own = _own_rules(proposal)
    types = _item_types(proposal, own)
    codes = (main_code(assignment.role), *WITH_THE_ASSIGNMENT)
    begun = [_counted(_rule(code, proposal, own, types, on), assignment, on, calendar) for code in codes]
    assignment.due_on = begun[0].due_on
    assignment.save()
    for deadline in begun:
        deadline.assignment = assignment  # it has its number only now
    return Deadline.objects.bulk_create(begun)


def begin_following(assignment: Assignment, main: Assignment) -> None:
    """Give a merged item's part the last day of the part it follows, and save it. The other periods run there only."""
    assignment.due_on = main.due_on
    assignment.save()
    for deadline in main.deadlines.filter(reply=None, request=None, code__in=MAIN_CODES):
        deadline.pk, deadline.assignment = None, assignment
        deadline.save(force_insert=True)


def begin_alone(assignment: Assignment, *, on: date) -> None:
    """The periods of 交办 that a part lacks which followed another until now; its last day stays."""
    known = set(assignment.deadlines.filter(reply=None, request=None).values_list("code", flat=True))
    for code in WITH_THE_ASSIGNMENT:
        if code not in known and not (code == RuleCode.ACCEPT and assignment.accepted_at):
            begin(code, assignment, on=on)


def begin_delivery(reply: Reply, *, on: date) -> None:
    """The periods that begin when a delegate has the answer. Call inside the transaction of the deed."""
    if reply.kind == ReplyKind.REPLY:
        for code in WITH_THE_DELIVERY:
            begin(code, reply.assignment, on=on, reply=reply)


def received(assignment: Assignment, *, at: datetime) -> None:
    """Count from the real day what starts at 签收. Call after the unit's acceptance, inside its transaction.

    Where the last day stays the same it only becomes certain; where it moves, there is an event.
    """
    calendar = office_calendar()
    for deadline in assignment.deadlines.filter(reply=None, request=None):
        if deadline.rule.start_event != StartEvent.RECEIVED:
            continue
        deadline.assignment, deadline.start_on = assignment, localdate(at)
        found = explanation_of(deadline, calendar)
        if found.due != deadline.due_on:
            recount(deadline, found, by=system_user(), at=at, note="已签收，自签收之日起算。")
        else:
            same = Deadline.objects.filter(code=deadline.code, reply=None, request=None)
            same = same.filter(Q(assignment=assignment) | Q(assignment__follows=assignment))
            same.update(start_on=found.start, provisional=found.provisional)


def move_to(deadline: Deadline, due_on: date, *, by: User, at: datetime, note: str, extended: bool = False) -> Deadline:
    """Set a last day by decision. `extended` keeps the old day as the one before the extension."""
    return _move(deadline, by, at, note, due_on=due_on, provisional=False, extended=extended)


def recount(deadline: Deadline, explanation: Explanation, *, by: User, at: datetime, note: str) -> Deadline:
    """Take over a new count of the same period: another calendar, another fixed date, another start."""
    return _move(
        deadline, by, at, note,
        start_on=explanation.start, due_on=explanation.due, fixed_on=explanation.fixed,
        provisional=explanation.provisional,
    )  # fmt: skip


def explanation_of(deadline: Deadline, calendar: Calendar) -> Explanation:
    """Why this deadline is the day it is, by this calendar. Its extension is the last step."""
    awaited = _is_awaited(deadline.rule, deadline.assignment)
    counted = deadlines.explain(deadline.rule, deadline.start_on, calendar, fixed=deadline.fixed_on, awaited=awaited)
    if deadline.extended_from is None:
        return counted
    return counted.extended_to(deadline.due_on, deadline.extended_from)


def fixed_for(code: str, proposal: Proposal, *, on: date) -> date | None:
    """The date of the year's notice, where it governs: answers to items of the session, given out before that day."""
    if code != RuleCode.REPLY or proposal.timing != Timing.IN_SESSION:
        return None
    fixed = proposal.session.fixed_reply_on
    return fixed if fixed and fixed > on else None


def _own_rules(proposal: Proposal) -> list[Rule]:
    return [row.as_rule() for row in proposal.session.assembly.profile.deadline_rules.all()]


def _item_types(proposal: Proposal, own: list[Rule]) -> tuple[ItemType, ...]:
    """What sort of item it is, as far as any rule of the place asks."""
    found = [ItemType.KEY] if proposal.key_item else []
    if any(rule.item_type == ItemType.COLLECTIVE for rule in own):
        if proposal.sponsors.exclude(kind=DelegateKind.PERSON).exists():
            found.append(ItemType.COLLECTIVE)
    return tuple(found)


def _rule(code: str, proposal: Proposal, own: Iterable[Rule], types: tuple[ItemType, ...], on: date) -> Rule:
    assembly = proposal.session.assembly
    return profiles.rule_that_holds(
        own, code, body=assembly.body, level=assembly.level, timing=proposal.timing, item_type=types, on=on,
        moves=assembly.profile.move_off_rest_days,
    )  # fmt: skip


def _counted(rule: Rule, assignment: Assignment, on: date, calendar: Calendar) -> Deadline:
    start = _start(rule, assignment, on)
    explanation = deadlines.explain(
        rule, start, calendar,
        fixed=fixed_for(rule.code, assignment.proposal, on=on), awaited=_is_awaited(rule, assignment),
    )  # fmt: skip
    return Deadline(
        assignment=assignment, code=rule.code, start_on=start, due_on=explanation.due, fixed_on=explanation.fixed,
        provisional=explanation.provisional, rule_json=json.dumps(rule.to_dict(), ensure_ascii=False),
    )  # fmt: skip


def _start(rule: Rule, assignment: Assignment, on: date) -> date:
    if rule.start_event == StartEvent.SESSION_CLOSED and assignment.proposal.timing == Timing.IN_SESSION:
        return assignment.proposal.session.closed_on
    if rule.start_event == StartEvent.RECEIVED and assignment.accepted_at:
        return localdate(assignment.accepted_at)
    return on


def _is_awaited(rule: Rule, assignment: Assignment) -> bool:
    """Has the event that the rule counts from not happened yet?"""
    return rule.start_event == StartEvent.RECEIVED and assignment.accepted_at is None


def _move(
    deadline: Deadline, by: User, at: datetime, note: str, *, extended: bool = False, **facts: date | bool | None
) -> Deadline:
    """Write the facts, the copy that lists read, and the event; the parts of merged items follow."""
    with transaction.atomic():
        part = hold(deadline.assignment, "redate", by=by)
        held = Deadline.objects.select_for_update(no_key=True).get(pk=deadline.pk)
        old = held.due_on
        for name, value in facts.items():
            setattr(held, name, value)
        if extended:
            held.extended_from = held.extended_from or old
        held.save()
        if held.due_on != old:
            _copy_to_lists(held, part)
        data = {"code": held.code, "deadline": held.pk, "due_on": [old, held.due_on]}
        record("redate", part, by=by, at=at, old=part.state, note=note, data=data)
        if held.code in MAIN_CODES:
            followers = list(part.followers.live())  # first, or the database looks through all periods of this code
            for follower in Deadline.objects.filter(assignment__in=followers, code=held.code, reply=None):
                _move(follower, by, at, note, extended=extended, **facts)
    return held


def _copy_to_lists(deadline: Deadline, part: Assignment) -> None:
    if deadline.code in OF_THE_ROUND and deadline.reply_id:
        Reply.objects.filter(pk=deadline.reply_id).update(due_on=deadline.due_on)
    elif deadline.request_id:
        Request.objects.filter(pk=deadline.request_id).update(due_on=deadline.due_on)
    elif deadline.code in MAIN_CODES:
        Assignment.objects.filter(pk=part.pk).update(due_on=deadline.due_on)
        part.replies.live().filter(round=1).update(due_on=deadline.due_on)
