"""工作台: what this person has to do today, in order of urgency, and where their cases stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from replies.access import Person, person, visible_to
from replies.forms.filters import BOXES
from replies.models import Assignment, Cosigning, Event, Feedback, Proposal, Reply, UrgingSlip
from replies.rules.timing import chinese_day
from replies.rules.vocabulary import (
    LIVE_STATES,
    AssignmentRole,
    CosigningState,
    ReplyKind,
    ReplyState,
    RequestState,
    Stage,
)
from replies.rules.workflow import STEPS, Role

from .clock.periods import mark_unsure
from .refusals import undecided

MOST = 50  # rows on the desk; more than that is a list, not a day's work
FAR = date.max
SIGNABLE = STEPS["confirm_cosigning"].sources


@dataclass(frozen=True)
class Task:
    """One thing to do: which case, by when, and the one button for it."""

    case: Proposal
    due: date | None
    remark: str
    label: str
    url: str


@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    who = person(request.user)
    tasks = sorted(_tasks(request.user, who), key=lambda task: (task.due or FAR, task.case.pk))
    mark_unsure([(task.case, task.due) for task in tasks[:MOST]], who.outlook["units"])
    counts = _counts(request.user, who)
    page = {
        "tasks": tasks[:MOST],
        "total": len(tasks),
        "counts": counts,
        "running": sum(line.number for line in counts if line.stage in BOXES["open"]),
        "answered": sum(line.number for line in counts if line.stage in BOXES["answered"]),
        "today": localdate(),
    }
    return render(request, "pages/workbench.html", page)


def _tasks(user, who: Person) -> Iterator[Task]:
    if who.bodies or Role.GOVERNMENT_CLERK in who.roles:
        yield from _clerk_tasks(user, who)
        yield from _request_tasks(user)
    if who.all_units:
        yield from _unit_tasks(who)
        yield from _opinion_tasks(who)
    if who.delegate:
        yield from _delegate_tasks(who)
    if Role.LEADER in who.roles:
        yield from _late_cases(user)


def _clerk_tasks(user, who: Person) -> Iterator[Task]:
    """登记 → 立案 → 交办, and 不满意 → 重新办理. The government office only assigns."""
    stages = {Stage.FILED: ("去交办", "已立案，待交办")}
    if who.bodies:
        stages |= {
            Stage.LOGGED: ("去立案", "已登记，待审查立案"),
            Stage.UNSATISFIED: ("重新办理", "正式评价不满意"),
        }
    waiting = visible_to(user).for_list().filter(stage__in=stages)
    for case in waiting.order_by("received_on", "pk")[:MOST]:
        label, remark = stages[Stage(case.stage)]
        yield Task(case, case.due_now, remark, label, reverse("case", args=[case.pk]))


def _request_tasks(user) -> Iterator[Task]:
    """What units asked for and nobody has answered yet."""
    for asked in undecided(user).order_by("due_on", "pk")[:MOST]:
        label, waits = ("去裁定", "待裁定") if asked.state == RequestState.ARBITRATION else ("去答复", "待答复")
        remark = f"{asked.assignment.unit}{asked.get_kind_display()}，{waits}"
        yield Task(asked.assignment.proposal, asked.due_on, remark, label, reverse("refusals"))


def _unit_tasks(who: Person) -> Iterator[Task]:
    waiting = (
        Assignment.objects.live()
        .filter(unit__in=who.all_units, proposal__state__in=["filed", "merged"])
        .with_progress()
        .filter(stage__in=[Stage.ASSIGNED, Stage.DRAFTING, Stage.SUBMITTED, Stage.APPROVED, Stage.SIGNED])
        .select_related("proposal__session__assembly", "unit", "current_reply")
        .order_by("due_now", "pk")
    )
    returned = _returned([row.current_reply_id for row in waiting])
    urged = _urged([row.pk for row in waiting])
    for row in waiting:
        if task := _unit_task(row, who, returned):
            yield replace(task, remark=f"{task.remark} · {urged[row.pk]}") if row.pk in urged else task


def _unit_task(row: Assignment, who: Person, returned: dict[int, str]) -> Task | None:
    """What a unit's part of a case asks of this person, if it asks anything."""
    role, label = {
        Stage.ASSIGNED: (Role.DRAFTER, "去签收"),
        Stage.DRAFTING: (Role.DRAFTER, "去起草"),
        Stage.SUBMITTED: (Role.REVIEWER, "去审核"),
        Stage.APPROVED: (Role.SIGNER, "去签发"),
        Stage.SIGNED: (Role.DRAFTER, "登记送达"),
    }[Stage(row.stage)]
    if row.unit_id not in who.units[role]:
        return None
    if row.follows_id and row.stage == Stage.ASSIGNED:  # it is accepted with the main item
        return None
    remark = row.get_role_display()
    if row.gives_opinion:
        remark = "待报会办意见"
        label = "报意见" if row.stage == Stage.DRAFTING else label
    url = reverse("case", args=[row.proposal_id])
    reply = row.current_reply
    if reply and reply.state == ReplyState.DRAFTING:
        label, url = "继续起草", reverse("reply-edit", args=[reply.pk])
        if reply.pk in returned:
            label, remark = "修改", f"审核退回：{returned[reply.pk]}"
    elif reply and role in (Role.REVIEWER, Role.SIGNER):
        url = reverse("reply-read", args=[reply.pk])
    return Task(row.proposal, row.due_now, remark, label, url)


