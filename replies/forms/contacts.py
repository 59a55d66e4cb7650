"""The forms of 沟通, 催办 and 备注."""

from django import forms
from django.utils.timezone import localdate

from replies.rules.vocabulary import ContactStage, ContactWay

from .widgets import PickFile


def _day(label: str, required: str, **more) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": required, "invalid": f"{label}写法不对，例如 2026-11-20。"}, **more,
    )  # fmt: skip


class ContactForm(forms.Form):
    stage = forms.ChoiceField(label="阶段", choices=ContactStage.choices())
    way = forms.ChoiceField(label="方式", choices=ContactWay.choices())
    on = _day("沟通日期", "请填写沟通日期。", initial=localdate)
    place = forms.CharField(label="地点（走访、座谈的必填）", max_length=80, required=False)
    persons = forms.CharField(
        label="参加人员", max_length=200, help_text="提出人和本单位的人，用顿号隔开",
        error_messages={"required": "请填写参加人员。"},
    )  # fmt: skip
    content = forms.CharField(
        label="内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请填写沟通内容。", "max_length": "内容请不超过1000字，现有%(show_value)s字。"},
    )  # fmt: skip
    photo = forms.FileField(
        label="照片（可不传）", required=False, widget=PickFile(attrs={"accept": ".jpg,.jpeg,.png"}),
        help_text="JPG 或 PNG，不超过 20 MB",
    )  # fmt: skip


class UrgeForm(forms.Form):
    answer_by = _day("要求办结日期", "请填写要求办结日期。")
    text = forms.CharField(
        label="催办意见（可不填，印在催办函上）", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "催办意见请不超过500字，现有%(show_value)s字。"},
    )  # fmt: skip


class RemarkForm(forms.Form):
    note = forms.CharField(
        label="备注内容（只有交办机关看得到）", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明备注内容。", "max_length": "备注请不超过500字，现有%(show_value)s字。"},
    )  # fmt: skip
