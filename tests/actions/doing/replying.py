"""答复 and 会办意见."""

from typing import Any

from replies.actions import co_handling, printing, replying
from replies.models import Reply
from tests import make
from tests.people import Cast

from .case import Case, of_reply


def _save(case: Case, **who: Any) -> Reply:
    reply = case.reply
    return replying.save(reply, content=reply.content, layout=reply.layout, version=reply.version, **who)


def _print(case: Case, *, by: Any, at: Any) -> Any:
    run = printing.print_letters([case.reply], wishes=printing.Wishes(with_list=False), by=by, at=at)
    printing.make(run.pk, clock=lambda: at)
    return run


def opinion_in(cast: Cast) -> Case:
    """An opinion on the lead unit's desk."""
    return of_reply(cast, make.opinion(cast))


def opinion_taken(cast: Cast) -> Case:
    """The lead unit's draft, with an opinion that is taken and not yet weighed."""
    draft = make.drafted(cast, role="lead")
    make.taken(cast, lead=draft.assignment)
    return of_reply(cast, draft)


def _weigh(case: Case, **who: Any) -> Any:
    return co_handling.weigh_opinion(
        case.reply, opinion=Reply.objects.filter(kind="co_opinion").last(), adoption="adopted", **who
    )


VERBS = {
    "draft": lambda case, **who: replying.draft(case.assignment, **who),
    "save": _save,
    "submit": lambda case, **who: replying.submit(case.reply, **who),
    "send_back": lambda case, **who: replying.send_back(case.reply, note="请补充", **who),
    "approve": lambda case, **who: replying.approve(case.reply, **who),
    "sign": lambda case, **who: replying.sign(case.reply, **who),
    "deliver": lambda case, **who: replying.deliver(case.reply, way="post", on=make.at(days=5).date(), **who),
    "print": _print,
    "reopen": lambda case, **who: replying.reopen(case.reply, note="数据有误", **who),
    "take_opinion": lambda case, **who: co_handling.take_opinion(case.reply, **who),
    "return_opinion": lambda case, **who: co_handling.return_opinion(case.reply, note="没有具体意见", **who),
    "weigh_opinion": _weigh,
}
WHO = {
    "draft": "drafter_a", "save": "drafter_a", "submit": "drafter_a", "send_back": "reviewer_a",
    "approve": "reviewer_a", "sign": "signer_a", "deliver": "drafter_a", "print": "drafter_a", "reopen": "signer_a",
    "take_opinion": "drafter_a", "return_opinion": "drafter_a", "weigh_opinion": "drafter_a",
}  # fmt: skip
HAPPY = {
    "draft": "accepted", "save": "drafted", "submit": "written", "send_back": "submitted", "approve": "submitted",
    "sign": "approved", "deliver": "signed", "print": "signed", "reopen": "signed",
    "take_opinion": opinion_in, "return_opinion": opinion_in, "weigh_opinion": opinion_taken,
}  # fmt: skip
