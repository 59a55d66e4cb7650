"""The picture of a seal in Word: 42 mm, behind the text, centred over name and date (GB/T 9704-2012 7.3.5.1)."""

from ..grid import PITCH, WIDTH
from ..signoff import SEAL, SignOff
from .fields import Drawing
from .measures import TWIPS_PER_MM, width

EMU = 36000  # in a millimetre


def seal(relation: str, number: int, signoff: SignOff) -> Drawing:
    """The seal of signatory ``number`` (from 0), anchored in the line of its name."""
    size = round(SEAL * EMU)
    left = round((_centre(number, signoff) - SEAL / 2) * EMU)
    top = round((PITCH / 2 - SEAL / 2) * EMU)
    return Drawing(
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="0"'
        ' behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{size}" cy="{size}"/><wp:wrapNone/><wp:docPr id="{number + 1}" name="印章{number + 1}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number + 1}" name="印章{number + 1}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def _centre(number: int, signoff: SignOff) -> float:
    """Where the middle of the seal is, mm from the left edge of the type area."""
    date = WIDTH - date_centre(signoff.date)
    if signoff.style != "joint":
        return date
    for row in signoff.rows:
        if number < len(row):
            return date - (len(row) - 1 - number) * cell_width(signoff)
        number -= len(row)
    return date


def date_centre(date: str) -> float:
    """Distance of the middle of a sealed letter's date from the right edge, mm: it ends 4 characters from there."""
    return (width("　" * 4) + width(date) / 2) / TWIPS_PER_MM


def cell_width(signoff: SignOff) -> float:
    """The place of one name in a joint sign-off, mm."""
    return float(signoff.cell.removesuffix("mm"))
