"""交办."""

from replies.actions import assigning
from tests import make
from tests.people import Cast

from .case import Case, of_assignment


def _co(cast: Cast) -> Case:
    """A co-handling part of unit A, beside a lead of unit B."""
    lead = make.assigned(cast, unit=cast.b, role="lead")
    return of_assignment(cast, make.assigned(cast, role="co", proposal=lead.proposal))


VERBS = {
    "assign": lambda case, **who: assigning.assign(case.proposal, unit=case.cast.a, role="sole", **who),
    "accept": lambda case, **who: assigning.accept(case.assignment, **who),
    "deem_accepted": lambda case, **who: assigning.deem_accepted(case.assignment, **who),
    "reassign": lambda case, **who: assigning.reassign(case.assignment, unit=_other(case), note="职责不符", **who),
    "release": lambda case, **who: assigning.release(case.assignment, note="无需会办", **who),
    "revoke": lambda case, **who: assigning.revoke(case.assignment, note="交办错误", **who),
    "open_refusal": lambda case, **who: assigning.open_refusal(
        case.assignment, until=make.at(days=8).date(), note="情况特殊", **who
    ),
}
WHO = dict.fromkeys(VERBS, "npc_clerk") | {"accept": "drafter_a", "deem_accepted": "system"}
HAPPY = dict.fromkeys(VERBS, "assigned") | {"assign": "filed", "release": _co}


def _other(case: Case):
    """A unit that has no part in the case."""
    return case.cast.b if case.assignment.unit_id == case.cast.a.pk else case.cast.a
