"""The programs that are measured, each in processes of its own, with the CPU seconds of all of them."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from replies.letters import render_docx
from replies.letters.pdf import style_sheet
from replies.rules.letter import LetterContent

from .worker import html_of

PROJECT = Path(__file__).resolve().parents[3]
TICKS = os.sysconf("SC_CLK_TCK")
LONGEST = 900  # seconds for any one answer; then the program is given up
CHROMIUM_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
)  # fmt: skip


class Missing(Exception):
    """A program that cannot be measured here; the message says why."""


class Worker:
    """Our own letters, or stock WeasyPrint's, set in a process of their own (`worker.py`)."""

    def __init__(self, name: str, size: int, seed: int) -> None:
        command = [sys.executable, "-m", "replies.management.benchmarks.worker", name, str(size), str(seed)]
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.questions, self.answers = cast(IO[str], self.process.stdin), cast(IO[str], self.process.stdout)
        self.answer()

    def ask(self, first: int, last: int) -> None:
        self.questions.write(f"[{first}, {last}]\n")
        self.questions.flush()

    def answer(self) -> dict[str, Any]:
        line = self.answers.readline()
        if not line:
            raise Missing("测量进程意外结束，原因见上方的错误输出。")
        result: dict[str, Any] = json.loads(line)
        return result

    def measure(self, first: int, last: int) -> dict[str, Any]:
        self.ask(first, last)
        return self.answer()

    def stop(self) -> None:
        self.questions.close()
        self.answers.close()
        self.process.wait()


class Chromium:
    """One warm headless browser with one tab that prints the same HTML."""

    def __init__(self, folder: str) -> None:
        self.playwright = _playwright()
        command = [_chromium(), *CHROMIUM_FLAGS, f"--user-data-dir={folder}/profile", "about:blank"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)  # noqa: S603
        self.messages = cast(IO[str], self.process.stderr)
        address = next((line.split()[-1] for line in self.messages if "DevTools listening" in line), "")
        if not address:
            raise Missing("Chromium 没有启动。")
        self.driver = self.playwright().start()
        self.page = self.driver.chromium.connect_over_cdp(address).contexts[0].new_page()

    def print(self, html: str) -> bytes:
        self.page.set_content(html)
        pdf: bytes = self.page.pdf(prefer_css_page_size=True)
        return pdf

    def measure(self, contents: list[LetterContent]) -> float:
        """CPU seconds of the browser's processes for these letters."""
        style = f"<style>{style_sheet()}</style></head>"
        pages = [html_of(content).replace("</head>", style, 1) for content in contents]
        before = tree_cpu(self.process.pid)
        for page in pages:
            self.print(page)
        return tree_cpu(self.process.pid) - before

    def stop(self) -> None:
        self.driver.stop()
        self.process.terminate()
        self.process.wait()
        self.messages.close()


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser that is gone with its profile afterwards. Raises Missing."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder)
        try:
            yield browser
        finally:
            browser.stop()


def _playwright() -> Any:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Missing("没有安装 playwright（make dev）。") from None
    return sync_playwright


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        raise Missing("没有安装 Chromium。")
    return found


def tree_cpu(root: int) -> float:
    """CPU seconds of a process and all its descendants, those that have ended included."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            parents[int(entry.name)] = int(fields[1])
            spent[int(entry.name)] = sum(map(int, fields[11:15])) / TICKS
    total, level = 0.0, {root}
    while level:
        total += sum(spent.get(process, 0.0) for process in level)
        level = {process for process, parent in parents.items() if parent in level}
    return total


def libreoffice(contents: list[LetterContent]) -> float:
    """CPU seconds of one LibreOffice process that turns our own .docx of these letters into PDF. Raises Missing."""
    program = shutil.which("soffice")
    if not program:
        raise Missing("没有安装 LibreOffice。")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        names = []
        for number, content in enumerate(contents, 1):
            names.append(Path(folder) / f"{number}.docx")
            names[-1].write_bytes(render_docx(content))
        _convert(program, folder, names[:1])  # makes its profile
        before = _children_cpu()
        _convert(program, folder, names)
        spent = _children_cpu() - before
        if len(list(Path(folder).glob("*.pdf"))) < len(names):
            raise Missing("LibreOffice 没有转换全部文件。")
        return spent


def _convert(program: str, folder: str, names: list[Path]) -> None:
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder,
        *map(str, names),
    ]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        raise Missing(f"LibreOffice 转换失败：{error}") from error


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
