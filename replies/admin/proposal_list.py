"""The list of cases: its columns, filters and search, in a fixed number of queries."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.timezone import localdate

from replies.access import person, visible_to
from replies.models import Proposal, Session, Sponsor, office_calendar
from replies.rules import deadlines
from replies.rules.vocabulary import Body, Category, IntakeState, Stage

MOST_DIGITS = 6  # longer ones are no serial number


class CaseList(ChangeList):
    """Reads stage, sponsors and units with the page, and lights the lamps with one reading of the calendar."""

    def get_queryset(self, request, exclude_parameters=None):
        self.root_queryset = self.root_queryset.for_list()
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request) -> None:
        super().get_results(request)
        today, calendar = localdate(), office_calendar()
        self.result_list = list(self.result_list)
        for row in self.result_list:
            row.lamp = deadlines.lamp(row.due_now, today, calendar) if row.due_now else None


class SessionFilter(admin.SimpleListFilter):
    title = "届次"
    parameter_name = "session"

    def lookups(self, request, model_admin):
        seen = Session.objects.filter(proposals__in=visible_to(request.user).values("pk")).distinct()
        return [(str(session.pk), str(session)) for session in seen.select_related("assembly")]

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(session=value) if value.isdecimal() else queryset


class BodyFilter(admin.SimpleListFilter):
    title = "类型"
    parameter_name = "body"

    def lookups(self, request, model_admin):
        return [(Body.NPC.value, "建议"), (Body.CPPCC.value, "提案")] if person(request.user).sees_all else []

    def queryset(self, request, queryset):
        return queryset.filter(session__assembly__body=self.value()) if self.value() else queryset


class CategoryFilter(admin.SimpleListFilter):
    title = "分类"
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return Category.choices()

    def queryset(self, request, queryset):
        return queryset.filter(category=self.value()) if self.value() else queryset


class StageFilter(admin.SimpleListFilter):
    title = "状态"
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        return [*Stage.choices(), ("overdue", "超期")]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.overdue(localdate())
        return queryset.filter(stage=self.value()) if self.value() else queryset


class CaseColumns:
    """What a row of the list says."""

    list_display = ("case_number", "title_shown", "lead", "units", "stage_shown", "lamp_shown")
    list_display_links = ("case_number", "title_shown")
    list_filter = (SessionFilter, BodyFilter, CategoryFilter, StageFilter)
    ordering = ("-session__opened_on", "-serial", "-id")
    search_fields = ("title",)  # get_search_results below says what is really searched
    search_help_text = "按案号、标题中的词或提出人姓名查找，几个词用空格隔开"

    def get_changelist(self, request, **kwargs):
        return CaseList

    def get_search_results(self, request, queryset, search_term):
        """Every word must be found: in the number, in the title, or as the name of a sponsor."""
        for word in search_term.split():
            queryset = queryset.filter(_matches(word))
        return queryset, False

    @admin.display(description="标题（案由）", ordering="title")
    def title_shown(self, proposal: Proposal) -> str:
        return proposal.title

    @admin.display(description="领衔")
    def lead(self, proposal: Proposal) -> str:
        names = [row.delegate.name for row in proposal.sponsor_set.all()]
        if not names:
            return "（缺）"
        return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"

    @admin.display(description="承办单位")
    def units(self, proposal: Proposal) -> str:
        live = [f"{row.unit}（{row.get_role_display()}）" for row in proposal.assignments.all() if row.is_live]
        return "、".join(live) or "未交办"

    @admin.display(description="状态", ordering="stage")
    def stage_shown(self, proposal: Proposal) -> str:
        stage = Stage(proposal.stage)
        ended = stage == Stage.ENDED
        words = IntakeState(proposal.state).label if ended else stage.label
        return format_html('<span class="tag {}">{}</span>', stage.tone, words)

    @admin.display(description="期限", ordering="due_now")
    def lamp_shown(self, proposal: Proposal) -> str:
        lamp = getattr(proposal, "lamp", None)
        if lamp is None:
            return "无"
        due = proposal.due_now
        title = f"{due.year}年{due.month}月{due.day}日"
        return format_html('<span class="lamp {}" title="{}">{}</span>', lamp.tone, title, lamp.words)


def _matches(word: str) -> Q:
    named = Sponsor.objects.filter(delegate__name__icontains=word).values("proposal")
    found = Q(title__icontains=word) | Q(case_number__icontains=word) | Q(pk__in=named)
    if word.isdecimal():
        return Q(serial=int(word)) | Q(title__icontains=word) if len(word) <= MOST_DIGITS else Q(title__icontains=word)
    return found


def seen_by(request) -> QuerySet[Proposal]:
    return visible_to(request.user).select_related("session__assembly")
