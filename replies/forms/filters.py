"""The filter line above the list of cases; one filter set feeds the list, its count and its print."""

import re

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate

from replies.access import replies_visible_to, visible_to
from replies.models import Assignment, HandlingUnit, Proposal, ResultClass, Session
from replies.rules.vocabulary import Body, Stage

# Groups of stages an office speaks of, beside the single ones.
BOXES = {
    "open": (Stage.ASSIGNED, Stage.DRAFTING, Stage.SUBMITTED, Stage.APPROVED, Stage.SIGNED),
    "answered": (Stage.DELIVERED, Stage.UNSATISFIED, Stage.CLOSED),
}
STAGES = [("open", "在办（未答复）"), ("answered", "已答复"), *Stage.choices()]
LAMPS = [("late", "已超期"), ("soon", "15天内到期"), ("open", "未办复")]


class ProposalFilter(django_filters.FilterSet):
    """Expects a queryset that went through with_progress()."""

    q = django_filters.CharFilter(label="案号、标题", method="filter_words")
    session = django_filters.ModelChoiceFilter(
        label="届次", queryset=lambda request: _sessions(request), empty_label="全部届次"
    )
    body = django_filters.ChoiceFilter(
        label="类型", choices=[(Body.NPC, "建议"), (Body.CPPCC, "提案")], field_name="session__assembly__body",
        empty_label="建议和提案",
    )  # fmt: skip
    unit = django_filters.ModelChoiceFilter(
        label="承办单位", queryset=HandlingUnit.objects.all(), method="filter_unit", empty_label="全部单位"
    )
    stage = django_filters.ChoiceFilter(label="状态", choices=STAGES, method="filter_stage", empty_label="全部状态")
    result = django_filters.ChoiceFilter(
        label="答复类别", choices=lambda: _result_codes(), method="filter_result", empty_label="全部类别"
    )
    key = django_filters.ChoiceFilter(
        label="重点", choices=[("1", "重点督办")], method="filter_key", empty_label="全部"
    )
    lamp = django_filters.ChoiceFilter(label="时限", choices=LAMPS, method="filter_lamp", empty_label="全部时限")

    class Meta:
        model = Proposal
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["q"].widget.attrs["placeholder"] = "案号或标题里的词"

    def filter_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word must stand in the title or the case number; a bare number is a serial too."""
        for word in value.split():
            found = Q(title__icontains=word) | Q(case_number__icontains=word)
            if re.fullmatch(r"\d{1,6}", word):
                found = Q(title__icontains=word) | Q(serial=int(word))
            queryset = queryset.filter(found)
        return queryset

    def filter_unit(self, queryset: QuerySet, name: str, value: HandlingUnit) -> QuerySet:
        mine = Assignment.objects.live().filter(proposal=OuterRef("pk"), unit=value)
        return queryset.filter(Exists(mine))

    def filter_stage(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(stage__in=BOXES.get(value, (value,)))

    def filter_key(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(key_item=True)

    def filter_result(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By letters this person may read: a class that is signed and not yet delivered is not theirs to find out."""
        marked = replies_visible_to(self.request.user).live()
        return queryset.filter(Exists(marked.filter(assignment__proposal=OuterRef("pk"), class_now=value)))

    def filter_lamp(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = localdate()
        if value == "late":
            return queryset.overdue(today)
        if value == "soon":
            return queryset.due_within(today, days=15)
        return queryset.filter(due_now__isnull=False)

    def in_words(self) -> list[str]:
        """The filter as a person would say it: 县人大七届六次会议 · 县教育局 · 已超期."""
        if not self.form.is_valid():
            return []
        said = []
        for name, value in self.form.cleaned_data.items():
            if not value:
                continue
            choices = dict(getattr(self.form.fields[name], "choices", []))
            if name == "q":
                said.append(f"含“{value}”")
            else:
                said.append(str(choices.get(value, value)))
        return said


def _sessions(request: HttpRequest) -> QuerySet[Session]:
    """Those of this person's own cases: a 代表 is not offered the meetings of the 政协."""
    seen = visible_to(request.user).order_by().values("session")
    return Session.objects.filter(pk__in=seen).select_related("assembly")


def _result_codes() -> list[tuple[str, str]]:
    codes = ResultClass.objects.order_by("code").values_list("code", flat=True).distinct()
    return [(code, f"{code}类") for code in codes]
