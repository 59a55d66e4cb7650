"""The form of the meeting week: one item on one screen, by keyboard alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate

from replies.models import Proposal, Session
from replies.rules.vocabulary import Body, Category

from .names import NamesField


def _numbered_categories() -> list[tuple[str, str]]:
    """With a digit in front: in a choice list the keyboard finds it by that digit."""
    return [(code, f"{place} {label}") for place, (code, label) in enumerate(Category.choices(), start=1)]


class TypingForm(forms.Form):
    received_on = forms.DateField(
        label="收到日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写收到日期。", "invalid": "日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip
    title = forms.CharField(label="标题（案由）", error_messages={"required": "请填写标题（案由）。"})
    sponsors = NamesField(label="提出人", error_messages={"required": "请填写提出人，几个人用顿号隔开。"})
    category = forms.ChoiceField(label="分类", choices=_numbered_categories)
    desired_unit = forms.CharField(label="希望承办单位", required=False)
    text = forms.CharField(
        label="正文", widget=forms.Textarea(attrs={"rows": 6}), error_messages={"required": "请填写正文。"}
    )
    disclosure_consent = forms.BooleanField(label="提出人同意公开", required=False)
    disclosure_reason = forms.CharField(label="不同意公开的原由", required=False)
    file_now = forms.BooleanField(label="同时立案", required=False)

    def __init__(self, *args, session: Session, kept: dict[str, Any] | None = None, **kwargs) -> None:
        """`kept` is what the next item most likely has in common with the last one."""
        kwargs.setdefault("initial", first_values(session) | (kept or {}))
        super().__init__(*args, auto_id="%s", **kwargs)
        words = session.assembly.words
        self.fields["title"].label = words.subject
        self.fields["sponsors"].label = f"{words.lead}、{words.cosigner}"
        self.fields["sponsors"].assembly = session.assembly  # type: ignore[attr-defined]
        for name in ("title", "desired_unit", "disclosure_reason"):
            self.fields[name].max_length = None  # the action says it in words; the browser would cut without one
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_title(self) -> str:
        return self._short("title")

    def clean_desired_unit(self) -> str:
        return self._short("desired_unit")

    def clean_disclosure_reason(self) -> str:
        return self._short("disclosure_reason")

    def _short(self, name: str) -> str:
        most, value = Proposal._meta.get_field(name).max_length, self.cleaned_data[name]
        if most is not None and len(value) > most:
            raise forms.ValidationError(f"最多{most}个字，现在有{len(value)}个字，请缩短。")
        return value


def first_values(session: Session) -> dict[str, Any]:
    """A suggestion of the people's congress is as a rule filed when it is logged; a CPPCC proposal is reviewed first."""
    return {
        "received_on": localdate(), "category": Category.OTHER.value, "disclosure_consent": True,
        "file_now": session.assembly.body == Body.NPC,
    }  # fmt: skip
