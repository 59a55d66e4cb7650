"""A .docx file as bytes: the template of our own, and the same bytes for the same parts."""

import io
import zipfile

from .page import document_xml, first_footer_xml, footer_xml, settings_xml
from .styles import fonts_xml, styles_xml

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Part of word/ → (its content type, the relation's number and type as the document names it)
PARTS = {
    "styles": ("styles", 1, "styles"),
    "settings": ("settings", 2, "settings"),
    "fontTable": ("fontTable", 3, "fontTable"),
    "footer1": ("footer", 10, "footer"),
    "footer2": ("footer", 11, "footer"),
    "footer3": ("footer", 12, "footer"),
}
NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file knows


def template_bytes() -> bytes:
    """The template of our own as a .docx file."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (1, f"{RELATIONS}/officeDocument", "word/document.xml"),
            (2, f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": document_xml(),
        "word/_rels/document.xml.rels": _relations(
            *((number, f"{RELATIONS}/{kind}", f"{name}.xml") for name, (_, number, kind) in PARTS.items())
        ),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": fonts_xml(),
        "word/footer1.xml": footer_xml("OddNumber"),
        "word/footer2.xml": footer_xml("EvenNumber"),
        "word/footer3.xml": first_footer_xml(),
    }
    return zipped({name: (DECLARATION + text).encode() for name, text in texts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file without the time of day in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def undated(docx: bytes) -> bytes:
    """The same file without the times at which its parts were written."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, (kind, _, _) in PARTS.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/>{parts}</Types>'
    )


def _relations(*relations: tuple[int, str, str]) -> str:
    entries = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, kind, target in relations)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
