"""LetterContent → Word (.docx), through a docxtpl template that an office may restyle."""

from .rendering import render_docx
from .template import word_template

__all__ = ["render_docx", "word_template"]
