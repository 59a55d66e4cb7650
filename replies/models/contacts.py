"""沟通 with delegates, and 催办 of units."""

from django.conf import settings
from django.db import models

from replies.rules.vocabulary import ContactStage, ContactWay

from .assignments import Assignment
from .deadlines import Deadline


def photo_path(contact: "Contact", filename: str) -> str:
    return f"contacts/{contact.photo_sha256[:2]}/{contact.photo_sha256}{contact.photo_extension}"


class Contact(models.Model):
    """沟通记录: when, where and how a unit talked to the delegate, and about what."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="交办", related_name="contacts")
    stage = models.CharField("阶段", max_length=8, choices=ContactStage.choices())
    way = models.CharField("方式", max_length=8, choices=ContactWay.choices())
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    persons = models.CharField("参加人员", max_length=200)
    content = models.TextField("内容", max_length=1000)
    photo = models.FileField("照片", upload_to=photo_path, blank=True)
    photo_extension = models.CharField("扩展名", max_length=8, blank=True, editable=False)
    photo_sha256 = models.CharField("校验值", max_length=64, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["assignment", "stage"], name="contact_stage")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}{self.get_way_display()}（{self.on}）"


class UrgingSlip(models.Model):
    """催办函: a unit is urged on paper; its number and words stay as they were sent."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="交办", related_name="urgings")
    deadline = models.ForeignKey(
        Deadline, models.PROTECT, verbose_name="期限", null=True, blank=True, related_name="urgings"
    )
    number = models.CharField("编号", max_length=40, unique=True)
    due_on = models.DateField("当时的期限")
    answer_by = models.DateField("要求办结日期")
    text = models.TextField("催办意见", max_length=500, blank=True)
    office_name = models.CharField("催办机关", max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="催办人", related_name="+")
    at = models.DateTimeField("催办时间")

    class Meta:
        verbose_name = verbose_name_plural = "催办函"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number
