"""提醒: remind, one rung of the ladder of one period, in the name of the system."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from replies.models import Deadline, Reminder
from replies.models.running import running
from replies.rules.deadlines import Calendar, in_chinese, lamp

from .errors import NotNow
from .recording import hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def remind(deadline: Deadline, *, step: int, calendar: Calendar, by: User, at: datetime) -> Reminder:
    """提醒 whoever owes what this period is about. Each rung is climbed once for each last day.

    The part is locked first, so of two runs at once the second one finds the row of the first.
    """
    with transaction.atomic():
        part = hold(deadline.assignment, "remind", by=by)
        fresh = Deadline.objects.select_for_update(no_key=True).get(pk=deadline.pk)
        label = fresh.get_code_display()
        if fresh.due_on != deadline.due_on:
            raise NotNow(f"{label}期限刚调整为{in_chinese(fresh.due_on)}，不能按原期限“提醒”。")
        if not running(Deadline.objects.filter(pk=fresh.pk)).exists():
            raise NotNow(f"{label}已经办了，不用“提醒”。")
        reminder, is_new = Reminder.objects.get_or_create(
            deadline=fresh, due_on=fresh.due_on, step=step, defaults={"at": at}
        )
        if not is_new:
            raise NotNow(f"{label}期限的这一次提醒已经发过，不重复“提醒”。")
        left = lamp(fresh.due_on, localdate(at), calendar).words
        record(
            "remind", part, by=by, at=at, old=part.state, note=f"{label}：{left}（{in_chinese(fresh.due_on)}）",
            data={"code": fresh.code, "due": fresh.due_on, "step": step, "left": left},
        )  # fmt: skip
    return reminder
