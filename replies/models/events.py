"""流水: what happened, append-only, each row sealed to the one before it."""

import hashlib
import json
from datetime import UTC

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime

from replies.rules.workflow import STEPS, Track

from .proposals import Proposal

MASTER_DATA_VERBS = {"add": "新增", "edit": "修改", "load_demo": "载入演示数据"}


class Event(models.Model):
    """One change: who did what to which object, when, from which state to which, and why."""

    track = models.CharField("环节", max_length=12, choices=Track.choices())
    verb = models.CharField("动作", max_length=24)
    model = models.CharField("对象类型", max_length=20)
    object_id = models.BigIntegerField("对象编号")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, verbose_name="建议、提案", null=True, blank=True, related_name="events"
    )
    unit = models.ForeignKey(
        "replies.HandlingUnit", models.PROTECT, verbose_name="涉及单位", null=True, blank=True, related_name="+"
    )
    old = models.CharField("原状态", max_length=12, blank=True)
    new = models.CharField("新状态", max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="操作人", related_name="+")
    by_name = models.CharField("操作人姓名", max_length=60)
    by_post = models.CharField("操作人岗位", max_length=60, blank=True)
    at = models.DateTimeField("时间")
    note = models.TextField("说明", blank=True)
    data = models.TextField("变更内容", blank=True, help_text="JSON：字段的新旧值、发文字号、校验值")
    previous_hash = models.CharField("上一条校验值", max_length=64, blank=True)
    hash = models.CharField("本条校验值", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "流水"
        ordering = ["id"]
        indexes = [models.Index(fields=["proposal", "id"], name="event_proposal")]

    def __str__(self) -> str:
        return f"{localtime(self.at):%Y-%m-%d %H:%M} {self.by_name} {self.label}"

    @property
    def label(self) -> str:
        return STEPS[self.verb].label if self.verb in STEPS else MASTER_DATA_VERBS.get(self.verb, "更正")

    @property
    def changes(self) -> dict:
        return json.loads(self.data) if self.data else {}

    def compute_hash(self) -> str:
        """SHA-256 over every recorded fact and the hash of the row before."""
        facts = [
            self.track, self.verb, self.model, self.object_id, self.proposal_id, self.unit_id, self.old, self.new,
            self.by_id, self.by_name, self.by_post, self.at.astimezone(UTC).isoformat(), self.note, self.data, self.previous_hash,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


class ChainHead(models.Model):
    """The last link of the chain and its length. Holding this row is what keeps the chain one chain."""

    length = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "流水链"

    def __str__(self) -> str:
        return f"{self.length} {self.hash}"


class SpentKey(models.Model):
    """The key of a form that was carried out: a second click, or a page sent again, does nothing twice."""

    key = models.CharField(max_length=36, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "已用表单"

    def __str__(self) -> str:
        return self.key
