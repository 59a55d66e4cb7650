"""The structure of the text in the PDF (ISO 32000-1 14.7, 14.8): what a paragraph, a heading, a table is.

WeasyPrint makes an element of every box of every line on every page, and of the page numbers too. Here a paragraph is
one element even where it runs over pages; what belongs to no element (page numbers, a table head repeated on the next
page, a picture without description) is marked as an artifact, as PDF/A-3a asks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .patch import Patch

KINDS = {
    "h1": "H1", "h2": "H2", "p": "P", "section": "Sect", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tr": "TR", "th": "TH", "td": "TD", "img": "Figure",
}  # fmt: skip
HEADINGS = {"level1": "H2", "level2": "H3"}  # the face of a heading inside the text tells its level
GROUPING = {"Document", "Sect"}  # may not hold text themselves
ARTIFACT = b"/Artifact BMC"
PT = 0.75  # of a CSS px


@contextmanager
def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
    """``Stream.marked``: what is painted inside is an artifact until `add_tags` gives it a place in the structure."""
    if self._tags is None or box.style["visibility"] != "visible":
        yield
        return
    self._tags[box] = (self.stream, len(self.stream))
    self.stream.append(ARTIFACT)
    yield
    self.end_marked_content()


@dataclass
class Element:
    """A structure element: its kind, its PDF dictionary and the page its content starts on."""

    kind: str
    dictionary: Any
    page: int


@dataclass
class Tree:
    """The structure tree of a document while it is built."""

    pdf: Any
    pages: tuple[bytes, ...]
    elements: dict[Any, Element] = field(default_factory=dict)
    page: int = 0
    height: float = 0.0
    tags: dict[Any, tuple[list[Any], int]] = field(default_factory=dict)
    parents: list[bytes] = field(default_factory=list)

    def walk(self, box: Any, parent: Element, line: Any) -> None:
        """Place the contents of ``box`` below ``parent``; ``line`` is the HTML element of the line it stands in."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            return
        if isinstance(box, boxes.TextBox):
            if parent.kind in GROUPING and box in self.tags:
                parent = self.element(line, "P", parent)
            self.hold(box, parent)
            return
        if kind := _kind(box.element):
            parent = self.element(box.element, kind, parent)
        if kind == "THead" and parent.page != self.page:
            return
        if isinstance(box, boxes.ReplacedBox):
            self.hold(box, parent)
        for child in getattr(box, "children", ()):
            self.walk(child, parent, box.element if isinstance(box, boxes.LineBox) else line)

    def element(self, source: Any, kind: str, parent: Element | None) -> Element:
        """The structure element made from an HTML element, which may have several boxes."""
        import pydyf

        if source not in self.elements:
            dictionary = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{kind}", "K": pydyf.Array()})
            self.pdf.add_object(dictionary)
            if parent:
                dictionary["P"] = parent.dictionary.reference
                dictionary["Pg"] = self.pages[self.page]
                parent.dictionary["K"].append(dictionary.reference)
            if kind in ("TH", "TD"):
                dictionary |= _cell(source, kind)
            self.elements[source] = Element(kind, dictionary, self.page)
        return self.elements[source]

    def hold(self, box: Any, parent: Element) -> None:
        """Make what was painted for ``box`` a content of ``parent``."""
        import pydyf

        if box not in self.tags:
            return
        if parent.kind == "Figure" and not self.describe(box, parent):
            return
        stream, place = self.tags[box]
        number: Any = len(self.parents)
        stream[place] = b"/%b <</MCID %d>> BDC" % (parent.kind.encode(), number)
        self.parents.append(parent.dictionary.reference)
        if parent.page != self.page:
            number = pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[self.page], "MCID": number})
        parent.dictionary["K"].append(number)

    def describe(self, box: Any, figure: Element) -> bool:
        """A picture's description and place; False where it has none and is mere decoration."""
        import pydyf

        alt = box.element.attrib.get("alt")
        if alt:
            left, top = box.content_box_x() * PT, self.height - box.content_box_y() * PT
            area = pydyf.Array((left, top - box.height * PT, left + box.width * PT, top))
            figure.dictionary["Alt"] = pydyf.String(alt)
            figure.dictionary["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": area, "Placement": "/Block"})
        return bool(alt)


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Give the PDF its structure tree, and each marked content its place in it."""
    import pydyf

    tree = Tree(pdf, pdf.page_references)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    top = tree.element(None, "Document", None)
    top.dictionary["P"] = root.reference
    numbers = pydyf.Array()
    for page, stream in zip(document.pages, page_streams, strict=True):
        tree.tags, tree.parents, tree.height = stream._tags, [], page.height * PT
        tree.walk(page._page_box, top, None)
        numbers += [tree.page, pydyf.Array(tree.parents)]
        tree.page += 1
    root["K"] = top.dictionary.reference
    root["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    root["ParentTreeNextKey"] = tree.page
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _kind(element: Any) -> str | None:
    if element is None or not isinstance(element.tag, str):
        return None
    kind = KINDS.get(element.tag)
    if kind == "P" and "heading" in element.get("class", "").split():
        return next((HEADINGS[name] for span in element.iter("span") if (name := span.get("class")) in HEADINGS), kind)
    return kind


def _cell(source: Any, kind: str) -> dict[str, Any]:
    import pydyf

    facts: dict[str, Any] = {"Scope": "/Column"} if kind == "TH" else {}
    for name, attribute in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
        if source.get(attribute, "1") != "1":
            facts[name] = int(source.get(attribute))
    return {"A": pydyf.Dictionary({"O": "/Table"} | facts)} if facts else {}


def _expected() -> list[tuple[Any, str]]:
    from weasyprint import pdf
    from weasyprint.pdf.stream import Stream

    return [
        (pdf.add_tags, "pdf document pdf_version page_streams"),
        (Stream.marked, "self box tag"),
        (Stream.end_marked_content, "self"),
    ]


def _replacements() -> list[tuple[Any, str, Any]]:
    from weasyprint import pdf
    from weasyprint.pdf.stream import Stream

    return [(pdf, "add_tags", add_tags), (Stream, "marked", marked)]


PATCH = Patch("tags", "PDF 的结构标记会变差", _expected, _replacements)
