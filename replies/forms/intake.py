"""The forms behind the buttons of an item: a coded reason, a paper of withdrawal, co-signers, a key item."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.timezone import localdate

from replies.actions.cosigning import last_day
from replies.models import Delegate, IntakeReason, Proposal
from replies.rules.vocabulary import CosigningState, ReasonUse

from .names import NamesField
from .steps import NoteForm
from .widgets import PickFile


class _ReasonForm(NoteForm):
    """Why the item is not filed: one of the assembly's own list, and a word to the sponsor."""

    needs_thing = True
    use: str
    reason = forms.ModelChoiceField(
        IntakeReason.objects.none(), label="理由", empty_label="请选择", error_messages={"required": "请选择理由。"}
    )
    field_order = ["reason", "note"]

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = IntakeReason.objects.filter(assembly=thing.session.assembly_id, active=True)
        self.fields["reason"].queryset = mine.filter(use__in=[self.use, ReasonUse.EITHER])  # type: ignore[attr-defined]
        self.fields["note"].label = f"说明（告知{thing.words.person}）"
        self.fields["note"].error_messages["required"] = f"请写明理由，{thing.words.person}会看到。"


class ReturnForm(_ReasonForm):
    use = ReasonUse.RETURN


class ConvertForm(_ReasonForm):
    use = ReasonUse.CONVERT


class WithdrawForm(NoteForm):
    paper = forms.FileField(
        label="书面撤回申请", widget=PickFile, help_text="提出人签名的扫描件或照片；联名提出的，一般须联名人都同意",
        error_messages={"required": "请上传提出人签名的书面撤回申请。"},
    )  # fmt: skip
    field_order = ["paper", "note"]


class DesignateForm(forms.Form):
    needs_thing = True
    decided = forms.CharField(
        label="由谁确定", max_length=60, error_messages={"required": "请写明由谁确定，例如：县人大常委会主任会议。"}
    )
    led_by = forms.CharField(label="领办领导", max_length=40, required=False, help_text="例如：副县长某某某；可不填")
    supervised_by = forms.CharField(label="督办领导（机构）", max_length=40, required=False, help_text="可不填")
    note = forms.CharField(label="备注", max_length=300, required=False)

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].initial, self.fields["supervised_by"].initial = thing.led_by, thing.supervised_by


class InviteForm(forms.Form):
    needs_thing = True
    delegates = NamesField(label="邀请谁联名", error_messages={"required": "请填写姓名，几个人用顿号隔开。"})
    until = forms.DateField(
        label="确认截止日期", widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "请填写截止日期。", "invalid": "日期写法不对，例如 2026-11-20。"},
    )  # fmt: skip

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegates"].assembly = thing.session.assembly  # type: ignore[attr-defined]
        self.fields["until"].initial = _suggested(thing)


def _suggested(proposal: Proposal) -> date | None:
    """The last day of the meeting's submission; between meetings whatever the clerk decides."""
    last = last_day(proposal)
    return last if last and last >= localdate() else None


class DeclineForm(forms.Form):
    opinion = forms.CharField(
        label="原因（可不填）", max_length=200, required=False,
        error_messages={"max_length": "意见请不超过200字，现有%(show_value)s字。"},
    )  # fmt: skip


class RecordCosigningForm(NoteForm):
    needs_thing = True
    delegate = forms.ModelChoiceField(
        Delegate.objects.none(), label="联名人", empty_label="请选择", error_messages={"required": "请选择联名人。"}
    )
    field_order = ["delegate", "note"]

    def __init__(self, *args, thing: Proposal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = thing.cosignings.filter(state=CosigningState.INVITED).values("delegate")
        self.fields["delegate"].queryset = Delegate.objects.filter(pk__in=asked)  # type: ignore[attr-defined]
        self.fields["note"].label = "代录依据"
        self.fields["note"].help_text = "例如：纸质签名页已交来，存在附件"
        self.fields["note"].error_messages["required"] = "请写明依据，例如：纸质签名页已交来。"
