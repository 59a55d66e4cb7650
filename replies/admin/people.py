"""Delegates, and the accounts of the staff with their posts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError

from replies.models import Delegate, Staff
from replies.rules.workflow import Role

from .entry import RefusableForm
from .master import MasterAdmin, PartInline
from .sessions import assembly_field, own_assembly
from .site import site

User = get_user_model()


@admin.register(Delegate, site=site)
class DelegateAdmin(MasterAdmin):
    list_display = ("name", "assembly", "group", "employer", "phone", "active")
    list_display_links = ("name",)
    list_select_related = ("assembly",)
    list_filter = ("kind", "active")
    search_fields = ("name", "group")
    search_help_text = "按姓名、代表团（界别）查找"
    autocomplete_fields = ("user",)
    fieldsets = (
        (None, {"fields": ("assembly", "kind", "name", "group", "active")}),
        ("联系方式", {"fields": ("employer", ("contact_name", "phone"), ("address", "postcode"))}),
        ("系统", {"fields": ("sort_key", "user")}),
    )

    def get_queryset(self, request):
        return own_assembly(request, super().get_queryset(request).select_related("assembly"), self)

    def get_search_results(self, request, queryset, search_term):
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.path.endswith("/autocomplete/"):
            found = found.filter(active=True)
        return found, duplicates

    def get_fieldsets(self, request, obj=None):
        """Whoever ties an account to a delegate decides who rates: that is not for the office of the cases."""
        if Role.SYSTEM_ADMINISTRATOR in self.who(request).roles:
            return self.fieldsets
        return (*self.fieldsets[:-1], ("系统", {"fields": ("sort_key",)}))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return assembly_field(self, db_field, request, super().formfield_for_foreignkey, **kwargs)


class AccountForm(RefusableForm):
    """An account with its password on the same page; an empty password leaves the old one."""

    password1 = forms.CharField(
        label="密码", required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label="再输一遍", required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("username", "first_name", "email", "is_active")
        labels = {"username": "登录名", "first_name": "姓名", "email": "电子邮箱", "is_active": "启用"}
        help_texts = {
            "username": "登录时输入，可用汉字、字母和数字",
            "email": "通知也发到这里；留空则只在系统里通知",
            "is_active": "停用后不能登录，办理记录保留",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rules = "不少于10个字符，不能全是数字，不能与登录名相近。"
        if self.instance.pk:
            self.fields["password1"].help_text = f"不改密码请留空。{rules}"
        else:
            self.fields["password1"].required = self.fields["password2"].required = True
            self.fields["password1"].help_text = rules

    def clean_password2(self) -> str:
        first, second = self.cleaned_data.get("password1", ""), self.cleaned_data["password2"]
        if first != second:
            raise ValidationError("两次输入的密码不一致，请重新输入。")
        return second

    def _post_clean(self) -> None:
        super()._post_clean()
        password = self.cleaned_data.get("password2")
        if not password:
            return
        try:
            password_validation.validate_password(password, self.instance)
        except ValidationError as error:
            self.add_error("password1", error)
        else:
            self.instance.set_password(password)


class PostInline(PartInline):
    model = Staff
    autocomplete_fields = ("unit",)
    verbose_name = "岗位"
    verbose_name_plural = "岗位（一人可兼几个岗位；起草、审核、签发须选单位）"


@admin.register(User, site=site)
class AccountAdmin(MasterAdmin):
    form = AccountForm
    list_display = ("username", "first_name", "posts_shown", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name")
    search_help_text = "按登录名、姓名查找"
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "first_name", "email", "is_active")}),
        ("密码", {"fields": (("password1", "password2"),)}),
    )
    inlines = (PostInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("posts__unit")

    @admin.display(description="岗位")
    def posts_shown(self, account) -> str:
        return "、".join(str(post) for post in account.posts.all()) or "无"

    def changed(self, form) -> list[str]:
        names = list(form.changed_data)
        return [*names, "password"] if "password2" in names else names
