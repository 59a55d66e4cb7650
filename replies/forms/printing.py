"""The print room: which letters are listed, and which of them go on the pile."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from replies.access import printable_by
from replies.models import HandlingUnit, Reply, Session
from replies.rules.vocabulary import Body, ReplyState

DELIVERY = [(ReplyState.SIGNED, "已签发未送达"), (ReplyState.DELIVERED, "已送达")]
DAY = forms.DateInput(attrs={"type": "date"})


class PrintableFilter(django_filters.FilterSet):
    """Expects letters that went through with_prints()."""

    q = django_filters.CharFilter(label="案号、标题、文号", method="filter_words")
    session = django_filters.ModelChoiceFilter(
        label="届次", field_name="assignment__proposal__session", queryset=lambda request: _sessions(request),
        empty_label="全部届次",
    )  # fmt: skip
    body = django_filters.ChoiceFilter(
        label="类型", choices=[(Body.NPC, "建议"), (Body.CPPCC, "提案")],
        field_name="assignment__proposal__session__assembly__body", empty_label="建议和提案",
    )  # fmt: skip
    unit = django_filters.ModelChoiceFilter(
        label="承办单位", field_name="assignment__unit", queryset=lambda request: _units(request),
        empty_label="全部单位",
    )  # fmt: skip
    state = django_filters.ChoiceFilter(label="送达", choices=DELIVERY, empty_label="不限")
    signed_from = django_filters.DateFilter(
        label="签发日期从", field_name="signed_at", lookup_expr="date__gte", widget=DAY
    )
    signed_to = django_filters.DateFilter(
        label="签发日期到", field_name="signed_at", lookup_expr="date__lte", widget=DAY
    )
    unprinted = django_filters.BooleanFilter(
        label="只看未打印过的", method="filter_unprinted", widget=forms.CheckboxInput
    )

    class Meta:
        model = Reply
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["q"].widget.attrs["placeholder"] = "例如：27 或 清教发"
        for name in ("signed_from", "signed_to"):
            self.form.fields[name].error_messages["invalid"] = "签发日期写法不对，例如 2026-11-20。"

    def filter_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Every word must stand in the title, the case number or the 发文字号."""
        for word in value.split():
            queryset = queryset.filter(
                Q(assignment__proposal__title__icontains=word)
                | Q(assignment__proposal__case_number__icontains=word)
                | Q(document_number__icontains=word)
            )
        return queryset

    def filter_unprinted(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(prints=0) if value else queryset

    def in_words(self) -> list[str]:
        """The filter as a person would say it: 县人大七届六次会议 · 县教育局 · 未打印过."""
        if not self.form.is_valid():
            return []
        said = []
        for name, value in self.form.cleaned_data.items():
            if value in (None, "", False):
                continue
            said.append(self._in_words(name, value))
        return said

    def _in_words(self, name: str, value: object) -> str:
        if isinstance(value, date):
            day = f"{value.year}年{value.month}月{value.day}日"
            return f"{day}以后签发" if name == "signed_from" else f"{day}以前签发"
        if name == "unprinted":
            return "未打印过"
        if name == "q":
            return f"含“{value}”"
        return str(dict(getattr(self.form.fields[name], "choices", [])).get(value, value))


def _sessions(request: HttpRequest) -> QuerySet[Session]:
    seen = printable_by(request.user).order_by().values("assignment__proposal__session")
    return Session.objects.filter(pk__in=seen).select_related("assembly")


def _units(request: HttpRequest) -> QuerySet[HandlingUnit]:
    return HandlingUnit.objects.filter(pk__in=printable_by(request.user).order_by().values("assignment__unit"))


class PrintForm(forms.Form):
    """The ticked letters and what goes with them. Forms and envelopes are the offices' business."""

    letters = forms.ModelMultipleChoiceField(
        Reply.objects.none(),
        error_messages={
            "required": "请先勾选要打印的答复。",
            "invalid_choice": "勾选的答复里有的已经收回，或不归您打印。请刷新页面重新勾选。",
            "invalid_pk_value": "勾选的答复里有的已经收回，或不归您打印。请刷新页面重新勾选。",
        },
    )
    duplex = forms.BooleanField(
        label="双面顺序", help_text="单数页的补一页空白，每份都从正面开始", required=False, initial=True
    )
    with_list = forms.BooleanField(label="附清单", help_text="放在最上面", required=False, initial=True)
    with_forms = forms.BooleanField(label="附征询意见表", help_text="放在每份答复后面", required=False)
    with_envelopes = forms.BooleanField(label="附信封名单", help_text="放在最后", required=False)

    def __init__(self, *args, letters: QuerySet[Reply], office: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letters"].queryset = letters  # type: ignore[attr-defined]
        if not office:
            del self.fields["with_forms"], self.fields["with_envelopes"]

    @property
    def ticked(self) -> set[str]:
        """The keys that were ticked, to be shown again when the form comes back."""
        return set(self.data.getlist("letters")) if self.is_bound else set()

    @property
    def options(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "letters"]
