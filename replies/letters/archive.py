"""What makes a letter's PDF fit for the archive: PDF/A-3, the letter's content as data, dates, bookmarks.

The pages are WeasyPrint's; its variant pdf/a-3a adds the colour profile, XMP metadata and tags. The letter's canonical
JSON is embedded as ``letter.json``, related to the whole document as its data (ISO 19005-3 6.8), so that a later
program reads the letter without guessing. Nothing here depends on the day of printing.
"""

import datetime
from dataclasses import dataclass
from typing import Any

VARIANT = "pdf/a-3a"
FILE = "letter.json"
DESCRIPTION = "答复函的结构化内容"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
# Headings of the first two levels below the title; attachments stand beside it.
BOOKMARKS = """
.level1 { bookmark-level: 2; bookmark-label: content(text) }
.level2 { bookmark-level: 3; bookmark-label: content(text) }
.attachment h2 { bookmark-level: 1 }
"""


@dataclass(frozen=True)
class Archive:
    """``json`` is embedded; ``date`` (the letter's own) is the date of creation, None for a letter without date."""

    json: str
    date: datetime.date | None

    @property
    def created(self) -> datetime.datetime | None:
        return datetime.datetime.combine(self.date, datetime.time(), CHINA) if self.date else None


def options(archive: Archive) -> dict[str, Any]:
    """Arguments of WeasyPrint's ``write_pdf``."""
    from weasyprint import Attachment

    moment = (archive.created or datetime.datetime(2000, 1, 1, tzinfo=CHINA)).astimezone(datetime.UTC)
    data = Attachment(
        string=archive.json,
        name=FILE,
        description=DESCRIPTION,
        created=moment,
        modified=moment,
        relationship="Data",
    )
    return {"pdf_variant": VARIANT, "attachments": [data]}


def date_document(document: Any, archive: Archive) -> None:
    """The same moment in Info and XMP."""
    document.metadata.created = document.metadata.modified = archive.created.isoformat() if archive.created else None


def finish(pdf: Any, archive: Archive) -> None:
    """Set right what WeasyPrint leaves: each file related once, and no invented date."""
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    if not archive.created:
        for item in pdf.objects:
            if getattr(item, "extra", {}).get("Type") == "/EmbeddedFile":
                del item.extra["Params"]["CreationDate"], item.extra["Params"]["ModDate"]


def tidy_bookmarks(document: Any) -> None:
    """Headings as they are named, without break marks and the full stop of one that runs on."""
    for page in document.pages:
        page.bookmarks[:] = [
            (level, label.replace("\u200b", "").rstrip("。"), place, state)
            for level, label, place, state in page.bookmarks
        ]
