"""征询意见表: one filled-in A4 page a delegate, with nothing ticked on it, and a QR code by which it is found again.

The page always holds the whole form. The ruled lines for the delegate's opinion take what room is left, and where
titles and names are long everything is set smaller, in steps, until at least four of those lines fit.
"""

import hashlib
import io
import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import segno
from pypdf import PdfReader

from replies.rules.opinion_forms import Question, spaced
from replies.rules.vocabulary import Body, Rating
from replies.rules.wording import Words, words

from . import engine, fonts
from .pdf import CannotRender
from .signoff import chinese_date
from .titles import width_of

SIZES = (12.0, 10.5, 9.0, 7.5, 6.0)  # pt; the first that fits is taken
NOTE_CHARACTERS = 43  # on one line of the filling notes, which stay at 10.5 pt
NOTE_PITCH = 5.2  # mm
HALF_CHARACTERS = 14  # on one line of a cell that takes half of the width
LINES = range(30)  # more than fit on the page: what does not is left out


@dataclass(frozen=True)
class OpinionFormContent:
    """What is printed on one form. `code` is the number by which it is found, `url` the address in its QR code.

    `signature` is what the delegate signs as (代表签名, 提案单位（盖章）), `return_to` where the form goes when it
    is filled in, `official` whether this delegate's rating is the one that counts (domain.md §5.3).
    """

    body: str
    session: str
    case_number: str
    topic: str
    sponsors: tuple[str, ...]  # the lead first
    unit: str
    co_units: tuple[str, ...]
    document_number: str | None
    replied_on: date | None
    category: str | None
    round: int
    addressee: str  # 王清和代表
    group: str
    signature: str
    official: bool
    questions: tuple[Question, ...]
    return_to: str
    code: str
    url: str


def render_opinion_form(content: OpinionFormContent) -> bytes:
    """The form as a PDF of exactly one page; the same content gives the same bytes.

    Raises CannotRender where not even the smallest print fits it on the page.
    """
    page = _page(content)
    html = engine.fill("letters/opinion_form.html", page)
    identifier = hashlib.sha256(html.encode()).hexdigest().encode()
    for size in SIZES:
        pdf = engine.write_pdf(html, identifier, _style(size, _room_below(page["notes"])))
        if len(PdfReader(io.BytesIO(pdf)).pages) == 1:
            return pdf
    raise CannotRender("征询意见表一页放不下：案由、提出人或单位名称太长，或附加问题太多，请缩短。")


def _page(content: OpinionFormContent) -> dict[str, Any]:
    said = words(content.body)
    return {
        "form": content,
        "said": said,
        "title": f"{'人大代表建议' if content.body == Body.NPC else '政协提案'}办理情况征询意见表",
        "again": f"（第{content.round}次答复）" if content.round > 1 else "",
        "rows": [
            *_rows((said.lead, content.sponsors[0]), (said.cosigner, "、".join(content.sponsors[1:]))),
            *_rows(("主办单位", content.unit), ("会办单位", "、".join(content.co_units))),
        ],
        "replied_on": chinese_date(content.replied_on) if content.replied_on else "",
        "label_width": _label_width(content.questions),
        "ratings": [rating.label for rating in Rating],
        "notes": _notes(content, said),
        "code": spaced(content.code),
        "qr": qr(content.url),
        "lines": LINES,
    }


def _rows(*cells: tuple[str, str]) -> list[tuple[tuple[str, str], ...]]:
    """Label and text of each cell that has one: side by side where they are short, else one below the other."""
    filled = tuple(cell for cell in cells if cell[1])
    together = all(width_of(text) <= HALF_CHARACTERS for _, text in filled)
    return [filled] if together else [(cell,) for cell in filled]


def _label_width(questions: tuple[Question, ...]) -> str:
    """Wide enough for the longest question on one line, within reason."""
    longest = max((width_of(question.label) for question in questions), default=0)
    return f"{min(max(longest, 6), 14) + 1.2:.1f}em"


def _notes(content: OpinionFormContent, said: Words) -> list[str]:
    notes = [
        "请在选定的方框内打“√”，办理态度、办理结果各选一项；选“不满意”的，请在意见栏写明原因。",
        "本表由本人填写，他人不得代填；也可以用手机扫右上角二维码，登录后阅读答复、在线评价。",
    ]
    if not content.official:
        notes.append(f"您是{said.cosigner}，您的评价并列记录；正式评价以{said.lead}的为准。")
    if content.return_to:
        notes.append(f"填好后请交回：{content.return_to}。")
    return [f"{number}．{note}" for number, note in enumerate(notes, 1)]


def qr(address: str) -> str:
    """A QR code as inline SVG, one unit a module, four modules of quiet zone all round; black on white, sharp."""
    stream = io.BytesIO()  # with its namespace, so that the page is read alike as HTML and as XML
    segno.make(address, error="m", micro=False).save(
        stream, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False, nl=False
    )
    return stream.getvalue().decode()


def _room_below(notes: list[str]) -> int:
    """The height in mm of signature line, filling notes and the edge of the paper below them."""
    lines = sum(math.ceil(width_of(note) / NOTE_CHARACTERS) for note in notes)
    return round(32 + lines * NOTE_PITCH)


@cache
def _style(size: float, bottom: int) -> str:
    chains = {name: fonts.css_chain(name) for name in fonts.CHAINS}
    return engine.fill("letters/opinion_form.css", {"fonts": chains, "size": f"{size}pt", "bottom": f"{bottom}mm"})
