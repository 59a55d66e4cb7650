"""延期: the unit asks, the dispatch office decides."""

from django.contrib import messages
from django.utils.timezone import localdate

from replies.actions import extending
from replies.actions.errors import NotNow
from replies.forms.extending import ExtensionForm
from replies.forms.steps import NoteForm, OptionalNoteForm
from replies.models import Assignment, Request
from replies.rules.vocabulary import AssignmentState, RequestKind, RequestState

from .door import Door


def _may_ask(assignment: Assignment) -> bool:
    if assignment.state != AssignmentState.ACCEPTED or (assignment.follows_id and not assignment.in_own_round):
        return False
    try:
        deadline = extending.running_period(assignment)
    except NotNow:
        return False
    asked = assignment.requests.open().filter(kind=RequestKind.EXTENSION).exists()
    latest = extending.last_day(deadline)
    return latest is not None and localdate() <= deadline.due_on < latest and not asked


def _is_extension(request: Request) -> bool:
    return request.kind == RequestKind.EXTENSION


def _asked(request: Request) -> tuple[int, str]:
    if request.state == RequestState.APPROVED:
        return messages.SUCCESS, "按规定无须批准，期限已经延长。请向提出人说明。"
    return messages.SUCCESS, "延期申请已提交，批准之前仍按原期限办理。"


DOORS = (
    Door("request_extension", Assignment, ExtensionForm, extending.request_extension, _asked, _may_ask),
    Door("approve_extension", Request, OptionalNoteForm, extending.approve_extension, "已同意延期。", _is_extension),
    Door("reject_extension", Request, NoteForm, extending.reject_extension, "已答复不同意延期。", _is_extension),
)
