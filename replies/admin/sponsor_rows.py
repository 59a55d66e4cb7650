"""提出人: who signed the item, in the order of the paper."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from replies.actions import intake
from replies.actions.errors import Refused
from replies.models import Delegate, Sponsor

from .case_rows import CaseInline, RowForm, RowFormSet


class SponsorForm(RowForm):
    place = forms.IntegerField(
        label="次序", required=False, min_value=1, max_value=999, widget=forms.NumberInput(attrs={"class": "place"}),
        error_messages={"invalid": "次序请填数字。", "min_value": "次序从1开始。", "max_value": "次序太大。"},
    )  # fmt: skip

    class Meta:
        model = Sponsor
        fields = ("place", "delegate")
        error_messages = {"delegate": {"required": "请选择提出人。"}}

    def has_changed(self) -> bool:
        """A place without a name is an empty row."""
        return super().has_changed() and (self.instance.pk is not None or self.changed_data != ["place"])

    def clean_place(self) -> int:
        return self.cleaned_data["place"] or 1000  # the model wants a number; an empty place means: after the others


class SponsorFormSet(RowFormSet):
    editable = True

    def clean(self) -> None:
        if not self.editable or any(self.errors) or not self.instance.session_id:
            return
        try:
            intake.check_sponsors(self.sponsors(), self.instance.session, self.instance.timing)
        except Refused as error:
            raise ValidationError(str(error)) from error

    def sponsors(self) -> list[Delegate]:
        """By the number in front of the row where there is one, else by the row."""
        rows = [form.cleaned_data for form in self.filled() if form.cleaned_data.get("delegate")]
        return [row["delegate"] for row in sorted(rows, key=lambda row: row["place"])]


class SponsorInline(CaseInline):
    model = Sponsor
    form = SponsorForm
    formset = SponsorFormSet
    readonly_fields = ("signed",)
    autocomplete_fields = ("delegate",)
    may_add_to = ("delegate",)
    after = "编号"
    hint = "按原件次序填写，第一位为领衔代表（第一提案人）；次序可不填，不填则按行的先后。"
    verbose_name = verbose_name_plural = "提出人"

    has_change_permission = has_delete_permission = CaseInline.has_add_permission

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.editable = self.has_change_permission(request, obj)
        return formset

    def get_fields(self, request, obj=None):
        """A reader gets the name alone: the delegate's own form may not be theirs to open."""
        return ("place", "delegate") if self.has_change_permission(request, obj) else ("place", "signed")

    @admin.display(description="代表（委员）")
    def signed(self, sponsor: Sponsor) -> str:
        return str(sponsor.delegate)

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return 0 if obj and obj.pk else 3

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("delegate")
