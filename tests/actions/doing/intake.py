"""受理."""

from datetime import date, timedelta
from typing import Any

from replies.actions import cosigning, designating, intake, merging
from replies.models import Cosigning, Delegate, Proposal
from tests import make
from tests.people import Cast

from .case import Case


def _log(case: Case, **who: Any) -> Proposal:
    session = case.proposal.session
    return intake.log(
        session=session, title="新的一件", text="正文", received_on=date(2026, 1, 16),
        sponsors=case.cast.sponsors(session.assembly.body), **who,
    )  # fmt: skip


def beside_another(cast: Cast) -> Case:
    make.filed(cast)
    return Case(cast, make.filed(cast))


def _merge(case: Case, **who: Any) -> Proposal:
    into = Proposal.objects.exclude(pk=case.proposal.pk).first()
    return merging.merge(case.proposal, into=into, note="内容相同", **who)


def merged(cast: Cast) -> Case:
    return Case(cast, make.merged(cast))


def _reason(case: Case) -> Any:
    return make.reason(case.cast, body=case.proposal.body)


def _other(case: Case) -> Delegate:
    """Somebody of the same assembly who has not signed."""
    return case.cast.stranger if case.proposal.body == "npc" else case.cast.other_member


def between_meetings(cast: Cast) -> Case:
    return Case(cast, make.filed(cast, received_on=date(2026, 2, 27)))


def asked(cast: Cast, days: int = 10) -> Case:
    """An item that a third delegate is asked to sign."""
    return Case(cast, make.invited(cast, proposal=between_meetings(cast).proposal, days=days))


def asked_too_long(cast: Cast) -> Case:
    return asked(cast, days=1)


def _invite(case: Case, **who: Any) -> Proposal:
    until = make.TODAY + timedelta(days=10)
    cosigning.invite_cosigner(case.proposal, delegates=[_other(case)], until=until, **who)
    return case.proposal


def _record(case: Case, **who: Any) -> Cosigning:
    return cosigning.record_cosigning(case.proposal, delegate=_other(case), note="纸质签名页", **who)


def key_item(cast: Cast) -> Case:
    proposal = make.filed(cast)
    designating.designate(proposal, decided="主任会议", by=cast.npc_clerk, at=make.at())
    return Case(cast, proposal)


VERBS = {
    "log": _log,
    "amend": lambda case, **who: intake.amend(case.proposal, title="更正后的标题", **who),
    "attach": lambda case, **who: intake.attach(case.proposal, make.png("原件.png"), **who),
    "file": lambda case, **who: intake.file(case.proposal, **who),
    "return": lambda case, **who: intake.return_(case.proposal, reason=_reason(case), note="不属受理范围", **who),
    "convert": lambda case, **who: intake.convert(case.proposal, reason=_reason(case), note="转社情民意", **who),
    "merge": _merge,
    "unmerge": lambda case, **who: merging.unmerge(case.proposal, note="内容不同", **who),
    "withdraw": lambda case, **who: intake.withdraw(case.proposal, paper=make.png(), note="书面撤回", **who),
    "designate": lambda case, **who: designating.designate(case.proposal, decided="主任会议", **who),
    "undesignate": lambda case, **who: designating.undesignate(case.proposal, note="已经办结", **who),
    "invite_cosigner": _invite,
    "confirm_cosigning": lambda case, **who: cosigning.confirm_cosigning(case.proposal, **who),
    "decline_cosigning": lambda case, **who: cosigning.decline_cosigning(case.proposal, **who),
    "record_cosigning": _record,
    "lapse_cosigning": lambda case, **who: cosigning.lapse_cosigning(
        Cosigning.objects.get(proposal=case.proposal), **who
    ),
}
WHO = dict.fromkeys(VERBS, "npc_clerk") | {
    "confirm_cosigning": "stranger", "decline_cosigning": "stranger", "lapse_cosigning": "system",
}  # fmt: skip
HAPPY = {
    "log": "filed", "amend": "filed", "attach": "filed", "file": "logged", "return": "logged", "convert": "logged",
    "merge": beside_another, "unmerge": merged, "withdraw": "filed", "designate": "filed", "undesignate": key_item,
    "invite_cosigner": between_meetings, "confirm_cosigning": asked, "decline_cosigning": asked,
    "record_cosigning": asked, "lapse_cosigning": asked_too_long,
}  # fmt: skip
