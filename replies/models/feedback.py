"""征询意见: what a delegate said of a reply."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import Rating, RatingChannel

from .people import Delegate
from .replies import Reply

RATINGS = [rating.value for rating in Rating]


def evidence_path(feedback: "Feedback", filename: str) -> str:
    return f"evidence/{feedback.evidence_sha256[:2]}/{feedback.evidence_sha256}{feedback.evidence_extension}"


class Feedback(models.Model):
    """One delegate's rating of one reply, on two dimensions, with who entered it and through which channel.

    There is no default anywhere: a rating nobody gave must never exist (domain.md §5.4).
    """

    reply = models.ForeignKey(Reply, models.PROTECT, verbose_name="答复", related_name="feedback")
    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="代表（委员）", related_name="feedback")
    attitude = models.CharField("办理态度", max_length=12, choices=Rating.choices())
    result = models.CharField("办理结果", max_length=12, choices=Rating.choices())
    text = models.TextField("意见", blank=True, max_length=2000)
    official = models.BooleanField("以此为准", help_text="领衔代表（第一提案人）的评价作为正式评价")
    channel = models.CharField("来源", max_length=12, choices=RatingChannel.choices())
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="录入人", related_name="+")
    entered_at = models.DateTimeField("录入时间")
    reason = models.CharField("代录原因", max_length=200, blank=True)
    evidence = models.FileField("凭证", upload_to=evidence_path, blank=True)
    evidence_extension = models.CharField("扩展名", max_length=8, blank=True, editable=False)
    evidence_sha256 = models.CharField("校验值", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "评价"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "delegate"], name="one_rating_each"),
            models.UniqueConstraint(fields=["reply"], condition=models.Q(official=True), name="one_official_rating"),
            models.CheckConstraint(condition=models.Q(attitude__in=RATINGS, result__in=RATINGS), name="rating_given"),
        ]
        indexes = [models.Index(fields=["reply", "official"], name="feedback_official")]

    def __str__(self) -> str:
        return f"{self.delegate.name}：态度{self.get_attitude_display()}，结果{self.get_result_display()}"

    @property
    def is_unsatisfied(self) -> bool:
        return Rating.UNSATISFIED in (self.attitude, self.result)
