"""The head of page 1 in millimetres: 文件 (GB/T 9704-2012 7.2) and 信函 (10.1).

The standard gives edges of ink and counts of empty lines; together they never come out as whole lines of the grid.
The rest, at most half a line, is shared among the empty spaces, so that the text below stands on the grid.
"""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from replies.rules.letter import LetterContent

from . import grid
from .ink import ink
from .titles import break_title, width_of

MARK_WIDTH = 150.0  # mm; a little inside the 156 mm of the type area
MARK_LARGEST, MARK_SMALLEST = 54.0, 30.0  # pt; a longer name is set narrower before it is set smaller
MARK_NARROWEST = 0.6
JOINT_GAP = 0.12  # em between the names of a joint mark, as in letter.css
JOINT_HEIGHT = 96.0  # pt, of all names of a joint mark together
DOCUMENT_MARK_TOP, LETTER_MARK_TOP = 72.0, 30.0  # 7.2.4: 35 mm below the type area; 10.1: 30 mm below the edge
LETTER_START = 20.0  # where the first page's CSS box starts in 信函
RULE_GAP = 4.0  # 7.2.7 and 10.1
UNDER_RULE = grid.SIZE_MM * 7 / 8  # 10.1: 3号字高的 7/8


@dataclass
class Slot:
    """One element of the head: ``gap`` mm below the one above it."""

    kind: Literal["row", "mark", "rule", "double", "title"]
    gap: str
    left: SafeString | str = ""
    right: SafeString | str = ""
    lines: list[str] = field(default_factory=list)
    size: str = ""
    scale: str = ""
    tail: str = ""
    left_width: str = "78mm"
    right_width: str = "78mm"


@dataclass(frozen=True)
class Head:
    """What the template needs: the slots in order, the height of the whole, and whether 信函 rules are drawn."""

    slots: list[Slot]
    height: str
    is_ruled: bool = False

    @property
    def is_narrowed(self) -> bool:
        return any(slot.scale for slot in self.slots)


def build_head(content: LetterContent, layout: str) -> Head:
    """Place the elements of the head; those that are absent leave no gap."""
    return _Letter(content).head() if layout == "letter" else _Document(content).head()


class _Head:
    """Sets elements one below another; ``y`` is the page's mm already used, ``loose`` the adjustable gaps."""

    start = grid.BOX_TOP

    def __init__(self, content: LetterContent) -> None:
        self.content = content
        names = [*content.signatories, (content.letterhead or "").removesuffix("文件"), content.session or ""]
        self.title = break_title(content.title or "", names)
        self.y = self.start
        self.slots: list[tuple[Slot, float, bool]] = []

    def put(self, slot: Slot, top: float, height: float, loose: bool = False) -> None:
        """``loose`` says that the gap above may be stretched to reach the grid."""
        self.slots.append((slot, top - self.y, loose))
        self.y = top + height

    def put_title(self, above: float) -> None:
        if not self.title:
            return
        lead = (grid.TITLE_PITCH - grid.TITLE_SIZE_MM) / 2
        top = above + 2 * grid.PITCH - lead
        self.put(Slot("title", "", lines=self.title), top, len(self.title) * grid.TITLE_PITCH, loose=True)
        self.y -= lead  # the last line's characters end here

    def finish(self) -> tuple[list[Slot], str]:
        """One empty line below the title, then the nearest line of the grid."""
        wanted = self.y + grid.PITCH
        slack = grid.line_top(max(0, round((wanted - grid.TOP) / grid.PITCH))) - wanted
        share = slack / (1 + sum(loose for _, _, loose in self.slots))
        for slot, gap, loose in self.slots:
            slot.gap = f"{gap + share * loose:.3f}mm"
        height = wanted + slack - grid.HALF_LEADING - self.start
        return [slot for slot, _, _ in self.slots], f"{height:.3f}mm"

    def put_mark(self, ink_top: float, name: str) -> float:
        """The red mark with its ink's upper edge at ``ink_top``; returns the ink's lower edge."""
        lines = [line for line in name.split("\n") if line.strip()]
        tail = "文件" if len(lines) > 1 and lines[-1].endswith("文件") else ""
        lines = [line.strip().removesuffix(tail) for line in lines]
        size, scale = mark_size(max(map(width_of, lines)) + (2.3 if tail else 0), len(lines))
        face, height = ink("title"), size / grid.MM
        narrowed = f"{scale:.4f}" if scale < 1 else ""
        slot = Slot("mark", "", lines=lines, size=f"{size:.2f}pt", scale=narrowed, tail=tail)
        gaps = JOINT_GAP * (len(lines) - 1)
        self.put(slot, ink_top - face.top * height, height * (len(lines) + gaps))
        return self.y - height + face.bottom * height

    def category(self) -> str:
        """类别：B, as printed."""
        return f"{self.content.category_label}：{self.content.category}" if self.content.category else ""


