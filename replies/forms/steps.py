"""The small forms behind the buttons: a reason, a unit, a delivery, a rating."""

from django import forms
from django.utils.timezone import localdate

from replies.models import Delegate, Proposal, Reply
from replies.rules.vocabulary import DeliveryWay, IntakeState, Rating, RatingChannel

from .widgets import PickFile


class PlainForm(forms.Form):
    """A button that asks for nothing."""


class NoteForm(forms.Form):
    """A button that needs a reason."""

    note = forms.CharField(
        label="原因", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明原因。", "max_length": "原因请不超过500字，现有%(show_value)s字。"},
    )  # fmt: skip


class OptionalNoteForm(forms.Form):
    note = forms.CharField(
        label="意见（可不填）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MergeForm(NoteForm):
    needs_thing = True
    into = forms.ModelChoiceField(
        Proposal.objects.none(),
        label="并入哪一件",
        empty_label="请选择",
        error_messages={"required": "请选择并入哪一件。"},
    )

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        same_body = Proposal.objects.filter(session__assembly=thing.session.assembly_id, state=IntakeState.FILED)
        field: forms.ModelChoiceField = self.fields["into"]  # type: ignore[assignment]
        field.queryset = (
            same_body.exclude(pk=thing.pk).select_related("session__assembly").order_by("-session", "serial")
        )
        field.label_from_instance = lambda proposal: f"{proposal.case_number}　{proposal.title}"


class DeliverForm(forms.Form):
    way = forms.ChoiceField(label="送达方式", choices=DeliveryWay.choices())
    on = forms.DateField(
        label="送达日期", initial=localdate, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "请填写送达日期。", "invalid": "送达日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip


class RatingForm(forms.Form):
    """Nothing is chosen beforehand: a rating nobody gave must not exist."""

    attitude = forms.ChoiceField(
        label="对办理态度", choices=Rating.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请对办理态度作出选择。"},
    )  # fmt: skip
    result = forms.ChoiceField(
        label="对办理结果", choices=Rating.choices(), widget=forms.RadioSelect,
        error_messages={"required": "请对办理结果作出选择。"},
    )  # fmt: skip
    text = forms.CharField(
        label="意见（选“不满意”时请写明）", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "意见请不超过2000字，现有%(show_value)s字。"},
    )  # fmt: skip


class BehalfForm(RatingForm):
    """What the office writes down for a delegate, with how it came to know and why it writes in their place."""

    delegate = forms.ModelChoiceField(
        Delegate.objects.none(), label="评价人", empty_label=None, error_messages={"required": "请选择评价人。"}
    )
    channel = forms.ChoiceField(
        label="评价来源", choices=[c for c in RatingChannel.choices() if c[0] != RatingChannel.ONLINE]
    )
    reason = forms.CharField(
        label="代录原因", max_length=200, error_messages={"required": "请写明代录原因，例如：代表交回纸质征询意见表。"}
    )
    evidence = forms.FileField(
        label="征询意见表扫描件（纸质来源必须上传）",
        required=False,
        widget=PickFile,
        help_text="PDF、JPG 或 PNG，不超过 20 MB",
    )

    needs_thing = True
    field_order = ["delegate", "channel", "attitude", "result", "text", "reason", "evidence"]

    def __init__(self, *args, thing: Reply, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sponsors = Delegate.objects.filter(sponsor__proposal=thing.assignment.proposal_id).order_by("sponsor__place")
        self.fields["delegate"].queryset = sponsors  # type: ignore[attr-defined]
