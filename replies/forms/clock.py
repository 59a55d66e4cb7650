"""The year's notices, and the question of the simulator."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import QuerySet

from replies.models import Session
from replies.reports.simulation import CODES, Supposed
from replies.rules.holiday_notice import NoticeDay, WrongLines, read
from replies.rules.vocabulary import CountUnit, RuleCode

from .widgets import PickFile

LARGEST = 100_000  # bytes; a year's notice is a page
ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets of our offices write
DAY_MESSAGES = {"required": "请填写日期。", "invalid": "日期写法不对，例如 2026-08-31。"}


def _day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class YearForm(forms.Form):
    """Which year's notice."""

    year = forms.IntegerField(
        label="年份", min_value=2015, max_value=2099, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写年份。", "invalid": "年份是四位数字，例如 2027。"},
    )  # fmt: skip


class HolidayForm(forms.Form):
    """The days of one year, typed or brought in a file."""

    lines = forms.CharField(
        label="放假和调休上班的日子", required=False, max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16, "class": "notice-lines", "spellcheck": "false"}),
        help_text="一行一天，或连续几天，例如“2027-01-01 放假 元旦”“2027-02-05至2027-02-11 放假 春节”“2027-01-30 上班 春节调休”。",
    )  # fmt: skip
    file = forms.FileField(
        label="或上传 CSV 文件（代替上面的内容）", required=False, widget=PickFile(attrs={"accept": ".csv,.txt"}),
        help_text="三列：日期、放假或上班、名称。", error_messages={"empty": "所选文件是空的，请重新选择。"},
    )  # fmt: skip

    def __init__(self, *args, year: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.days: tuple[NoticeDay, ...] = ()

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        try:
            text = _text_of(upload) if upload else cleaned.get("lines", "")
            self.days = read(text, self.year)
        except WrongLines as error:
            self.add_error("file" if upload else "lines", error.messages)
        except ValueError as error:
            self.add_error("file", str(error))
        return cleaned


def _text_of(upload) -> str:
    """The file as text; spreadsheets quote fields, and a field of ours never needs it."""
    if upload.size > LARGEST:
        raise ValueError("文件太大，一年的安排不会超过一页，请核对是否选错了文件。")
    raw = upload.read()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding).replace('"', "")
        except UnicodeDecodeError:
            continue
    raise ValueError("文件不是文本格式。请在表格软件里另存为 CSV 后再上传。")


class ReplyDateForm(forms.Form):
    """The 交办通知's one date for a session."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label="届次", empty_label="请选择", error_messages={"required": "请选择届次。"}
    )
    day = forms.DateField(
        label="统一答复期限", required=False, widget=_day_input(), error_messages=DAY_MESSAGES,
        help_text="交办通知写明“会议期间的件统一于某日前答复”的，填那一天；通知取消的，留空。",
    )  # fmt: skip

    def __init__(self, *args, sessions: QuerySet[Session], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]


class SimulationForm(forms.Form):
    """If this were the rule, who would be late on that day?"""

    session = forms.ModelChoiceField(
        Session.objects.none(), label="届次", empty_label="全部届次", required=False,
    )  # fmt: skip
    code = forms.ChoiceField(label="事项", choices=[(code.value, RuleCode(code).label) for code in CODES])
    amount = forms.IntegerField(
        label="按规则：数量", required=False, min_value=1, max_value=400,
        error_messages={"invalid": "数量请填整数。", "min_value": "数量至少是1。", "max_value": "数量请不超过400。"},
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="单位", required=False,
        choices=[(unit.value, unit.label) for unit in CountUnit if unit != CountUnit.DATE],
        initial=CountUnit.MONTH,
    )  # fmt: skip
    fixed = forms.DateField(label="或按固定日期", required=False, widget=_day_input(), error_messages=DAY_MESSAGES)
    as_of = forms.DateField(label="看到哪一天", widget=_day_input(), error_messages=DAY_MESSAGES)

    def __init__(self, *args, sessions: QuerySet[Session], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("amount")) == bool(cleaned.get("fixed")):
            self.add_error("amount", "请填一个数量，或填一个固定日期，二者只填一个。")
        return cleaned

    @property
    def supposed(self) -> Supposed:
        values = self.cleaned_data
        if values["fixed"]:
            return Supposed(fixed=values["fixed"])
        return Supposed(values["amount"], values["unit"] or str(CountUnit.MONTH))

    @property
    def in_words(self) -> str:
        """如果答复的期限是4个月 / 固定为2026年8月31日."""
        values = self.cleaned_data
        label = RuleCode(values["code"]).label
        if values["fixed"]:
            return f"如果“{label}”的期限固定为{_chinese(values['fixed'])}"
        return f"如果“{label}”的期限是{values['amount']}{CountUnit(self.supposed.unit).label}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
