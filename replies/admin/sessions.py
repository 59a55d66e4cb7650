"""Assemblies, their local rules, their sessions, and the calendar of working days."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from replies.models import Assembly, CalendarDay, Profile, Reply, ResultClass, Session
from replies.rules.workflow import DISPATCH_CLERKS, Role

from .entry import RefusableForm
from .master import MasterAdmin, PartInline
from .site import site


@admin.register(Assembly, site=site)
class AssemblyAdmin(MasterAdmin):
    """A new assembly starts with the national classes and patterns; 地方规则 is where they are changed."""

    list_display = ("name", "short_name", "body", "level", "office_name")
    fields = (("body", "level"), "name", "short_name", "office_name", "office_contact")

    def get_readonly_fields(self, request, obj=None):
        return ("body",) if obj else ()  # every word of its cases hangs on it


class ClassFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and self._is_used(form.instance.code):
                raise ValidationError(f"类别{form.instance.code}已印在签发的答复上，不能删除。")

    def _is_used(self, code: str) -> bool:
        letters = Reply.objects.issued().filter(class_at_reply=code)
        return letters.filter(assignment__proposal__session__assembly=self.instance.assembly_id).exists()


class ClassInline(PartInline):
    model = ResultClass
    formset = ClassFormSet
    extra = 0
    verbose_name = "类别"
    verbose_name_plural = "答复类别（起草时从中选择）"


@admin.register(Profile, site=site)
class ProfileAdmin(MasterAdmin):
    list_display = ("__str__", "in_session_pattern", "out_of_session_pattern", "category_label")
    fieldsets = (
        (None, {"fields": ("assembly",)}),
        ("编号和标题", {"fields": ("in_session_pattern", "out_of_session_pattern", "title_pattern", "opinion_title_pattern")}),
        ("答复格式", {"fields": (
            "category_label", "category_at", "pad_names", "even_imprint", "copies_to", "disclosure",
        )}),
        ("征询意见表", {"fields": ("form_questions",)}),
        ("时限和退办", {"fields": ("move_off_rest_days", "reminder_days", "arbitration_after")}),
    )  # fmt: skip
    readonly_fields = ("assembly",)
    inlines = (ClassInline,)
    list_select_related = ("assembly",)

    def has_add_permission(self, request) -> bool:
        return False  # made together with its assembly


class SessionForm(RefusableForm):
    def clean(self):
        cleaned = super().clean()
        opened, fixed = cleaned.get("opened_on"), cleaned.get("fixed_reply_on")
        if opened and fixed and fixed < opened:
            self.add_error("fixed_reply_on", "统一答复期限早于开幕日期，请核对。")
        begins, cutoff = cleaned.get("submission_opens_on"), cleaned.get("submission_cutoff")
        if opened and begins and begins > opened:
            self.add_error("submission_opens_on", "开始受理日期晚于开幕日期，请核对；从开幕起受理的可留空。")
        if opened and cutoff and cutoff < (begins or opened):
            self.add_error("submission_cutoff", "提交截止日期早于开始受理的日期，请核对。")
        return cleaned


@admin.register(Session, site=site)
class SessionAdmin(MasterAdmin):
    form = SessionForm
    viewers = frozenset({Role.GOVERNMENT_CLERK})
    list_display = ("__str__", "opened_on", "closed_on", "handover_on", "fixed_reply_on")
    list_select_related = ("assembly",)
    fieldsets = (
        (None, {"fields": ("assembly", ("term", "meeting"))}),
        ("会期", {"fields": (("opened_on", "closed_on"), ("submission_opens_on", "submission_cutoff"))}),
        ("交办和答复", {
            "fields": ("handover_on", "fixed_reply_on"),
            "description": "届次登记以后，统一答复期限在“时限 · 统一答复期限”里改：先看会变哪些期限，再确认。",
        }),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ("fixed_reply_on",) if obj else ()  # it moves the dates of the session's items

    def get_queryset(self, request):
        return own_assembly(request, super().get_queryset(request).select_related("assembly"), self)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return assembly_field(self, db_field, request, super().formfield_for_foreignkey, **kwargs)


def own_assembly(request, rows, model_admin):
    """What a clerk finds: rows of their own assembly. Those who see every case see every row."""
    who = model_admin.who(request)
    return rows if who.sees_all else rows.filter(assembly__body__in=who.bodies)


def assembly_field(model_admin, db_field, request, build, **kwargs):
    """A choice of the clerk's own assemblies only, already made where there is one."""
    if db_field.name == "assembly":
        who = model_admin.who(request)
        mine = Assembly.objects.all() if who.sees_all else Assembly.objects.filter(body__in=who.bodies)
        kwargs["queryset"] = mine
        if len(mine) == 1:
            kwargs["initial"] = mine[0].pk
    return build(db_field, request, **kwargs)


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(MasterAdmin):
    """To look at. A change moves dates, so it is made where those dates are shown first: 时限 · 放假安排."""

    viewers = frozenset({*DISPATCH_CLERKS, Role.SYSTEM_ADMINISTRATOR})
    list_display = ("day", "name", "is_working")
    list_filter = ("is_working",)
    search_fields = ("name",)
    search_help_text = "按节日名称查找"
    ordering = ("-day",)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
