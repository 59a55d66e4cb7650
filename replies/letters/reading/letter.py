"""Blocks → LetterContent: where head, text and end part, and what each of them says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from replies.rules.letter import Doubt, LetterContent
from replies.rules.letter_reading import SECRECY_MARK

from .attached import attachments_of, cut_attachments
from .blocks import Block, Source
from .body import paragraphs_of
from .doubts import doubts_of, one_each
from .ending import Ending, read_ending
from .head import Head, is_reply_title, read_head, refuse_secret, set_class
from .imprint import cut_imprint
from .names import addressees_of, split_greeting
from .refusal import refuse_other_papers
from .subject import subject_of

DEEPEST_HEAD = 25  # blocks above the salutation
LONGEST_HEAD_LINE, LONGEST_SHOWN = 120, 60  # characters


def letter_of(source: Source) -> LetterContent:
    """The letter that the blocks are. Raises NoLetter, with the reason, for any other paper."""
    refuse_secret(source.blocks, SECRECY_MARK)
    above, salutation, below = divide(source.blocks)
    head = read_head(above, source.is_cut)
    refuse_other_papers(source.blocks, head.title, salutation, below)
    blocks, imprint = cut_imprint(below)
    salutation = salutation or (f"{imprint.sent_to}：" if imprint.sent_to else "")
    names, name_doubts = addressees_of(salutation) if salutation else ((), [])
    text, parts, form_doubts = cut_attachments(blocks, earliest=1)
    text, ending = read_ending(text)
    paragraphs, joined = paragraphs_of(text, source.is_cut)
    attachments, listed = attachments_of(ending.attachments, parts)
    _take_class(head, ending)
    first = next((item for item in paragraphs if isinstance(item, str) and len(item) > 6), "")
    subject = subject_of(head.title, salutation, first)
    content = LetterContent(
        kind=subject.kind,
        round=subject.round,
        body=subject.body,
        session=subject.session,
        case_number=head.case_number or subject.case_number,
        topic=subject.topic,
        letterhead=head.letterhead,
        document_number=head.document_number,
        signed_by=head.signed_by,
        category=head.category,
        category_label=head.category_label,
        title=head.title or None,
        addressees=names,
        salutation=salutation or None,
        urgency=head.urgency,
        paragraphs=paragraphs,
        attachments=tuple(attachments),
        signatories=tuple(ending.signatories),
        date=ending.date,
        people=tuple(ending.people),
        disclosure=ending.disclosure or head.disclosure,
        opinion=ending.opinion,
        copies_to=tuple(imprint.copies_to),
        issuer=imprint.issuer or ending.issuer,
        issued_on=imprint.issued_on,
    )
    left = [*_left(head), *(_unread(line, "people") for line in ending.left)]
    read = [*source.doubts, *head.doubts, *name_doubts, *joined, *listed, *form_doubts, *ending.doubts, *imprint.doubts]
    return replace(content, doubts=one_each([*read, *left, *doubts_of(content)]))


def _take_class(head: Head, ending: Ending) -> None:
    """A class printed at the end counts where the head has none; two that differ are a doubt."""
    if not ending.category:
        return
    label, value = ending.category
    if not head.category:
        set_class(head, value, label)
    elif head.category not in value:
        message = f"首页的类别是“{head.category}”，文末的“{label}”是“{value}”，现按首页读入，请核对。"
        head.doubts.append(Doubt("category_contradicts", "category", message))


def divide(blocks: Sequence[Block]) -> tuple[list[Block], str, list[Block]]:
    """(what stands above the salutation, the salutation, what stands below it)."""
    for index, block in enumerate(blocks[:DEEPEST_HEAD]):
        greeting = split_greeting(block.text) if not block.table else None
        if not greeting:
            continue
        start = _first_line_of_names(blocks, index)
        salutation, rest = greeting
        salutation = "".join(part.text for part in blocks[start:index]) + salutation
        below = [Block(rest), *blocks[index + 1 :]] if rest else list(blocks[index + 1 :])
        return list(blocks[:start]), salutation, below
    end = _end_of_title(blocks)
    return list(blocks[:end]), "", list(blocks[end:])


def _first_line_of_names(blocks: Sequence[Block], index: int) -> int:
    """A long list of names may stand on several lines."""
    start = index
    while start and re.fullmatch(r"[^。：:，《》]*、[^。：:，《》]*", blocks[start - 1].text):
        if "、" not in blocks[start].text and not blocks[start - 1].text.endswith("、") and start == index:
            break
        if is_reply_title(blocks[start - 1].text) or re.search(r"关于|会议|建议|提案", blocks[start - 1].text):
            break
        start -= 1
    return start


def _end_of_title(blocks: Sequence[Block]) -> int:
    """Without a salutation: the first line that, with those above it, completes a title."""
    for end in range(1, min(len(blocks), 12) + 1):
        text = blocks[end - 1].text
        if len(text) > LONGEST_HEAD_LINE or "。" in text:
            return end - 1
        if any(
            is_reply_title("".join(part.text for part in blocks[start:end])) for start in range(max(0, end - 5), end)
        ):
            return end
    return min(len(blocks), 1)


def _left(head: Head) -> list[Doubt]:
    return [_unread(line, "letterhead") for line in head.left]


def _unread(line: str, field: str) -> Doubt:
    shown = line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + "…"
    return Doubt("unread_line", field, f"“{shown}”不知属于哪一项，没有读入；请按原件核对。")
