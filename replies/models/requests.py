"""申请: what a unit asks the dispatch office for, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from replies.rules.vocabulary import OPEN_REQUESTS, AssignmentRole, RequestKind, RequestState

from .assignments import Assignment
from .units import HandlingUnit

OPEN = [state.value for state in OPEN_REQUESTS]
UNDECIDED = [*OPEN, RequestState.RETRACTED.value]


class RequestQuerySet(models.QuerySet["Request"]):
    def open(self) -> "RequestQuerySet":
        return self.filter(state__in=OPEN)


class Request(models.Model):
    """退办, 增办 or 延期, asked with a reason; the unit stays responsible until it is granted.

    A refusal that was asked for too late is kept as LATE. From the third refusal in one case on it is not the
    dispatch office's own decision any more: `arbiter` decides, and the record is printed on the 交办单.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="交办", related_name="requests")
    kind = models.CharField("种类", max_length=10, choices=RequestKind.choices())
    state = models.CharField("状态", max_length=12, choices=RequestState.choices(), default="pending")
    reason = models.TextField("理由", max_length=500)
    unit = models.ForeignKey(
        HandlingUnit, models.PROTECT, verbose_name="建议的单位", null=True, blank=True, related_name="+",
        help_text="退办时建议改由谁办，增办时建议增加谁",
    )  # fmt: skip
    role = models.CharField("建议的方式", max_length=10, choices=AssignmentRole.choices(), blank=True)
    until = models.DateField("申请延期至", null=True, blank=True)
    old_due_on = models.DateField("原期限", null=True, blank=True)
    due_on = models.DateField("应在此日前答复", null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="答复人", null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)
    decision = models.TextField("答复意见", max_length=500, blank=True)
    arbiter = models.CharField("裁定人", max_length=40, blank=True)
    arguments = models.TextField("各方意见", max_length=1000, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办单位申请"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(state__in=OPEN),
                name="one_open_request",
                violation_error_message="同类申请还没有答复，请等答复后再提。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED, decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state__in=UNDECIDED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="decided_paired",
            ),
            models.CheckConstraint(condition=~Q(kind="extension") | Q(until__isnull=False), name="extension_has_day"),
        ]
        indexes = [models.Index(fields=["state", "kind", "due_on"], name="request_open")]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
