"""交办: one proposal given to one unit."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import ANSWERING_ROLES, AssignmentRole, AssignmentState

from .progress import AssignmentQuerySet
from .proposals import Proposal
from .units import HandlingUnit


class Assignment(models.Model):
    """A unit's part in a case. `due_on` is the last day of its first reply, `due_reason` says why that day."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="建议、提案", related_name="assignments")
    unit = models.ForeignKey(HandlingUnit, models.PROTECT, verbose_name="承办单位", related_name="assignments")
    role = models.CharField("承办方式", max_length=10, choices=AssignmentRole.choices(), default="sole")
    state = models.CharField("状态", max_length=10, choices=AssignmentState.choices(), default="assigned")
    due_on = models.DateField("办理期限")
    due_reason = models.CharField("期限依据", max_length=120)
    due_provisional = models.BooleanField("期限暂定", default=False)
    assigned_at = models.DateTimeField("交办时间")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="交办人", related_name="+")
    accepted_at = models.DateTimeField("签收时间", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签收人", null=True, blank=True, related_name="+"
    )

    current_reply = models.ForeignKey(
        "replies.Reply", models.PROTECT, verbose_name="现行答复", null=True, blank=True, editable=False, related_name="+",
        help_text="最近一次答复（未作废的）；由开启一次答复的动作指定",
    )  # fmt: skip

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交办"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "unit"],
                condition=~models.Q(state="revoked"),
                name="unit_once",
                violation_error_message="该单位已承办此件，不能重复交办。",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(role__in=["sole", "lead"]) & ~models.Q(state="revoked"),
                name="one_lead",
                violation_error_message="一件只能有一个独办或主办单位。",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "proposal"], name="assignment_unit"),
            models.Index(fields=["unit", "state", "due_on"], name="assignment_due"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.unit}（{self.get_role_display()}）"

    @property
    def answers(self) -> bool:
        """Does this unit answer the delegate, or does it give its opinion to the lead unit?"""
        return self.role in ANSWERING_ROLES

    @property
    def is_live(self) -> bool:
        return self.state != AssignmentState.REVOKED
