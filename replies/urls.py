"""Every address of the pages. The buttons' addresses come from views/doors.py, one for each verb."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from .views import cases, drafting, health, letters, people, stepping, workbench
from .views.doors import DOORS

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("login/", login_not_required(people.SignIn.as_view()), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", people.ChangePassword.as_view(), name="password"),
    path("help/workflow/", people.workflow, name="workflow"),
    path("proposals/", cases.cases, name="cases"),
    path("proposals/<int:pk>/", cases.case, name="case"),
    path("replies/<int:pk>/", drafting.read, name="reply-read"),
    path("replies/<int:pk>/edit/", drafting.edit, name="reply-edit"),
    path("replies/<int:pk>/preview/", drafting.preview, name="reply-preview"),
    path("replies/<int:pk>/letter.pdf", letters.letter, name="reply-letter"),
    path("replies/<int:pk>/page-<int:number>.png", letters.letter_page, name="reply-page"),
    path("files/attachment/<int:pk>/", letters.attachment, name="attachment"),
    path("files/evidence/<int:pk>/", letters.evidence, name="evidence"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

for door in DOORS:
    name = door.model._meta.model_name
    folder = {"proposal": "proposals", "assignment": "assignments", "reply": "replies"}[name]
    urlpatterns.append(
        path(
            f"{folder}/<int:pk>/{door.verb.replace('_', '-')}/",
            stepping.step,
            {"door": door},
            name=f"{name}-{door.verb}",
        )
    )
