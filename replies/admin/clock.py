"""时限规则: the periods of each place with their legal sources, and the days on which the clock stands still."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget

from replies.models import DeadlineRule, Recess
from replies.rules.deadlines import check_rule
from replies.rules.vocabulary import CountUnit
from replies.rules.workflow import DISPATCH_CLERKS, Role

from .entry import RefusableForm
from .master import MasterAdmin
from .sessions import assembly_field, own_assembly
from .site import site


class RuleForm(RefusableForm):
    class Meta:
        widgets: ClassVar = {"source": AdminTextInputWidget(attrs={"class": "vLargeTextField"})}

    def clean(self):
        cleaned = super().clean()
        if {"unit", "start_event", "late_effect"} <= cleaned.keys():
            code = cleaned.get("code") or self.instance.code
            wrong = check_rule(code, cleaned["unit"], cleaned["start_event"], cleaned["late_effect"]) if code else {}
            for field, message in wrong.items():
                self.add_error(field, message)
        return cleaned


@admin.register(DeadlineRule, site=site)
class DeadlineRuleAdmin(MasterAdmin):
    """The office's own copy. A rule that no longer holds gets a last day of validity; it is not deleted."""

    form = RuleForm
    viewers = frozenset(DISPATCH_CLERKS)
    list_display = (
        "code",
        "amount_shown",
        "start_event",
        "holds_for",
        "longest_shown",
        "late_effect",
        "source",
        "place",
    )
    list_display_links = ("code", "amount_shown")
    list_filter = ("profile", "code")
    list_select_related = ("profile__assembly",)
    list_per_page = 60
    search_fields = ("source",)
    search_help_text = "按依据查找"
    ordering = ("profile", "id")
    fieldsets = (
        (None, {
            "fields": ("profile", "code"),
            "description": "改动只影响以后起算的期限；已经起算的期限按当时的规则。没有列出的事项按全国通行做法。",
        }),
        ("适用于（留空则都适用；几条都适用时，写得最具体的一条优先）", {"fields": (("level", "timing", "item_type"),)}),
        ("怎么算", {"fields": ("start_event", ("amount", "unit"), "month_day")}),
        ("延期", {"fields": (("longest", "approver"),)}),
        ("逾期", {"fields": ("late_effect",)}),
        ("依据", {"fields": ("source", ("valid_from", "valid_to"))}),
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return ("profile", "code") if obj else ()  # another period is another rule

    @admin.display(description="时限")
    def amount_shown(self, rule: DeadlineRule) -> str:
        return rule.as_rule().in_words()

    @admin.display(description="适用于")
    def holds_for(self, rule: DeadlineRule) -> str:
        named = [rule.get_level_display(), rule.get_timing_display(), rule.get_item_type_display()]
        days = f"{rule.valid_from or ''}至{rule.valid_to or ''}" if rule.valid_from or rule.valid_to else ""
        return "、".join(str(word) for word in (*named, days) if word) or "全部"

    @admin.display(description="延长后最长")
    def longest_shown(self, rule: DeadlineRule) -> str:
        unit = CountUnit.MONTH if rule.unit == CountUnit.DATE else CountUnit(rule.unit)
        return f"{rule.longest}{unit.label}（{rule.get_approver_display()}）" if rule.longest else "不得延长"

    @admin.display(description="人大、政协", ordering="profile")
    def place(self, rule: DeadlineRule) -> str:
        return rule.profile.assembly.short_name


@admin.register(Recess, site=site)
class RecessAdmin(MasterAdmin):
    viewers = frozenset({Role.GOVERNMENT_CLERK})
    list_display = ("name", "assembly", "starts_on", "ends_on")
    list_select_related = ("assembly",)
    fieldsets = (
        (None, {
            "fields": ("assembly", "name", ("starts_on", "ends_on")),
            "description": "休会期内不提醒、不自动办理；期限本身照常计算。",
        }),
    )  # fmt: skip

    def get_queryset(self, request):
        return own_assembly(request, super().get_queryset(request).select_related("assembly"), self)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return assembly_field(self, db_field, request, super().formfield_for_foreignkey, **kwargs)
