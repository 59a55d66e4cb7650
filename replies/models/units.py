"""承办单位, and the number series its letters take their 发文字号 from."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F

from replies.rules.vocabulary import Layout

code_shape = RegexValidator(
    r"^[^\s〔〕\[\]【】\d第号]{1,20}$", "机关代字只写代字本身，例如“清教发”；不含年份、括号、数字、“第”“号”。"
)


def seal_path(unit: "HandlingUnit", filename: str) -> str:
    return f"seals/{unit.pk}.png"


class HandlingUnit(models.Model):
    """A bureau that handles items and answers them."""

    name = models.CharField("名称", max_length=40, unique=True, help_text="列表上用，例如：县教育局")
    printed_name = models.CharField("署名", max_length=60, help_text="落款和印章上的全称，例如：清禾县教育局")
    letterhead = models.CharField(
        "文件格式的发文机关标志", max_length=60, blank=True, help_text="例如：清禾县教育局文件；留空则用“署名＋文件”"
    )
    document_code = models.CharField(
        "发文代字（文件）", max_length=20, blank=True, validators=[code_shape],
        help_text="例如：清教发；留空则文件格式的答复不编发文字号",
    )  # fmt: skip
    letter_code = models.CharField(
        "发文代字（函）", max_length=20, blank=True, validators=[code_shape],
        help_text="例如：清教函；留空则信函格式的答复不编发文字号",
    )  # fmt: skip
    layout = models.CharField("默认格式", max_length=8, choices=Layout.choices(), default="document")
    contact_name = models.CharField("联系人", max_length=20, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    seal = models.ImageField("印章图片", upload_to=seal_path, blank=True, help_text="透明底 PNG，直径约 42 毫米")
    leader = models.CharField("分管领导", max_length=40, blank=True, help_text="印在交办清单上，例如：副县长 某某")
    keywords = models.CharField(
        "职责关键词", max_length=300, blank=True, help_text="用顿号或空格隔开；标题里出现时，交办时提示该单位"
    )
    active = models.BooleanField("在用", default=True)
    order = models.PositiveSmallIntegerField("排列次序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name

    def letterhead_for(self, layout: str) -> str:
        """The 发文机关标志: with 文件 for the document head, the plain name for the letter head (7.2.4, 10.1)."""
        if layout == Layout.LETTER:
            return self.printed_name
        return self.letterhead or f"{self.printed_name}文件"

    def code_for(self, layout: str) -> str:
        return self.letter_code if layout == Layout.LETTER else self.document_code


class SeriesManager(models.Manager):
    def take(self, **scope) -> int:
        """The next number of the series, inside the caller's transaction.

        The update comes first: it holds the row until the transaction ends, so two people never read the same
        number, and a rollback gives the number back, so there is no gap.
        """
        if not self.filter(**scope).update(last=F("last") + 1):
            self.get_or_create(**scope)
            self.filter(**scope).update(last=F("last") + 1)
        return self.get(**scope).last

    def raise_to(self, number: int, **scope) -> None:
        """Count a number that was given by hand as used."""
        self.get_or_create(**scope)
        self.filter(**scope, last__lt=number).update(last=number)


class DocumentSeries(models.Model):
    """How far the 发文字号 of one 代字 has come in one year."""

    code = models.CharField("机关代字", max_length=20, validators=[code_shape])
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用到第几号", default=0, help_text="下一份签发的文件用它的下一号")

    objects = SeriesManager()

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        ordering = ["-year", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "year"], name="series_once", violation_error_message="该代字本年度已有编号记录。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕（已用到{self.last}号）"
