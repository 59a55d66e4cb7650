"""届次会议, and the local rules of each assembly."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from replies.rules.deadlines import ladder
from replies.rules.numbering import DEFAULT_CASE_PATTERN
from replies.rules.opinion_forms import DEFAULT_QUESTIONS, questions_of
from replies.rules.timing import Submission, submission
from replies.rules.vocabulary import ResultFamily, Side, Timing
from replies.rules.wording import session_name

from .people import Assembly
from .units import SeriesManager


def check_questions(lines: str) -> None:
    try:
        questions_of(lines)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def check_ladder(days: str) -> None:
    try:
        ladder(days)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Session(models.Model):
    """One meeting of one assembly, and the year of handling that follows it."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, verbose_name="人大、政协", related_name="sessions")
    term = models.PositiveSmallIntegerField("届", validators=[MinValueValidator(1), MaxValueValidator(99)])
    meeting = models.PositiveSmallIntegerField("次", validators=[MinValueValidator(1), MaxValueValidator(99)])
    opened_on = models.DateField("开幕日期")
    closed_on = models.DateField("闭幕日期")
    submission_opens_on = models.DateField(
        "开始受理日期", null=True, blank=True, help_text="会前征集的，填写从哪天起提交算会议期间；留空则从开幕之日起"
    )
    submission_cutoff = models.DateField("提交截止日期", null=True, blank=True)
    handover_on = models.DateField("交办会日期", null=True, blank=True)
    fixed_reply_on = models.DateField(
        "统一答复期限", null=True, blank=True, help_text="本年度通知规定了统一日期时填写；留空则按地方规则里的答复时限"
    )

    class Meta:
        verbose_name = verbose_name_plural = "届次会议"
        ordering = ["-opened_on", "assembly_id", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "term", "meeting"],
                name="session_once",
                violation_error_message="该届次会议已登记。",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__gte=models.F("opened_on")),
                name="session_dates",
                violation_error_message="闭幕日期不能早于开幕日期。",
            ),
        ]

    def __str__(self) -> str:
        return session_name(self.assembly.short_name, self.term, self.meeting)

    @property
    def submission(self) -> Submission:
        """The days in which items are handed in to this meeting."""
        return submission(
            self.opened_on, self.closed_on, opens_on=self.submission_opens_on, cutoff=self.submission_cutoff
        )


class CaseSeries(models.Model):
    """How far the 案号 of one session has come; numbers in and out of session are two series."""

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="届次")
    timing = models.CharField("提出时间", max_length=16, choices=Timing.choices())
    last = models.PositiveIntegerField("已用到第几号", default=0)

    objects = SeriesManager()

    class Meta:
        verbose_name = verbose_name_plural = "案号"
        constraints = [models.UniqueConstraint(fields=["session", "timing"], name="case_series_once")]

    def __str__(self) -> str:
        return f"{self.session} {self.last}"


class Profile(models.Model):
    """地方规则: what differs from county to county, as data."""

    assembly = models.OneToOneField(Assembly, models.PROTECT, verbose_name="人大、政协", related_name="profile")
    title_pattern = models.CharField(
        "答复标题格式", max_length=100, default="关于{session}{number}{item}的{again}答复",
        help_text="可用：{session} 届次 · {number} 案号 · {item} 建议或提案 · {topic} 案由 · {again} 第二次答复时的“再次”",
    )  # fmt: skip
    opinion_title_pattern = models.CharField(
        "会办意见标题格式", max_length=100, default="关于{session}{number}{item}的会办意见"
    )
    in_session_pattern = models.CharField(
        "会议期间案号格式", max_length=40, default=DEFAULT_CASE_PATTERN[Timing.IN_SESSION]
    )
    out_of_session_pattern = models.CharField(
        "闭会期间（平时）案号格式", max_length=40, default=DEFAULT_CASE_PATTERN[Timing.OUT_OF_SESSION]
    )
    category_label = models.CharField(
        "类别标注用词", max_length=10, default="类别", blank=True, help_text="印在类别前的字；留空则只印类别，如 A"
    )
    category_at = models.CharField("类别标注位置", max_length=5, choices=Side.choices(), default="right")
    pad_names = models.BooleanField(
        "称呼中两字姓名加空格", default=False, help_text="两个字的姓名中间空一字，与三个字的对齐，如“王　伟”"
    )
    even_imprint = models.BooleanField(
        "版记排在偶数页", default=False, help_text="双面印刷时，版记排在最后一张纸的背面；正文止于正面时为此加一面"
    )
    copies_to = models.TextField("抄送", blank=True, help_text="一行一个，例如：县政府办公室（2份）")
    disclosure = models.CharField("公开属性", max_length=40, blank=True, help_text="例如：此件公开发布")
    reminder_days = models.CharField(
        "提醒日程", max_length=60, default="-10,-3,0,1,5,10", validators=[check_ladder],
        help_text="期限前后第几个工作日提醒，逗号隔开：-10 是到期前10个工作日，0 是当天，1 是超期第1个工作日",
    )  # fmt: skip
    arbitration_after = models.PositiveSmallIntegerField(
        "第几次退办提交裁定", default=3, validators=[MinValueValidator(2)], help_text="同一件被退办到这一次，由领导裁定"
    )
    move_off_rest_days = models.BooleanField(
        "末日顺延", default=True, help_text="期限末日是休息日的，顺延到下一个工作日（民法典第二百零三条）"
    )
    form_questions = models.TextField(
        "征询意见表的附加问题", blank=True, default=DEFAULT_QUESTIONS, validators=[check_questions],
        help_text="一行一问，写成“问题：选项、选项”；没有选项的留一栏供填写。满意度两项固定印出，不用写",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "地方规则"

    def __str__(self) -> str:
        return f"{self.assembly}的办理规则"

    def case_pattern(self, timing: str) -> str:
        return self.in_session_pattern if timing == Timing.IN_SESSION else self.out_of_session_pattern


class ResultClass(models.Model):
    """One class of the local scheme: A 已经解决或采纳 …"""

    profile = models.ForeignKey(Profile, models.CASCADE, verbose_name="地方规则", related_name="classes")
    code = models.CharField("类别", max_length=12, help_text="印在答复上的字，例如：A")
    definition = models.CharField("含义", max_length=60)
    family = models.CharField("统计归类", max_length=12, choices=ResultFamily.choices())
    order = models.PositiveSmallIntegerField("次序", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "答复类别"
        ordering = ["profile_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "code"], name="class_once", violation_error_message="该类别已列出。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}　{self.definition}"
