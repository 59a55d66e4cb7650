"""征询意见表: the form that goes out with a letter, and the scanned page that comes back."""

from typing import Self

from django.conf import settings
from django.db import models

from replies.rules.opinion_forms import DIGITS, spaced
from replies.rules.vocabulary import Body, IntakeState, RatingChannel

from .feedback import Feedback
from .people import Delegate
from .replies import Reply


class OpinionForm(models.Model):
    """The form of one delegate for one letter; printed twice, it carries the same number.

    The number says which form a page is and nothing more: knowing it gives no right to rate (domain.md §5.5).
    """

    reply = models.ForeignKey(Reply, models.PROTECT, verbose_name="答复", related_name="forms")
    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="代表（委员）", related_name="forms")
    code = models.CharField("编号", max_length=DIGITS, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "征询意见表"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reply", "delegate"], name="one_form_each")]

    def __str__(self) -> str:
        return f"{self.reply.assignment.proposal.case_number} · {self.delegate.title} · {self.reply.assignment.unit}"

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)


def scan_path(scan: "ScannedForm", filename: str) -> str:
    return f"scans/{scan.sha256[:2]}/{scan.sha256}{scan.extension}"


class ScannedFormQuerySet(models.QuerySet["ScannedForm"]):
    def unread(self) -> Self:
        """Pages whose number is not known yet."""
        return self.filter(form__isnull=True)

    def to_enter(self) -> Self:
        """Filed pages a rating is still to be entered from: nobody has, and the letter can still be rated.

        Not where the delegate rated in person meanwhile, another round was ordered, or the case has ended.
        """
        in_person = Feedback.objects.filter(
            reply=models.OuterRef("form__reply"),
            delegate=models.OuterRef("form__delegate"),
            channel=RatingChannel.ONLINE,
        )
        return self.filter(
            ~models.Exists(in_person),
            form__isnull=False,
            feedback__isnull=True,
            form__reply__assignment__current_reply=models.F("form__reply"),
            form__reply__assignment__proposal__state__in=[IntakeState.FILED, IntakeState.MERGED],
        )


class ScannedForm(models.Model):
    """One scanned page: waiting for its number, filed under its form, entered as a rating, or put aside.

    A page put aside keeps its row with who, when and why; it may be handed in again.
    """

    body = models.CharField("类别", max_length=8, choices=Body.choices(), help_text="哪个机构收到的")
    form = models.ForeignKey(
        OpinionForm, models.PROTECT, verbose_name="征询意见表", null=True, blank=True, related_name="scans"
    )
    file = models.FileField("图片", upload_to=scan_path)
    extension = models.CharField("扩展名", max_length=8, editable=False)
    sha256 = models.CharField("校验值", max_length=64, editable=False)
    source = models.CharField("来源文件", max_length=150)
    page = models.PositiveSmallIntegerField("第几页")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+")
    uploaded_at = models.DateTimeField("上传时间")
    feedback = models.ForeignKey(
        Feedback, models.PROTECT, verbose_name="录入的评价", null=True, blank=True, related_name="scans"
    )
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="作废人", null=True, blank=True, related_name="+"
    )
    discarded_at = models.DateTimeField("作废时间", null=True, blank=True)
    reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = ScannedFormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "扫描的征询意见表"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=models.Q(discarded_at__isnull=True), name="scan_once"),
            models.CheckConstraint(
                condition=models.Q(discarded_at__isnull=True, discarded_by__isnull=True)
                | models.Q(discarded_at__isnull=False, discarded_by__isnull=False),
                name="discarded_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(feedback__isnull=True) | models.Q(form__isnull=False, discarded_at__isnull=True),
                name="entered_is_filed",
            ),
        ]
        indexes = [models.Index(fields=["body", "form"], name="scan_body")]

    def __str__(self) -> str:
        return f"{self.source} 第{self.page}页"
