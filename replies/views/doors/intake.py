"""受理: the buttons of an item until it is filed, and those that end it."""

from django.utils.timezone import localdate

from replies.actions import cosigning, designating, intake
from replies.actions.cosigning import last_day
from replies.forms.intake import (
    ConvertForm,
    DeclineForm,
    DesignateForm,
    InviteForm,
    RecordCosigningForm,
    ReturnForm,
    WithdrawForm,
)
from replies.forms.steps import NoteForm, PlainForm
from replies.models import Proposal
from replies.rules.vocabulary import CosigningState

from .door import Door, always


def not_assigned(proposal: Proposal) -> bool:
    return not any(row.is_live for row in proposal.assignments.all())


def _awaits_signatures(proposal: Proposal) -> bool:
    today = localdate()
    return any(row.state == CosigningState.INVITED and row.until >= today for row in proposal.cosignings.all())


def _may_still_be_signed(proposal: Proposal) -> bool:
    last = last_day(proposal)
    return last is None or localdate() <= last


def _is_key(proposal: Proposal) -> bool:
    return proposal.key_item


DOORS = (
    Door(
        "confirm_cosigning",
        Proposal,
        PlainForm,
        cosigning.confirm_cosigning,
        "已确认联名，谢谢您。",
        _awaits_signatures,
        always,
    ),
    Door(
        "decline_cosigning",
        Proposal,
        DeclineForm,
        cosigning.decline_cosigning,
        "已记录：不参加联名。",
        _awaits_signatures,
    ),
    Door("file", Proposal, PlainForm, intake.file, "已立案。", leads_on=always),
    Door("return", Proposal, ReturnForm, intake.return_, "已退回。"),
    Door("convert", Proposal, ConvertForm, intake.convert, "已转社情民意。"),
    Door("invite_cosigner", Proposal, InviteForm, cosigning.invite_cosigner, "已发出联名邀请。", _may_still_be_signed),
    Door(
        "record_cosigning",
        Proposal,
        RecordCosigningForm,
        cosigning.record_cosigning,
        "已代录联名确认。",
        _awaits_signatures,
    ),
    Door("designate", Proposal, DesignateForm, designating.designate, "已列为重点督办。"),
    Door("undesignate", Proposal, NoteForm, designating.undesignate, "已取消重点督办。", _is_key),
    Door("withdraw", Proposal, WithdrawForm, intake.withdraw, "已撤回。"),
)