class _Document(_Head):
    def head(self) -> Head:
        content = self.content
        if content.urgency or content.category:
            row = Slot("row", "", left=_black(content.urgency), right=_black(self.category(), "in"))
            self.put(row, grid.TOP, grid.SIZE_MM)
        edge = grid.TOP
        if content.letterhead:
            edge = self.put_mark(DOCUMENT_MARK_TOP, content.letterhead)
        if content.document_number or content.signed_by:
            first, *more = self.number_rows()
            self.put(first, edge + 2 * grid.PITCH, grid.SIZE_MM, loose=True)
            for row in more:
                self.put(row, self.y + grid.PITCH - grid.SIZE_MM, grid.SIZE_MM)
            edge = self.y - grid.SIZE_MM * (1 - ink("body").bottom) + RULE_GAP
        elif content.letterhead:
            edge += grid.PITCH
        if content.letterhead:
            self.put(Slot("rule", ""), edge, grid.RULE)
        self.put_title(self.y)
        slots, height = self.finish()
        return Head(slots, height)

    def number_rows(self) -> list[Slot]:
        """发文字号 centred; with 签发人 at the right, it moves to the left edge (7.2.5, 7.2.6)."""
        number, signer = self.content.document_number or "", self.content.signed_by
        if not signer:
            return [Slot("row", "", lines=[number])]
        left = width_of(number) + 2
        if left + width_of(signer) + 5 > grid.CHARACTERS:  # no room for both: 签发人 stands above
            return [Slot("row", "", right=_signer(signer)), Slot("row", "", lines=[number])]
        left_mm = left * grid.CHAR / grid.MM
        return [
            Slot(
                "row",
                "",
                left=_in(number),
                right=_signer(signer),
                left_width=f"{left_mm:.2f}mm",
                right_width=f"{grid.WIDTH - left_mm:.2f}mm",
            )
        ]


class _Letter(_Head):
    start = LETTER_START

    def head(self) -> Head:
        content = self.content
        if content.letterhead:
            lead = content.letterhead.split("\n")[0]  # jointly issued: the lead agency's mark only (10.1)
            edge = self.put_mark(LETTER_MARK_TOP, lead) + RULE_GAP
            self.put(Slot("double", ""), edge, grid.DOUBLE_RULE)
            top = self.y + UNDER_RULE
        else:
            self.y = top = grid.TOP
            self.slots.append((Slot("row", ""), grid.TOP - self.start - grid.SIZE_MM, False))
        for slot in self.rows():
            self.put(slot, top, grid.SIZE_MM)
            top = self.y + grid.PITCH - grid.SIZE_MM
        self.put_title(self.y)
        slots, height = self.finish()
        return Head(slots, height, is_ruled=bool(content.letterhead))

    def rows(self) -> list[Slot]:
        """Under the first rule: 紧急程度 at the left, at the right 发文字号, below it 签发人 and the class mark."""
        content = self.content
        right = [
            content.document_number or "",
            _signer(content.signed_by, "") if content.signed_by else "",
            _black(self.category()),
        ]
        rows = [Slot("row", "", right=text) for text in right if text]
        if content.urgency:
            rows = rows or [Slot("row", "")]
            rows[0].left = _black(content.urgency)
        return rows


def mark_size(characters: float, lines: int = 1) -> tuple[float, float]:
    """(size in pt, horizontal scale) of a mark ``characters`` wide, so that it fits the type area on its lines."""
    largest = min(MARK_LARGEST, JOINT_HEIGHT / lines)
    fitting = MARK_WIDTH * grid.MM / characters
    if fitting >= MARK_SMALLEST or lines > 1:
        return min(largest, fitting), 1.0
    size = min(MARK_SMALLEST, fitting / MARK_NARROWEST)
    return size, fitting / size


def _black(text: str | None, extra: str = "") -> SafeString | str:
    return format_html('<span class="black {}">{}</span>', extra, text) if text else ""


def _in(text: str) -> SafeString:
    return format_html('<span class="in">{}</span>', text)


def _signer(name: str, extra: str = "in") -> SafeString:
    return format_html('<span class="{}">签发人：<span class="kai">{}</span></span>', extra, name)
