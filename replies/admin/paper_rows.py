"""附件: the papers that came with the item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from replies.forms.widgets import PickFile
from replies.models import Attachment
from replies.rules.files import checked_extension

from .case_rows import CaseInline, RowForm, RowFormSet


class AttachmentForm(RowForm):
    upload = forms.FileField(label="文件", widget=PickFile, error_messages={"empty": "这是空文件，请重新选择。"})

    class Meta:
        model = Attachment
        fields = ("upload",)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        try:
            checked_extension(upload.name, upload.size, upload)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return upload


class AttachmentFormSet(RowFormSet):
    def uploads(self) -> list[Any]:
        return [form.cleaned_data["upload"] for form in self.extra_forms if form in self.filled()]

    def clean(self) -> None:
        names = [upload.name for upload in self.uploads()]
        if len(set(names)) < len(names):
            raise ValidationError("同一个文件选了两次，请去掉一个。")


class AttachmentInline(CaseInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    fields = ("upload",)
    extra = 2
    after = "内容"
    hint = "PDF、Word、Excel、WPS 文件或 JPG、PNG 图片，每个不超过 20 MB。表单有错退回时，浏览器不保留已选的文件，须重新选择。"
    verbose_name = verbose_name_plural = "附件"

    @admin.display(description="文件")
    def upload(self, attachment: Attachment) -> str:
        """The column of a kept paper: its name, to open where this user may."""
        try:
            url = reverse("attachment", args=[attachment.pk])
        except NoReverseMatch:
            return attachment.name
        return format_html('<a href="{}">{}</a>', url, attachment.name)
