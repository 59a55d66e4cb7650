"""The type area and the grid in numbers: 22 lines of 28 characters on A4 (GB/T 9704-2012 5.2).

28 characters of 16 pt are 158 mm and do not fit the 156 mm of the type area, so each is set 0.22 pt closer.
Lines follow the reading in which the first line touches the top of the type area and the last line its bottom:
the pitch is (225 mm - 16 pt) / 21 = 10.45 mm, which is the standard's own line of 15/8 of a 3号 character.
A CSS line box adds half its leading above the first line, so the CSS page begins that much above the type area.
"""

MM = 72 / 25.4  # points in a millimetre

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
LINES, CHARACTERS = 22, 28
SIZE = 16.0  # 3号, pt
SIZE_MM = SIZE / MM
TRACKING = -0.22  # pt
CHAR = SIZE + TRACKING  # pt, advance of one character
PITCH = (HEIGHT - SIZE_MM) / (LINES - 1)  # mm
HALF_LEADING = (PITCH - SIZE_MM) / 2  # mm
BOX_TOP = TOP - HALF_LEADING
TITLE_SIZE_MM = 22 / MM  # 2号
TITLE_PITCH = PITCH * 1.25  # two lines of a title take two and a half lines of the grid
PAGE_NUMBER = 269.0  # mm from the page's top to the middle of the dashes: 7 mm below the type area (7.5)
NUMBER_SIZE_MM = 14 / MM  # 4号
RULE = 0.5  # thickness of the red rule, mm; the standard gives none
THICK, GAP, THIN = 0.53, 0.25, 0.26  # the double rules of 信函: 1.5 pt, a gap, 0.75 pt
LAST_RULE_BOTTOM = 277.0  # 10.1: 20 mm above the page's lower edge
DOUBLE_RULE = THICK + GAP + THIN
BOX_BOTTOM = BOX_TOP + LINES * PITCH


def line_top(number: int) -> float:
    """Upper edge, in mm from the page's top, of the characters on line ``number`` (0 … 21) of the grid."""
    return TOP + number * PITCH


def css_values(number_top: float) -> dict[str, str]:
    """The numbers the style sheet needs, as CSS lengths; ``number_top`` (mm) sets down the page number."""
    return {
        "top": f"{BOX_TOP:.4f}mm",
        "bottom": f"{PAGE_HEIGHT - BOX_BOTTOM:.4f}mm",
        "pitch": f"{PITCH:.4f}mm",
        "half": f"{HALF_LEADING:.4f}mm",
        "char": f"{CHAR:.2f}pt",
        "tracking": f"{TRACKING}pt",
        "title_pitch": f"{TITLE_PITCH:.4f}mm",
        "number_top": f"{number_top:.3f}mm",
        "lower_rule": f"{LAST_RULE_BOTTOM - DOUBLE_RULE - BOX_BOTTOM:.3f}mm",
        "rule": f"{RULE}mm",
        "thick": f"{THICK}mm",
        "gap": f"{GAP}mm",
        "thin": f"{THIN}mm",
    }
