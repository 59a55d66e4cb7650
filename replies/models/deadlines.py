"""时限: the rules of a place, and the days that follow from them."""

import json
from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from replies.rules import deadlines
from replies.rules.vocabulary import Approver, CountUnit, ItemType, LateEffect, Level, RuleCode, StartEvent, Timing

from .assignments import Assignment
from .people import Assembly
from .replies import Reply
from .requests import Request
from .sessions import Profile

month_day_shape = RegexValidator(
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$|^(0[13578]|1[02])-31$", "固定日期写成“月-日”，例如 06-30。"
)


class DeadlineRule(models.Model):
    """One row of a place's table: how long, counted from what, and on whose authority (domain.md §3).

    Which row holds for a given item is decided in rules/deadlines.py: the most particular one that is valid.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, verbose_name="地方规则", related_name="deadline_rules")
    code = models.CharField("事项", max_length=16, choices=RuleCode.choices())
    level = models.CharField("级别", max_length=10, choices=Level.choices(), blank=True, help_text="留空则各级通用")
    timing = models.CharField("提出时间", max_length=16, choices=Timing.choices(), blank=True, help_text="留空则都适用")
    item_type = models.CharField(
        "件别", max_length=12, choices=ItemType.choices(), blank=True, help_text="留空则都适用"
    )
    start_event = models.CharField("起算", max_length=16, choices=StartEvent.choices())
    amount = models.PositiveSmallIntegerField("数量", default=0, help_text="固定日期时填0")
    unit = models.CharField("单位", max_length=12, choices=CountUnit.choices())
    month_day = models.CharField(
        "固定日期", max_length=5, blank=True, validators=[month_day_shape], help_text="月-日，例如 06-30"
    )
    longest = models.PositiveSmallIntegerField(
        "延长后最长", null=True, blank=True,
        help_text="自起算之日起连同延长一共多少，单位同上（固定日期的按月）；留空则不得延长",
    )  # fmt: skip
    approver = models.CharField("延长由谁批准", max_length=10, choices=Approver.choices(), default="dispatch")
    late_effect = models.CharField("逾期后果", max_length=10, choices=LateEffect.choices(), default="none")
    source = models.CharField("依据", max_length=160)
    valid_from = models.DateField("自何日起施行", null=True, blank=True)
    valid_to = models.DateField("施行至何日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限规则"
        ordering = ["profile_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit="date", amount=0) & ~Q(month_day="") | ~Q(unit="date") & Q(amount__gt=0, month_day=""),
                name="rule_counts_or_is_fixed",
                violation_error_message="固定日期填“月-日”、数量填0；其他填大于0的数量，固定日期留空。",
            ),
            models.CheckConstraint(
                condition=Q(longest__isnull=True) | Q(unit="date") | Q(longest__gte=F("amount")),
                name="rule_longest",
                violation_error_message="延长后最长不能比原来的数量小。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rule_validity",
                violation_error_message="施行截止日期不能早于施行日期。",
            ),
            models.UniqueConstraint(
                fields=["profile", "code", "level", "timing", "item_type"],
                condition=Q(valid_to__isnull=True),
                name="rule_once",
                violation_error_message="同一事项、级别、提出时间、件别已有一条没有截止日期的规则；请先给旧规则填“施行至何日”。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}：{self.as_rule().in_words()}"

    @classmethod
    def of(cls, rule: deadlines.Rule, profile: Profile) -> "DeadlineRule":
        """A shipped rule as a row of this place, not yet saved."""
        return cls(
            profile=profile, **{f.name: getattr(rule, f.name) for f in cls._meta.fields if hasattr(rule, f.name)}
        )

    def as_rule(self) -> deadlines.Rule:
        """The row as the arithmetic of rules/deadlines.py takes it."""
        return deadlines.Rule(
            code=self.code, amount=self.amount, unit=self.unit, source=self.source, start_event=self.start_event,
            body=self.profile.assembly.body, level=self.level, timing=self.timing, item_type=self.item_type,
            month_day=self.month_day, longest=self.longest, approver=self.approver, late_effect=self.late_effect,
            valid_from=self.valid_from, valid_to=self.valid_to, moves=self.profile.move_off_rest_days,
        )  # fmt: skip


class Deadline(models.Model):
    """One last day, with everything needed to say why it is that day.

    It belongs to an assignment; to a reply as well where a letter's own period runs (重新办理, 反馈); to a request
    where an answer to it is due. `rule_json` is the rule as it was when counting began. Whether it has been kept
    is a fact of the assignment, reply or request itself and is not stored here.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="交办", related_name="deadlines")
    reply = models.ForeignKey(
        Reply, models.PROTECT, verbose_name="答复", null=True, blank=True, related_name="deadlines"
    )
    request = models.ForeignKey(
        Request, models.PROTECT, verbose_name="申请", null=True, blank=True, related_name="deadlines"
    )
    code = models.CharField("事项", max_length=16, choices=RuleCode.choices())
    start_on = models.DateField("起算日期")
    due_on = models.DateField("期限")
    fixed_on = models.DateField("通知规定的日期", null=True, blank=True)
    extended_from = models.DateField("延期前的期限", null=True, blank=True)
    provisional = models.BooleanField("暂定", default=False)
    rule_json = models.TextField("规则")

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ["assignment_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "code"], condition=Q(reply=None, request=None), name="deadline_once"
            ),
            models.UniqueConstraint(
                fields=["reply", "code"], condition=Q(reply__isnull=False), name="reply_deadline_once"
            ),
            models.UniqueConstraint(
                fields=["request", "code"], condition=Q(request__isnull=False), name="request_deadline_once"
            ),
        ]
        indexes = [models.Index(fields=["code", "due_on"], name="deadline_due")]

    def __str__(self) -> str:
        return f"{self.assignment}：{self.get_code_display()} {self.due_on}"

    @property
    def reason(self) -> str:
        """Why it is this day, in one line."""
        return "本年度交办通知规定的统一答复日期" if self.fixed_on else self.rule.source

    @property
    def rule(self) -> deadlines.Rule:
        return deadlines.rule_from_dict(json.loads(self.rule_json))


class Recess(models.Model):
    """休会期: days on which nobody is reminded and nothing is closed, such as the meeting week itself."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, verbose_name="所属", related_name="recesses")
    name = models.CharField("名称", max_length=40, help_text="例如：大会期间")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    class Meta:
        verbose_name = verbose_name_plural = "休会期"
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="recess_dates",
                violation_error_message="结束日期不能早于开始日期。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.starts_on}至{self.ends_on}）"

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class Reminder(models.Model):
    """One rung of the ladder, climbed once: a second run of run_due, or one beside it, finds the row and passes on."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, verbose_name="期限", related_name="reminders")
    due_on = models.DateField("当时的期限")
    step = models.SmallIntegerField("第几个工作日", help_text="负数是到期前")
    at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deadline", "due_on", "step"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.deadline}（{self.step:+d}）"
