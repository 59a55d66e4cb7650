"""manage.py run_due: remind of what falls due, close what the rules close, send what was left lying."""

from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime, now

from replies.actions import due


class Command(BaseCommand):
    help = (
        "办理到期事项：按提醒日程提醒，办理规则写明的逾期后果，补发没有发出的通知。"
        "可随时重复运行；每天至少运行一次，也可每小时运行。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", metavar="日期", help="按这一天办理，例如 2026-06-01；默认今天")
        parser.add_argument("--dry-run", action="store_true", help="只列出要办的，什么都不写")

    def handle(self, *args, as_of: str | None, dry_run: bool, **options) -> None:
        if dry_run:
            self.stdout.write("试算，不写入：")
        outcome = due.run(at=moment(as_of), dry_run=dry_run, say=self.stdout.write)
        self.stdout.write(f"{'应办' if dry_run else '已办'}{outcome.done}件。")
        if outcome.sent or outcome.unsent:
            self.stdout.write(f"补发通知{outcome.sent}条，没有发出{outcome.unsent}条。")
        if outcome.failed:
            raise CommandError(f"{outcome.failed}件没有办成，原因已记入日志；下次运行时会再办。")


def moment(as_of: str | None) -> datetime:
    """This moment, or the same hour of the day that was asked for."""
    at = localtime(now())
    if as_of is None:
        return at
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise CommandError(f"“{as_of}”不是日期。请写成 2026-06-01 这样。") from None
    return at.replace(year=day.year, month=day.month, day=day.day)
