"""The forms about 会办意见."""

from django import forms

from replies.models import Reply
from replies.reports.opinions import ledger
from replies.rules.vocabulary import Adoption

from .steps import NoteForm


class ReturnOpinionForm(NoteForm):
    note = forms.CharField(
        label="退回原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="会办单位会看到，并在规定时限内重新报送",
        error_messages={"required": "请写明退回原因。", "max_length": "原因请不超过500字，现有%(show_value)s字。"},
    )  # fmt: skip


class WeighForm(forms.Form):
    """What the lead's letter `thing` made of one of the opinions it has taken."""

    needs_thing = True
    opinion = forms.ModelChoiceField(
        Reply.objects.none(), label="会办意见", empty_label="请选择", error_messages={"required": "请选择会办意见。"}
    )
    adoption = forms.ChoiceField(
        label="采纳情况", choices=[("", "请选择"), *Adoption.choices()],
        error_messages={"required": "请选择采纳、部分采纳或未采纳。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="说明（部分采纳、未采纳的必填）", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "说明请不超过300字，现有%(show_value)s字。"},
    )  # fmt: skip

    def __init__(self, *args, thing: Reply, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        taken = [entry.opinion.pk for entry in ledger(thing) if entry.opinion and entry.is_taken]
        field: forms.ModelChoiceField = self.fields["opinion"]  # type: ignore[assignment]
        field.queryset = Reply.objects.filter(pk__in=taken).select_related("assignment__unit")
        field.label_from_instance = lambda opinion: opinion.assignment.unit.name
