"""The entry form of a case: what is checked before anything is written. The checks themselves are the actions'."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from replies.access import Person
from replies.actions import intake
from replies.actions.errors import Refused
from replies.models import Proposal, Session
from replies.rules.vocabulary import Body, Timing

from .entry import RefusableForm


class ProposalForm(RefusableForm):
    """One item as it stands on paper. Empty 顺序号 and 案号 are filled when it is logged."""

    timing_reason = forms.CharField(
        label="另定提出时间的理由", max_length=200, required=False, help_text="与按收到日期确定的不一致时填写"
    )
    file_now = forms.BooleanField(label="同时立案", required=False, help_text="勾选后可在下面直接交办")

    class Meta:
        model = Proposal
        fields = (
            "session", "timing", "serial", "case_number", "received_on", "title", "text", "category",
            "desired_unit", "disclosure_consent", "disclosure_reason",
        )  # fmt: skip
        error_messages = {
            "session": {"required": "请选择届次。"},
            "serial": {"min_value": "顺序号从1开始。", "invalid": "顺序号请填数字。"},
            "title": {
                "required": "请填写标题（案由）。",
                "max_length": "标题最多%(limit_value)d个字，现在有%(show_value)d个字，请缩短。",
            },
            "text": {"required": "请填写正文。"},
            "received_on": {"required": "请填写收到日期。", "invalid": "日期写法不对，例如 2026-11-20。"},
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            # With maxlength the browser would cut a long paste without a word.
            self.fields["title"].widget.attrs.pop("maxlength", None)
        if "timing" in self.fields and not self.instance.pk:
            self.fields["timing"] = forms.ChoiceField(
                label="提出时间", choices=[("", "按收到日期自动确定"), *Timing.choices()], required=False
            )
        for name in ("serial", "case_number"):
            if name in self.fields:
                self.fields[name].required = bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.instance.becomes_filed = bool(cleaned.get("file_now"))
        session = cleaned.get("session") or (self.instance.session if self.instance.pk else None)
        if session is not None:
            self._check_received(session, cleaned.get("received_on"))
            self._find_timing(session, cleaned)
            self._check_numbers(session, cleaned)
        return cleaned

    def _find_timing(self, session: Session, cleaned: dict[str, Any]) -> None:
        """By the day, unless the clerk says otherwise and why; the rows below ask the item itself for it."""
        received_on = cleaned.get("received_on")
        if "timing" not in self.fields or received_on is None or "received_on" in self.errors:
            return
        given, reason = cleaned.get("timing") or "", cleaned.get("timing_reason") or ""
        cleaned["timing"] = self.instance.timing = given or intake.timing_by_date(session, received_on).value
        try:
            intake.check_timing(cleaned["timing"], reason, session, received_on)
        except Refused as error:
            self.add_error(error.field, str(error))

    def _check_received(self, session: Session, received_on: date | None) -> None:
        if received_on is None:
            return
        try:
            intake.check_received(received_on, session, localdate())
        except Refused as error:
            self.add_error(error.field, str(error))

    def _check_numbers(self, session: Session, cleaned: dict[str, Any]) -> None:
        """A number twice: say which case has it, and which is the next free one."""
        timing = cleaned.get("timing") or self.instance.timing
        others = Proposal.objects.filter(session=session, timing=timing).exclude(pk=self.instance.pk)
        upcoming = intake.next_serial(session, timing)
        given = cleaned.get("serial")
        if given is not None and (holder := others.filter(serial=given).first()):
            self.add_error("serial", f"顺序号{given}已由{_name(holder)}使用，下一个可用的顺序号是{upcoming}。")
            return
        if "serial" in self.errors or "case_number" in self.errors or "case_number" not in self.fields:
            return
        printed = cleaned.get("case_number")
        expected = printed or intake.default_case_number(session, timing, given or upcoming)
        if holder := others.filter(case_number=expected).first():
            free = intake.default_case_number(session, timing, upcoming)
            hint = f"下一个可用的案号是{free}。" if printed else "请自行填写一个案号。"
            self.add_error("case_number", f"案号{expected}已由{_name(holder)}使用，{hint}")


def _name(proposal: Proposal) -> str:
    title = proposal.title if len(proposal.title) <= 30 else f"{proposal.title[:30]}…"
    return f"{proposal}《{title}》"


def first_values(who: Person, today: date) -> dict[str, Any]:
    """What a new form already says: the current session of the clerk's own assembly, and today.

    A suggestion of the People's Congress is as a rule filed when it is logged; a CPPCC proposal is reviewed first
    (domain.md §2.8).
    """
    session = current_session(who, today)
    if session is None:
        return {"received_on": today}
    return {"session": session.pk, "received_on": today, "file_now": session.assembly.body == Body.NPC}


def current_session(who: Person, today: date) -> Session | None:
    """The latest meeting that has opened; before the first one, the next."""
    mine = Session.objects.filter(assembly__body__in=who.bodies).select_related("assembly__profile")
    return mine.filter(opened_on__lte=today).order_by("-opened_on", "-id").first() or mine.last()


def serial_hint(who: Person, today: date) -> str:
    """The numbers that would be taken now, told beside the field and not filled in: it is taken on saving."""
    session = current_session(who, today)
    if session is None:
        return "留空则自动取下一个号。"
    numbers = [
        f"{'会议期间' if timing == Timing.IN_SESSION else session.assembly.words.out_of_session}下一个是"
        f"{intake.next_serial(session, timing)}"
        for timing in Timing
    ]
    return f"留空自动取号。{session}：{'，'.join(numbers)}。"
