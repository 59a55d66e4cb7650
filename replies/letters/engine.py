"""WeasyPrint, set up once a process: fonts, style sheet, justification, and a fetcher that fetches nothing.

Pango and PDFium are not safe in several threads at once, so both are used under one lock.
"""

import base64
import threading
from functools import cache
from typing import Any

from django.template import Context, Engine

from . import fonts, justify

LOCK = threading.RLock()
SEAL_TYPES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}


def fill(template: str, context: dict[str, Any]) -> str:
    """One of our templates filled in; everything in the context is escaped."""
    return _templates().get_template(template).render(Context(context))


def write_pdf(html: str, identifier: bytes, css: str = "") -> bytes:
    """HTML of one of our own templates → PDF bytes, the same bytes for the same HTML, style and identifier."""
    with LOCK:
        weasyprint, config = _weasyprint()
        page = weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=_fetcher())
        document = page.render(font_config=config, stylesheets=[_sheet(css)] if css else None)
        pdf: bytes = document.write_pdf(pdf_identifier=identifier)
        return pdf


def seal_uri(image: bytes) -> str:
    """A seal picture as a ``data:`` address. ValueError unless it is PNG or JPEG (an SVG could name other files)."""
    for magic, kind in SEAL_TYPES.items():
        if image.startswith(magic):
            return f"data:image/{kind};base64,{base64.b64encode(image).decode()}"
    raise ValueError("印章图片须为 PNG 或 JPEG 格式。")


def is_allowed(url: str) -> bool:
    """Only a seal that we put into the page ourselves; never a file, never the network."""
    return any(url.startswith(f"data:image/{kind};base64,") for kind in SEAL_TYPES.values())


@cache
def _templates() -> Engine:
    return Engine(dirs=[str(fonts.PROJECT / "templates")])


@cache
def _weasyprint() -> tuple[Any, Any]:
    """(weasyprint, font configuration): one a process, because each new one costs time and memory."""
    fonts.use_project_fonts()  # before the import: fontconfig reads its configuration once
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    justify.install()
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
