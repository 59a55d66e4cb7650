"""Every closed list of words, each with its Chinese label and a tone for the screen.

A tone is one of plain, good, warn, late, done: pages turn it into a colour, and always print the label
beside it, because colour is never the only carrier of a meaning.
"""

from .cases import (
    ANSWERING_ROLES,
    LIVE_STATES,
    OPEN_REQUESTS,
    OPINION_ROLES,
    AssignmentRole,
    AssignmentState,
    Body,
    Category,
    CosigningState,
    DelegateKind,
    IntakeState,
    Level,
    ReasonUse,
    RequestKind,
    RequestState,
    Stage,
    Timing,
)
from .clock import Approver, CountUnit, ItemType, LateEffect, RuleCode, StartEvent
from .contacts import MET_IN_PERSON, ContactStage, ContactWay, NoticeChannel
from .letters import (
    ISSUED_STATES,
    PRINTABLE_STATES,
    SENT_STATES,
    Adoption,
    DeliveryWay,
    Layout,
    PrintState,
    ReplyKind,
    ReplyState,
    ResultFamily,
    Side,
)
from .ratings import Rating, RatingChannel
from .term import Term

__all__ = [
    "ANSWERING_ROLES",
    "ISSUED_STATES",
    "LIVE_STATES",
    "MET_IN_PERSON",
    "OPEN_REQUESTS",
    "OPINION_ROLES",
    "PRINTABLE_STATES",
    "SENT_STATES",
    "Adoption",
    "Approver",
    "AssignmentRole",
    "AssignmentState",
    "Body",
    "Category",
    "ContactStage",
    "ContactWay",
    "CosigningState",
    "CountUnit",
    "DelegateKind",
    "DeliveryWay",
    "IntakeState",
    "ItemType",
    "LateEffect",
    "Layout",
    "Level",
    "NoticeChannel",
    "PrintState",
    "Rating",
    "RatingChannel",
    "ReasonUse",
    "ReplyKind",
    "ReplyState",
    "RequestKind",
    "RequestState",
    "ResultFamily",
    "RuleCode",
    "Side",
    "Stage",
    "StartEvent",
    "Term",
    "Timing",
]
