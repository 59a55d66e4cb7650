"""Layer 2: LetterContent to paper and back. Knows no HTTP, no storage, no users.

render_pdf(content, layout=None, seal_image=None, duplex=False, category_at="right") -> bytes
obstacles(content, layout) -> why a letter cannot be printed, in Chinese
render_docx(content, layout=None, seal_image=None) -> bytes
word_template() -> the template of render_docx, for an office to restyle
preview_pages(pdf, width_px=800) -> list of PNG bytes
check_fonts() -> what is missing on this machine, in Chinese
read_letter(name, data) -> LetterContent with doubts, from an old letter's .txt, .docx or .pdf
missing_characters(text) -> characters that no font here can print
"""

from .fonts import check_fonts, missing_characters
from .obstacles import obstacles
from .pdf import CannotRender, preview_pages, render_pdf
from .reading import NoLetter, read_letter
from .word import render_docx, word_template

__all__ = [
    "CannotRender",
    "NoLetter",
    "check_fonts",
    "missing_characters",
    "obstacles",
    "preview_pages",
    "read_letter",
    "render_docx",
    "render_pdf",
    "word_template",
]
