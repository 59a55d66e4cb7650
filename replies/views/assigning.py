"""交办: the table of items that wait for a unit. What is chosen here is a plan until the batch is handed over."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from replies.access import handovers_visible_to, person, visible_to
from replies.actions import handing_over
from replies.actions.errors import ActionError
from replies.forms.assigning import HandoverForm, PlanForm
from replies.models import Assignment, HandlingUnit, Handover, HandoverRow, Proposal, Session
from replies.rules.vocabulary import AssignmentRole, IntakeState
from replies.search.suggesting import Memory

from .stepping import attempt

ROWS = 50
IN_FRONT = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.JOINT, AssignmentRole.SEPARATE)


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """One session's items waiting for 交办, each with the two fields and the suggestion beside them."""
    sessions = waiting_sessions(request.user)
    session = _chosen(sessions, request.GET.get("session"))
    batches = handovers_visible_to(request.user).select_related("session__assembly", "made_by", "done_by")
    open_now = list(batches.filter(done_at=None, session=session)) if session else []
    batch = _chosen(open_now, request.GET.get("batch"))
    waiting = _waiting(request.user, session) if session else Proposal.objects.none()
    left_only = batch and request.GET.get("left")
    shown = waiting.exclude(_planned_in(batch)) if left_only else waiting
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    _lay_out(page, batch)
    return render(request, "pages/assigning/desk.html", {
        "sessions": sessions, "session": session, "batch": batch, "open_now": open_now, "page": page,
        "number": waiting.count(), "planned": waiting.filter(_planned_in(batch)).count() if batch else 0,
        "left_only": left_only, "query": _query(request), "units": _unit_names(),
        "form": _batch_form(request.user, session), "batches": _counted(batches)[:10], "today": localdate(),
    })  # fmt: skip


def waiting_sessions(user) -> list[Session]:
    """The sessions whose items this user may give out, those with items waiting first, each with their number."""
    who = person(user)
    if not who.dispatches:
        raise PermissionDenied("“交办”由人大、政协办事机构和政府办（督查室）使用。")
    mine = Session.objects.select_related("assembly")
    if not who.sees_all:
        mine = mine.filter(assembly__body__in=who.bodies)
    waiting = Count("proposals", filter=Q(proposals__in=_not_assigned()))
    counted = list(mine.annotate(waiting=waiting).order_by("-opened_on", "assembly", "pk"))
    return sorted(counted, key=lambda session: session.waiting == 0)


def _not_assigned() -> QuerySet[Proposal]:
    given = Assignment.objects.live().filter(proposal=OuterRef("pk"))
    return Proposal.objects.filter(~Exists(given), state=IntakeState.FILED)


def _waiting(user, session: Session) -> QuerySet[Proposal]:
    return (
        visible_to(user)
        .filter(pk__in=_not_assigned().filter(session=session).values("pk"))
        .select_related("session__assembly")
        .prefetch_related("sponsor_set__delegate")
        .defer("text", "text_handed_in")
        .order_by("timing", "serial", "pk")
    )


def _planned_in(batch: Handover | None) -> Q:
    return Q(pk__in=HandoverRow.objects.filter(handover=batch).values("proposal"))


def _chosen(found: list, pk: str | None):
    """The one asked for, else the first."""
    return next((one for one in found if str(one.pk) == pk), found[0] if found else None)


def _lay_out(page: Page, batch: Handover | None) -> None:
    """Beside each item of the page: what is planned for it, and which units might take it."""
    if not page.object_list:
        return
    page.object_list = list(page.object_list)
    planned = _planned_rows([item.pk for item in page.object_list])
    memory = Memory.read()
    for item in page.object_list:
        rows = planned.get(item.pk, [])
        item.elsewhere = next((row.handover for row in rows if row.handover_id != (batch and batch.pk)), None)
        item.plan = Plan([row for row in rows if row.handover_id == (batch and batch.pk)])
        item.suggestions = memory.suggest(item)


def _planned_rows(items: list[int]) -> dict[int, list[HandoverRow]]:
    rows = HandoverRow.objects.filter(proposal__in=items, handover__done_at=None, assignment=None)
    found: dict[int, list[HandoverRow]] = {}
    for row in rows.select_related("unit", "handover").order_by("place", "pk"):
        found.setdefault(row.proposal_id, []).append(row)
    return found


