"""Scanned 征询意见表: a scanner's stack of pages taken apart, each page with the number its QR code holds."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from replies.rules.opinion_forms import code_in

from . import engine

DPI = 200
LONGEST_SIDE = 3300  # pixels; a page drawn from a PDF is never larger
MOST_PIXELS = 60_000_000  # of a picture that is handed in: an A4 page at 600 dpi has 35 million
QUALITY = 82
SMALLER = (
    1600  # pixels; a grainy photo is read at this size, best with its specks taken out, where it is not at its own
)

CELLS = (100, 140)  # a page in cells of 2 mm
PAPER = 225  # grey of a cell (0 black, 255 white) from which on it holds nothing


class CannotRead(ValueError):
    """A file without pages that could be looked at; the message says in Chinese why and what to do."""


@dataclass(frozen=True)
class ScannedPage:
    """One page as a picture (.jpg or .png), and the number of the form it shows, if its QR code could be read.

    A stack scanned on both sides has an empty back after every form: those are `blank`.
    """

    number: int
    picture: bytes
    extension: str
    code: str | None
    blank: bool = False


@dataclass(frozen=True)
class Sign:
    """What a QR code of ours says: the form's number, and how far the page is turned (0, 90, 180 or 270 degrees)."""

    code: str
    turned: int


def scanned_pages(data: bytes, extension: str) -> Iterator[ScannedPage]:
    """The pages of a file, one after the other; ``extension`` is .pdf, .jpg, .jpeg or .png.

    A page of a PDF is drawn at 200 dpi, a picture kept as it came; one that lies on its side or head is turned
    upright. Raises CannotRead.
    """
    if extension == ".pdf":
        for index in range(count_pages(data, ".pdf")):
            yield _page(index + 1, _drawn(data, index), None)
    else:
        with _opened(data) as picture:
            yield _page(1, picture, (data, ".png" if extension == ".png" else ".jpg"))


def count_pages(data: bytes, extension: str) -> int:
    """How many pages a file holds. Raises CannotRead."""
    if extension != ".pdf":
        return 1
    with _document(data) as document:
        return len(document)


def _page(number: int, picture: Image.Image, original: tuple[bytes, str] | None) -> ScannedPage:
    upright = ImageOps.exif_transpose(picture)
    sign = read_sign(upright)
    if original and not (sign and sign.turned):
        data, extension = original
    else:
        stream, extension = io.BytesIO(), ".jpg"
        upright.rotate(sign.turned if sign else 0, expand=True).convert("RGB").save(stream, "JPEG", quality=QUALITY)
        data = stream.getvalue()
    return ScannedPage(number, data, extension, sign.code if sign else None, blank=not sign and _is_blank(upright))


def read_sign(picture: Image.Image) -> Sign | None:
    """The QR code of a form, whichever way the page lies; None where there is none to be read."""
    import zxingcpp

    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    grey = picture.convert("L")
    smaller = ImageOps.contain(grey, (SMALLER, SMALLER))
    for attempt in (grey, smaller, smaller.filter(ImageFilter.MedianFilter(3))):
        for found in zxingcpp.read_barcodes(attempt, formats=qr):
            if code := code_in(found.text):
                return Sign(code, round(found.orientation / 90) % 4 * 90)
    return None


def _is_blank(picture: Image.Image) -> bool:
    """Nothing darker than paper on it, the shadow along the edges left out; one pen stroke is enough to be kept."""
    width, height = picture.size
    inner = picture.convert("L").crop((width // 25, height // 25, width - width // 25, height - height // 25))
    darkest, _ = inner.resize(CELLS, Image.Resampling.BOX).getextrema()
    return isinstance(darkest, int) and darkest > PAPER


def _drawn(data: bytes, index: int) -> Image.Image:
    with _document(data) as document:
        page = document[index]
        scale = min(DPI / 72, LONGEST_SIDE / max(page.get_width(), page.get_height(), 1))
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return picture


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    """An open PDF. PDFium is not safe in several threads, and is held for one page at a time only."""
    import pypdfium2

    with engine.LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise CannotRead("这个 PDF 打不开，可能已损坏或设了密码；请重新扫描，或去掉密码后上传。") from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise CannotRead("图片太大，请用 200 到 300 dpi 重新扫描后上传。")
            picture.load()
            yield picture
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotRead("这张图片打不开，可能已损坏；请重新扫描或拍照后上传。") from error
