"""Old letters → LetterContent, with doubts where something is missing or contradicts itself.

read_letter(name, data) -> LetterContent; raises NoLetter for any other paper
"""

from .blocks import NoLetter
from .reader import read_letter

__all__ = ["NoLetter", "read_letter"]
