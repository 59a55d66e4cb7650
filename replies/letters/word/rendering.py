"""LetterContent → .docx. The same content and template give the same bytes."""

import datetime
import io
from collections.abc import Sequence
from typing import Literal

from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docxtpl import DocxTemplate

from replies.rules.letter import LetterContent

from .. import engine
from ..pdf import CannotRender, Layout, default_layout
from ..signoff import SignOff
from .fields import Drawing, fields
from .fitting import fit
from .package import undated
from .seals import seal
from .template import fill, opened

NO_DATE = datetime.datetime(1980, 1, 1)
LONGEST_PROPERTY = 255  # characters


def render_docx(
    content: LetterContent,
    layout: Layout | None = None,
    seal_image: bytes | Sequence[bytes | None] | None = None,
    *,
    category_at: Literal["right", "left"] = "right",
) -> bytes:
    """The letter as a Word file after GB/T 9704-2012, through the office's template or our own.

    The arguments are those of render_pdf. Raises CannotRender for a seal that is no picture, a control character,
    and a template of the office that cannot be used.
    """
    chosen = layout or default_layout(content)
    template, path = opened()
    pictures = _pictures(template, content, seal_image)

    def seal_of(number: int, signoff: SignOff) -> Drawing | str:
        return seal(pictures[number], number, signoff) if number < len(pictures) and pictures[number] else ""

    fill(template, path, fields(content, chosen, category_at, seal_of))
    fit(template.docx, content, chosen)
    _describe(template, content)
    stream = io.BytesIO()
    template.docx.save(stream)
    return undated(stream.getvalue())


def _pictures(
    template: DocxTemplate, content: LetterContent, images: bytes | Sequence[bytes | None] | None
) -> list[str]:
    """Each seal put into the file; its relation's id, "" for a signatory without one."""
    if not content.seal:
        return []
    given = [images] if isinstance(images, bytes) else images or []
    return [_picture(template, image) if image else "" for image in given]


def _picture(template: DocxTemplate, image: bytes) -> str:
    try:
        engine.seal_uri(image)
        number, _ = template.docx.part.get_or_add_image(io.BytesIO(image))
    except (ValueError, UnrecognizedImageError, UnexpectedEndOfFileError) as error:
        raise CannotRender("印章图片须为 PNG 或 JPEG 格式。") from error
    return str(number)


def _describe(template: DocxTemplate, content: LetterContent) -> None:
    """Title, author and date of the file: the letter's own, nothing about this machine or about now."""
    properties = template.docx.core_properties
    properties.title = (content.title or "").replace("\n", "")[:LONGEST_PROPERTY]
    properties.author = "、".join(content.signatories)[:LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.language = "zh-CN"
    day = datetime.datetime.combine(content.date, datetime.time()) if content.date else NO_DATE
    properties.created = properties.modified = day
    properties.revision = 1
