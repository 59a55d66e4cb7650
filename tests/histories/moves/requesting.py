"""申请."""

from datetime import timedelta

from replies.actions import arbitrating, extending, requesting
from replies.models import Assignment, Request

from .assigning import is_going, is_unanswered, may_be_refused, may_end, possible_roles, stands_alone, strangers_to
from .offer import offer

SENT = ("delivered", "taken", "declined")
RULING = {"arbiter": "副县长", "arguments": "各方各执一词。"}


def drafter(table, part):
    return table.county.officer("drafter", part.unit)


def clerk(table, request):
    return table.county.dispatch(request.assignment.proposal, table.chance)


@offer("request_refusal", Assignment, 2)
def request_refusal(table, part):
    if may_be_refused(part) and not table.now.open_requests(part, "refusal"):
        unit = table.chance.choice([None, *strangers_to(table, part.proposal)])
        yield drafter(table, part), lambda **who: requesting.request_refusal(part, unit=unit, note="职责不符", **who)


def addable_roles(table, part: Assignment) -> list[str]:
    roles = ["lead" if row.role == "sole" else row.role for row in table.now.live(part.proposal)]
    return [role for role in possible_roles(roles) if role != "lead"]


@offer("request_unit", Assignment)
def request_unit(table, part):
    units, roles = strangers_to(table, part.proposal), addable_roles(table, part)
    if is_unanswered(part) and units and roles and not table.now.open_requests(part, "unit"):
        unit, role = table.chance.choice(units), table.chance.choice(roles)
        yield (
            drafter(table, part),
            lambda **who: requesting.request_unit(part, unit=unit, role=role, note="涉及其他单位", **who),
        )


def running_period(table, part: Assignment):
    """The period of the letter that is still to be written."""
    letter = part.current_reply if part.current_reply_id else None
    if letter and letter.state in SENT:
        return None
    codes = ("rehandle", "co_redo") if letter and letter.round > 1 else ("reply", "co_opinion")
    mine = [row for row in table.now.deadlines if row.assignment_id == part.pk and row.code in codes]
    return next(row for row in mine if row.reply_id == (letter.pk if letter and letter.round > 1 else None))


def extendable(table, part: Assignment) -> range:
    """By how many days the period may be extended."""
    period = running_period(table, part)
    latest = extending.last_day(period) if period else None
    return range(1, (latest - period.due_on).days + 1) if latest else range(0)


@offer("request_extension", Assignment)
def request_extension(table, part):
    if not may_be_extended(part) or part.state != "accepted" or table.now.open_requests(part, "extension"):
        return
    days = extendable(table, part)
    if days and table.today <= running_period(table, part).due_on:
        until = running_period(table, part).due_on + timedelta(days=table.chance.choice(days))
        yield drafter(table, part), lambda **who: extending.request_extension(part, until=until, note="工程未完", **who)


def may_be_extended(part: Assignment) -> bool:
    """A merged item has a day of its own only in a further round."""
    own_round = part.follows_id and part.current_reply_id and part.current_reply.round > 1
    return stands_alone(part) or (is_going(part) and bool(own_round))


def asked(request: Request, kind: str = "", state: str = "pending") -> bool:
    dealt_with_here = may_be_extended if request.kind == "extension" else stands_alone
    return request.state == state and kind in ("", request.kind) and dealt_with_here(request.assignment)


@offer("retract", Request)
def retract(table, request):
    if asked(request) or asked(request, state="arbitration"):
        yield drafter(table, request.assignment), lambda **who: requesting.retract(request, **who)


@offer("refer", Request)
def refer(table, request):
    if asked(request, "refusal"):
        by = table.chance.choice([clerk(table, request), table.county.system])
        yield by, lambda **who: arbitrating.refer(request, **who)


def _next_unit(table, part: Assignment):
    """Who may take the part over, None among them where it may be let go."""
    if not may_end_but_for_the_request(table, part):
        return []
    return [*strangers_to(table, part.proposal), *([None] if part.gives_opinion else [])]


def may_end_but_for_the_request(table, part: Assignment) -> bool:
    waiting = [row for row in table.now.open_requests(part) if row.state == "arbitration"]
    for row in waiting:
        row.state = "rejected"  # in this picture only: it is what is being decided
    try:
        return may_end(table, part)
    finally:
        for row in waiting:
            row.state = "arbitration"


@offer("approve_refusal", Request, 4)
def approve_refusal(table, request):
    if asked(request, "refusal") and (units := _next_unit(table, request.assignment)):
        unit = table.chance.choice(units)
        yield clerk(table, request), lambda **who: requesting.approve_refusal(request, unit=unit, **who)


@offer("reject_refusal", Request)
def reject_refusal(table, request):
    if asked(request, "refusal"):
        yield clerk(table, request), lambda **who: requesting.reject_refusal(request, note="属本单位职责", **who)


@offer("rule_to_move", Request, 3)
def rule_to_move(table, request):
    if asked(request, "refusal", "arbitration") and (units := _next_unit(table, request.assignment)):
        unit = table.chance.choice(units)
        yield (
            clerk(table, request),
            lambda **who: arbitrating.rule_to_move(request, unit=unit, note="改派", **RULING, **who),
        )


@offer("rule_to_stay", Request, 3)
def rule_to_stay(table, request):
    if asked(request, "refusal", "arbitration"):
        yield clerk(table, request), lambda **who: arbitrating.rule_to_stay(request, note="维持", **RULING, **who)


@offer("approve_unit", Request, 3)
def approve_unit(table, request):
    part = request.assignment
    free = {unit.pk for unit in strangers_to(table, part.proposal)}
    if (
        asked(request, "unit")
        and is_unanswered(part)
        and request.unit_id in free
        and request.role in addable_roles(table, part)
    ):
        yield clerk(table, request), lambda **who: requesting.approve_unit(request, **who)


@offer("reject_unit", Request)
def reject_unit(table, request):
    if asked(request, "unit"):
        yield clerk(table, request), lambda **who: requesting.reject_unit(request, note="书面征求意见即可", **who)


@offer("approve_extension", Request, 3)
def approve_extension(table, request):
    if not asked(request, "extension"):
        return
    period = running_period(table, request.assignment)
    if period and (request.until - period.due_on).days in extendable(table, request.assignment):
        yield clerk(table, request), lambda **who: extending.approve_extension(request, **who)


@offer("reject_extension", Request)
def reject_extension(table, request):
    if asked(request, "extension"):
        yield clerk(table, request), lambda **who: extending.reject_extension(request, note="请按期办结", **who)
