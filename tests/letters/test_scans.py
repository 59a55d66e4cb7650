"""Pages from a scanner or a phone: taken apart, read, turned upright; what cannot be read says why."""

import io
from random import Random

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from replies.letters.scans import CannotRead, count_pages, read_sign, scanned_pages
from tests.scans import CODE, blank_page, form_page, jpg, stack, without_code


def first(data: bytes, extension: str = ".jpg"):
    return next(iter(scanned_pages(data, extension)))


def photographed(page: Image.Image, *, angle: float = 0, scale: float = 1, noise: float = 0) -> Image.Image:
    page = page.rotate(angle, expand=True, fillcolor="white")
    page = page.resize((int(page.width * scale), int(page.height * scale)))
    specks = Image.frombytes("L", page.size, Random(1).randbytes(page.width * page.height))
    return Image.blend(page, specks.convert("RGB"), noise)


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 4, -9, 175])
def test_a_page_is_read_whichever_way_it_lies(angle):
    assert first(jpg(photographed(form_page(), angle=angle, noise=0.2))).code == CODE


@pytest.mark.parametrize(("scale", "quality"), [(0.5, 60), (0.6, 25), (2, 40)])
def test_small_large_and_badly_compressed_pictures_are_read(scale, quality):
    assert first(jpg(photographed(form_page(), scale=scale, noise=0.15), quality)).code == CODE


def test_a_photo_too_grainy_to_be_read_as_it_is_is_read_without_its_specks():
    photo = photographed(form_page(), noise=0.55)
    assert zxingcpp.read_barcodes(photo.convert("L")) == []
    assert read_sign(photo).code == CODE


def test_a_blurred_photo_is_read():
    blurred = form_page().filter(ImageFilter.GaussianBlur(2))
    assert first(jpg(photographed(blurred, noise=0.2))).code == CODE


def test_a_stack_is_taken_apart_page_by_page():
    pages = list(scanned_pages(stack(form_page(), blank_page(), without_code(form_page())), ".pdf"))
    assert [(page.number, page.code, page.blank) for page in pages] == [
        (1, CODE, False), (2, None, True), (3, None, False),
    ]  # fmt: skip
    assert {page.extension for page in pages} == {".jpg"}


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_kept_upright(angle):
    kept = Image.open(io.BytesIO(first(jpg(form_page().rotate(angle, expand=True))).picture))
    corner = zxingcpp.read_barcodes(kept)[0].position.top_left
    assert (corner.x > kept.width / 2, corner.y < kept.height / 4) == (True, True)
    assert kept.size == form_page().size


def test_an_upright_photo_is_kept_byte_for_byte():
    data = jpg(form_page())
    assert first(data).picture == data


def test_the_turn_a_phone_notes_in_the_file_is_followed():
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise by a quarter
    form_page().rotate(90, expand=True).save(stream, "JPEG", exif=exif)
    assert first(stream.getvalue()).picture == stream.getvalue()


def test_a_page_with_one_pen_stroke_is_not_blank():
    page = blank_page()
    ImageDraw.Draw(page).line((600, 900, 640, 930), fill=(60, 60, 90), width=4)
    assert first(jpg(page)).blank is False


def test_a_code_of_somebody_else_is_none_of_ours():
    import segno

    stream = io.BytesIO()
    segno.make("https://www.example.com/x").save(stream, kind="png", scale=8)
    assert first(stream.getvalue(), ".png").code is None


@pytest.mark.parametrize("data", [b"%PDF-1.7\nbroken", b"%PDF-"])
def test_a_damaged_pdf_is_refused(data):
    with pytest.raises(CannotRead, match=r"^这个 PDF 打不开，可能已损坏或设了密码；请重新扫描，或去掉密码后上传。$"):
        count_pages(data, ".pdf")


@pytest.mark.parametrize("data", [b"\xff\xd8\xff" + b"\0" * 40, jpg(blank_page())[:500]])
def test_a_damaged_picture_is_refused(data):
    with pytest.raises(CannotRead, match=r"^这张图片打不开，可能已损坏；请重新扫描或拍照后上传。$"):
        first(data)


def test_a_picture_that_would_fill_the_memory_is_refused():
    stream = io.BytesIO()
    Image.new("1", (9000, 9000)).save(stream, "PNG")
    with pytest.raises(CannotRead, match=r"^图片太大，请用 200 到 300 dpi 重新扫描后上传。$"):
        first(stream.getvalue(), ".png")
