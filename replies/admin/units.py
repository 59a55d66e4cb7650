"""承办单位 and the number series of their letters."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import ValidationError

from replies.actions import master_data
from replies.actions.errors import Refused
from replies.models import DocumentSeries, HandlingUnit
from replies.rules.workflow import ASSEMBLY_CLERKS

from .entry import RefusableForm
from .master import MasterAdmin
from .site import site


class UnitForm(RefusableForm):
    def clean_seal(self):
        seal = self.cleaned_data["seal"]
        image = getattr(seal, "image", None)  # only a new upload carries one
        if image is not None and image.format != "PNG":
            raise ValidationError("印章图片请用透明底的 PNG 文件。")
        return seal


@admin.register(HandlingUnit, site=site)
class HandlingUnitAdmin(MasterAdmin):
    form = UnitForm
    viewers = frozenset(ASSEMBLY_CLERKS)
    list_display = ("name", "printed_name", "document_code", "letter_code", "contact_name", "contact_phone", "active")
    list_filter = ("active",)
    search_fields = ("name", "printed_name")
    search_help_text = "按单位名称查找"
    fieldsets = (
        (None, {"fields": ("name", "printed_name", ("active", "order"))}),
        ("公文格式", {"fields": ("layout", "letterhead", ("document_code", "letter_code"), "seal")}),
        ("联系人", {"fields": (("contact_name", "contact_phone"),)}),
        ("交办", {"fields": ("leader", "keywords")}),
    )

    def get_search_results(self, request, queryset, search_term):
        """The type-ahead offers only units in use; old units stay findable in the list."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.filter(active=True)
        return found, duplicates


class SeriesForm(RefusableForm):
    def clean_last(self):
        last = self.cleaned_data["last"]
        if self.instance.pk and last is not None:
            try:
                master_data.check_series(DocumentSeries(code=self.instance.code, year=self.instance.year, last=last))
            except Refused as error:
                raise ValidationError(str(error)) from error
        return last


@admin.register(DocumentSeries, site=site)
class DocumentSeriesAdmin(MasterAdmin):
    """How far a series stood before this system took it over; never below what is on paper."""

    form = SeriesForm
    list_display = ("code", "year", "last")
    list_filter = ("year",)
    search_fields = ("code",)
    search_help_text = "按机关代字查找"
    fields = ("code", "year", "last")

    def get_readonly_fields(self, request, obj=None):
        return ("code", "year") if obj else ()
