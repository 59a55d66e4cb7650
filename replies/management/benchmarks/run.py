"""The measurement of the letters: ours, and what others need for the same ones, in turns within one run."""

import platform
import statistics
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from typing import Any

from replies.rules.letter import LetterContent

from . import engines
from .letters import letters

COMPARED = 60  # the others are measured on this many letters; they take two to four times as long
BLOCK = 10  # letters until it is the next one's turn
Tell = Callable[[str], None]


def run(size: int, seed: int, tell: Tell = lambda text: None) -> dict[str, Any]:
    """All figures, as `manage.py bench letters` prints them. Seconds, MB; None with a reason in ``why``."""
    contents = list(letters(size, seed))
    compared = min(size, COMPARED)
    result = _Run(contents, seed, compared, tell)
    result.in_turns()
    result.alone()
    result.together()
    return result.figures()


class _Run:
    def __init__(self, contents: list[LetterContent], seed: int, compared: int, tell: Tell) -> None:
        self.contents, self.seed, self.compared, self.tell = contents, seed, compared, tell
        self.blocks: list[dict[str, Any]] = []
        self.others: dict[str, float] = {}
        self.why: dict[str, str] = {}
        self.pair: dict[str, Any] = {}
        self.worker = engines.Worker("ours", len(contents), seed)

    def in_turns(self) -> None:
        """The compared letters, block after block, each block by each program; LibreOffice all of them halfway."""
        with ExitStack() as stack:
            stock = engines.Worker("stock", len(self.contents), self.seed)
            stack.callback(stock.stop)
            browser = self.attempt("chromium", lambda: stack.enter_context(engines.chromium()))
            if browser:
                self.attempt("chromium", lambda: browser.measure(self.contents[:2]))  # warm
            everything, starts = self.contents[: self.compared], range(0, self.compared, BLOCK)
            for start in starts:
                block = everything[start : start + BLOCK]
                end = start + len(block)
                self.tell(f"比较：第 {start + 1} 至 {end} 份")
                self.blocks.append(self.worker.measure(start, end))
                self.add("stock", sum(stock.measure(start, end)["cpu"]))
                if browser and "chromium" not in self.why:
                    self.add("chromium", self.attempt("chromium", lambda block=block: browser.measure(block)))
                if start == starts[len(starts) // 2]:
                    self.add("libreoffice", self.attempt("libreoffice", lambda: engines.libreoffice(everything)))

    def attempt(self, name: str, action: Callable[[], Any]) -> Any:
        """The result of ``action``, or None where the program is missing or fails, and then the reason is kept."""
        try:
            return action()
        except Exception as error:  # whatever a foreign program does, our own figures are printed
            self.why[name] = str(error).split("\n")[0] or type(error).__name__
            return None

    def add(self, name: str, spent: float | None) -> None:
        if spent is not None:
            self.others[name] = self.others.get(name, 0.0) + spent

    def alone(self) -> None:
        """The rest of the letters, ours only."""
        for start in range(self.compared, len(self.contents), BLOCK):
            self.tell(f"单进程：第 {start + 1} 份起")
            self.blocks.append(self.worker.measure(start, min(start + BLOCK, len(self.contents))))
        self.worker.stop()

    def together(self) -> None:
        """All letters by two processes at the same time, half each."""
        self.tell("双进程")
        size = len(self.contents)
        pair = [engines.Worker("ours", size, self.seed) for _ in range(2)]
        for worker, part in zip(pair, ((0, size // 2), (size // 2, size)), strict=True):
            worker.ask(*part)
        halves = [worker.answer() for worker in pair]
        for worker in pair:
            worker.stop()
        seconds = max(half["wall"] for half in halves)
        self.pair = _speed(halves, seconds) | {"peak_memory_mb": round(sum(half["peak"] for half in halves), 1)}

    def figures(self) -> dict[str, Any]:
        cpu = [spent for block in self.blocks for spent in block["cpu"]]
        pages = [count for block in self.blocks for count in block["pages"]]
        seven = [spent for spent, count in zip(cpu, pages, strict=True) if count == 7]
        if not seven:
            self.why["seven_pages_cpu"] = "这些信中没有七页的。"
        own = sum(cpu[: self.compared])
        single = _speed(self.blocks, sum(block["wall"] for block in self.blocks))
        early = self.blocks[max(0, round(len(self.blocks) * 0.2) - 1)]["memory"]
        late = self.blocks[-1]["memory"]
        return {
            "size": len(cpu),
            "seed": self.seed,
            "mean_pages": round(statistics.mean(pages), 2),
            **single,
            "peak_memory_mb": {
                "1": round(max(block["peak"] for block in self.blocks), 1),
                "2": self.pair["peak_memory_mb"],
            },
            "two_processes": self.pair,
            "compared_letters": self.compared,
            **{f"cpu_ratio_to_{name}": self.ratio(own, name) for name in ("stock", "chromium", "libreoffice")},
            "cpu_per_letter_compared": {"ours": round(own / self.compared, 4)}
            | {name: round(spent / self.compared, 4) for name, spent in self.others.items() if name not in self.why},
            "seven_pages_cpu": round(statistics.median(seven), 4) if seven else None,
            "memory_growth_mb": {
                "after_20_percent": round(early, 1),
                "at_the_end": round(late, 1),
                "growth": round(late - early, 1),
            },
            "versions": _versions(),
            "why": self.why,
        }

    def ratio(self, own: float, name: str) -> float | None:
        spent = self.others.get(name)
        return round(own / spent, 3) if spent and name not in self.why else None


def _speed(parts: list[dict[str, Any]], seconds: float) -> dict[str, Any]:
    count = sum(len(part["cpu"]) for part in parts)
    return {
        "letters_per_second": round(count / seconds, 2),
        "pages_per_second": round(sum(sum(part["pages"]) for part in parts) / seconds, 2),
        "cpu_per_letter": round(sum(sum(part["cpu"]) for part in parts) / count, 4),
    }


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in ("weasyprint", "pydyf")}}
