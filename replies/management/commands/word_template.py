"""word_template -o letter.docx: the template of the letter in Word, for an office to restyle."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from replies.letters import word_template

from .render_letter import cause


class Command(BaseCommand):
    help = "写出答复的 Word 模板。用 Word 或 WPS 修改样式后，以 letter.docx 为名放进 user-templates 文件夹即可使用。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, metavar="letter.docx", help="写出的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Path(options["output"]).write_bytes(word_template())
        except OSError as error:
            raise CommandError(f"无法写入“{options['output']}”：{cause(error)}。", returncode=1) from error
