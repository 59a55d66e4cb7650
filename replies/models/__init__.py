"""Layer 1: what is stored. Fields, constraints and querysets; no workflow."""

from .assignments import Assignment
from .calendar import CalendarDay, office_calendar, shipped_calendar
from .co_handling import OpinionUse
from .contacts import Contact, UrgingSlip
from .deadlines import Deadline, DeadlineRule, Recess, Reminder
from .events import ChainHead, Event, SpentKey
from .feedback import Feedback
from .handovers import Handover, HandoverRow
from .notices import Dispatch, Notice
from .opinion_forms import OpinionForm, ScannedForm
from .people import Assembly, Delegate, Staff, system_user
from .printing import PrintedLetter, PrintRun, with_prints
from .proposals import Attachment, Cosigning, IntakeReason, Proposal, Sponsor
from .replies import Reply
from .requests import Request
from .sessions import CaseSeries, Profile, ResultClass, Session
from .units import DocumentSeries, HandlingUnit

__all__ = [
    "Assembly",
    "Assignment",
    "Attachment",
    "CalendarDay",
    "CaseSeries",
    "ChainHead",
    "Contact",
    "Cosigning",
    "Deadline",
    "DeadlineRule",
    "Delegate",
    "Dispatch",
    "DocumentSeries",
    "Event",
    "Feedback",
    "HandlingUnit",
    "Handover",
    "HandoverRow",
    "IntakeReason",
    "Notice",
    "OpinionForm",
    "OpinionUse",
    "PrintRun",
    "PrintedLetter",
    "Profile",
    "Proposal",
    "Recess",
    "Reminder",
    "Reply",
    "Request",
    "ResultClass",
    "ScannedForm",
    "Session",
    "SpentKey",
    "Sponsor",
    "Staff",
    "UrgingSlip",
    "office_calendar",
    "shipped_calendar",
    "system_user",
    "with_prints",
]
