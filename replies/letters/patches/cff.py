"""CID-keyed CFF fonts (Adobe Technical Notes 5176 and 5177): taken apart into glyphs, put together from glyphs.

Only what letters need: outlines without subroutines, no encoding, no hints but those of a font's private dictionary.
"""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

FONT_BBOX, CHARSET, CHARSTRINGS, PRIVATE, SUBRS = 5, 15, 17, 18, 19
FONT_MATRIX, ROS, CID_COUNT, FD_ARRAY, FD_SELECT = (12, 7), (12, 30), (12, 34), (12, 36), (12, 37)
FIRST_OWN_STRING = 391
STRINGS = (b"Adobe", b"Identity")


class Glyph(NamedTuple):
    """An outline, and what its font dictionary and private dictionary say."""

    outline: bytes
    font: bytes
    private: bytes


class Operator(NamedTuple):
    raw: bytes
    values: list[int]


def cids(cff: Any, count: int) -> list[int] | None:
    """The CID of each of the ``count`` glyphs of a CFF table; None if it is not CID-keyed or cannot be read."""
    try:
        top = _top(cff)
        return _charset(cff, top[CHARSET].values[-1], count) if ROS in top else None
    except (struct.error, KeyError, IndexError):
        return None


def bounds(cff: bytes) -> bytes:
    """What the font says of its bounding box, as `assemble` takes it."""
    top = _top(cff)
    return top[FONT_BBOX].raw if FONT_BBOX in top else b""


def glyphs(cff: bytes) -> dict[int, Glyph]:
    """CID → glyph of a CID-keyed font without subroutines. struct.error, KeyError or IndexError for any other."""
    top = _top(cff)
    if ROS not in top or FONT_MATRIX in top:
        raise KeyError("CID-keyed with 1000 units to the em")
    outlines, _ = _index(cff, top[CHARSTRINGS].values[-1])
    fonts = [_font(cff, item) for item in _index(cff, top[FD_ARRAY].values[-1])[0]]
    chosen = _fd_select(cff, top[FD_SELECT].values[-1], len(outlines))
    named = _charset(cff, top[CHARSET].values[-1], len(outlines))
    return {cid: Glyph(outline, *fonts[fd]) for cid, outline, fd in zip(named, outlines, chosen, strict=True)}


def assemble(name: bytes, box: bytes, chosen: dict[int, Glyph]) -> bytes:
    """A bare CFF font of these glyphs, by CID; CID 0 (.notdef) must be among them. ``box`` as `bounds` gives it."""
    numbers = sorted(chosen)
    items = [chosen[number] for number in numbers]
    fonts = list(dict.fromkeys((item.font, item.private) for item in items))
    place = {font: index for index, font in enumerate(fonts)}
    before = b"\x01\x00\x04\x04" + _packed([name])
    between = _packed(STRINGS) + _packed([])
    charset = b"\x00" + struct.pack(f">{len(numbers) - 1}H", *numbers[1:])
    select = b"\x00" + bytes(place[item.font, item.private] for item in items)
    outlines = _packed([item.outline for item in items])
    ros = _number(FIRST_OWN_STRING) + _number(FIRST_OWN_STRING + 1) + _number(0) + b"\x0c\x1e"
    ros += _number(numbers[-1] + 1) + b"\x0c\x22" + box
    top_size = len(ros) + 4 * 5 + 2 + 4
    at_charset = len(before) + len(_packed([bytes(top_size)])) + len(between)
    at_select = at_charset + len(charset)
    at_outlines = at_select + len(select)
    at_privates = at_outlines + len(outlines)
    dictionaries, privates = [], b""
    for font, private in fonts:
        at = at_privates + len(privates)
        dictionaries.append(font + _number(len(private)) + _number(at) + bytes([PRIVATE]))
        privates += private
    top = ros + _number(at_charset) + bytes([CHARSET]) + _number(at_outlines) + bytes([CHARSTRINGS])
    top += _number(at_privates + len(privates)) + b"\x0c\x24" + _number(at_select) + b"\x0c\x25"
    return b"".join([before, _packed([top]), between, charset, select, outlines, privates, _packed(dictionaries)])


def _number(value: int) -> bytes:
    return b"\x1d" + struct.pack(">l", value)


def _packed(items: Sequence[bytes]) -> bytes:
    """An INDEX."""
    if not items:
        return b"\x00\x00"
    offsets, position = [1], 1
    for item in items:
        position += len(item)
        offsets.append(position)
    return struct.pack(f">HB{len(offsets)}L", len(items), 4, *offsets) + b"".join(items)


def _index(cff: Any, start: int) -> tuple[list[bytes], int]:
    """(the items of the INDEX at ``start``, where it ends)."""
    count = struct.unpack_from(">H", cff, start)[0]
    if not count:
        return [], start + 2
    size = cff[start + 2]
    base = start + 2 + size * (count + 1)
    offsets = [
        int.from_bytes(cff[start + 3 + size * number : start + 3 + size * (number + 1)], "big")
        for number in range(count + 1)
    ]
    items = [bytes(cff[base + a : base + b]) for a, b in zip(offsets, offsets[1:], strict=False)]
    return items, base + offsets[-1]


def _top(cff: Any) -> dict[Any, Operator]:
    _, end = _index(cff, cff[2])
    return _dict(_index(cff, end)[0][0])


def _font(cff: bytes, item: bytes) -> tuple[bytes, bytes]:
    """(the font dictionary, its private dictionary), without names, subroutines and places."""
    font = _dict(item)
    size, at = font[PRIVATE].values
    private = _dict(cff[at : at + size])
    matrix = font[FONT_MATRIX].raw if FONT_MATRIX in font else b""
    return matrix, b"".join(said.raw for operator, said in private.items() if operator != SUBRS)


def _dict(data: bytes) -> dict[Any, Operator]:
    """Operator → its bytes with its operands, and the operands where they are integers."""
    result: dict[Any, Operator] = {}
    values: list[int] = []
    start = at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte <= 21:
            operator: Any = byte
            if byte == 12:
                operator = (12, data[at])
                at += 1
            result[operator] = Operator(data[start:at], values)
            values, start = [], at
        elif byte == 28:
            values.append(struct.unpack_from(">h", data, at)[0])
            at += 2
        elif byte == 29:
            values.append(struct.unpack_from(">l", data, at)[0])
            at += 4
        elif byte == 30:  # a real number: nibbles up to 15
            while 15 not in (data[at] >> 4, data[at] & 15):
                at += 1
            at += 1
        elif byte <= 246:
            values.append(byte - 139)
        else:
            low = data[at]
            values.append((byte - 247) * 256 + low + 108 if byte <= 250 else -(byte - 251) * 256 - low - 108)
            at += 1
    return result


def _charset(cff: Any, at: int, count: int) -> list[int]:
    kind = cff[at]
    at += 1
    if kind == 0:
        return [0, *struct.unpack_from(f">{count - 1}H", cff, at)]
    result = [0]
    form = ">HB" if kind == 1 else ">HH"
    while len(result) < count:
        first, left = struct.unpack_from(form, cff, at)
        result += range(first, first + left + 1)
        at += struct.calcsize(form)
    return result


def _fd_select(cff: bytes, at: int, count: int) -> list[int]:
    if cff[at] == 0:
        return list(cff[at + 1 : at + 1 + count])
    ranges = struct.unpack_from(">H", cff, at + 1)[0]
    result: list[int] = []
    for number in range(ranges):
        first, fd, following = struct.unpack_from(">HBH", cff, at + 3 + 3 * number)
        result += [fd] * (following - first)
    return result
