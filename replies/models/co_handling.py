"""会办: what the lead unit made of each opinion in its own letter."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import Adoption

from .replies import Reply


class OpinionUse(models.Model):
    """采纳情况: one opinion, weighed in one letter of the lead unit."""

    reply = models.ForeignKey(Reply, models.PROTECT, verbose_name="主办答复", related_name="opinions_used")
    opinion = models.ForeignKey(Reply, models.PROTECT, verbose_name="会办意见", related_name="uses")
    adoption = models.CharField("采纳情况", max_length=8, choices=Adoption.choices())
    reason = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "会办意见采纳情况"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "opinion"], name="opinion_weighed_once"),
            models.CheckConstraint(
                condition=models.Q(adoption="adopted") | ~models.Q(reason=""), name="not_adopted_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion.assignment.unit}：{self.get_adoption_display()}"
