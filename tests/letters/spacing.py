"""Character spacing as ISO 32000 9.4.4 has it, for pdfminer, which leaves it out after the last character of a string.

Without this a line of several strings (digits, a rare character from another font) is measured too short.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.utils import translate_matrix


@contextmanager
def true_spacing() -> Iterator[None]:
    """Pages parsed inside have every character where a viewer shows it."""
    with patch.object(PDFTextDevice, "render_string_horizontal", _render):
        yield


def _render(
    device: Any, seq: Any, matrix: Any, pos: Any, font: Any, fontsize: float, scaling: float, charspace: float,
    wordspace: float, rise: float, dxscale: float, ncs: Any, graphicstate: Any,
) -> tuple[float, float]:  # fmt: skip
    x, y = pos
    for item in seq:
        if not isinstance(item, bytes):
            x -= item * dxscale
            continue
        for cid in font.decode(item):
            place = translate_matrix(matrix, (x, y))
            x += device.render_char(place, font, fontsize, scaling, rise, cid, ncs, graphicstate) + charspace
            x += wordspace if cid == 32 else 0
    return x, y
