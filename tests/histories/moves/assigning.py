"""交办, 沟通催办."""

from datetime import timedelta

from replies.actions import assigning, contacting, urging
from replies.models import Assignment, HandlingUnit, Proposal

from .offer import offer

OUT = ("signed", "delivered", "taken", "declined")  # a letter that nobody else can be made to write
SENT = ("delivered", "taken", "declined")


def stands_alone(part: Assignment) -> bool:
    """Live, in an item that is handled by itself."""
    return part.is_live and part.proposal.state == "filed" and not part.follows_id


def may_end(table, part: Assignment) -> bool:
    """Nothing is signed in it or in what goes with it, and no ruling is awaited."""
    parts = [part, *table.now.followers(part)]
    out = any(row.current_reply_id and row.current_reply.state in OUT for row in parts)
    waiting = any(request.state == "arbitration" for request in table.now.open_requests(part))
    return stands_alone(part) and not out and not waiting


def strangers_to(table, case: Proposal) -> list[HandlingUnit]:
    """Units that have no part in the case."""
    taken = {part.unit_id for part in table.now.live(case)}
    return [unit for unit in table.county.units if unit.pk not in taken]


def possible_roles(roles: list[str]) -> list[str]:
    """As what another unit may be added beside these."""
    if not roles:
        return ["sole", "lead", "separate"]
    if "sole" in roles:  # it leads from then on
        return ["co", "joint"]
    if "separate" in roles:
        return ["separate"]
    return ["co", "joint"] if "lead" in roles else ["lead"]


@offer("assign", Proposal, 6)
def assign(table, case):
    units = strangers_to(table, case)
    roles = possible_roles([part.role for part in table.now.live(case)])
    signed = [part for part in table.now.live(case) if part.role == "sole" and not is_unanswered(part)]
    if case.state == "filed" and units and roles and not signed:
        unit, role = table.chance.choice(units), table.chance.choice(roles)
        by = table.county.dispatch(case, table.chance)
        yield by, lambda **who: assigning.assign(case, unit=unit, role=role, **who)


@offer("accept", Assignment, 6)
def accept(table, part):
    if stands_alone(part) and part.state == "assigned":
        yield table.county.officer("drafter", part.unit), lambda **who: assigning.accept(part, **who)


@offer("deem_accepted", Assignment)
def deem_accepted(table, part):
    if stands_alone(part) and part.state == "assigned":
        yield table.county.system, lambda **who: assigning.deem_accepted(part, **who)


@offer("reassign", Assignment)
def reassign(table, part):
    units = strangers_to(table, part.proposal)
    if may_end(table, part) and units:
        unit, by = table.chance.choice(units), table.county.dispatch(part.proposal, table.chance)
        yield by, lambda **who: assigning.reassign(part, unit=unit, note="职责调整", **who)


@offer("release", Assignment)
def release(table, part):
    if may_end(table, part) and part.gives_opinion:
        by = table.county.dispatch(part.proposal, table.chance)
        yield by, lambda **who: assigning.release(part, note="无需会办", **who)


@offer("revoke", Assignment)
def revoke(table, part):
    helped = part.role == "lead" and any(row.gives_opinion for row in table.now.live(part.proposal))
    if may_end(table, part) and part.state == "assigned" and not helped:
        by = table.county.dispatch(part.proposal, table.chance)
        yield by, lambda **who: assigning.revoke(part, note="交办有误", **who)


def is_unanswered(part: Assignment) -> bool:
    return stands_alone(part) and not (part.current_reply_id and part.current_reply.state in OUT)


def may_be_refused(part: Assignment) -> bool:
    return is_unanswered(part) and not part.binding


@offer("open_refusal", Assignment)
def open_refusal(table, part):
    if may_be_refused(part):
        until = table.today + timedelta(days=3)
        by = table.county.dispatch(part.proposal, table.chance)
        yield by, lambda **who: assigning.open_refusal(part, until=until, note="情况特殊", **who)


def is_going(part: Assignment) -> bool:
    return part.is_live and part.proposal.state in ("filed", "merged")


@offer("contact", Assignment)
def contact(table, part):
    if is_going(part):
        role = table.chance.choice(["drafter", "reviewer", "signer"])
        talk = {"stage": "before", "way": "phone", "on": table.today, "persons": "双方", "content": "听取意见"}
        yield table.county.officer(role, part.unit), lambda **who: contacting.contact(part, **talk, **who)


@offer("urge", Assignment)
def urge(table, part):
    if is_going(part) and not (part.current_reply_id and part.current_reply.state in SENT):
        by = table.county.dispatch(part.proposal, table.chance)
        yield by, lambda **who: urging.urge(part, answer_by=table.today, **who)
