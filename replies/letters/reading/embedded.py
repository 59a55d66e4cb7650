"""The LetterContent our own PDFs carry as ``letter.json``, believed only where the page says the same."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from replies.rules.letter import BadContent, LetterContent, Paragraph, Table, salutation_of
from replies.rules.letter_reading import from_json

from ..head import category_mark
from ..signoff import chinese_date, notes


def agreed(data: bytes, pages: Sequence[str]) -> LetterContent | None:
    """The embedded content if the pages' text shows it all and shows nothing else; None if they differ."""
    try:
        content = from_json(data)
    except BadContent:
        return None
    seen = _plain("".join(pages))
    must, may = _printed(content), _sometimes_printed(content, len(pages))
    if any(_is_missing(text, seen) for text in must):
        return None
    extra = Counter(seen)
    extra.subtract(_count(must))
    if min(extra.values(), default=0) < 0:
        return None
    return content if not (+extra - _count(may)) else None


def _is_missing(text: str, seen: str) -> bool:
    plain = _plain(text)
    # What runs from right to left is held in another order.
    return plain not in seen and not any(unicodedata.bidirectional(char) in ("R", "AL") for char in plain)


def _printed(content: LetterContent) -> list[str]:
    """What both layouts print, piece by piece."""
    parts = [
        content.urgency,
        category_mark(content),
        *(line.removesuffix("文件") for line in (content.letterhead or "").splitlines()[:1]),
        content.document_number,
        f"签发人：{content.signed_by}" if content.signed_by else None,
        *(content.title or "").split("\n"),
        salutation_of(content),
        *_texts(content.paragraphs),
        *_attachments(content),
        *content.signatories,
        chinese_date(content.date),
        *notes(content),
        *(["抄送", *content.copies_to] if content.copies_to else []),
    ]
    return [part for part in parts if part]


def _attachments(content: LetterContent) -> Iterator[str]:
    many = len(content.attachments) > 1
    if content.attachments:
        yield "附件"
    for number, attachment in enumerate(content.attachments, 1):
        yield f"{number}.{attachment.name}" if many else attachment.name
        if attachment.paragraphs:
            yield f"附件{number}" if many else "附件"
            yield attachment.name
            yield from _texts(attachment.paragraphs)


def _texts(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    for item in paragraphs:
        yield from (cell for row in item.rows for cell in row) if isinstance(item, Table) else (item,)


def _sometimes_printed(content: LetterContent, pages: int) -> list[str]:
    """What only the 文件 layout prints, 主送 where it stands in the 版记, the head of a table on each of its pages."""
    mark = ["文件", "主送", *(content.letterhead or "").splitlines()[1:]]
    issued = [content.issuer or "", chinese_date(content.issued_on), "印发" if content.issued_on else ""]
    tables = [item for part in content.attachments for item in part.paragraphs] + list(content.paragraphs)
    heads = [cell for item in tables if isinstance(item, Table) and item.header for cell in item.rows[0]]
    return [*mark, *issued, *heads * pages]


def _plain(text: str) -> str:
    """Letters, digits and Han alone."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", re.sub(r"\s", "", text))))


def _count(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join(map(_plain, texts)))
