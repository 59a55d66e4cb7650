"""申请延期: until when, and why."""

from django import forms

from replies.actions.errors import NotNow
from replies.actions.extending import last_day, running_period
from replies.models import Assignment
from replies.rules.deadlines import in_chinese

from .steps import NoteForm


class ExtensionForm(NoteForm):
    """Says beforehand how far it may go: whoever asks for too much would only be sent back."""

    needs_thing = True
    field_order = ["until", "note"]

    until = forms.DateField(
        label="申请延期至", widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "请填写申请延期至哪一天。", "invalid": "日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip

    def __init__(self, *args, thing: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _limits(thing)


def _limits(assignment: Assignment) -> str:
    try:
        deadline = running_period(assignment)
    except NotNow as error:
        return str(error)
    latest = last_day(deadline)
    if latest is None:
        return f"“{deadline.get_code_display()}”的期限按规定不得延长。"
    return f"现在的期限是{in_chinese(deadline.due_on)}，最多可以延到{in_chinese(latest)}"
