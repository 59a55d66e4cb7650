"""Layer 2: LetterContent to paper and back. Knows no HTTP, no storage, no users.

render_pdf(content, layout=None, seal_image=None) -> bytes
preview_pages(pdf, width_px=800) -> list of PNG bytes
check_fonts() -> what is missing on this machine, in Chinese
missing_characters(text) -> characters that no font here can print
"""

from .fonts import check_fonts, missing_characters
from .pdf import CannotRender, preview_pages, render_pdf

__all__ = ["CannotRender", "check_fonts", "missing_characters", "preview_pages", "render_pdf"]
