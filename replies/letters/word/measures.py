"""Lengths of the letter in Word, in twips (1/20 pt), and the names of the faces (GB/T 9704-2012 5.2, 7.1 to 7.5).

Word's grid is the reading "22 equal boxes": 225 mm / 22 lines, while the PDF lets the first and the last line touch
the edges of the type area. Both set 22 lines of 28 characters.
"""

from .. import grid

TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    return round(mm * TWIPS_PER_MM)


PAGE = (twips(grid.PAGE_WIDTH), twips(grid.PAGE_HEIGHT))
TOP, LEFT, RIGHT, BOTTOM = twips(37), twips(28), twips(26), twips(35)
WIDTH = PAGE[0] - LEFT - RIGHT
LINE = (PAGE[1] - TOP - BOTTOM) // grid.LINES
CHAR = WIDTH / grid.CHARACTERS
SPACING = -6  # added to each character of 3号, so that 28 of them fit
# The grid's change of each character's advance, in 1/4096 pt; a hair closer, so that 28 always fit.
CHAR_SPACE = int((CHAR / 20 - grid.SIZE) * 4096) - 5
SMALL = 14 * 20  # one character of 4号
HAIR = 14  # the least exact line height Word accepts: a paragraph nobody sees

# An exact line lower than this cuts the tops off; Word puts the baseline 80 % down, the ink begins a tenth below the top.
LEADING, INK_TOP = 1.2, 0.1
MARK_TOP, LETTER_MARK_TOP = (
    35.0,
    30.0,
)  # mm to the mark's ink, from the type area (7.2.4) and from the paper's edge (10.1)

BODY, TITLE, BLACK, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
# What Word takes where the first face is not installed.
OTHER_NAMES = {BODY: "仿宋", TITLE: "方正小标宋_GBK", BLACK: "SimHei", KAI: "楷体", SONG: "SimSun"}


def chars(count: float) -> int:
    """The width of ``count`` characters of the grid."""
    return round(count * CHAR)


def width(text: str) -> float:
    """Width of a line of 3号 text, in twips; letters and digits are half as wide."""
    size = grid.SIZE * 20
    return sum((size / 2 if char.isascii() else size) + SPACING for char in text)
