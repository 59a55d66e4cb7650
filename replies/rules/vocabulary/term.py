"""A closed list of words: what each of them is."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A stored code that knows its Chinese label. ``str(member)`` is the code."""

    label: str
    tone: str

    def __new__(cls, code: str, label: str = "", tone: str = "plain") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.tone = tone
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) pairs in the order of the class, as a form field wants them."""
        return [(member.value, member.label) for member in cls]
