"""流水 for the system administrator: everything that happened, to read and to filter, never to change."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils.html import format_html, format_html_join

from replies.models import Event
from replies.models.events import MASTER_DATA_VERBS
from replies.rules.workflow import STEPS, Role

from .entry import EntryAdmin
from .site import site
from .timeline import Line


def _kind(name: str) -> str:
    """承办单位 for "handlingunit"."""
    model = get_user_model() if name == "user" else apps.get_model("replies", name)
    return str(model._meta.verbose_name)


class VerbFilter(admin.SimpleListFilter):
    title = "动作"
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, step.label) for verb, step in STEPS.items()] + list(MASTER_DATA_VERBS.items())

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(Event, site=site)
class EventAdmin(EntryAdmin):
    list_display = ("at", "by_name", "by_post", "action", "about", "note")
    list_filter = ("track", VerbFilter, "at")
    search_fields = ("by_name", "note", "proposal__title", "proposal__case_number")
    search_help_text = "按操作人、说明、案号、标题查找"
    list_select_related = ("proposal__session__assembly", "unit")
    ordering = ("-id",)
    fields = ("at", "by_name", "by_post", "track_shown", "action", "about", "moved", "note", "changes_shown")
    readonly_fields = fields

    def has_view_permission(self, request, obj=None) -> bool:
        return Role.SYSTEM_ADMINISTRATOR in self.who(request).roles

    @admin.display(description="环节")
    def track_shown(self, event) -> str:
        return event.get_track_display()

    @admin.display(description="动作")
    def action(self, event) -> str:
        return event.label

    @admin.display(description="对象")
    def about(self, event) -> str:
        parts = [str(part) for part in (event.proposal, event.unit) if part]
        return " · ".join(parts) or f"{_kind(event.model)}（编号{event.object_id}）"

    @admin.display(description="状态变化")
    def moved(self, event) -> str:
        line = Line(event)
        return f"{line.old or '（无）'} → {line.new or '（无）'}" if line.moved else "没有变化"

    @admin.display(description="变更内容")
    def changes_shown(self, event) -> str:
        changes = [(c.label, c.old or "（空）", c.new or "（空）") for c in Line(event).changes]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}：{} → {}</li>", changes)) if changes else "无"
