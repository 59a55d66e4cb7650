"""Every verb as one call with valid values, so that a table can try all of them on anything."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from replies.actions import assigning, feedback, intake, printing, replying, scanned_forms
from replies.models import Assignment, Proposal, Reply
from tests import make
from tests.people import Cast
from tests.scans import form_of, scan_of


@dataclass
class Case:
    """One item far enough on that every verb has something to be tried on."""

    cast: Cast
    proposal: Proposal
    assignment: Assignment | None = None
    reply: Reply | None = None


def case(cast: Cast, *, body: str = "npc", unit: str = "a", stage: str = "delivered") -> Case:
    how = {"body": body, "unit": getattr(cast, unit)}
    if stage == "filed":
        return Case(cast, make.filed(cast, body=body))
    if stage == "assigned":
        assignment = make.assigned(cast, **how)
        return Case(cast, assignment.proposal, assignment)
    if stage == "accepted":
        assignment = make.accepted(cast, **how)
        return Case(cast, assignment.proposal, assignment)
    reply = getattr(make, stage)(cast, **how)
    return Case(cast, reply.assignment.proposal, reply.assignment, reply)


def do(verb: str, case: Case, by: Any) -> Any:
    """Do `verb` as `by`, a reason and all values given."""
    return VERBS[verb](case, by=by, at=make.at(days=5))


def _log(case: Case, **who: Any) -> Proposal:
    session = case.proposal.session
    return intake.log(
        session=session, timing="in_session", title="新的一件", text="正文", received_on=date(2026, 1, 16),
        sponsors=case.cast.sponsors(session.assembly.body), **who,
    )  # fmt: skip


def _merge(case: Case, **who: Any) -> Proposal:
    return intake.merge(case.proposal, into=make.filed(case.cast, body=case.proposal.body), note="内容相同", **who)


def _save(case: Case, **who: Any) -> Reply:
    reply = case.reply
    return replying.save(reply, content=reply.content, layout=reply.layout, version=reply.version, **who)


def _behalf(case: Case, **who: Any) -> Any:
    lead = case.proposal.ordered_sponsors()[0]
    return feedback.rate_on_behalf(
        case.reply, delegate=lead, attitude="satisfied", result="satisfied", channel="phone", reason="来电", **who
    )


def _print(case: Case, *, by: Any, at: Any) -> Any:
    run = printing.print_letters([case.reply], wishes=printing.Wishes(with_list=False), by=by, at=at)
    printing.make(run.pk, clock=lambda: at)
    return run


def _scan(case: Case, **who: Any) -> Any:
    form = form_of(case.reply)
    scanned_forms.file_under(scan_of(case.cast, body=case.proposal.body), code=form.code, **who)
    return case.reply


def _discard(case: Case, **who: Any) -> Any:
    scan = scan_of(case.cast, form=form_of(case.reply), body=case.proposal.body)
    scanned_forms.discard(scan, reason="误扫", **who)
    return case.reply


VERBS = {
    "log": _log,
    "amend": lambda case, **who: intake.amend(case.proposal, title="更正后的标题", **who),
    "attach": lambda case, **who: intake.attach(case.proposal, make.png("原件.png"), **who),
    "file": lambda case, **who: intake.file(case.proposal, **who),
    "return": lambda case, **who: intake.return_(case.proposal, note="不属受理范围", **who),
    "convert": lambda case, **who: intake.convert(case.proposal, note="转社情民意", **who),
    "merge": _merge,
    "withdraw": lambda case, **who: intake.withdraw(case.proposal, note="书面撤回", **who),
    "assign": lambda case, **who: assigning.assign(case.proposal, unit=case.cast.a, role="sole", **who),
    "accept": lambda case, **who: assigning.accept(case.assignment, **who),
    "revoke": lambda case, **who: assigning.revoke(case.assignment, note="交办错误", **who),
    "draft": lambda case, **who: replying.draft(case.assignment, **who),
    "save": _save,
    "submit": lambda case, **who: replying.submit(case.reply, **who),
    "send_back": lambda case, **who: replying.send_back(case.reply, note="请补充", **who),
    "approve": lambda case, **who: replying.approve(case.reply, **who),
    "sign": lambda case, **who: replying.sign(case.reply, **who),
    "deliver": lambda case, **who: replying.deliver(case.reply, way="post", on=make.at(days=5).date(), **who),
    "print": _print,
    "reopen": lambda case, **who: replying.reopen(case.reply, note="数据有误", **who),
    "rate": lambda case, **who: feedback.rate(case.reply, attitude="satisfied", result="satisfied", **who),
    "rate_on_behalf": _behalf,
    "scan": _scan,
    "discard_scan": _discard,
    "rehandle": lambda case, **who: feedback.rehandle(case.reply, **who),
}
# Done by the signature itself once it is committed; no person calls it.
BY_ITSELF = {"keep"}
