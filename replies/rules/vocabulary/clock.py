"""Words of the clock: what a rule counts, from where, and what happens when the day has passed."""

from .term import Term


class RuleCode(Term):
    """The periods that have a rule (domain.md §3); `explain_deadline --rule` takes these codes."""

    ACCEPT = "accept", "签收"
    REFUSE = "refuse", "申请退办"
    DECIDE_REFUSAL = "decide_refusal", "答复退办申请"
    FIRST_CONTACT = "first_contact", "首次沟通"
    CO_OPINION = "co_opinion", "报送会办意见"
    CO_REDO = "co_redo", "重报会办意见"
    REPLY = "reply", "答复"
    FEEDBACK = "feedback", "反馈评价"
    REHANDLE = "rehandle", "重新办理"
    PUBLISH = "publish", "公开"


class CountUnit(Term):
    CALENDAR_DAY = "calendar_day", "日"
    WORKING_DAY = "working_day", "个工作日"
    MONTH = "month", "个月"
    DATE = "date", "固定日期"


class StartEvent(Term):
    """The event whose day is not counted (民法典 art. 201)."""

    ASSIGNED = "assigned", "交办"
    RECEIVED = "received", "签收"
    REQUESTED = "requested", "提出申请"
    RETURNED = "returned", "退回重报"
    SESSION_CLOSED = "session_closed", "大会闭幕"
    REPLY_DELIVERED = "reply_delivered", "答复送达"
    REASSIGNED = "reassigned", "重新交办"
    FIXED_DATE = "fixed_date", "通知规定"


class ItemType(Term):
    """Which items a rule is for; the empty value in a rule means all of them."""

    KEY = "key", "重点督办件"
    COLLECTIVE = "collective", "集体提案、代表团建议"


class Approver(Term):
    """Who lets a unit take longer."""

    NOBODY = "nobody", "无须批准，向提出人说明"
    DISPATCH = "dispatch", "交办机关批准"


class LateEffect(Term):
    """What the system itself does when the day has passed; reminding happens in any case."""

    NONE = "none", "只提醒"
    REFUSED = "refused", "逾期不予受理"
    DEEMED = "deemed", "视为已签收"
    REFERRED = "referred", "提交裁定"
    CLOSED = "closed", "按逾期未评结束"
