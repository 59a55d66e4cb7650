"""通知: what an officer or a delegate is told, in the inbox and outside it."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import NoticeChannel

from .proposals import Proposal


class Notice(models.Model):
    """One message to one person. Written with the deed it tells of; sent out only after that deed is committed."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="收件人", related_name="notices")
    proposal = models.ForeignKey(
        Proposal, models.CASCADE, verbose_name="建议、提案", null=True, blank=True, related_name="notices"
    )
    verb = models.CharField("事由", max_length=24)
    text = models.CharField("内容", max_length=300)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-id"]
        indexes = [models.Index(fields=["to", "read_at", "id"], name="notice_inbox")]

    def __str__(self) -> str:
        return self.text


class Dispatch(models.Model):
    """A notice on its way out by one channel. The row is written with the notice, so nothing is forgotten when a
    server stops between the deed and the sending; `sent_at` keeps it from going out twice."""

    notice = models.ForeignKey(Notice, models.CASCADE, verbose_name="通知", related_name="dispatches")
    channel = models.CharField("渠道", max_length=8, choices=NoticeChannel.choices())
    address = models.CharField("地址", max_length=120)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    error = models.CharField("失败原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知发送"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="dispatched_once")]
        indexes = [models.Index(fields=["sent_at", "tries"], name="dispatch_open")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address}"
