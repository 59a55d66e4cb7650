"""The forms behind 交办, 改派 and 准予逾期退办, and those of a batch for the 交办会."""

import re
from collections.abc import Iterable

from django import forms
from django.utils.timezone import localdate

from replies.models import Assignment, HandlingUnit, Proposal, Session
from replies.rules.vocabulary import ANSWERING_ROLES, OPINION_ROLES, AssignmentRole
from replies.search.suggesting import suggest

from .widgets import LongSelect, LongTicks

DAY = {"type": "date"}


class UnitField(forms.ModelChoiceField):
    """One unit in use; the empty line says what choosing none means."""

    widget = LongSelect

    def __init__(self, label: str, *, empty: str = "请选择", required: bool = True) -> None:
        super().__init__(
            HandlingUnit.objects.filter(active=True), label=label, empty_label=empty, required=required,
            error_messages={"required": "请选择承办单位。", "invalid_choice": "所选单位已停用，请另选。"},
        )  # fmt: skip

    def offer(self, units: Iterable[HandlingUnit]) -> None:
        """List these units, read once for a page with many such fields. What is chosen is looked up all the same."""
        self.choices = [("", self.empty_label), *((unit.pk, str(unit)) for unit in units)]


class UnitsField(forms.ModelMultipleChoiceField):
    """Any number of units, ticked in a list that scrolls."""

    widget = LongTicks(attrs={"class": "units-to-tick"})

    def __init__(self, label: str) -> None:
        super().__init__(
            HandlingUnit.objects.filter(active=True), label=label, required=False,
            error_messages={"invalid_choice": "所选单位已停用，请另选。"},
        )  # fmt: skip


class AssignForm(forms.Form):
    """交办 on the page of one case: one unit, or the lead with those beside it. Nothing is chosen beforehand."""

    needs_thing = True
    role = forms.ChoiceField(label="承办方式")
    unit = UnitField("承办单位（主办单位）")
    more = UnitsField("会办单位（分办的：其他分办单位）")
    joint = UnitsField("联合主办单位")

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        taken = {row.role for row in thing.assignments.all() if row.is_live}
        self.fields["role"].choices = [(role.value, role.label) for role in possible_roles(taken)]  # type: ignore[attr-defined]
        if taken & {AssignmentRole.LEAD, AssignmentRole.SOLE}:
            del self.fields["joint"]
            self.fields["unit"].label, self.fields["more"].label = "承办单位", "同样方式的其他单位"
        hints = [f"{found.unit}（{found.why}）" for found in suggest(thing)]
        if hints and not taken:
            self.fields["unit"].help_text = f"可参考：{'；'.join(hints)}"


def possible_roles(taken: set[str]) -> tuple[AssignmentRole, ...]:
    """The roles that still fit beside those that units of the case have."""
    if not taken:
        return ANSWERING_ROLES
    if AssignmentRole.SEPARATE in taken:
        return (AssignmentRole.SEPARATE,)
    led = taken & {AssignmentRole.LEAD, AssignmentRole.SOLE}  # a single unit leads as soon as others help it
    return tuple(reversed(OPINION_ROLES)) if led else (AssignmentRole.LEAD,)


SEPARATORS = re.compile(r"[、，,;；\s]+")


class UnitNames(forms.CharField):
    """Units by their names, as one types them: 县教育局、水务. A part of a name will do if only one unit has it."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, max_length=400)

    def clean(self, value: str) -> list[HandlingUnit]:
        names = [name for name in SEPARATORS.split(super().clean(value)) if name]
        units = list(HandlingUnit.objects.filter(active=True)) if names else []
        return [_unit_named(name, units) for name in names]


def _unit_named(name: str, units: list[HandlingUnit]) -> HandlingUnit:
    exact = [unit for unit in units if unit.name == name]
    found = exact or [unit for unit in units if name in unit.name]
    if not found:
        raise forms.ValidationError(f"没有叫“{name}”的承办单位，请从提示里选。")
    if len(found) > 1:
        raise forms.ValidationError(f"“{name}”有{len(found)}个单位，请写全称。")
    return found[0]


class PlanForm(forms.Form):
    """One row of the 交办 page: who is to answer, and who is to help."""

    lead = UnitNames("主办")
    co = UnitNames("会办")
    separate = forms.BooleanField(label="分办", required=False)


def reason_field(label: str = "原因") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": f"请写明{label}。", "max_length": f"{label}请不超过500字，现有%(show_value)s字。",
        },
    )  # fmt: skip


class ReassignForm(forms.Form):
    needs_thing = True
    unit = UnitField("改由哪个单位承办")
    note = reason_field()

    def __init__(self, *args, thing: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField = self.fields["unit"]  # type: ignore[assignment]
        field.queryset = field.queryset.exclude(pk=thing.unit_id)


class OpenRefusalForm(forms.Form):
    until = forms.DateField(
        label="可在哪天前（含当天）申请", initial=localdate, widget=forms.DateInput(attrs=DAY),
        error_messages={"required": "请填写截止日期。", "invalid": "日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip
    note = reason_field()


class BatchForm(forms.Form):
    """What a batch is called, and when the 交办会 is held."""

    name = forms.CharField(
        label="批次名称", max_length=60,
        error_messages={"required": "请填写批次名称。", "max_length": "批次名称请不超过60字，现有%(show_value)s字。"},
    )  # fmt: skip
    held_on = forms.DateField(
        label="交办会日期", initial=localdate, widget=forms.DateInput(attrs=DAY),
        error_messages={"required": "请填写交办会日期。", "invalid": "日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip


class HandoverForm(BatchForm):
    """A new batch, of one session's items."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label="届次", empty_label=None,
        error_messages={"required": "请选择届次。", "invalid_choice": "请选择本机构的届次。"},
    )  # fmt: skip
    field_order = ("session", "name", "held_on")

    def __init__(self, *args, sessions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
