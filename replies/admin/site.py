"""The admin site: open to clerks and the system administrator, by role and not by Django's permission table."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.admin.templatetags import admin_list
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from replies.access import person

# How the start page is arranged: heading, then the models under it by their class names.
CHAPTERS = (
    ("办件", ("Proposal",)),
    ("届次和代表、委员", ("Session", "Delegate")),
    ("承办单位", ("HandlingUnit", "DocumentSeries")),
    ("规则和日历", ("Assembly", "Profile", "IntakeReason", "DeadlineRule", "CalendarDay", "Recess")),
    ("账号和流水", ("User", "Event")),
)
# The site has its own pages for these, with its own form keys.
ELSEWHERE = {"logout", "password_change", "password_change_done", "view_on_site"}


def yes_no(value: bool | None) -> str:
    """Words for a yes or no: Django's own are two icons whose descriptions are True and False."""
    return {True: "是", False: "否"}.get(value, "未定")


admin_list._boolean_icon = yes_no


class EntrySite(AdminSite):
    site_header = "建议提案办理系统 · 登记与基础数据"
    site_title = "建议提案办理系统"
    index_title = "登记与基础数据"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        return person(request.user).enters_data

    def admin_view(self, view, cacheable=False):
        """Someone signed in who does not enter data is refused, not asked to sign in again."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied("登记与基础数据只对经办人和系统管理员开放。")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    @login_not_required
    def login(self, request, extra_context=None):
        query = request.GET.urlencode()
        return redirect(f"{reverse('login')}?{query}" if query else reverse("login"))

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", None) not in ELSEWHERE]

    def get_app_list(self, request, app_label=None):
        known = {
            model["object_name"]: model for app in super().get_app_list(request, app_label) for model in app["models"]
        }
        chapters = [(name, [known[model] for model in models if model in known]) for name, models in CHAPTERS]
        return [
            {"name": name, "app_label": "replies", "app_url": reverse("admin:index"), "has_module_perms": True, "models": models}
            for name, models in chapters
            if models
        ]  # fmt: skip


site = EntrySite(name="admin")
site.empty_value_display = "无"
