"""评价."""

from typing import Any

from replies.actions import feedback, scanned_forms
from replies.models import OpinionForm, ScannedForm
from tests import make
from tests.people import Cast
from tests.scans import form_of, scan_of

from .case import Case, case, of_reply


def _behalf(case: Case, **who: Any) -> Any:
    lead = case.proposal.ordered_sponsors()[0]
    return feedback.rate_on_behalf(
        case.reply, delegate=lead, attitude="satisfied", result="satisfied", channel="phone", reason="来电", **who
    )


def scanned(cast: Cast) -> Case:
    """A page that lies in the folder still without its form."""
    found = case(cast)
    form_of(found.reply)
    scan_of(cast)
    return found


def filed_under(cast: Cast) -> Case:
    found = case(cast)
    scan_of(cast, form=form_of(found.reply))
    return found


def _scan(case: Case, **who: Any) -> Any:
    scanned_forms.file_under(ScannedForm.objects.get(), code=OpinionForm.objects.get().code, **who)
    return case.reply


def _discard(case: Case, **who: Any) -> Any:
    scanned_forms.discard(ScannedForm.objects.get(), reason="误扫", **who)
    return case.reply


def unsatisfied(cast: Cast) -> Case:
    return of_reply(cast, make.rated(cast, result="unsatisfied", text="不够").reply)


VERBS = {
    "rate": lambda case, **who: feedback.rate(case.reply, attitude="satisfied", result="satisfied", **who),
    "rate_on_behalf": _behalf,
    "scan": _scan,
    "discard_scan": _discard,
    "rehandle": lambda case, **who: feedback.rehandle(case.reply, **who),
    "close_without_rating": lambda case, **who: feedback.close_without_rating(case.reply, **who),
}
WHO = {
    "rate": "lead", "rate_on_behalf": "npc_clerk", "scan": "npc_clerk", "discard_scan": "npc_clerk",
    "rehandle": "npc_clerk", "close_without_rating": "npc_clerk",
}  # fmt: skip
HAPPY = {
    "rate": "delivered", "rate_on_behalf": "delivered", "scan": scanned, "discard_scan": filed_under,
    "rehandle": unsatisfied, "close_without_rating": "unanswered",
}  # fmt: skip
