"""The draft page: the letter being written, beside the page as it will print; and the pile of a reviewer."""

from __future__ import annotations

from base64 import b64encode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from replies.access import can, feedback_visible_to, form_holders, person
from replies.actions import replying
from replies.actions.errors import ActionError
from replies.forms.letter import LetterForm
from replies.models import Event, Reply
from replies.rules.lint import lint
from replies.rules.vocabulary import ReplyState

from .cases import buttons
from .letters import as_signed_today, pages_or_obstacle
from .pile import following, pile_of
from .stepping import attempt, find


def _draft(request: HttpRequest, pk: int) -> Reply:
    reply = find(Reply, request.user, pk)
    if not can(request.user, "save", reply):
        raise PermissionDenied("只有本单位起草人可以修改草稿。")
    return reply


@never_cache  # the back button must not bring up the words of an hour ago as if they were the draft
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; the two buttons save it, or save it and send it to the reviewer."""
    reply = _draft(request, pk)
    if reply.state != ReplyState.DRAFTING and request.method != "POST":
        return redirect("case", pk=reply.assignment.proposal_id)
    form = LetterForm(request.POST or None, reply=reply)
    if request.method == "POST" and form.is_valid():
        submitting = request.POST.get("then") == "submit"
        done = "已送审。" if submitting else "草稿已保存。"
        went, _ = attempt(request, form, lambda: _keep(request, reply, form, submitting), done, long_form=True)
        if went:
            case = reply.assignment.proposal_id
            return redirect("case", pk=case) if submitting else redirect("reply-edit", pk=reply.pk)
    page = {
        "reply": reply, "case": reply.assignment.proposal, "form": form, "today": localdate(),
        "returned": _last_opinion(reply), "override": request.POST.get("override", ""),
    }  # fmt: skip
    return render(request, "pages/replies/edit.html", page, status=422 if form.errors else 200)


def _keep(request: HttpRequest, reply: Reply, form: LetterForm, submitting: bool) -> None:
    at = now()
    data = form.cleaned_data
    replying.save(
        reply, content=form.content, layout=data["layout"], version=data["version"], by=request.user, at=at,
        overtaken=_saved_last(request, reply, form),
    )  # fmt: skip
    if submitting:
        replying.submit(reply, by=request.user, at=at, override=request.POST.get("override", ""))


def _saved_last(request: HttpRequest, reply: Reply, form: LetterForm) -> bool:
    """Did this very page, and no other window of the same person, do this person's last autosave?"""
    page = form.cleaned_data["page"]
    return bool(page) and request.session.get(f"draft-{reply.pk}") == page


def _remember(request: HttpRequest, reply: Reply, form: LetterForm) -> None:
    """Kept at once: the page may be saved by its button while the picture of the autosave is still being drawn."""
    if not _saved_last(request, reply, form):
        request.session[f"draft-{reply.pk}"] = form.cleaned_data["page"]
        request.session.save()


def _last_opinion(reply: Reply):
    """Why the draft came back, if it did."""
    return (
        Event.objects.filter(model="reply", object_id=reply.pk, verb="send_back").order_by("-id").first()
        if reply.state == ReplyState.DRAFTING
        else None
    )


@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """While one types: keep the words, draw the pages, list the findings. Bad input keeps the last good picture."""
    reply = _draft(request, pk)
    form = LetterForm(request.POST, reply=reply)
    if not form.is_valid():
        return _only_status(request, reply, [f for fields in form.errors.values() for f in fields])
    try:
        kept = replying.save(
            reply, content=form.content, layout=form.cleaned_data["layout"],
            version=form.cleaned_data["version"], by=request.user, at=now(), quietly=True,
            overtaken=_saved_last(request, reply, form),
        )  # fmt: skip
    except ActionError as error:
        return _only_status(request, reply, [str(error)])
    _remember(request, reply, form)
    drawn, obstacle = pages_or_obstacle(kept)
    page = {
        "pages": [b64encode(page).decode() for page in drawn],
        "obstacle": obstacle,
        "findings": lint(as_signed_today(kept)),
        "reply": kept,
    }
    return render(request, "pages/replies/preview.html", page)


def _only_status(request: HttpRequest, reply: Reply, problems: list[str]) -> HttpResponse:
    response = render(request, "pages/replies/unsaved.html", {"reply": reply, "problems": problems})
    return reswap(retarget(response, "#draft-status"), "outerHTML")


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter page by page at full size, with what this person may do now: 审核, 签发, 送达, 评价."""
    reply = find(Reply, request.user, pk)
    pile = pile_of(request.user)
    shown = buttons(reply, request.user)
    pages, obstacle = pages_or_obstacle(reply)
    page = {
        "reply": reply, "case": reply.assignment.proposal, "today": localdate(),
        "numbers": range(1, len(pages) + 1),
        "obstacle": obstacle,
        "buttons": shown,
        "my_delegate": person(request.user).delegate,
        "to_rate": any(button.door.verb == "rate" for button in shown),
        "ratings": feedback_visible_to(request.user).filter(reply=reply).select_related("delegate", "entered_by"),
        "findings": [] if reply.is_issued else lint(as_signed_today(reply)),
        "place": pile.index(reply.pk) + 1 if reply.pk in pile else None,
        "pile": len(pile),
        "following": following(reply.pk, pile),
        "has_forms": bool(form_holders(request.user, reply)),
    }  # fmt: skip
    return render(request, "pages/replies/read.html", page)
