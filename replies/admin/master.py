"""Master data: rights from the table in actions/master_data.py, and every change kept through its actions."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import TabularInline
from django.utils.timezone import now

from replies.access import person
from replies.actions import master_data
from replies.rules.workflow import Role

from .entry import BareChoices, EntryAdmin


class MasterAdmin(EntryAdmin):
    """Base of the master data forms; `viewers` may look at what they may not change."""

    viewers: frozenset[Role] = frozenset()

    def has_view_permission(self, request, obj=None) -> bool:
        return bool(self.who(request).roles & self.viewers) or self.has_change_permission(request, obj)

    def has_add_permission(self, request) -> bool:
        return master_data.may_maintain(self.who(request), self.model)

    def has_change_permission(self, request, obj=None) -> bool:
        return master_data.may_maintain(self.who(request), self.model, obj)

    def keep(self, request, form, formsets, change) -> Any:
        by, at = request.user, now()
        kept = master_data.save(form.instance, by=by, at=at, changes=self.changed(form))
        for formset in formsets:
            for row in formset.save(commit=False):
                master_data.save_part(row, of=kept, by=by, at=at)
            for row in formset.deleted_objects:
                master_data.remove_part(row, of=kept, by=by, at=at)
        return kept

    def changed(self, form) -> list[str]:
        """The names of the fields the person changed."""
        return form.changed_data


class PartInline(BareChoices, TabularInline):
    """Rows that live under another row; who maintains them is in the same table."""

    extra = 1

    def _may(self, request) -> bool:
        return master_data.may_maintain(person(request.user), self.model)

    def has_view_permission(self, request, obj=None) -> bool:
        return self._may(request)

    def has_add_permission(self, request, obj=None) -> bool:
        return self._may(request)

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
