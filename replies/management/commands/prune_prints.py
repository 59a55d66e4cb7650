"""manage.py prune_prints: clear away the files of old print runs; who printed what stays."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from replies.actions.printing import drop_files

DAYS = 30


class Command(BaseCommand):
    help = "清理打印室里旧的 PDF 文件；打印记录和校验值保留，需要时可重新打印。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"清理多少天以前的文件，默认{DAYS}天")

    def handle(self, *args, days: int, **options) -> None:
        if days < 1:
            raise CommandError("--days 请填 1 或更大的整数。")
        self.stdout.write(f"已清理 {drop_files(before=now() - timedelta(days=days))} 个文件。")
