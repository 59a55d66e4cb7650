"""The year's notices: first what would move, nothing written; then the confirmation."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from replies.access import person, visible_to
from replies.actions import redating
from replies.actions.errors import NotNow, Refused
from replies.forms.clock import HolidayForm, ReplyDateForm, YearForm
from replies.models import CalendarDay, Session
from replies.models.calendar import legal_days, official_days
from replies.rules.holiday_notice import NoticeDay, written
from replies.views.stepping import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """放假安排 of one year."""
    _allow(request)
    years = YearForm(request.POST if request.method == "POST" else request.GET or None)
    year = years.cleaned_data["year"] if years.is_valid() else localdate().year + 1
    if not years.is_bound:
        years = YearForm(initial={"year": year})
    lines, origin = _prefilled(year)
    if request.method != "POST":
        form = HolidayForm(year=year, initial={"lines": lines})
        return _page(request, "holidays", form, years=years, year=year, origin=origin)
    form = HolidayForm(request.POST, request.FILES, year=year)
    plan, done = _work(request, form, lambda: redating.plan_calendar(year, form.days))
    if done:
        return redirect(f"{reverse('clock-notice')}?year={year}")
    if plan and not form.errors:  # show what was read, from whichever source
        form = HolidayForm(year=year, initial={"lines": written(form.days)})
    carried = [("year", year), ("lines", written(plan.notice.days))] if plan else []
    return _page(request, "holidays", form, plan=plan, carried=carried, years=years, year=year, origin=origin)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_date(request: HttpRequest) -> HttpResponse:
    """The 交办通知's one reply date of a session."""
    _allow(request)
    sessions = _sessions(request)
    if request.method != "POST":
        form = ReplyDateForm(sessions=sessions)
        return _page(request, "reply_date", form, sessions=sessions)
    form = ReplyDateForm(request.POST, sessions=sessions)
    plan, done = _work(request, form, lambda: redating.plan_fixed(**_chosen(form)))
    if done:
        return redirect("clock-reply-date")
    carried = [("session", plan.notice.session.pk), ("day", plan.new)] if plan else []
    return _page(request, "reply_date", form, plan=plan, carried=carried, sessions=sessions)


def _chosen(form: ReplyDateForm) -> dict:
    return {"session": form.cleaned_data["session"], "day": form.cleaned_data["day"]}


def _allow(request: HttpRequest) -> None:
    if not redating.may_enter(person(request.user)):
        raise PermissionDenied("放假安排和统一答复期限由交办机关的经办人或系统管理员录入。")


def _sessions(request: HttpRequest) -> QuerySet[Session]:
    """The sessions whose reply date this person may set."""
    who = person(request.user)
    mine = [row.pk for row in Session.objects.select_related("assembly") if redating.may_enter(who, row)]
    return Session.objects.filter(pk__in=mine).select_related("assembly")


def _prefilled(year: int) -> tuple[str, str]:
    """The lines to start from, and where they come from."""
    stored = CalendarDay.objects.filter(day__year=year)
    days = [NoticeDay(row.day, row.is_working, row.name) for row in stored]
    if days:
        return written(days), "stored"
    shipped = [NoticeDay(day, works, name) for day, (works, name) in official_days(year).items()]
    if shipped:
        return written(shipped), "shipped"
    return written(NoticeDay(day, False, name) for day, name in legal_days(year).items()), "legal"


def _work(request: HttpRequest, form: Form, draw: Callable[[], redating.Plan]) -> tuple[redating.Plan | None, bool]:
    """The plan as it is now, and whether it was confirmed and carried out."""
    plan = _drawn(form, draw) if form.is_valid() else None
    if plan is None or "digest" not in request.POST:
        return plan, False

    def act() -> redating.Plan:
        if request.POST["digest"] != plan.digest:
            raise NotNow(redating.CHANGED)
        return redating.apply(plan, by=request.user, at=now())

    done, _ = attempt(request, form, act, f"{plan.notice}已录入，{len(plan.moves)}个期限已调整。", long_form=True)
    return (plan, True) if done else (_drawn(form, draw), False)


def _drawn(form: Form, draw: Callable[[], redating.Plan]) -> redating.Plan | None:
    try:
        return draw()
    except Refused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def _page(request: HttpRequest, name: str, form: Form, *, plan: redating.Plan | None = None, **more) -> HttpResponse:
    page = {"form": form, "tab": name, "may_enter": True, "today": localdate(), "plan": plan, **more}
    if plan:  # the holidays are everybody's, the cases of the other body are not
        readable = set(visible_to(request.user).values_list("pk", flat=True))
        page["moves"] = [move for move in plan.moves if move.deadline.assignment.proposal_id in readable]
        page["elsewhere"] = len(plan.moves) - len(page["moves"])
    return render(request, f"pages/clock/{name}.html", page, status=422 if form.errors else 200)
