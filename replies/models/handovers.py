"""交办会: what the dispatch office prepares to give to whom, before it is given."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import AssignmentRole

from .assignments import Assignment
from .proposals import Proposal
from .sessions import Session
from .units import HandlingUnit


class Handover(models.Model):
    """One batch, handed over together at a 交办会. Until `done_at` it is a plan and binds nobody."""

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="届次", related_name="handovers")
    name = models.CharField("名称", max_length=60, help_text="例如：2026年大会建议集中交办")
    held_on = models.DateField("交办会日期")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="编制人", related_name="+")
    made_at = models.DateTimeField("编制时间")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="交办人", null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField("交办时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交办批次"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="done_paired",
            )
        ]

    def __str__(self) -> str:
        return self.name


class HandoverRow(models.Model):
    """One unit's part of one item in a batch; once handed over it names the assignment that came of it."""

    handover = models.ForeignKey(Handover, models.CASCADE, verbose_name="批次", related_name="rows")
    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="建议、提案", related_name="handover_rows")
    unit = models.ForeignKey(HandlingUnit, models.PROTECT, verbose_name="承办单位", related_name="+")
    role = models.CharField("承办方式", max_length=10, choices=AssignmentRole.choices())
    place = models.PositiveSmallIntegerField("次序", default=1)
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, verbose_name="交办", null=True, blank=True, related_name="handover_row"
    )

    class Meta:
        verbose_name = verbose_name_plural = "批次内容"
        ordering = ["handover_id", "proposal_id", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "proposal", "unit"], name="planned_once", violation_error_message="该单位已列入。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} → {self.unit}（{self.get_role_display()}）"
