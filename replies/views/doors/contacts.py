"""沟通, 催办, 备注."""

from replies.actions import contacting, urging
from replies.forms.contacts import ContactForm, RemarkForm, UrgeForm
from replies.models import Assignment, Proposal
from replies.rules.vocabulary import SENT_STATES

from .door import Door


def _owes_a_letter(assignment: Assignment) -> bool:
    letter = assignment.current_reply
    return letter is None or letter.state not in SENT_STATES


DOORS = (
    Door("contact", Assignment, ContactForm, contacting.contact, "沟通记录已登记。"),
    Door("urge", Assignment, UrgeForm, urging.urge, "已催办，催办函可以打印。", _owes_a_letter),
    Door("note", Proposal, RemarkForm, contacting.note, "备注已记下。"),
)
