"""Attachments printed after the letter, each on pages of its own."""

import re
from collections.abc import Sequence

from replies.rules.letter import Attachment, Doubt, Paragraph

from .blocks import Block

LABEL = re.compile(r"附\s*件\s*(?:[\d一二三四五六七八九十]{1,2}\s*[：:]?)?")
FORM = re.compile(r".*(?:征询|征求|反馈|评价)意见(?:反馈)?表|.*(?:办理|答复)(?:情况)?(?:征询|反馈)表")


def cut_attachments(blocks: Sequence[Block], earliest: int) -> tuple[list[Block], list[list[Block]], list[Doubt]]:
    """(the letter, the attachments' blocks each without its label, doubts); ``earliest`` is the first that may be one."""
    doubts: list[Doubt] = []
    form = next((n for n in range(earliest, len(blocks)) if FORM.fullmatch(re.sub(r"\s", "", blocks[n].text))), None)
    if form is not None and not (form and LABEL.fullmatch(blocks[form - 1].text)):
        doubts.append(Doubt("form_left_out", "attachments", f"信后所附的“{blocks[form].text}”没有读入。"))
        blocks = blocks[:form]
    starts = [n for n in range(earliest, len(blocks)) if LABEL.fullmatch(blocks[n].text)]
    if not starts:
        return list(blocks), [], doubts
    ends = [*starts[1:], len(blocks)]
    parts = [list(blocks[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    return list(blocks[: starts[0]]), parts, doubts


def attachments_of(names: Sequence[str], parts: Sequence[Sequence[Block]]) -> tuple[list[Attachment], list[Doubt]]:
    """The listed names with the text of those that are printed; a printed one that is not listed is added."""
    texts: dict[str, tuple[Paragraph, ...]] = {}
    unlisted: list[str] = []
    doubts = []
    for part in parts:
        name, paragraphs = _named(part, names)
        if not name:
            continue
        texts[name] = paragraphs
        if name not in names:
            unlisted.append(name)
            message = f"附件“{name}”没有列在正文下的附件说明中，请核对名称。"
            doubts.append(Doubt("attachment_not_listed", "attachments", message))
    return [Attachment(name, texts.get(name, ())) for name in [*names, *unlisted]], doubts


def _named(part: Sequence[Block], names: Sequence[str]) -> tuple[str, tuple[Paragraph, ...]]:
    """The title of a printed attachment may be broken into lines; the list has it whole."""
    title = ""
    for number, block in enumerate(part):
        if block.table or number > 5:
            break
        title += block.text
        for name in names:
            if _squeezed(name) == _squeezed(title):
                return name, _paragraphs(part[number + 1 :])
    first = part[0].text if part and not part[0].table else ""
    return first, _paragraphs(part[1:] if first else part)


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(block.table or block.text for block in blocks if block.table or block.text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
