"""通知发送: what waits in the outbox leaves the house, each message at most once.

A row is claimed by writing `sent_at` in one short statement, before the message is handed over and outside of any
transaction: a slow mail server holds up nobody. Where handing over fails the claim is taken back and the reason
kept. A server that stops at that very moment leaves one message of which nobody knows whether it went out; it is not
sent a second time, and the notice stands in the inbox in any case.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils.timezone import now
from django_tasks import task

from replies.models import Dispatch

from .gateways import gateway_for

MOST_TRIES = 5
# What was written just now is the worker's; run_due takes up what lay longer.
LEFT_LYING = timedelta(minutes=10)
AT_ONCE = 500  # messages of one round; the rest wait for the next

logger = logging.getLogger(__name__)


@task()
def send_in_background(dispatch_ids: list[int]) -> None:
    """What the worker beside the server does after a deed is committed."""
    send(dispatch_ids)


def send(dispatch_ids: Sequence[int], *, clock: Callable[[], datetime] = now) -> int:
    """Send those that nobody has sent yet; how many went out. Never raises: what went wrong stands in the row."""
    waiting = Dispatch.objects.filter(pk__in=dispatch_ids, sent_at=None, tries__lt=MOST_TRIES)
    rows = list(waiting.select_related("notice__proposal__session__assembly"))
    return sum(_send(row, clock()) for row in rows)


def send_waiting(*, at: datetime, clock: Callable[[], datetime] = now) -> tuple[int, int]:
    """Take up what was left lying or failed: how many went out, how many did not."""
    waiting = waiting_at(at).order_by("tries", "id").values_list("pk", flat=True)
    ids = list(waiting[:AT_ONCE])
    sent = send(ids, clock=clock)
    return sent, Dispatch.objects.filter(pk__in=ids, sent_at=None).count()


def waiting_at(at: datetime) -> QuerySet[Dispatch]:
    """The messages that should have gone out by now, and may be tried again."""
    return Dispatch.objects.filter(sent_at=None, tries__lt=MOST_TRIES, notice__at__lte=at - LEFT_LYING)


def _send(row: Dispatch, at: datetime) -> bool:
    mine = Dispatch.objects.filter(pk=row.pk, sent_at=None, tries=row.tries)
    if not mine.update(sent_at=at, tries=F("tries") + 1, error=""):
        return False  # somebody else is at it
    try:
        gateway_for(row.channel).send(row.notice, row.address)
    except Exception as error:
        logger.warning("dispatch %s failed: %s", row.pk, type(error).__name__)
        reason = f"{type(error).__name__}：{str(error).splitlines()[0] if str(error) else '没有说明'}"
        Dispatch.objects.filter(pk=row.pk).update(sent_at=None, error=reason[:200])
        return False
    return True
