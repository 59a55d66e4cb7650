"""The forms of a unit's requests, and of what the dispatch office decides about them."""

from django import forms

from replies.models import Assignment, Request
from replies.rules.vocabulary import AssignmentRole

from .assigning import UnitField, reason_field

ASKED_ROLES = (AssignmentRole.CO, AssignmentRole.JOINT)


class RefusalForm(forms.Form):
    unit = UnitField("建议改由哪个单位承办", empty="不清楚，由交办机关确定", required=False)
    note = reason_field("退办理由")


class UnitRequestForm(forms.Form):
    """增办: another unit beside the own one. In a 分办 case there is only one way to be beside."""

    needs_thing = True
    unit = UnitField("建议增加的单位")
    role = forms.ChoiceField(label="承办方式")
    note = reason_field("增办理由")

    def __init__(self, *args, thing: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        separate = thing.role == AssignmentRole.SEPARATE
        roles = (AssignmentRole.SEPARATE,) if separate else ASKED_ROLES
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class OptionalDecisionForm(forms.Form):
    note = forms.CharField(
        label="答复意见（可不填）", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "答复意见请不超过500字，现有%(show_value)s字。"},
    )  # fmt: skip


class DecisionForm(forms.Form):
    note = reason_field("答复意见")


class SuccessorForm(forms.Form):
    """Who goes on in the place of the unit that is freed; what it suggested is filled in, and may be changed."""

    needs_thing = True
    unit = UnitField("改由哪个单位承办")

    def __init__(self, *args, thing: Request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField = self.fields["unit"]  # type: ignore[assignment]
        field.queryset = field.queryset.exclude(pk=thing.assignment.unit_id)
        field.initial = thing.unit_id
        if not thing.assignment.answers:
            field.required, field.empty_label = False, "不再另派单位"


class ApproveRefusalForm(SuccessorForm, OptionalDecisionForm):
    field_order = ("unit", "note")


class RulingForm(forms.Form):
    """The record of a ruling: who argued what, who decided, and the binding text."""

    arbiter = forms.CharField(
        label="裁定人", max_length=40, help_text="例如：副县长 某某",
        error_messages={"required": "请写明由谁裁定。", "max_length": "裁定人请不超过40字，现有%(show_value)s字。"},
    )  # fmt: skip
    arguments = forms.CharField(
        label="各方意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明各方意见。", "max_length": "各方意见请不超过1000字，现有%(show_value)s字。"},
    )  # fmt: skip
    note = reason_field("裁定意见")


class MoveRulingForm(SuccessorForm, RulingForm):
    field_order = ("unit", "arbiter", "arguments", "note")
