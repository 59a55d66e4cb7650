"""Forms and scans for tests: a real page where it is read, a few bytes where it only lies in a folder."""

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pypdfium2
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from replies.actions.opinion_forms import form_for
from replies.letters.opinion_form import OpinionFormContent, render_opinion_form
from replies.models import Delegate, OpinionForm, Reply, ScannedForm
from replies.rules.opinion_forms import DEFAULT_QUESTIONS, questions_of
from tests import make

CODE = "123456789014"
CONTENT = OpinionFormContent(
    body="npc",
    session="县人大七届六次会议",
    case_number="第27号",
    topic="关于改善学校门前交通秩序的建议",
    sponsors=("王清和", "赵明溪"),
    unit="清禾县教育局",
    co_units=("清禾县公安局",),
    document_number="清教发〔2026〕37号",
    replied_on=date(2026, 6, 12),
    category="A",
    round=1,
    addressee="王清和代表",
    group="城关代表团",
    signature="代表签名",
    official=True,
    questions=questions_of(DEFAULT_QUESTIONS),
    return_to="县人大常委会代表工作委员会（城关镇一号，电话0000-0000001）",
    code=CODE,
    url=f"https://banfu.example.gov.cn/r/{CODE}/",
)


@cache
def form_pdf(**changes) -> bytes:
    return render_opinion_form(replace(CONTENT, **changes))


@cache
def form_page(code: str = CODE) -> Image.Image:
    """The paper of a form as a scanner sees it, 150 dpi."""
    document = pypdfium2.PdfDocument(form_pdf(code=code, url=f"http://localhost/r/{code}/"))
    picture = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    document.close()
    return picture


def without_code(page: Image.Image) -> Image.Image:
    """The same page with coffee over its QR code."""
    page = page.copy()
    ImageDraw.Draw(page).rectangle((page.width * 0.7, 0, page.width, page.height * 0.13), fill=(120, 100, 80))
    return page


def jpg(page: Image.Image, quality: int = 70) -> bytes:
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def stack(*pages: Image.Image) -> bytes:
    """What a scanner makes of several sheets: one PDF."""
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return stream.getvalue()


def blank_page() -> Image.Image:
    return Image.new("RGB", (1240, 1754), (250, 250, 248))


def scan_of(cast, *, form: OpinionForm | None = None, body: str = "npc", picture: bytes = make.PNG) -> ScannedForm:
    """A page that lies in the folder already; without a form it waits for its number."""
    scan = ScannedForm(
        body=body, form=form, extension=".png", sha256=f"{ScannedForm.objects.count():064d}", source="扫描.pdf", page=1,
        uploaded_by=cast.clerk(body), uploaded_at=make.at(),
    )  # fmt: skip
    scan.file.save("scan.png", ContentFile(picture), save=True)
    return scan


def form_of(reply: Reply, delegate: Delegate | None = None) -> OpinionForm:
    return form_for(reply, delegate or reply.assignment.proposal.ordered_sponsors()[0])
