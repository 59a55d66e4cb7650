"""A process that sets the generated letters on request, by our own way or by stock WeasyPrint, and says what it cost.

    python -m replies.management.benchmarks.worker ours|stock SIZE SEED

Each line of standard input, ``[first, last]``, is answered by one line of JSON. Other letters are set before, so that
nothing is measured that happens once a process.
"""

import io
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from replies.letters import render_pdf
from replies.rules.letter import LetterContent

from .letters import letters

WARM_UP = 20  # letters
KB_PER_MB, PAGE_KB = 1024, resource.getpagesize() // 1024


def html_of(content: LetterContent) -> str:
    """The HTML that `render_pdf` gives to WeasyPrint, without its style sheet."""
    from replies.letters import engine
    from replies.letters.pdf import default_layout
    from replies.letters.sheet import sheet

    return engine.fill("letters/letter.html", sheet(content, default_layout(content), []) | {"imprint": ""})


def ours() -> Callable[[LetterContent], Callable[[], bytes]]:
    return lambda content: lambda: render_pdf(content)


def stock() -> Callable[[LetterContent], Callable[[], bytes]]:
    """WeasyPrint with its default options and nothing replaced, but with fonts and style sheet read once."""
    from replies.letters import engine, patches
    from replies.letters.pdf import style_sheet

    css = style_sheet()
    weasyprint, config = engine._weasyprint()
    patches.remove()
    sheet = weasyprint.CSS(string=css, font_config=config)

    def prepare(content: LetterContent) -> Callable[[], bytes]:
        html = html_of(content)
        return lambda: weasyprint.HTML(string=html).write_pdf(font_config=config, stylesheets=[sheet])  # type: ignore[no-any-return]

    return prepare


ENGINES = {"ours": ours, "stock": stock}


def main(name: str, size: int, seed: int) -> None:
    contents = list(letters(size, seed))
    prepare = ENGINES[name]()
    for content in letters(WARM_UP, seed + 1):
        prepare(content)()
    _say({"ready": True})
    for line in sys.stdin:
        first, last = json.loads(line)
        _say(_measure(prepare, contents[first:last]))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _measure(prepare: Callable[[LetterContent], Callable[[], bytes]], contents: list[LetterContent]) -> dict[str, Any]:
    """CPU seconds and pages of each letter, seconds of all; memory in MB after them and at the highest."""
    cpu, pages, wall = [], [], 0.0
    for content in contents:
        render = prepare(content)
        start, clock = time.process_time(), time.perf_counter()
        pdf = render()
        cpu.append(time.process_time() - start)
        wall += time.perf_counter() - clock
        pages.append(_count_pages(pdf))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB
    now = int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KB / KB_PER_MB
    return {"cpu": cpu, "pages": pages, "wall": wall, "memory": now, "peak": peak}


def _count_pages(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
