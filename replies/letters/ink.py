"""Where the ink of a face lies in its line, measured once a process with whatever font is installed.

The standard places edges of ink (the red mark's top, 72 mm), while CSS places boxes; the distance between the two
is the font's own and differs by a millimetre between fonts in use.
"""

from dataclasses import dataclass
from functools import cache

from . import engine, fonts

PROBES = {"title": "国", "body": "国", "song": "—"}
PAGE, SIZE = 400, 100  # points


@dataclass(frozen=True)
class Ink:
    """Upper and lower edge of the ink below the top of a line box of ``line-height: 1``, in ems."""

    top: float
    bottom: float


@cache
def ink(face: str) -> Ink:
    """The ink of a full square character (国) in face ``title`` or ``body``, or of the dash in face ``song``."""
    return _measured()[face]


@cache
def _measured() -> dict[str, Ink]:
    import pypdfium2

    lines = "".join(
        f"<div style='position:absolute;left:0;top:{number * SIZE}pt;line-height:{SIZE}pt;"
        f"font:{700 if face == 'title' else 400} {SIZE}pt/{SIZE}pt {fonts.css_chain(face)}'>{sample}</div>"
        for number, (face, sample) in enumerate(PROBES.items())
    )
    style = f"<style>@page {{ size: {PAGE}pt; margin: 0 }} body {{ margin: 0 }}</style>"
    pdf = engine.write_pdf(f"<html lang=zh-CN>{style}<body>{lines}", b"ink")
    with engine.LOCK:
        document = pypdfium2.PdfDocument(pdf)
        text = document[0].get_textpage()
        boxes = [text.get_charbox(index) for index in _sample_indexes(text.get_text_range())]
        document.close()
    return {
        face: Ink((PAGE - box[3]) / SIZE - number, (PAGE - box[1]) / SIZE - number)
        for number, (face, box) in enumerate(zip(PROBES, boxes, strict=True))
    }


def _sample_indexes(text: str) -> list[int]:
    return [index for index, char in enumerate(text) if char in PROBES.values()]
