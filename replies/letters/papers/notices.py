"""告知书: what became of an item, told to each of those who handed it in (domain.md §2.2: the proposer must be told)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from replies.rules.letter import LetterContent, Person

from ..pdf import render_pdf
from ..stack import Stack


@dataclass(frozen=True)
class Notice:
    """One page to one proposer. `addressee` is 王清和代表 or the name of an organisation."""

    session: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    office: str
    office_contact: str
    on: date


def render_notices(notices: Sequence[Notice]) -> bytes:
    """One PDF, in the order given. Without red head: a 告知书 is no 函."""
    pages = [render_pdf(_letter(notice), "letter") for notice in notices]
    if len(pages) == 1:
        return pages[0]
    stream = io.BytesIO()
    stack = Stack(stream, title=notices[0].title, duplex=False)
    for notice, pdf in zip(notices, pages, strict=True):
        stack.add(pdf, notice.addressee)
    stack.close()
    return stream.getvalue()


def _letter(notice: Notice) -> LetterContent:
    return LetterContent(
        title=notice.title,
        session=notice.session,
        salutation=f"{notice.addressee}：",
        paragraphs=(*notice.paragraphs, "特此告知。"),
        signatories=(notice.office,),
        date=notice.on,
        people=(Person("联系方式", notice.office_contact),) if notice.office_contact else (),
    )
