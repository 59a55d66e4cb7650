"""manage.py demo: a made-up county with sessions, units, delegates, accounts and 64 cases in every stage."""

import io
from argparse import ArgumentParser

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from replies.management.demo.accounts import table, usernames
from replies.management.demo.play import is_complete, play
from replies.management.demo.when import read
from replies.models import Assembly, Delegate, HandlingUnit, Proposal, Session

PASSWORD = "Banfu-demo-2026"  # noqa: S105 - the demo's own, printed for everybody
HOLDERS = (Assembly, Session, HandlingUnit, Delegate, Proposal)


class Command(BaseCommand):
    help = "载入虚构的演示县“清禾县”：届次、单位、代表委员、账号和64件建议提案（可重复执行，不会重复载入）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", help=f"演示账号的统一密码（默认 {PASSWORD}）；已载入时改为新密码")
        parser.add_argument("--accounts", action="store_true", help="只显示演示账号")
        parser.add_argument("--force", action="store_true", help="数据库里已有其他数据时仍然载入")

    def handle(self, *args, password: str | None, force: bool, **options) -> None:
        if options["accounts"]:
            if not is_complete():
                raise CommandError("演示数据尚未载入。请先执行 manage.py demo。")
        elif is_complete():
            self._change(password)
            self.stdout.write("演示数据已经载入，未作改动。")
        else:
            self._load(password or PASSWORD, force)
        self._show(password or PASSWORD)

    def _load(self, password: str, force: bool) -> None:
        check_room(force)
        self.stdout.write("正在载入演示县“清禾县”，约需半分钟……")
        self.stdout.flush()
        # Due dates are counted in working days, so the holidays must be known first.
        call_command("load_calendar", stdout=io.StringIO())
        play(localdate(), password)
        self.stdout.write(f"载入完成：建议、提案 {Proposal.objects.count()} 件。")

    def _change(self, password: str | None) -> None:
        """Only when a password is given on the command line: a second run by itself changes nothing."""
        if password:
            changed = User.objects.filter(username__in=usernames()).update(password=make_password(password))
            self.stdout.write(f"已将 {changed} 个演示账号的密码改为给定的密码。")

    def _show(self, password: str) -> None:
        self.stdout.write(f"\n{table()}\n")
        user = User.objects.filter(username=usernames()[0]).first()
        if user and user.check_password(password):
            self.stdout.write(f"以上账号的密码：{password}")
        else:
            self.stdout.write("演示账号的密码已改过；忘记时用 manage.py demo --password 新密码 重设。")


def check_room(force: bool) -> None:
    """Refused where the made-up county would be mixed up with a real one."""
    held = [f"{model._meta.verbose_name} {count} 条" for model in HOLDERS if (count := model.objects.count())]
    if held and not force:
        raise CommandError(
            f"数据库里已有数据（{'；'.join(held)}），不是演示数据。载入会让虚构的办件与真实办件混在一起，统计不再可信，"
            "也无法再分开，因此没有载入。请换一个空数据库（DATABASE_URL）；正式使用时用 make run DEMO=off 启动。"
            "确实要混在一起，请加 --force。"
        )
    if taken := _taken_names():
        raise CommandError(f"演示县要用的名称已被占用：{'、'.join(taken)}。没有载入，原有数据未动；请换一个空数据库。")


def _taken_names() -> list[str]:
    """Names that must be unique; an account of a real person must never get a part in the demo."""
    assemblies = [row["name"] for row in read("county")["assemblies"].values()]
    units = [row["name"] for row in read("people")["units"]]
    return [
        *Assembly.objects.filter(name__in=assemblies).values_list("name", flat=True),
        *HandlingUnit.objects.filter(name__in=units).values_list("name", flat=True),
        *User.objects.filter(username__in=usernames()).values_list("username", flat=True),
    ]
