"""The objects of a PDF → its bytes: every stream is compressed once, quickly, and the identifier is the caller's.

`pydyf`'s own ``write`` compresses each stream twice with the slowest setting, the second time only to derive an
identifier from it. The form is the same: PDF 1.7 with an object stream and a cross-reference stream (ISO 32000-1 7.5).
"""

import hashlib
import zlib
from typing import Any

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LEVEL = 6


def serialise(pdf: Any, identifier: bytes) -> bytes:
    """The file as bytes. ``pdf`` is a finished ``pydyf.PDF``; the same objects and identifier give the same bytes."""
    import pydyf

    if pdf.info:
        pdf.add_object(pdf.info)
    objects = [item for item in pdf.objects if item.free != "f"]
    packed = [item for item in objects if item.compressible]
    output, offsets = [HEADER], {}
    position = len(HEADER)
    for item in objects:
        if not item.compressible:
            offsets[item.number] = position
            output.append(_stream(item.number, item))
            position += len(output[-1])
    container = len(pdf.objects)
    offsets[container] = position
    output.append(_object_stream(container, packed))
    position += len(output[-1])
    offsets[container + 1] = position
    places = {item.number: (2, container, index) for index, item in enumerate(packed)}
    places |= {number: (1, offset, 0) for number, offset in offsets.items()} | {0: (0, 0, 65535)}
    ids = [hashlib.md5(data, usedforsecurity=False).hexdigest() for data in (identifier, b"".join(output))]
    width = (position.bit_length() + 7) // 8
    table = pydyf.Stream(
        [b"".join(_entry(places[number], width) for number in range(container + 2))],
        {
            "Type": "/XRef",
            "Size": container + 2,
            "W": pydyf.Array((1, width, 2)),
            "Root": pdf.catalog.reference,
            "ID": f"[<{ids[0]}><{ids[1]}>]",
        }
        | ({"Info": pdf.info.reference} if pdf.info else {}),
        compress=True,
    )
    output += [_stream(container + 1, table), b"startxref\n%d\n%%%%EOF\n" % position]
    return b"".join(output)


def _stream(number: int, stream: Any) -> bytes:
    import pydyf

    data = b"\n".join(map(_plain, stream.stream))
    extra = pydyf.Dictionary(dict(stream.extra))
    if stream.compress:
        data = deflate(data)
        extra["Filter"] = "/FlateDecode"
    extra["Length"] = len(data)
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, extra.data, data)


def _object_stream(number: int, objects: list[Any]) -> bytes:
    import pydyf

    bodies = [item.data for item in objects]
    places, position = [], 0
    for item, body in zip(objects, bodies, strict=True):
        places.append(b"%d %d" % (item.number, position))
        position += len(body) + 1
    head = b" ".join(places)
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head) + 1}
    return _stream(number, pydyf.Stream([head, *bodies], extra, compress=True))


def _entry(place: tuple[int, int, int], width: int) -> bytes:
    kind, where, index = place
    return kind.to_bytes(1, "big") + where.to_bytes(width, "big") + index.to_bytes(2, "big")


def _plain(item: Any) -> bytes:
    if isinstance(item, bytes):
        return item
    data = getattr(item, "data", None)
    return data if isinstance(data, bytes) else str(item).encode("ascii")


def deflate(data: bytes) -> bytes:
    """zlib format (RFC 1950). Faster libraries choose by processor, and a letter has the same bytes on every machine."""
    return zlib.compress(data, LEVEL)
