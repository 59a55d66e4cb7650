"""审查立案: everything that waits to be filed on one screen, decided in place or several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from replies.access import person, visible_to
from replies.actions import intake
from replies.actions.errors import ActionError
from replies.models import Cosigning, Proposal, Session
from replies.rules.vocabulary import CosigningState, IntakeState
from replies.search.titles import Alike, Titles, comparable

from .cases import buttons
from .once import AlreadyDone, NoKey, once
from .stepping import find

MOST = 100  # rows on the board; the rest moves up as these are decided
DECIDED_HERE = ("return", "convert", "merge")


def check_clerk(request: HttpRequest) -> None:
    """Only the office of an assembly takes items in."""
    if not person(request.user).bodies:
        raise PermissionDenied("登记和审查立案由人大代表工委、政协提案委的经办人办理。")


@dataclass(frozen=True)
class Row:
    case: Proposal
    alike: list[Alike]
    unsigned: list[Cosigning]  # invitations nobody has answered; they do not hinder the filing


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """待立案, oldest first."""
    check_clerk(request)
    waiting = _waiting(request.user)
    titles = cache(_titles)
    rows = [Row(case, titles(case.session).like(case.title, but=case.pk), _unsigned(case)) for case in waiting[:MOST]]
    page = {"rows": rows, "total": waiting.count(), "today": localdate()}
    return render(request, "pages/intake/board.html", page)


def _waiting(user: Any) -> QuerySet[Proposal]:
    return (
        visible_to(user)
        .filter(state=IntakeState.LOGGED, session__assembly__body__in=person(user).bodies)
        .select_related("session__assembly")
        .prefetch_related("sponsor_set__delegate__assembly", "cosignings__delegate")
        .order_by("received_on", "pk")
    )


def _titles(session: Session) -> Titles:
    return Titles(comparable(session))


def _unsigned(case: Proposal) -> list[Cosigning]:
    return [row for row in case.cosignings.all() if row.state == CosigningState.INVITED]


@require_safe
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The forms of one row for everything but filing, fetched when the row is opened."""
    check_clerk(request)
    case = find(Proposal, request.user, pk)
    shown = [button for button in buttons(case, request.user) if button.door.verb in DECIDED_HERE]
    for button in shown:
        button.form.auto_id = f"{button.door.verb}-{case.pk}-%s"
    return render(request, "pages/intake/decide.html", {"case": case, "buttons": shown})


@require_POST
def file_several(request: HttpRequest) -> HttpResponse:
    """立案 for every ticked row; one that cannot be filed any more is named, the others stay done."""
    check_clerk(request)
    ticked = [int(pk) for pk in request.POST.getlist("cases") if pk.isdecimal()][:MOST]
    cases = list(_waiting(request.user).filter(pk__in=ticked))
    if not cases:
        messages.warning(request, "没有选中待立案的件，请先勾选。")
        return redirect("intake")
    try:
        with once(request):
            failed = _each(cases, lambda case: intake.file(case, by=request.user, at=now()))
    except (AlreadyDone, NoKey) as error:
        messages.warning(request, str(error))
        return redirect("intake")
    if done := len(cases) - len(failed):
        messages.success(request, f"已立案{done}件。")
    for case, reason in failed:
        messages.warning(request, f"{case.case_number}《{case.title}》没有立案：{reason}")
    return redirect("intake")


def _each(cases: Sequence[Proposal], act: Callable[[Proposal], Any]) -> list[tuple[Proposal, str]]:
    """Each by itself, in the savepoint its action opens; those that were refused, with the reason."""
    failed = []
    for case in cases:
        try:
            act(case)
        except ActionError as error:
            failed.append((case, str(error)))
    return failed
