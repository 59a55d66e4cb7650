"""The entry form of 建议 and 提案: one page like the paper form, one save, one transaction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.timezone import localdate, localtime, now

from replies.access import can
from replies.actions import assigning, intake
from replies.models import Proposal, Session
from replies.rules.wording import words

from .case_rows import may_amend, may_assign
from .entry import EntryAdmin
from .paper_rows import AttachmentInline
from .proposal_form import ProposalForm, first_values, serial_hint
from .proposal_list import CaseColumns, seen_by
from .proposal_steps import buttons_for, step_urls
from .site import site
from .sponsor_rows import SponsorInline
from .unit_rows import AssignmentInline

NUMBERED = ("session", "timing", "serial")  # an item keeps its place in the series for good
CONTENT = (
    "case_number",
    "received_on",
    "title",
    "text",
    "category",
    "desired_unit",
    "disclosure_consent",
    "disclosure_reason",
)
STATE = ("state", "merged_into", "logged")


@admin.register(Proposal, site=site)
class ProposalAdmin(CaseColumns, EntryAdmin):
    form = ProposalForm
    inlines = (SponsorInline, AttachmentInline, AssignmentInline)
    change_form_template = "admin/replies/proposal/change_form.html"

    # --- who ------------------------------------------------------------------------------------

    def get_queryset(self, request):
        return seen_by(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.who(request).enters_data  # which cases, get_queryset says

    def has_add_permission(self, request) -> bool:
        return can(request.user, "log", None)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return can(request.user, "assign", None)
        return may_amend(request, obj) or may_assign(request, obj)

    # --- the form -------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        last = (("category", "desired_unit"), ("disclosure_consent", "disclosure_reason"))
        when = ("session", "timing") if obj else ("session", "received_on", "timing", "timing_reason")
        numbers = (when, ("serial", "case_number", "received_on") if obj else ("serial", "case_number"))
        state = (("状态", {"fields": (STATE,)}),) if obj else ()
        return (
            ("编号", {"fields": numbers}),
            ("内容", {"fields": ("title", "text")}),
            ("属性", {"fields": last if obj else (*last, "file_now")}),
            *state,
        )

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return (*NUMBERED, *STATE) if may_amend(request, obj) else (*NUMBERED, *CONTENT, *STATE)

    @admin.display(description="登记")
    def logged(self, proposal: Proposal) -> str:
        by, at = proposal.logged_by, localtime(proposal.logged_at)
        return f"{by.get_full_name() or by.get_username()}，{at.year}年{at.month}月{at.day}日 {at:%H:%M}"

    def get_changeform_initial_data(self, request) -> dict[str, Any]:
        return first_values(self.who(request), localdate())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "serial" in form.base_fields:
            form.base_fields["serial"].help_text = serial_hint(self.who(request), localdate())
            form.base_fields["case_number"].help_text = "留空则按本地格式，例如：第27号"
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "title":
            kwargs["widget"] = AdminTextInputWidget(attrs={"class": "vLargeTextField"})
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":
            mine = Session.objects.filter(assembly__body__in=self.who(request).bodies)
            kwargs["queryset"] = mine.select_related("assembly__profile")
            kwargs["empty_label"] = None if mine else "（还没有届次，请先登记届次会议）"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # --- saving ---------------------------------------------------------------------------------

    def keep(self, request, form, formsets, change) -> Proposal:
        sponsors, papers, units = formsets
        who_and_when = {"by": request.user, "at": now()}
        if not change:
            case = self._log(form, sponsors, who_and_when)
        else:
            case = self._amend(request, form, sponsors, who_and_when)
        for upload in papers.uploads():
            intake.attach(case, upload, **who_and_when)
        if form.cleaned_data.get("file_now"):
            case = intake.file(case, **who_and_when)
        for row in units.new_rows():
            assigning.assign(case, unit=row.cleaned_data["unit"], role=row.cleaned_data["role"], **who_and_when)
        return case

    def _log(self, form, sponsors, who_and_when) -> Proposal:
        values = {name: form.cleaned_data[name] for name in (*NUMBERED, "timing_reason", *CONTENT)}
        printed = values.pop("case_number")
        return intake.log(sponsors=sponsors.sponsors(), case_number_as_printed=printed, **values, **who_and_when)

    def _amend(self, request, form, sponsors, who_and_when) -> Proposal:
        case = Proposal.objects.get(pk=form.instance.pk)
        if not may_amend(request, case):
            return case
        values = {name: form.cleaned_data[name] for name in CONTENT if name in form.changed_data}
        return intake.amend(case, sponsors=sponsors.sponsors(), **values, **who_and_when)

    # --- buttons --------------------------------------------------------------------------------

    def get_urls(self):
        return step_urls(self) + super().get_urls()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is None:
            bodies = self.who(request).bodies
            items = [words(body) for body in sorted(bodies, reverse=True)]  # npc before cppcc
            context["heading"] = "登记" + "、".join(f"{word.person}{word.item}" for word in items)
        else:
            context |= {"heading": str(obj), "subtitle": obj.title, "buttons": buttons_for(obj, request.user)}
        return super().render_change_form(request, context, add, change, form_url, obj)
