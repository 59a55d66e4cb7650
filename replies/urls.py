"""Every address of the pages. The buttons' addresses come from views/doors.py, one for each verb."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from .views import (
    assigning,
    cases,
    contacts,
    drafting,
    handovers,
    health,
    inbox,
    intake,
    letters,
    opinion_forms,
    people,
    printing,
    refusals,
    scanned_forms,
    slips,
    stepping,
    typing_mode,
    workbench,
)
from .views.clock import notice, simulator, why
from .views.doors import DOORS

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("login/", login_not_required(people.SignIn.as_view()), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", people.ChangePassword.as_view(), name="password"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/read/", inbox.read, name="inbox-read"),
    path("inbox/read/", inbox.read_all, name="inbox-read-all"),
    path("help/workflow/", people.workflow, name="workflow"),
    path("intake/", intake.board, name="intake"),
    path("intake/file/", intake.file_several, name="intake-file"),
    path("intake/<int:pk>/decide/", intake.decide, name="intake-decide"),
    path("intake/typing/", typing_mode.typing, name="typing"),
    path("intake/typing/alike/", typing_mode.alike, name="typing-alike"),
    path("intake/typing/number/", typing_mode.number, name="typing-number"),
    path("proposals/", cases.cases, name="cases"),
    path("proposals/<int:pk>/", cases.case, name="case"),
    path("assigning/", assigning.desk, name="assigning"),
    path("assigning/new/", assigning.begin, name="handover-begin"),
    path("assigning/<int:pk>/", handovers.batch, name="handover"),
    path("assigning/<int:pk>/items/", assigning.plan, name="handover-plan"),
    path("assigning/<int:pk>/hand-over/", handovers.hand_over, name="handover-hand-over"),
    path("assigning/<int:pk>/change/", handovers.change, name="handover-change"),
    path("assigning/<int:pk>/drop/", handovers.drop, name="handover-drop"),
    path("assigning/<int:pk>/list.xlsx", handovers.in_excel, name="handover-excel"),
    path("refusals/", refusals.board, name="refusals"),
    path("replies/<int:pk>/", drafting.read, name="reply-read"),
    path("replies/<int:pk>/edit/", drafting.edit, name="reply-edit"),
    path("replies/<int:pk>/preview/", drafting.preview, name="reply-preview"),
    path("replies/<int:pk>/letter.pdf", letters.letter, name="reply-letter"),
    path("replies/<int:pk>/letter.docx", letters.letter_in_word, name="reply-word"),
    path("replies/<int:pk>/page-<int:number>.png", letters.letter_page, name="reply-page"),
    path("files/attachment/<int:pk>/", letters.attachment, name="attachment"),
    path("files/contact/<int:pk>/", contacts.photo, name="contact-photo"),
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
    path("assigning/list.pdf", slips.session_list, name="session-list"),
    path("assigning/<int:pk>/list.pdf", slips.handover_list, name="handover-list"),
    path("assignments/<int:pk>/slip.pdf", slips.assignment_slip, name="assignment-slip"),
    path("urgings/<int:pk>/slip.pdf", slips.urging_slip, name="urging-slip"),
    path("proposals/<int:pk>/notice.pdf", slips.proposal_notice, name="proposal-notice"),
    path("deadlines/<int:pk>/", why.why, name="deadline"),
    path("proposals/<int:pk>/deadline/", why.of_case, name="case-deadline"),
    path("clock/notice/", notice.holidays, name="clock-notice"),
    path("clock/reply-date/", notice.reply_date, name="clock-reply-date"),
    path("clock/simulator/", simulator.simulator, name="clock-simulator"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

for door in DOORS:
    name = door.model._meta.model_name
    folder = {"proposal": "proposals", "assignment": "assignments", "reply": "replies", "request": "requests"}[name]
    urlpatterns.append(
        path(
            f"{folder}/<int:pk>/{door.verb.replace('_', '-')}/",
            stepping.step,
            {"door": door},
            name=f"{name}-{door.verb}",
        )
    )
