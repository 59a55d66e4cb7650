"""交办: the units the case has, and rows for more."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from replies.actions import assigning
from replies.actions.errors import Refused
from replies.models import Assignment, HandlingUnit
from replies.rules.vocabulary import OPINION_ROLES, IntakeState

from .case_rows import CaseInline, RowForm, RowFormSet, may_assign


class AssignmentForm(RowForm):
    class Meta:
        model = Assignment
        fields = ("unit", "role")
        error_messages = {"unit": {"required": "请选择承办单位。"}}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].queryset = HandlingUnit.objects.filter(active=True)

    def has_changed(self) -> bool:
        """A role without a unit is an empty row: the choice always says something."""
        return super().has_changed() and self.changed_data != ["role"]


class AssignmentFormSet(RowFormSet):
    def new_rows(self) -> list[forms.ModelForm]:
        """The lead unit first, because a co-handling unit is given to a case that has one."""
        rows = [form for form in self.extra_forms if form in self.filled() and form.cleaned_data.get("unit")]
        return sorted(rows, key=lambda form: form.cleaned_data["role"] in OPINION_ROLES)

    def clean(self) -> None:
        rows = self.new_rows()
        if not rows:
            return
        filed = self.instance.state == IntakeState.FILED or getattr(self.instance, "becomes_filed", False)
        if not filed:
            raise ValidationError("立案后才能交办：请勾选上面的“同时立案”，或先清空这里的承办单位。")
        live = list(self.instance.assignments.live()) if self.instance.pk else []
        units, roles = {row.unit_id for row in live}, [row.role for row in live]
        for form in rows:
            unit, role = form.cleaned_data["unit"], form.cleaned_data["role"]
            self._check(form, unit, role, units, roles)
            units.add(unit.pk)
            roles.append(role)

    def _check(self, form, unit: HandlingUnit, role: str, units: set[int], roles: list[str]) -> None:
        if unit.pk in units:
            form.add_error("unit", f"{unit}已承办此件，不能重复交办。")
            return
        try:
            assigning.check_role(role, roles)
        except Refused as error:
            form.add_error("role", str(error))


class AssignmentInline(CaseInline):
    model = Assignment
    form = AssignmentForm
    formset = AssignmentFormSet
    fields = ("unit", "role", "state_shown", "due_shown")
    readonly_fields = ("state_shown", "due_shown")
    autocomplete_fields = ("unit",)
    after = "属性"
    hint = "期限自交办之日起自动计算。独办只有一个单位；需要几个单位时用主办和会办，或分办。"
    verbose_name = verbose_name_plural = "交办"

    def has_add_permission(self, request, obj=None) -> bool:
        return may_assign(request, obj)

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return 1 if obj and obj.pk else 2

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("unit")

    @admin.display(description="状态")
    def state_shown(self, assignment: Assignment) -> str:
        return assignment.get_state_display() if assignment.pk else ""

    @admin.display(description="办理期限及依据")
    def due_shown(self, assignment: Assignment) -> str:
        if not assignment.pk:
            return ""
        due, deadline = assignment.due_on, assignment.main_deadline
        day = f"{due.year}年{due.month}月{due.day}日{'（暂定）' if deadline and deadline.provisional else ''}"
        return format_html('{}<span class="reason">{}</span>', day, deadline.reason if deadline else "")
