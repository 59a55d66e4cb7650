"""Layer 1: what is stored. Fields, constraints and querysets; no workflow."""

from .assignments import Assignment
from .calendar import CalendarDay, office_calendar
from .events import ChainHead, Event, SpentKey
from .feedback import Feedback
from .opinion_forms import OpinionForm, ScannedForm
from .people import Assembly, Delegate, Staff
from .printing import PrintedLetter, PrintRun, with_prints
from .proposals import Attachment, Proposal, Sponsor
from .replies import Reply
from .sessions import CaseSeries, Profile, ResultClass, Session
from .units import DocumentSeries, HandlingUnit

__all__ = [
    "Assembly",
    "Assignment",
    "Attachment",
    "CalendarDay",
    "CaseSeries",
    "ChainHead",
    "Delegate",
    "DocumentSeries",
    "Event",
    "Feedback",
    "HandlingUnit",
    "OpinionForm",
    "PrintRun",
    "PrintedLetter",
    "Profile",
    "Proposal",
    "Reply",
    "ResultClass",
    "ScannedForm",
    "Session",
    "SpentKey",
    "Sponsor",
    "Staff",
    "office_calendar",
    "with_prints",
]
