"""The rows of the entry form: gathered here, checked by the actions' own checks, written by the actions."""

from __future__ import annotations

from django import forms
from django.contrib import admin

from replies.access import can
from replies.models import Proposal
from replies.rules.vocabulary import IntakeState
from replies.rules.workflow import STEPS

from .entry import BareChoices


def may_amend(request, proposal: Proposal | None) -> bool:
    """May this user enter or correct this item now?"""
    if proposal is None or proposal.pk is None:
        return can(request.user, "log", None)
    return can(request.user, "amend", proposal) and proposal.state in STEPS["amend"].sources


def may_assign(request, proposal: Proposal | None) -> bool:
    """May this user fill in unit rows on this form now?"""
    stored = proposal if proposal is not None and proposal.pk else None
    open_now = stored is None or stored.state == IntakeState.FILED  # a new one may be filed with the same click
    return open_now and can(request.user, "assign", stored)


class RowForm(forms.ModelForm):
    """A row that is checked as part of the whole and saved by an action: the row alone is not asked."""

    def validate_unique(self) -> None:
        """The formset looks for doubles; two rows may well change places."""

    def validate_constraints(self) -> None:
        """As above."""


class RowFormSet(forms.BaseInlineFormSet):
    def validate_unique(self) -> None:
        """The actions' own checks say it in better words."""

    def filled(self) -> list[forms.ModelForm]:
        """The rows that count, in the order of the page; a row ticked for removal does not."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE") and not form.errors
        ]


class CaseInline(BareChoices, admin.TabularInline):
    """Rows after which fieldset they stand is `after`; nothing but the actions removes one."""

    after: str
    hint = ""

    def has_view_permission(self, request, obj=None) -> bool:
        return True  # whoever reads the case reads its rows

    def has_add_permission(self, request, obj=None) -> bool:
        return may_amend(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
