"""交办: one proposal given to one unit."""

from typing import Any

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    LIVE_STATES,
    OPINION_ROLES,
    AssignmentRole,
    AssignmentState,
    RuleCode,
)

from .progress import AssignmentQuerySet
from .proposals import Proposal
from .units import HandlingUnit

# The periods whose last day is a part's own `due_on`: an answer's or an opinion's.
MAIN_CODES = (RuleCode.REPLY, RuleCode.CO_OPINION)
LIVE = [state.value for state in LIVE_STATES]


class Assignment(models.Model):
    """A unit's part in a case.

    `due_on` is the last day of its first reply or opinion; why it is that day stands in its Deadline. A row is never
    given to another unit: reassigning ends it and begins a new one whose `previous` it is, so the chain stays whole.
    `follows` is set in a merged item: this part moves with that of the item it was merged into, and only its letter
    is its own.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="建议、提案", related_name="assignments")
    unit = models.ForeignKey(HandlingUnit, models.PROTECT, verbose_name="承办单位", related_name="assignments")
    role = models.CharField("承办方式", max_length=10, choices=AssignmentRole.choices(), default="sole")
    state = models.CharField("状态", max_length=10, choices=AssignmentState.choices(), default="assigned")
    due_on = models.DateField("办理期限")
    assigned_at = models.DateTimeField("交办时间")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="交办人", related_name="+")
    accepted_at = models.DateTimeField("签收时间", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签收人", null=True, blank=True, related_name="+"
    )

    previous = models.OneToOneField(
        "self", models.PROTECT, verbose_name="原承办", null=True, blank=True, editable=False, related_name="successor"
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, verbose_name="随主件", null=True, blank=True, editable=False, related_name="followers"
    )
    binding = models.BooleanField("经裁定确定", default=False, editable=False)
    refusal_until = models.DateField("准予退办至", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("不再承办时间", null=True, blank=True, editable=False)
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
                condition=models.Q(state__in=LIVE),
                name="unit_once",
                violation_error_message="该单位已承办此件，不能重复交办。",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(role__in=["sole", "lead"], state__in=LIVE),
                name="one_lead",
                violation_error_message="一件只能有一个独办或主办单位。",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=LIVE, ended_at__isnull=True)
                | (~models.Q(state__in=LIVE) & models.Q(ended_at__isnull=False)),
                name="ended_is_dated",
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
        return self.state in LIVE_STATES

    @property
    def main_deadline(self) -> Any:
        """The Deadline behind `due_on`."""
        return self.deadlines.filter(reply=None, request=None, code__in=MAIN_CODES).first()

    @property
    def in_own_round(self) -> bool:
        """Is this unit answering once more, by a period that is this part's alone?"""
        letter = self.current_reply
        return letter is not None and letter.deadlines.filter(code=RuleCode.REHANDLE).exists()

    @property
    def gives_opinion(self) -> bool:
        return self.role in OPINION_ROLES
