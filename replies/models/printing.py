"""打印: who asked for which letters on one pile of paper, how far the work is, and the file it ended in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from replies.rules.vocabulary import PrintState

from .replies import Reply

# The longest silence of a worker that is alive: setting a long list, or keeping the paper of one letter.
SILENCE = timedelta(seconds=60)
# A worker that has nothing else to do takes an order up within a second or two.
PATIENCE = timedelta(seconds=10)


def with_prints(replies: models.QuerySet[Reply]) -> models.QuerySet[Reply]:
    """Letters with how often they were printed (`prints`), and by which run and on how many pages the last time."""
    printed = PrintedLetter.objects.filter(reply=models.OuterRef("pk"), run__state=PrintState.DONE)
    latest = printed.order_by("-run__finished", "-run_id")
    number = printed.order_by().values("reply").annotate(number=models.Count("pk")).values("number")
    return replies.annotate(
        prints=Coalesce(models.Subquery(number), 0),
        last_run=models.Subquery(latest.values("run")[:1]),
        last_pages=models.Subquery(latest.values("pages")[:1]),
    )


def print_path(run: PrintRun, filename: str) -> str:
    return f"prints/{run.pk}-{run.attempt}-{run.sha256[:16]}.pdf"


class PrintRun(models.Model):
    """One pile. The row is kept for good; its file may be dropped after some time (prune_prints).

    `attempt` counts the workers that took the run up: one that was thought dead and comes back finds another
    number and stops. `heartbeat` is the last sign of life, at first the moment of the order itself.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="打印人", related_name="+")
    at = models.DateTimeField("时间")
    duplex = models.BooleanField("双面打印顺序", default=True)
    with_list = models.BooleanField("附清单", default=True)
    with_forms = models.BooleanField("附征询意见表", default=False)
    with_envelopes = models.BooleanField("附信封名单", default=False)
    site = models.CharField("网址", max_length=200, blank=True, help_text="印在征询意见表二维码里的系统网址")
    state = models.CharField("状态", max_length=10, choices=PrintState.choices(), default="queued")
    attempt = models.PositiveSmallIntegerField("第几次生成", default=0)
    done = models.PositiveSmallIntegerField("已完成份数", default=0)
    total = models.PositiveSmallIntegerField("份数")
    pages = models.PositiveIntegerField("总页数", default=0)
    message = models.CharField("原因", max_length=300, blank=True)
    heartbeat = models.DateTimeField("最近动静")
    finished = models.DateTimeField("完成时间", null=True, blank=True)
    file = models.FileField("文件", upload_to=print_path, blank=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "打印记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["by", "-id"], name="print_by"),
            models.Index(fields=["state"], name="print_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="done", finished__isnull=False) & ~models.Q(sha256="")
                | (~models.Q(state="done") & models.Q(finished__isnull=True, sha256="")),
                name="done_is_finished",
            )
        ]

    def __str__(self) -> str:
        return f"打印{self.total}份（{self.get_state_display()}）"

    @property
    def is_open(self) -> bool:
        """Still to be made, or being made."""
        return self.state in (PrintState.QUEUED, PrintState.RUNNING)

    def is_stuck(self, now: datetime) -> bool:
        """Does nobody work on it, though somebody should? Its worker died, or none is running at all."""
        if self.state == PrintState.RUNNING:
            return now - self.heartbeat > SILENCE
        busy = PrintRun.objects.filter(state=PrintState.RUNNING, heartbeat__gt=now - SILENCE)
        return self.state == PrintState.QUEUED and now - self.heartbeat > PATIENCE and not busy.exists()


class PrintedLetter(models.Model):
    """One letter of a pile. Pages and hash are those of the paper that was put in, known once the run is done."""

    run = models.ForeignKey(PrintRun, models.PROTECT, verbose_name="打印记录", related_name="printed")
    reply = models.ForeignKey(Reply, models.PROTECT, verbose_name="答复", related_name="printed")
    place = models.PositiveSmallIntegerField("序号")
    first_page = models.PositiveIntegerField("所在页", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    pdf_sha256 = models.CharField("答复件校验值", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "打印的答复"
        ordering = ["run_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "reply"], name="printed_once", violation_error_message="同一份答复已在本次打印中。"
            ),
            models.UniqueConstraint(
                fields=["run", "place"], name="printed_place", violation_error_message="本次打印中已有这个序号。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}　{self.reply}"
