"""What every source of an old letter is turned into first: blocks of text in reading order."""

from dataclasses import dataclass

from replies.rules.letter import Doubt, Table


class NoLetter(ValueError):
    """What was given is no reply letter, or cannot be read; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a line of the head or of the end, or a table.

    A wide gap inside a line is two ideographic spaces. ``stands_out`` is a red or otherwise marked line, ``level`` the
    number of ``#`` before it, ``starts_page`` says that a page break was seen above. ``pieces`` are the parts of a line
    that narrow gaps separate, where the source knows places. ``is_indented`` is None where it uses no indents.
    """

    text: str = ""
    table: Table | None = None
    stands_out: bool = False
    level: int = 0
    starts_page: bool = False
    is_indented: bool | None = None
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """The blocks of one file. ``is_cut``: paragraphs may have been cut in two at the ends of pages."""

    blocks: tuple[Block, ...]
    is_cut: bool = False
    doubts: tuple[Doubt, ...] = ()
