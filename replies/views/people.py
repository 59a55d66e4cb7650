"""Signing in, the password, and what each role is for."""

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from replies.access import DESCRIPTIONS
from replies.rules.workflow import STEPS, Track


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "账号或密码不对，请重新输入；连续输错5次将锁定30分钟。",
        "inactive": "该账号已停用，请联系系统管理员。",
    }


class SignIn(LoginView):
    template_name = "pages/people/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class ChangePassword(PasswordChangeView):
    template_name = "pages/people/password.html"
    form_class = PasswordChangeForm
    success_url = reverse_lazy("workbench")

    def form_valid(self, form) -> HttpResponse:
        messages.success(self.request, "密码已修改。")
        return super().form_valid(form)


@require_safe
def workflow(request: HttpRequest) -> HttpResponse:
    """办理流程图 and the roles, drawn from the tables the system itself works by."""
    tracks = [(track, [step for step in STEPS.values() if step.track == track]) for track in Track]
    page = {"tracks": [pair for pair in tracks if pair[1]], "roles": DESCRIPTIONS.items()}
    return render(request, "pages/people/workflow.html", page)
