"""A ruler for rendered letters: lines of text, drawn rules and red ink, in mm from the page's top left corner."""

import io
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2
from PIL import Image, ImageChops

from replies.letters import render_pdf
from replies.rules.letter import LetterContent
from replies.rules.letter_reading import from_json

from .spacing import true_spacing

MM = 25.4 / 72
SAMPLES = Path(__file__).parent / "samples"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "letters"
DPI = 200
HAN = "清禾县农业农村局认真研究代表提出的建议会同有关单位实地调查"


@dataclass(frozen=True)
class Line:
    """One line of text; ``top`` is the upper edge of its largest character."""

    text: str
    x0: float
    x1: float
    top: float
    baseline: float
    size: float
    fonts: frozenset[str]


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    rules: list[tuple[float, float, float, float]]
    size: tuple[float, float]

    def line(self, start: str) -> Line:
        return next(line for line in self.lines if line.text.startswith(start))


def sample(name: str, **changes) -> LetterContent:
    return replace(from_json((SAMPLES / f"{name}.json").read_text(encoding="utf-8")), **changes)


def long_letter(**changes) -> LetterContent:
    """Three full pages of nothing but Han characters."""
    text = (HAN * 60)[: 28 * 52 - 2]
    return sample("document-npc", **({"paragraphs": (text,), "attachments": (), "people": ()} | changes))


@cache
def pdf_of(content: LetterContent, layout: str | None = None, **options) -> bytes:
    return render_pdf(content, layout, **options)


@cache
def pages_of(content: LetterContent, layout: str | None = None, **options) -> list[Page]:
    with true_spacing(), pdfplumber.open(io.BytesIO(pdf_of(content, layout, **options))) as pdf:
        return [_page(page) for page in pdf.pages]


def _page(page) -> Page:
    rows: dict[float, list[dict]] = {}
    for char in page.chars:
        baseline = (float(page.height) - char["matrix"][5]) * MM
        key = next((key for key in rows if abs(key - baseline) < 0.3), baseline)
        rows.setdefault(key, []).append(char)
    lines = [_line(baseline, chars) for baseline, chars in sorted(rows.items())]
    rules = [(r["x0"] * MM, r["top"] * MM, r["x1"] * MM, r["bottom"] * MM) for r in [*page.rects, *page.lines]]
    return Page(lines, sorted(rules, key=lambda rule: rule[1]), (float(page.width) * MM, float(page.height) * MM))


def _line(baseline: float, chars: list[dict]) -> Line:
    chars = sorted(chars, key=lambda char: char["x0"])
    return Line(
        "".join(char["text"] for char in chars),
        chars[0]["x0"] * MM,
        chars[-1]["x1"] * MM,
        min(char["top"] for char in chars) * MM,
        baseline,
        round(max(char["size"] for char in chars), 2),
        frozenset(char["fontname"].split("+")[-1] for char in chars),
    )


def in_reading_order(content: LetterContent) -> str:
    """The text in the order the PDF holds it, without white space and page numbers."""
    document = pypdfium2.PdfDocument(pdf_of(content))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"—\d+—", "", "".join(text.split()))


def ink(pdf: bytes, page: int, box=(0, 0, 210, 297), red: bool = False) -> tuple[float, float, float, float]:
    """The edges (left, top, right, bottom) of black or red ink inside ``box``, in mm."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    scale = DPI / 25.4
    part = picture.crop(tuple(round(edge * scale) for edge in box))
    mask = _red(part) if red else part.convert("L").point(lambda value: 255 * (value < 128))
    found = mask.getbbox()
    assert found, "no ink there"
    return tuple(edge / scale + offset for edge, offset in zip(found, (box[0], box[1], box[0], box[1]), strict=True))


def _red(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    masks = [
        red.point(lambda v: 255 * (v >= 200)),
        green.point(lambda v: 255 * (v <= 80)),
        blue.point(lambda v: 255 * (v <= 80)),
    ]
    return ImageChops.darker(ImageChops.darker(masks[0], masks[1]), masks[2])
