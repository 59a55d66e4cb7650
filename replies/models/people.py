"""Who takes part: the two assemblies, their delegates, and the staff of offices and units."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.validators import RegexValidator
from django.db import models

from replies.rules.vocabulary import Body, DelegateKind, Level
from replies.rules.wording import Words, words
from replies.rules.workflow import Role

UNIT_POSTS = [role.value for role in (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)]
SYSTEM_ACCOUNT = "system"
# Nobody is given these by hand: a delegate is known by the delegate's own row, the system by its account.
NOT_GIVEN = (Role.DELEGATE, Role.SYSTEM)


class Assembly(models.Model):
    """人大 or 政协 of one region."""

    body = models.CharField("类别", max_length=8, choices=Body.choices())
    level = models.CharField("级别", max_length=10, choices=Level.choices(), default="county")
    name = models.CharField("全称", max_length=60, unique=True, help_text="例如：清禾县人民代表大会")
    short_name = models.CharField("简称", max_length=20, help_text="届次名称的开头，例如：县人大、县政协")
    office_name = models.CharField("办事机构", max_length=60, help_text="例如：县人大常委会代表工作委员会")
    office_contact = models.CharField(
        "办事机构地址、电话", max_length=100, blank=True,
        help_text="印在征询意见表上供寄回，例如：城关镇一号，邮编000000，电话0000-0000000",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "人大、政协"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Words:
        return words(self.body)


class Delegate(models.Model):
    """A deputy, a member, a whole 代表团, or the organisation behind a 集体提案."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, verbose_name="所属", related_name="delegates")
    kind = models.CharField("类型", max_length=12, choices=DelegateKind.choices(), default="person")
    name = models.CharField("姓名（名称）", max_length=60)
    group = models.CharField("代表团（界别）", max_length=40, blank=True)
    employer = models.CharField("工作单位及职务", max_length=80, blank=True)
    contact_name = models.CharField("联系人", max_length=20, blank=True, help_text="代表团、团体提出的，填写联系人姓名")
    phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("通讯地址", max_length=120, blank=True)
    postcode = models.CharField(
        "邮政编码", max_length=6, blank=True, validators=[RegexValidator(r"^\d{6}$", "邮政编码是六位数字。")]
    )
    sort_key = models.CharField("排序码", max_length=40, blank=True, help_text="姓氏笔画次序；留空则按姓名排")
    active = models.BooleanField("在任", default=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="登录账号",
        null=True,
        blank=True,
        related_name="delegate",
    )

    class Meta:
        verbose_name = verbose_name_plural = "代表、委员"
        ordering = ["assembly_id", "sort_key", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "name", "group"],
                name="delegate_once",
                violation_error_message="该代表团（界别）已有同名代表（委员），请核对是否重复登记。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.group}）" if self.group else self.name

    @property
    def title(self) -> str:
        """王清和代表, 李文澜委员; a delegation or an organisation stands without a title."""
        if self.kind != DelegateKind.PERSON:
            return self.name
        return self.name + words(self.assembly.body).person


class Staff(models.Model):
    """One part that one person plays; a person may hold several."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="账号", related_name="posts")
    role = models.CharField("角色", max_length=24, choices=[c for c in Role.choices() if c[0] not in NOT_GIVEN])
    unit = models.ForeignKey(
        "replies.HandlingUnit", models.PROTECT, verbose_name="承办单位", null=True, blank=True, related_name="staff"
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], name="post_once", violation_error_message="该账号已有这个岗位。"
            ),
            models.UniqueConstraint(  # two absent units are not equal to a database
                fields=["user", "role"],
                condition=models.Q(unit__isnull=True),
                name="office_post_once",
                violation_error_message="该账号已有这个岗位。",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(role__in=UNIT_POSTS, unit__isnull=False)
                    | (~models.Q(role__in=UNIT_POSTS) & models.Q(unit__isnull=True))
                ),
                name="post_unit_paired",
                violation_error_message="起草人、审核人、签发人必须指定承办单位；其他角色不指定。",
            ),
        ]

    def __str__(self) -> str:
        label = Role(self.role).label
        return f"{self.unit.name} · {label}" if self.unit else label


def system_user() -> Any:
    """The account in whose name the system acts by itself. It has no password, so nobody can sign in with it."""
    user, _ = get_user_model().objects.get_or_create(
        username=SYSTEM_ACCOUNT, defaults={"first_name": Role.SYSTEM.label, "password": make_password(None)}
    )
    return user
