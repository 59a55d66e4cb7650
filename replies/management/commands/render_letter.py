"""render_letter CONTENT.json -o OUT.pdf|OUT.docx: one LetterContent as a PDF or in Word. Does not touch the database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from replies.letters import CannotRender, render_docx, render_pdf
from replies.rules.letter import BadContent, LetterContent, Table
from replies.rules.letter_reading import from_json

BAD_CONTENT = 2


class Command(BaseCommand):
    help = "把一份答复内容（JSON）排成 PDF 或 Word。内容文件名为 - 时从标准输入读取。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("content", metavar="CONTENT.json", help="答复内容文件，- 为标准输入")
        kinds = "生成的文件；名称以 .docx 结尾的为 Word，其余为 PDF"
        parser.add_argument("-o", "--output", required=True, metavar="OUT.pdf", help=kinds)
        parser.add_argument(
            "--layout",
            choices=["document", "letter"],
            help="document 为文件格式，letter 为信函格式；不写则按发文机关标志是否以“文件”结尾判断",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = read(options["content"])
            render = render_docx if options["output"].lower().endswith(".docx") else render_pdf
            paper = render(content, options["layout"])
        except (BadContent, CannotRender) as error:
            raise CommandError(str(error), returncode=BAD_CONTENT) from error
        except OSError as error:
            raise CommandError(f"无法读取“{options['content']}”：{cause(error)}。", returncode=1) from error
        try:
            Path(options["output"]).write_bytes(paper)
        except OSError as error:
            raise CommandError(f"无法写入“{options['output']}”：{cause(error)}。", returncode=1) from error


def cause(error: OSError) -> str:
    """Why a file could not be reached, in Chinese where the reason is a common one."""
    if isinstance(error, FileNotFoundError):
        return "文件或文件夹不存在"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    if isinstance(error, PermissionError):
        return "没有权限"
    return error.strerror or str(error)


def read(name: str) -> LetterContent:
    """The content of a file, or of standard input for "-". Raises BadContent also where there is no text."""
    source = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    content = from_json(source.removeprefix(b"\xef\xbb\xbf"))
    if not any(isinstance(part, Table) or part.strip() for part in content.paragraphs):
        raise BadContent("paragraphs", "paragraphs：没有正文；请至少填写一段。")
    return content
