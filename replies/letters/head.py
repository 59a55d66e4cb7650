"""The head of page 1 in millimetres: 文件 (GB/T 9704-2012 7.2) and 信函 (10.1).

The standard gives edges of ink and counts of empty lines; together they never come out as whole lines of the grid.
The rest, at most half a line, is shared among the empty spaces, so that the text below stands on the grid.
"""

from dataclasses import dataclass, field
from itertools import zip_longest
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
    """What the template needs: the slots in order, the height of the whole, and whether 信函 rules are drawn.

    ``first_line`` is the line of the grid (0 … 21) below it, where the letter begins; 22 or more is off page 1.
    """

    slots: list[Slot]
    height: str
    first_line: int
    is_ruled: bool = False

    @property
    def is_narrowed(self) -> bool:
        return any(slot.scale for slot in self.slots)


def build_head(content: LetterContent, layout: str, category_at: str = "right") -> Head:
    """Place the elements of the head; those that are absent leave no gap.

    ``category_at`` is the side of the page the class mark stands on, "right" or "left" (domain.md §4).
    """
    kind = _Letter if layout == "letter" else _Document
    return kind(content, category_at).head()


class _Head:
    """Sets elements one below another; ``y`` is the page's mm already used, ``loose`` the adjustable gaps."""

    start = grid.BOX_TOP

    def __init__(self, content: LetterContent, category_at: str) -> None:
        self.content = content
        self.category_is_left = category_at == "left"
        self.mark = "\n".join(line.strip() for line in (content.letterhead or "").splitlines() if line.strip())
        names = [*content.signatories, self.mark.removesuffix("文件"), content.session or ""]
        self.title = break_title(content.title or "", names)
        self.y = self.start
        self.slots: list[tuple[Slot, float, bool]] = []

    def put(self, slot: Slot, top: float, height: float, loose: bool = False) -> None:
        """``loose`` says that the gap above may be stretched to reach the grid."""
        self.slots.append((slot, top - self.y, loose))
        self.y = top + height

    def row_bottom(self) -> float:
        """Where the ink of a row of text ends that was just put."""
        return self.y - grid.SIZE_MM * (1 - ink("body").bottom)

    def put_title(self, above: float) -> None:
        if not self.title:
            return
        lead, face = (grid.TITLE_PITCH - grid.TITLE_SIZE_MM) / 2, ink("title")
        top = above + 2 * grid.PITCH - lead - face.top * grid.TITLE_SIZE_MM
        self.put(Slot("title", "", lines=self.title), top, len(self.title) * grid.TITLE_PITCH, loose=True)
        self.y -= lead + (1 - face.bottom) * grid.TITLE_SIZE_MM  # the last line's ink ends here

    def finish(self, is_ruled: bool = False) -> Head:
        """One empty line below the title, then the nearest line of the grid."""
        wanted = self.y + grid.PITCH - (ink("body").top * grid.SIZE_MM if self.title else 0)
        line = max(0, round((wanted - grid.TOP) / grid.PITCH))
        slack = grid.line_top(line) - wanted
        share = slack / (1 + sum(loose for _, _, loose in self.slots))
        for slot, gap, loose in self.slots:
            slot.gap = f"{gap + share * loose:.3f}mm"
        height = wanted + slack - grid.HALF_LEADING - self.start
        return Head([slot for slot, _, _ in self.slots], f"{height:.3f}mm", line, is_ruled)

    def put_mark(self, ink_top: float, name: str) -> float:
        """The red mark with its ink's upper edge at ``ink_top``; returns the ink's lower edge."""
        lines = name.split("\n")
        tail = "文件" if len(lines) > 1 and lines[-1].endswith("文件") else ""
        lines = [line.removesuffix(tail) for line in lines]
        size, scale = mark_size(max(map(width_of, lines)) + (2.3 if tail else 0), len(lines))
        face, height = ink("title"), size / grid.MM
        narrowed = f"{scale:.4f}" if scale < 1 else ""
        slot = Slot("mark", "", lines=lines, size=f"{size:.2f}pt", scale=narrowed, tail=tail)
        gaps = JOINT_GAP * (len(lines) - 1)
        self.put(slot, ink_top - face.top * height, height * (len(lines) + gaps))
        return self.y - height + face.bottom * height

    def category(self) -> str:
        return category_mark(self.content)


def category_mark(content: LetterContent) -> str:
    """类别：B, or the bare letter where no word is printed before it; "" for none."""
    return "：".join(filter(None, [content.category_label, content.category])) if content.category else ""


class _Document(_Head):
    def head(self) -> Head:
        content = self.content
        for number, (left, right) in enumerate(self.first_rows()):
            row = Slot("row", "", left=_black(left), right=_black(right, "in"))
            self.put(row, grid.line_top(number), grid.SIZE_MM)
        edge = grid.TOP
        if self.mark:
            edge = self.put_mark(DOCUMENT_MARK_TOP, self.mark)
        if content.document_number or content.signed_by:
            first, *more = self.number_rows()
            self.put(first, edge + 2 * grid.PITCH, grid.SIZE_MM, loose=True)
            for row in more:
                self.put(row, self.y + grid.PITCH - grid.SIZE_MM, grid.SIZE_MM)
            edge = self.row_bottom() + RULE_GAP
        elif self.mark:
            edge += grid.PITCH
        if self.mark:
            self.put(Slot("rule", ""), edge, grid.RULE)
        self.put_title(self.y)
        return self.finish()

    def first_rows(self) -> list[tuple[str, str]]:
        """(left, right) of the lines at the very top: 紧急程度, and the class mark on its side."""
        urgency, category = self.content.urgency or "", self.category()
        if not self.category_is_left:
            return [(urgency, category)] if urgency or category else []
        return [(text, "") for text in (urgency, category) if text]

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
        if self.mark:
            # Jointly issued: the lead agency's mark only; and never with the word 文件 (10.1).
            first = self.mark.split("\n")[0]
            lead = first.removesuffix("文件") or first
            edge = self.put_mark(LETTER_MARK_TOP, lead) + RULE_GAP
            self.put(Slot("double", ""), edge, grid.DOUBLE_RULE)
            top = self.y + UNDER_RULE
        else:
            self.y = top = grid.TOP
            self.slots.append((Slot("row", ""), grid.TOP - self.start - grid.SIZE_MM, False))
        rows = self.rows()
        for slot in rows:
            self.put(slot, top, grid.SIZE_MM)
            top = self.y + grid.PITCH - grid.SIZE_MM
        self.put_title(self.row_bottom() if rows else self.y)
        return self.finish(is_ruled=bool(self.mark))

    def rows(self) -> list[Slot]:
        """Under the first rule: 紧急程度 at the left, at the right 发文字号, 签发人 and, on its side, the class mark."""
        content = self.content
        signer = _signer(content.signed_by, "") if content.signed_by else ""
        left: list[SafeString | str] = [_black(content.urgency)]
        right: list[SafeString | str] = [content.document_number or "", signer]
        (left if self.category_is_left else right).append(_black(self.category()))
        pairs = zip_longest(filter(None, left), filter(None, right), fillvalue="")
        return [Slot("row", "", left=first, right=second) for first, second in pairs]


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