class Plan:
    """What stands in the two fields of a row."""

    def __init__(self, rows: list[HandoverRow]) -> None:
        self.rows = rows
        self.separate = any(row.role == AssignmentRole.SEPARATE for row in rows)
        self.lead = "、".join(row.unit.name for row in rows if row.role in IN_FRONT)
        self.co = "、".join(row.unit.name for row in rows if row.role == AssignmentRole.CO)

    @property
    def in_words(self) -> str:
        """独办, or 主办、会办 … with how many units."""
        if not self.rows:
            return ""
        return f"{self.rows[0].get_role_display()}{f'，共{len(self.rows)}家' if len(self.rows) > 1 else ''}"

    @property
    def front_in_words(self) -> str:
        """县教育局、县水务局（联合主办）."""
        front = [row for row in self.rows if row.role in IN_FRONT]
        marked = (AssignmentRole.JOINT, AssignmentRole.SEPARATE)
        return "、".join(
            f"{row.unit}（{row.get_role_display()}）" if row.role in marked else f"{row.unit}" for row in front
        )

    @property
    def whole(self) -> str:
        """All units, where the two fields are too narrow to show them."""
        return "；".join(filter(None, [self.front_in_words, self.co])) if len(self.rows) > 1 else ""


def _unit_names() -> list[str]:
    return list(HandlingUnit.objects.filter(active=True).values_list("name", flat=True))


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _batch_form(user, session: Session | None, data=None) -> HandoverForm:
    sessions = Session.objects.filter(pk__in=[one.pk for one in waiting_sessions(user)])
    name = f"{localdate().year}年{session}集中交办" if session else ""
    return HandoverForm(data, sessions=sessions, initial={"session": session, "name": name})


def _counted(batches: QuerySet[Handover]) -> QuerySet[Handover]:
    return batches.annotate(
        items=Count("rows__proposal", distinct=True),
        left=Count("rows__proposal", filter=Q(rows__assignment=None), distinct=True),
    )


# --- the plan -----------------------------------------------------------------------------------


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new batch; from then on what is chosen in a row is kept in it."""
    form = _batch_form(request.user, None, request.POST)
    if form.is_valid():
        went, batch = attempt(
            request, form, lambda: handing_over.begin(by=request.user, at=now(), **form.cleaned_data), "批次已建立。"
        )
        if went:
            query = f"?session={batch.session_id}&batch={batch.pk}" if batch else ""
            return redirect(reverse("assigning") + query)
    return render(request, "pages/assigning/begin.html", {"form": form}, status=422)


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one row, as soon as something in it is changed. What is wrong is said in the row."""
    batch = _find(request, pk)
    number = request.POST.get("item", "")
    items = visible_to(request.user).prefetch_related("assignments")
    proposal = get_object_or_404(items, pk=number if number.isdecimal() else None)
    form = PlanForm(request.POST)
    said = {"item": proposal, "at": now(), "today": localdate()}
    if not form.is_valid():
        return _row(request, said | {"problem": " ".join(error for errors in form.errors.values() for error in errors)})
    try:
        parts = handing_over.parts_named(**_named(form))
        handing_over.plan(batch, proposal, parts, by=request.user)
        if request.POST.get("back") == "batch":
            return redirect("handover", pk=batch.pk)
    except ActionError as error:
        return _row(request, said | {"problem": str(error)})
    rows = list(batch.rows.filter(proposal=proposal).select_related("unit").order_by("place"))
    planned = batch.rows.values("proposal").distinct().count()
    return _row(request, said | {"kept": Plan(rows), "planned": planned})


def _named(form: PlanForm) -> dict:
    data = form.cleaned_data
    return {"answering": data["lead"], "co": data["co"], "separate": data["separate"]}


def _row(request: HttpRequest, said: dict) -> HttpResponse:
    return render(request, "pages/assigning/row_status.html", said)


def _find(request: HttpRequest, pk: int) -> Handover:
    batches = handovers_visible_to(request.user).select_related("session__assembly", "made_by", "done_by")
    return get_object_or_404(batches, pk=pk)
