"""manage.py bench letters: how fast letters are set here, and how that compares with other programs. JSON on stdout."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from replies.management.benchmarks.run import run


class Command(BaseCommand):
    help = "测量排版速度：生成一批虚构的答复函，与未改动的 WeasyPrint、Chromium、LibreOffice 交替比较，结果为 JSON。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("subject", choices=["letters"], help="测量什么：letters 为答复函")
        parser.add_argument("--size", type=int, default=200, help="答复函份数，默认 200")
        parser.add_argument("--seed", type=int, default=1, help="随机种子；种子相同，信也相同")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["size"] < 1:
            raise CommandError("--size 至少为 1。")
        figures = run(options["size"], options["seed"], self.stderr.write)
        self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
