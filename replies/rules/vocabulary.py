"""Every closed list of words, each with its Chinese label and a tone for the screen.

A tone is one of plain, good, warn, late, done: pages turn it into a colour, and always print the label
beside it, because colour is never the only carrier of a meaning.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A stored code that knows its Chinese label. ``str(member)`` is the code."""

    label: str
    tone: str

    def __new__(cls, code: str, label: str = "", tone: str = "plain") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.tone = tone
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) pairs in the order of the class, as a form field wants them."""
        return [(member.value, member.label) for member in cls]


class Body(Term):
    """Which of the two bodies an item belongs to; it drives every word (wording.py)."""

    NPC = "npc", "人大"
    CPPCC = "cppcc", "政协"


class Timing(Term):
    IN_SESSION = "in_session", "会议期间"
    OUT_OF_SESSION = "out_of_session", "闭会期间（平时）"


class DelegateKind(Term):
    """A 集体提案 is handed in by an organisation, not by a person."""

    PERSON = "person", "个人"
    ORGANISATION = "organisation", "团体（党派、人民团体、界别、专委会）"


class Category(Term):
    """NPC and CPPCC lists of domain.md §7.4 joined into one that both kinds of county read."""

    ECONOMY = "economy", "财政经济"
    AGRICULTURE = "agriculture", "农业农村"
    CITY = "city", "城建环资"
    EDUCATION = "education", "教科文卫"
    LAW = "law", "监察司法"
    SOCIETY = "society", "社会建设"
    PARTY_AFFAIRS = "party_affairs", "党群综合"
    OTHER = "other", "其他"


class IntakeState(Term):
    LOGGED = "logged", "已登记"
    FILED = "filed", "已立案"
    RETURNED = "returned", "已退回", "done"
    CONVERTED = "converted", "已转社情民意", "done"
    MERGED = "merged", "已并案", "done"
    WITHDRAWN = "withdrawn", "已撤回", "done"


class AssignmentRole(Term):
    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    CO = "co", "会办"
    SEPARATE = "separate", "分办"


# The units that answer the delegate; a co-handling unit gives its opinion to the lead unit instead.
ANSWERING_ROLES = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.SEPARATE)


class AssignmentState(Term):
    ASSIGNED = "assigned", "待签收", "warn"
    ACCEPTED = "accepted", "已签收", "good"
    REVOKED = "revoked", "已撤销交办", "done"


class ReplyKind(Term):
    REPLY = "reply", "答复"
    CO_OPINION = "co_opinion", "会办意见"


class ReplyState(Term):
    DRAFTING = "drafting", "起草中"
    SUBMITTED = "submitted", "待审核", "warn"
    APPROVED = "approved", "待签发", "warn"
    SIGNED = "signed", "已签发", "good"
    DELIVERED = "delivered", "已送达", "good"
    VOIDED = "voided", "已作废", "done"


# From here on the letter is an issued document: its words may be read by those outside the unit.
ISSUED_STATES = (ReplyState.SIGNED, ReplyState.DELIVERED, ReplyState.VOIDED)


# What may be put on a pile of paper: a letter that was taken back is kept, but goes to nobody any more.
PRINTABLE_STATES = (ReplyState.SIGNED, ReplyState.DELIVERED)


class Layout(Term):
    """The two heads of GB/T 9704-2012: 文件 (7.2) and 信函 (10.1)."""

    DOCUMENT = "document", "文件格式"
    LETTER = "letter", "信函格式"


class Side(Term):
    """Where on page 1 the class mark stands (domain.md §4: top right nearly everywhere, top left in some places)."""

    RIGHT = "right", "右上角"
    LEFT = "left", "左上角"


class DeliveryWay(Term):
    IN_PERSON = "in_person", "当面送达（面复）"
    POST = "post", "邮寄"
    PLATFORM = "platform", "系统送达"


class PrintState(Term):
    """How far a print run is; a run without a sign of life for some time is computed, not stored."""

    QUEUED = "queued", "等待生成"
    RUNNING = "running", "正在生成"
    DONE = "done", "已生成", "good"
    FAILED = "failed", "没有生成", "late"
    CANCELLED = "cancelled", "已取消", "done"


class Rating(Term):
    SATISFIED = "satisfied", "满意", "good"
    BASICALLY = "basically", "基本满意", "warn"
    UNSATISFIED = "unsatisfied", "不满意", "late"


class RatingChannel(Term):
    """How a rating reached us; recorded with each one, because its credibility depends on it (domain.md §5.5)."""

    ONLINE = "online", "本人在线"
    PAPER = "paper", "纸质征询意见表"
    IN_PERSON = "in_person", "当面"
    PHONE = "phone", "电话"


class ResultFamily(Term):
    """What a local class letter means, so that counties with different letters can be compared (domain.md §4)."""

    SOLVED = "solved", "已经解决或采纳"
    IN_PROGRESS = "in_progress", "正在解决"
    PLANNED = "planned", "列入计划"
    DEFERRED = "deferred", "受条件限制待以后解决"
    REFERENCE = "reference", "留作参考"
    UPWARD = "upward", "属上级职权，已向上反映"
    INFEASIBLE = "infeasible", "不可行"


class Stage(Term):
    """Where a case stands, computed from its assignments, replies and ratings; never stored."""

    LOGGED = "logged", "待立案", "warn"
    FILED = "filed", "待交办", "warn"
    ASSIGNED = "assigned", "待签收", "warn"
    DRAFTING = "drafting", "办理中"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "待签发"
    SIGNED = "signed", "待送达"
    DELIVERED = "delivered", "待评价"
    UNSATISFIED = "unsatisfied", "评价不满意", "late"
    CLOSED = "closed", "已办结", "done"
    ENDED = "ended", "不再办理", "done"
