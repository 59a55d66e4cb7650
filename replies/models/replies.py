"""答复 and 会办意见: the letter in the making, and the frozen letter once it is signed."""

from typing import Literal

from django.conf import settings
from django.db import models

from replies.rules.letter import LetterContent, to_json
from replies.rules.letter_reading import from_json
from replies.rules.vocabulary import ISSUED_STATES, SENT_STATES, DeliveryWay, Layout, ReplyKind, ReplyState

from .assignments import Assignment
from .progress import ReplyQuerySet

ISSUED = [state.value for state in ISSUED_STATES]
SENT = [state.value for state in SENT_STATES]


def letter_path(reply: "Reply", filename: str) -> str:
    return f"letters/{reply.pk}-{reply.pdf_sha256[:16]}.pdf"


class Reply(models.Model):
    """One letter of one round.

    `content_json` is a LetterContent at every moment. From signing on it does not change: `content_sha256` is
    recorded in the event of the signature, and the PDF made from it is kept with its own hash, so a reprint
    in three years is the same paper.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="交办", related_name="replies")
    kind = models.CharField("种类", max_length=12, choices=ReplyKind.choices(), default="reply")
    round = models.PositiveSmallIntegerField("第几次答复", default=1)
    state = models.CharField("状态", max_length=10, choices=ReplyState.choices(), default="drafting")
    layout = models.CharField("格式", max_length=8, choices=Layout.choices(), default="document")
    due_on = models.DateField("本次答复期限")
    content_json = models.TextField("答复内容")
    version = models.PositiveIntegerField("修改次数", default=0)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="保存人", related_name="+")
    class_at_reply = models.CharField("答复时类别", max_length=12, blank=True)
    class_now = models.CharField("现类别", max_length=12, blank=True)
    document_number = models.CharField("发文字号", max_length=40, null=True, blank=True, unique=True)
    content_sha256 = models.CharField("内容校验值", max_length=64, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签发人", null=True, blank=True, related_name="+"
    )
    pdf = models.FileField("答复件", upload_to=letter_path, blank=True)
    pdf_sha256 = models.CharField("答复件校验值", max_length=64, blank=True)
    delivered_at = models.DateTimeField("送达登记时间", null=True, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="送达登记人", null=True, blank=True, related_name="+"
    )
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    delivery_way = models.CharField("送达方式", max_length=12, choices=DeliveryWay.choices(), blank=True)
    unrated_at = models.DateTimeField("按逾期未评结束", null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ["assignment_id", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "round"],
                condition=~models.Q(state="voided"),
                name="one_live_reply",
                violation_error_message="本次答复已有草稿，请在原稿上修改。",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, signed_by__isnull=True)
                | models.Q(signed_at__isnull=False, signed_by__isnull=False),
                name="signed_paired",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ISSUED, signed_at__isnull=False)
                | (~models.Q(state__in=ISSUED) & models.Q(signed_at__isnull=True)),
                name="issued_is_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=SENT, delivered_at__isnull=False)
                | (~models.Q(state__in=SENT) & models.Q(delivered_at__isnull=True)),
                name="delivered_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True, delivered_by__isnull=True, delivered_on__isnull=True)
                | models.Q(delivered_at__isnull=False, delivered_by__isnull=False, delivered_on__isnull=False),
                name="delivered_paired",
            ),
        ]
        indexes = [models.Index(fields=["state", "assignment"], name="reply_state")]

    def __str__(self) -> str:
        label = self.get_kind_display()
        again = f"（第{self.round}次）" if self.round > 1 else ""
        return f"{self.assignment.proposal}{label}{again}"

    @property
    def content(self) -> LetterContent:
        return from_json(self.content_json)

    @content.setter
    def content(self, content: LetterContent) -> None:
        self.content_json = to_json(content)

    @property
    def head(self) -> Literal["document", "letter"]:
        """Which head the letter is printed with, as letters.render_pdf wants it."""
        return "letter" if self.layout == Layout.LETTER else "document"

    @property
    def is_current(self) -> bool:
        """Is this the letter the assignment is at, or has another round or version come after it?"""
        return self.assignment.current_reply_id == self.pk

    @property
    def is_issued(self) -> bool:
        return self.state in ISSUED_STATES
