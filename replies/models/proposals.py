"""建议 and 提案, who handed them in, and the papers that came with them."""

from typing import Literal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models

from replies.rules.vocabulary import Category, CosigningState, IntakeState, ReasonUse, Timing
from replies.rules.wording import Words, timing_label, words

from .people import Assembly, Delegate
from .progress import ProposalQuerySet
from .sessions import Session


class Proposal(models.Model):
    """One item. Only its intake state is stored; where the case stands is computed (progress.py)."""

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="届次", related_name="proposals")
    timing = models.CharField("提出时间", max_length=16, choices=Timing.choices(), default="in_session")
    serial = models.PositiveIntegerField("顺序号", validators=[MinValueValidator(1)])
    case_number = models.CharField("案号", max_length=40)
    title = models.CharField("标题（案由）", max_length=200)
    text = models.TextField("正文")
    # What was handed in, frozen when it is logged; `title` and `text` are the office's copy.
    title_handed_in = models.CharField("收到时的标题", max_length=200, editable=False)
    text_handed_in = models.TextField("收到时的正文", editable=False)
    desired_unit = models.CharField(
        "希望承办单位", max_length=80, blank=True, help_text="提出人写明的；几个单位用顿号隔开"
    )
    category = models.CharField("分类", max_length=16, choices=Category.choices(), default="other")
    received_on = models.DateField("收到日期")
    key_item = models.BooleanField("重点督办", default=False, editable=False)
    led_by = models.CharField("领办领导", max_length=40, blank=True, editable=False)
    supervised_by = models.CharField("督办领导（机构）", max_length=40, blank=True, editable=False)
    disclosure_consent = models.BooleanField("提出人同意公开", default=True)
    disclosure_reason = models.CharField("不同意公开的原由", max_length=100, blank=True)
    state = models.CharField("受理状态", max_length=12, choices=IntakeState.choices(), default="logged")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, blank=True, related_name="merged"
    )
    reason = models.ForeignKey(
        "replies.IntakeReason", models.PROTECT, verbose_name="不予立案理由", null=True, blank=True, editable=False
    )
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    logged_at = models.DateTimeField("登记时间")
    sponsors = models.ManyToManyField(Delegate, through="Sponsor", verbose_name="提出人", related_name="proposals")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "建议、提案"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "timing", "serial"],
                name="serial_once",
                violation_error_message="本届次此顺序号已被登记。",
            ),
            models.UniqueConstraint(
                fields=["session", "timing", "case_number"],
                name="case_number_once",
                violation_error_message="本届次此案号已被登记。",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="merged_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="proposal_state"),
            models.Index(fields=["session", "state", "serial"], name="proposal_session"),
        ]

    def __str__(self) -> str:
        return f"{self.session}{self.case_number}"

    @property
    def body(self) -> Literal["npc", "cppcc"]:
        return self.session.assembly.body  # type: ignore[return-value]

    @property
    def words(self) -> Words:
        return words(self.body)

    @property
    def timing_label(self) -> str:
        """会议期间, 闭会期间 or 平时."""
        return timing_label(self.body, self.timing)

    def ordered_sponsors(self) -> list[Delegate]:
        """The delegates in the order of the paper, the lead first."""
        return [row.delegate for row in self.sponsor_set.all()]


class IntakeReason(models.Model):
    """不予立案理由: why an item is returned or passed on otherwise (domain.md §2.2). An office edits its own list."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, verbose_name="所属", related_name="reasons")
    code = models.CharField("代码", max_length=8)
    label = models.CharField("理由", max_length=80)
    use = models.CharField("用于", max_length=8, choices=ReasonUse.choices(), default="either")
    source = models.CharField("依据", max_length=120, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "不予立案理由"
        ordering = ["assembly_id", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "code"], name="reason_once", violation_error_message="该代码已列出。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}　{self.label}"

    def fits(self, verb: str) -> bool:
        """Is this a reason to return, or to convert?"""
        return self.use in (verb, ReasonUse.EITHER)


class Cosigning(models.Model):
    """An invitation to co-sign an item, answered before its last day or lapsed. A confirmed one becomes a Sponsor."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="建议、提案", related_name="cosignings")
    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="代表（委员）", related_name="cosignings")
    state = models.CharField("状态", max_length=10, choices=CosigningState.choices(), default="invited")
    until = models.DateField("截止日期")
    opinion = models.CharField("意见", max_length=200, blank=True)
    invited_at = models.DateTimeField("邀请时间")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联名邀请"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "delegate"],
                condition=models.Q(state__in=["invited", "confirmed"]),
                name="invited_once",
                violation_error_message="已邀请过这位代表（委员）。",
            ),
            models.CheckConstraint(
                condition=models.Q(state="invited", answered_at__isnull=True)
                | (~models.Q(state="invited") & models.Q(answered_at__isnull=False)),
                name="cosigning_answered",
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="cosigning_until")]

    def __str__(self) -> str:
        return f"{self.delegate.name}（{self.get_state_display()}）"


class Sponsor(models.Model):
    """A delegate's place among those who signed an item; place 1 is 领衔代表 or 第一提案人."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, verbose_name="建议、提案")
    delegate = models.ForeignKey(Delegate, models.PROTECT, verbose_name="代表（委员）")
    place = models.PositiveSmallIntegerField("次序", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "提出人"
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "delegate"], name="sponsor_once", violation_error_message="提出人重复。"
            )
        ]

    def __str__(self) -> str:
        return str(self.delegate)


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """By content, so that two files of one name never meet and no name from outside reaches the disk."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}{attachment.extension}"


class Attachment(models.Model):
    """A paper that came with the item: the signed original, a photograph, a table."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, verbose_name="建议、提案", related_name="attachments")
    file = models.FileField("文件", upload_to=attachment_path)
    name = models.CharField("文件名", max_length=150)
    extension = models.CharField("扩展名", max_length=8, editable=False)
    sha256 = models.CharField("校验值", max_length=64, editable=False)
    size = models.PositiveIntegerField("字节数", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
