"""答复: the letter from its draft to the delegate's hand."""

from replies.actions import replying
from replies.forms.steps import DeliverForm, NoteForm, PlainForm
from replies.models import Assignment, Reply
from replies.rules.vocabulary import AssignmentState

from .door import Door, always


def _has_no_letter(assignment: Assignment) -> bool:
    return assignment.state == AssignmentState.ACCEPTED and not assignment.replies.live().exists()


DOORS = (
    Door("draft", Assignment, PlainForm, replying.draft, "已建立草稿。", _has_no_letter, always),
    Door("approve", Reply, PlainForm, replying.approve, "审核通过，已送签发人。", leads_on=always),
    Door("sign", Reply, PlainForm, replying.sign, "已签发。", leads_on=always),
    Door("send_back", Reply, NoteForm, replying.send_back, "已退回起草人修改。"),
    Door("deliver", Reply, DeliverForm, replying.deliver, "已登记送达。", leads_on=always),
    Door("reopen", Reply, NoteForm, replying.reopen, "原件已作废，可在新草稿上修改。"),
)
