"""Every address of the pages. The buttons' addresses come from views/doors.py, one for each verb."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from .views import (
    cases,
    drafting,
    health,
    letters,
    opinion_forms,
    people,
    printing,
    scanned_forms,
    stepping,
    workbench,
)
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
    path("replies/<int:pk>/letter.docx", letters.letter_in_word, name="reply-word"),
    path("replies/<int:pk>/page-<int:number>.png", letters.letter_page, name="reply-page"),
    path("files/attachment/<int:pk>/", letters.attachment, name="attachment"),
    path("files/evidence/<int:pk>/", letters.evidence, name="evidence"),
    path("print/", printing.room, name="print-room"),
    path("print/runs/", printing.runs, name="print-runs"),
    path("print/<int:pk>/", printing.run, name="print-run"),
    path("print/<int:pk>/progress/", printing.progress, name="print-progress"),
    path("print/<int:pk>/pile.pdf", printing.file, name="print-file"),
    path("print/<int:pk>/cancel/", printing.cancel, name="print-cancel"),
    path("print/<int:pk>/restart/", printing.restart, name="print-restart"),
    path("replies/<int:pk>/opinion-forms.pdf", opinion_forms.printed_forms, name="opinion-forms"),
    path("r/<str:code>/", opinion_forms.behind_the_code, name="delegate-page"),
    path("forms/scan/", scanned_forms.scans, name="scans"),
    path("forms/scans/<int:pk>/", scanned_forms.scan, name="scan"),
    path("forms/scans/<int:pk>/picture/", scanned_forms.picture, name="scan-picture"),
    path("forms/scans/<int:pk>/number/", scanned_forms.number, name="scan-number"),
    path("forms/scans/<int:pk>/discard/", scanned_forms.discard, name="scan-discard"),
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
