"""Words of a letter: its kind and state, its layout, how it was delivered and printed, what class it has."""

from .term import Term


class ReplyKind(Term):
    REPLY = "reply", "答复"
    CO_OPINION = "co_opinion", "会办意见"


class ReplyState(Term):
    DRAFTING = "drafting", "起草中"
    SUBMITTED = "submitted", "待审核", "warn"
    APPROVED = "approved", "待签发", "warn"
    SIGNED = "signed", "已签发", "good"
    DELIVERED = "delivered", "已送达", "good"
    TAKEN = "taken", "主办单位已接收", "good"
    DECLINED = "declined", "主办单位退回重报", "done"
    VOIDED = "voided", "已作废", "done"


# From here on the letter is an issued document: its words may be read by those outside the unit.
ISSUED_STATES = (
    ReplyState.SIGNED, ReplyState.DELIVERED, ReplyState.TAKEN, ReplyState.DECLINED, ReplyState.VOIDED,
)  # fmt: skip
# It has left the unit: the delegate has the answer, or the lead unit has the opinion.
SENT_STATES = (ReplyState.DELIVERED, ReplyState.TAKEN, ReplyState.DECLINED)


# What may be put on a pile of paper: a letter that was taken back is kept, but goes to nobody any more.
PRINTABLE_STATES = (ReplyState.SIGNED, ReplyState.DELIVERED, ReplyState.TAKEN)


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


class ResultFamily(Term):
    """What a local class letter means, so that counties with different letters can be compared (domain.md §4)."""

    SOLVED = "solved", "已经解决或采纳"
    IN_PROGRESS = "in_progress", "正在解决"
    PLANNED = "planned", "列入计划"
    DEFERRED = "deferred", "受条件限制待以后解决"
    REFERENCE = "reference", "留作参考"
    UPWARD = "upward", "属上级职权，已向上反映"
    INFEASIBLE = "infeasible", "不可行"


class Adoption(Term):
    """What the lead unit made of a co-handling unit's opinion in its own letter."""

    ADOPTED = "adopted", "采纳", "good"
    PARTLY = "partly", "部分采纳", "warn"
    NOT = "not", "未采纳", "late"
