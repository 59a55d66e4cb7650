"""A form sent after the sign-in has run out: what was typed is handed back, to be sent again once signed in."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import reswap, retarget

# Drawn anew on the page.
LEFT_OUT = ("csrfmiddlewaretoken",)
SHOWN = 40  # from this length on, a value is text that somebody may wish to copy, and no key of ours


class SignInRequired(LoginRequiredMiddleware):
    """Django's redirect would drop the words; a session ends after hours, often in the middle of a sentence."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        if "HX-Request" in request.headers:
            page = render(request, "pages/replies/signed_out.html", status=200)
            return reswap(retarget(page, "#draft-status"), "outerHTML")
        return _handed_back(request)


def _handed_back(request: HttpRequest) -> HttpResponse:
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in LEFT_OUT and "password" not in name
    ]
    page = {
        "long": [(name, value) for name, value in kept if len(value) > SHOWN],
        "short": [(name, value) for name, value in kept if len(value) <= SHOWN],
        "files": bool(request.FILES),
        "here": request.get_full_path(),
    }
    response = render(request, "pages/people/signed_out.html", page, status=401)
    response["Cache-Control"] = "private, no-store"
    return response
