"""What every entry form has in common: rights by role, saved once, refusals shown at the field, our own history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from replies.access import Person, person
from replies.actions.errors import ActionError, NotAllowed
from replies.models import Proposal
from replies.views.once import AlreadyDone, NoKey, once

from .timeline import Line, events_of

CLASH = "有人刚才也改动了这些数据，本次没有保存。请核对后重新保存。"


class _NotSaved(Exception):
    """The form was not valid: nothing was written, so its key is not spent either."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class RefusableForm(forms.ModelForm):
    """A form that can say what an action refused after the form itself had found nothing wrong."""

    refusal: Exception | None = None

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.refusal is None or self.errors:
            return
        field = getattr(self.refusal, "field", "")
        message = str(self.refusal) if isinstance(self.refusal, ActionError | NoKey) else CLASH
        self.add_error(field if field in self.fields else None, message)


class BareChoices:
    """Choices without the icons that lead to other forms: a clerk would only stray through them."""

    may_add_to: tuple[str, ...] = ()  # the choices that keep their plus sign

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField):
            widget = field.widget
            widget.can_change_related = widget.can_view_related = widget.can_delete_related = False
            widget.can_add_related = db_field.name in self.may_add_to and getattr(widget, "can_add_related", False)
        return field


class EntryAdmin(BareChoices, ModelAdmin):
    """Base of all entry forms. Subclasses say who may do what and which action keeps the data."""

    form = RefusableForm
    actions = None
    list_per_page = 20
    show_full_result_count = False
    view_on_site = False
    show_facets = ShowFacets.NEVER

    # --- rights -------------------------------------------------------------------------------

    def who(self, request: HttpRequest) -> Person:
        return person(request.user)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Nothing is deleted here: people and units are put out of use, cases are withdrawn."""
        return False

    # --- saving -------------------------------------------------------------------------------

    def keep(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> Any:
        """Call the actions that write what was entered, and return what they kept. Without any, a form is read-only."""
        raise PermissionDenied("这里只能查看，不能修改。")

    def save_model(self, request, obj, form, change) -> None:
        """A form never saves; keep() does, once everything has been checked."""

    def save_related(self, request, form, formsets, change) -> None:
        kept = self.keep(request, form, formsets, change)
        form.instance.pk = kept.pk
        form.instance.refresh_from_db()
        request.entry_saved = True

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)  # a class of its own for this request
        form.refusal = getattr(request, "entry_refusal", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Save in one transaction with the form's key. What goes wrong rolls back and shows the form again."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with once(request):
                response = super().changeform_view(request, object_id, form_url, extra_context)
                if not getattr(request, "entry_saved", False):
                    raise _NotSaved(response)
                return response
        except _NotSaved as unsaved:
            return unsaved.response
        except AlreadyDone as error:
            messages.warning(request, str(error))
            return redirect(self._url("change", object_id) if object_id else self._url("changelist"))
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except (ActionError, IntegrityError, NoKey) as error:
            request.entry_refusal = error
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        doing = "新增" if add else "修改" if self.has_change_permission(request, obj) else "查看"
        context.setdefault("heading", f"{doing}{self.opts.verbose_name}")
        return super().render_change_form(request, {**context, "title": context["heading"]}, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        context = {"title": str(self.opts.verbose_name_plural), **(extra_context or {})}
        return super().changelist_view(request, context)

    def _url(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    # --- our own history instead of Django's --------------------------------------------------

    def construct_change_message(self, request, form, formsets, add=False):
        return ""

    def log_addition(self, request, obj, message) -> None:
        """Actions record what happened (models/events.py); a second diary would only disagree with it."""

    log_change = log_addition

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, unquote(object_id))
        if thing is None or not self.has_view_or_change_permission(request, thing):
            raise Http404
        page = {
            **self.admin_site.each_context(request),
            "title": f"办理记录：{thing}" if isinstance(thing, Proposal) else f"修改记录：{thing}",
            "opts": self.opts,
            "object": thing,
            "lines": [Line(event) for event in events_of(request.user, thing)],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", page)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404
