"""parse_letter FILE [FILE …]: old reply letters as LetterContent, one JSON object a line. Does not touch the database."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from replies.letters import NoLetter, read_letter
from replies.rules.files import LARGEST
from replies.rules.letter import to_json

from .render_letter import cause


class Command(BaseCommand):
    help = "读入旧的答复文件（.txt、.docx、.pdf），每件输出一行 JSON；不是答复的文件在标准错误中说明原因。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="+", help="答复文件，可以写多个")

    def handle(self, *args: Any, **options: Any) -> None:
        refused = 0
        for name in options["files"]:
            try:
                content = read_letter(name, contents(name))
            except NoLetter as error:
                refused += 1
                self.stderr.write(f"{name}：{error}")
            except OSError as error:
                refused += 1
                self.stderr.write(f"{name}：无法读取，{cause(error)}。")
            else:
                self.stdout.write(to_json(replace(content, file=name)))
        if refused:
            raise CommandError(f"{refused} 个文件没有读入。", returncode=1)


def contents(name: str) -> bytes:
    """A file's bytes, one more than the reader takes at most: it says that the file is too large."""
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)
