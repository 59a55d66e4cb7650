"""Scanned 征询意见表: handing in the files, typing a number, putting a page aside, entering the rating."""

from django import forms

from .steps import RatingForm
from .widgets import PickFile


class PickFiles(PickFile):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; gives a list of them."""

    widget = PickFiles

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class ScanUploadForm(forms.Form):
    files = FilesField(
        label="扫描件", help_text="可以一次选多个：扫描仪得到的 PDF（一份里可有多页），或手机拍的 JPG、PNG；每个不超过 20 MB",
        error_messages={"required": "请选择扫描件。", "empty": "所选文件是空的，请重新选择。"},
        widget=PickFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The number below the QR code, typed by a clerk."""

    code = forms.CharField(
        label="编号", max_length=30, error_messages={"required": "请输入二维码下面的编号。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "例如 1234 5678 9014"}),
    )  # fmt: skip


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label="作废原因", max_length=200, error_messages={"required": "请写明作废原因。"},
        widget=forms.TextInput(attrs={"placeholder": "例如：误扫、重复、字迹不清需重扫"}),
    )  # fmt: skip


class ScanEntryForm(RatingForm):
    """What stands on the paper. The delegate, the channel and the evidence are those of the page itself."""

    reason = forms.CharField(
        label="代录原因", max_length=200, initial="交回纸质征询意见表",
        error_messages={"required": "请写明代录原因，例如：交回纸质征询意见表。"},
    )  # fmt: skip
