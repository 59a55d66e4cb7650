"""不予立案理由: the list each office keeps for itself."""

from __future__ import annotations

from django.contrib import admin

from replies.models import IntakeReason

from .master import MasterAdmin
from .sessions import assembly_field, own_assembly
from .site import site


@admin.register(IntakeReason, site=site)
class IntakeReasonAdmin(MasterAdmin):
    """A reason once used stays in the history in its words of then; one no longer wanted is put out of use."""

    list_display = ("code", "label", "use", "assembly", "active")
    list_filter = ("use", "active")
    list_select_related = ("assembly",)
    fields = ("assembly", ("code", "label"), "use", "source", "active")

    def get_queryset(self, request):
        return own_assembly(request, super().get_queryset(request), self)

    def get_readonly_fields(self, request, obj=None):
        return ("assembly",) if obj else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return assembly_field(self, db_field, request, super().formfield_for_foreignkey, **kwargs)
