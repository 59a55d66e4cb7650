"""Words of an item: whose it is, who signed it, where its intake and its units stand."""

from .term import Term


class Body(Term):
    """Which of the two bodies an item belongs to; it drives every word (wording.py)."""

    NPC = "npc", "人大"
    CPPCC = "cppcc", "政协"


class Timing(Term):
    IN_SESSION = "in_session", "会议期间"
    OUT_OF_SESSION = "out_of_session", "闭会期间（平时）"


class Level(Term):
    """Which people's congress or committee an assembly is; townships answer faster in some provinces (domain.md §3)."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"


class DelegateKind(Term):
    """Who hands an item in: a person, a whole 代表团 (NPC), or the organisation behind a 集体提案 (CPPCC)."""

    PERSON = "person", "个人"
    DELEGATION = "delegation", "代表团"
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


class ReasonUse(Term):
    """Which decision of the intake a coded reason belongs to."""

    RETURN = "return", "退回"
    CONVERT = "convert", "转社情民意"
    EITHER = "either", "退回或转社情民意"


class CosigningState(Term):
    """An invitation to sign an item; only a confirmed one makes its holder a co-signer."""

    INVITED = "invited", "待确认", "warn"
    CONFIRMED = "confirmed", "已确认", "good"
    DECLINED = "declined", "不参加联名", "done"
    LAPSED = "lapsed", "逾期未确认", "done"
    STRUCK = "struck", "已更正删去", "done"


class AssignmentRole(Term):
    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    JOINT = "joint", "联合主办"
    CO = "co", "会办"
    SEPARATE = "separate", "分办"


# The units that answer the delegate. A co-handling unit gives its opinion to the lead unit instead; so does a
# joint lead, which puts its name under the lead unit's letter (Shanghai art. 17: an agreed reply).
ANSWERING_ROLES = (AssignmentRole.SOLE, AssignmentRole.LEAD, AssignmentRole.SEPARATE)
OPINION_ROLES = (AssignmentRole.JOINT, AssignmentRole.CO)


class AssignmentState(Term):
    ASSIGNED = "assigned", "待签收", "warn"
    ACCEPTED = "accepted", "已签收", "good"
    REASSIGNED = "reassigned", "已改派", "done"
    RELEASED = "released", "已免予承办", "done"
    REVOKED = "revoked", "已撤销交办", "done"


# The unit is responsible for its part; in the other states it was, and the row stays as a link of the chain.
LIVE_STATES = (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)


class RequestKind(Term):
    """What a unit may ask the dispatch office for."""

    REFUSAL = "refusal", "申请退办"
    UNIT = "unit", "申请增办"
    EXTENSION = "extension", "申请延期"


class RequestState(Term):
    PENDING = "pending", "待答复", "warn"
    ARBITRATION = "arbitration", "待裁定", "late"
    APPROVED = "approved", "已同意", "good"
    REJECTED = "rejected", "不同意", "done"
    LATE = "late", "逾期不予受理", "done"
    RETRACTED = "retracted", "已撤回申请", "done"
    LAPSED = "lapsed", "已终止", "done"


OPEN_REQUESTS = (RequestState.PENDING, RequestState.ARBITRATION)


class Stage(Term):
    """Where a case stands, computed from its assignments, replies and ratings; never stored."""

    LOGGED = "logged", "待立案", "warn"
    FILED = "filed", "待交办", "warn"
    FOLLOWING = "following", "随主件办理"
    ASSIGNED = "assigned", "待签收", "warn"
    DRAFTING = "drafting", "办理中"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "待签发"
    SIGNED = "signed", "待送达"
    DELIVERED = "delivered", "待评价"
    UNSATISFIED = "unsatisfied", "评价不满意", "late"
    UNRATED = "unrated", "逾期未评", "done"
    CLOSED = "closed", "已办结", "done"
    ENDED = "ended", "不再办理", "done"
