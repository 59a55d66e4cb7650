"""WeasyPrint, set up once a process: fonts, style sheet, justification, and a fetcher that fetches nothing.

Pango and PDFium are not safe in several threads at once, so both are used under one lock.
"""

import base64
import gc
import io
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.template import Context, Engine

from . import archive as archives
from . import fonts, patches
from .archive import Archive
from .output import serialise

log = logging.getLogger(__name__)

LOCK = threading.RLock()
SEAL_TYPES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}


def fill(template: str, context: dict[str, Any]) -> str:
    """One of our templates filled in; everything in the context is escaped."""
    return _templates().get_template(template).render(Context(context))


def write_pdf(html: str, identifier: bytes, css: str = "", archive: Archive | None = None) -> bytes:
    """HTML of one of our own templates → PDF bytes, the same bytes for the same arguments, whatever was set before.

    With ``archive`` it is a PDF/A-3 that carries the content as data. Should one of our replacements of WeasyPrint's
    functions fail, all are taken out and the letter is set once more without them.
    """
    with LOCK, _without_collecting():
        try:
            return _written(html, identifier, css, archive)
        except Exception as error:
            if not patches.remove():
                raise
            try:
                pdf = _written(html, identifier, css, archive)
            except Exception:
                patches.install()  # the fault was not theirs
                raise
            log.error("排版加速部分出错，已停用，改用 WeasyPrint 原有功能。", exc_info=error)
            return pdf


def _written(html: str, identifier: bytes, css: str, archive: Archive | None) -> bytes:
    weasyprint, config = _weasyprint()
    page = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=_fetcher())
    page.margin_boxes = patches.sheets.margin_boxes(css + html)
    options = archives.options(archive) if archive else {}
    document = page.render(font_config=config, stylesheets=[_sheet(css)] if css else None, **options)
    archives.tidy_bookmarks(document)
    if archive:
        archives.date_document(document, archive)
    result: list[bytes] = []

    def finish(_: Any, pdf: Any) -> None:
        if archive:
            archives.finish(pdf, archive)
        result.append(serialise(pdf, identifier))
        pdf.write = lambda *args: None  # written already

    document.write_pdf(finisher=finish, **options)
    return result[0]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No collection of cycles while a letter is set: nothing of it can be collected before it is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def seal_uri(image: bytes) -> str:
    """A seal picture as a ``data:`` address. ValueError unless it is PNG or JPEG (an SVG could name other files)."""
    kind = next((kind for magic, kind in SEAL_TYPES.items() if image.startswith(magic)), None)
    if kind is None:
        raise ValueError("印章图片须为 PNG 或 JPEG 格式。")
    return f"data:image/png;base64,{base64.b64encode(_as_png(image, kind)).decode()}"


def _as_png(image: bytes, kind: str) -> bytes:
    """The whole picture, read through; a JPEG in RGB, since scanners may deliver CMYK and a PDF/A has one colour space."""
    from PIL import Image

    stream = io.BytesIO()
    try:
        picture = Image.open(io.BytesIO(image))
        picture.load()
        (picture.convert("RGB") if kind == "jpeg" else picture).save(stream, "PNG")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError("印章图片已损坏，请重新上传。") from error
    return stream.getvalue()


def is_allowed(url: str) -> bool:
    """Only a seal that we put into the page ourselves; never a file, never the network."""
    return any(url.startswith(f"data:image/{kind};base64,") for kind in SEAL_TYPES.values())


@cache
def _templates() -> Engine:
    return Engine(dirs=[str(fonts.PROJECT / "templates")])


def install() -> None:
    """Load WeasyPrint with our fonts and patches, as the first letter does."""
    with LOCK:
        _weasyprint()


@cache
def _weasyprint() -> tuple[Any, Any]:
    """(weasyprint, font configuration): one a process, because each new one costs time and memory."""
    fonts.use_project_fonts()  # before the import: fontconfig reads its configuration once
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    patches.install()
    return weasyprint, FontConfiguration()


@cache
def _sheet(css: str) -> Any:
    weasyprint, config = _weasyprint()
    return weasyprint.CSS(string=css, font_config=config, url_fetcher=_fetcher())


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class OnlySeals(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not is_allowed(url):
                raise ValueError(f"refused: {url[:60]}")
            return super().fetch(url, headers)

    return OnlySeals(allowed_protocols=["data"])
