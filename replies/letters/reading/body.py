"""The text of the letter as paragraphs; what a page break cut in two is joined again."""

import re
from collections.abc import Sequence

from replies.rules.letter import Doubt, Paragraph, heading_length, heading_level

from .blocks import Block

FINISHED = re.compile(r"[。！？!?：:；;…”’）)》】.]$")
UNFINISHED = re.compile(r"[，、,（《“‘—\-]$")
LONG = 25  # characters; a shorter line without a mark at its end is a heading or a greeting
FULL = 0.8  # of the longest line: a line this long may go on in the next
CLOSING = re.compile(r"(?:此致|敬礼|特此|专此|以上)")


def paragraphs_of(blocks: Sequence[Block], is_cut: bool) -> tuple[tuple[Paragraph, ...], list[Doubt]]:
    """One string a paragraph, tables in their place. ``is_cut``: the source does not say where paragraphs begin."""
    result: list[Paragraph] = []
    joined: list[int] = []
    longest = max((len(block.text) for block in blocks), default=0)
    before: Block | None = None
    for block in blocks:
        last = result[-1] if result else None
        if is_cut and before and isinstance(last, str) and block.text and _goes_on(last, before, block, longest):
            result[-1] = last + block.text
            if block.is_indented is None:
                joined.append(len(result))
        else:
            result.append(block.table or block.text)
        before = block
    return tuple(result), _joined(joined)


def _goes_on(paragraph: str, before: Block, block: Block, longest: int) -> bool:
    if heading_level(block.text) or block.level or CLOSING.match(block.text):
        return False
    if block.is_indented is not None and not block.starts_page:
        return not block.is_indented and len(before.text) >= FULL * longest
    if heading_level(paragraph) and heading_length(paragraph) == len(paragraph) and not UNFINISHED.search(paragraph):
        return False
    if UNFINISHED.search(paragraph):
        return True
    if FINISHED.search(paragraph):
        return False
    return block.starts_page or len(paragraph) >= LONG


def _joined(numbers: list[int]) -> list[Doubt]:
    if not numbers:
        return []
    places = "、".join(str(number) for number in sorted(set(numbers)))
    message = f"第 {places} 段由换页处断开的几截接成，请核对接缝处。"
    return [Doubt("paragraphs_joined", "paragraphs", message)]