def _urged(parts: list[int]) -> dict[int, str]:
    """Which of these parts were urged, and until when the office wants them done."""
    slips = UrgingSlip.objects.filter(assignment__in=parts).order_by("id")
    return {slip.assignment_id: f"已催办，要求{chinese_day(slip.answer_by)}前办结" for slip in slips}


def _opinion_tasks(who: Person) -> Iterator[Task]:
    """会办意见 that other units have sent to a lead unit, for its drafters to take or return."""
    led = Assignment.objects.live().filter(role=AssignmentRole.LEAD, unit__in=who.units[Role.DRAFTER])
    sent = Reply.objects.filter(
        kind=ReplyKind.CO_OPINION, state=ReplyState.DELIVERED,
        assignment__state__in=LIVE_STATES, assignment__proposal__in=led.values("proposal"),
    ).select_related("assignment__proposal__session__assembly", "assignment__unit")  # fmt: skip
    due = {part.proposal_id: part.due_on for part in led.filter(proposal__in=[s.assignment.proposal_id for s in sent])}
    for opinion in sent.order_by("delivered_on", "pk"):
        case = opinion.assignment.proposal
        remark = f"{opinion.assignment.unit}已报送会办意见，待接收"
        yield Task(case, due[case.pk], remark, "去接收", reverse("reply-read", args=[opinion.pk]))


def _returned(drafts: list[int | None]) -> dict[int, str]:
    """Which drafts came back from review, and why."""
    events = Event.objects.filter(model="reply", object_id__in=drafts, verb="send_back").order_by("id")
    return {event.object_id: event.note for event in events}


def _invitations(who: Person) -> Iterator[Task]:
    """Items this delegate is asked to co-sign."""
    asked = Cosigning.objects.filter(
        delegate=who.delegate, state=CosigningState.INVITED, until__gte=localdate(), proposal__state__in=SIGNABLE
    )
    for row in asked.select_related("proposal__session__assembly").prefetch_related("proposal__sponsor_set__delegate"):
        lead = row.proposal.ordered_sponsors()[0]
        remark = f"{lead.name}请您联名，{row.until.month}月{row.until.day}日前确认"
        yield Task(row.proposal, row.until, remark, "去确认", reverse("case", args=[row.proposal_id]))


def _delegate_tasks(who: Person) -> Iterator[Task]:
    yield from _invitations(who)
    mine = Feedback.objects.filter(delegate=who.delegate).values("reply")
    waiting = (
        Reply.objects.filter(
            kind=ReplyKind.REPLY, state=ReplyState.DELIVERED, assignment__proposal__sponsors=who.delegate
        )
        .exclude(pk__in=mine)
        .select_related("assignment__proposal__session__assembly", "assignment__unit")
        .order_by("delivered_on", "pk")
    )
    for reply in waiting:
        remark = f"{reply.assignment.unit}已答复"
        yield Task(reply.assignment.proposal, None, remark, "阅读并评价", reverse("reply-read", args=[reply.pk]))


def _late_cases(user) -> Iterator[Task]:
    for case in visible_to(user).for_list().overdue(localdate()).order_by("due_now", "pk")[:MOST]:
        units = "、".join(row.unit.name for row in case.assignments.all() if row.is_live and row.answers)
        yield Task(case, case.due_now, units, "查看", reverse("case", args=[case.pk]))


@dataclass(frozen=True)
class CountLine:
    stage: Stage
    number: int


def _counts(user, who: Person) -> list[CountLine]:
    """Where this person's cases stand, each number the length of the list it opens."""
    rows = visible_to(user).with_progress(**who.outlook).order_by().values_list("stage").annotate(number=Count("pk"))
    numbers = dict(rows)
    return [CountLine(stage, numbers[stage]) for stage in Stage if numbers.get(stage)]
