"""The tracks as tables: every verb, the states it leads from and to, who may do it, and what it needs.

This is the only place that lists the verbs. Pages take their buttons from it, `actions/` refuses by it, and
the tests walk it: every state can be reached, and every state that is not an end has a way out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .vocabulary import (
    LIVE_STATES,
    OPEN_REQUESTS,
    PRINTABLE_STATES,
    AssignmentState,
    IntakeState,
    ReplyState,
    RequestState,
    Term,
)


class Role(Term):
    """The parts a person can play. access.py says in sentences what each one is for."""

    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员"
    NPC_CLERK = "npc_clerk", "人大代表工委经办人"
    CPPCC_CLERK = "cppcc_clerk", "政协提案委经办人"
    GOVERNMENT_CLERK = "government_clerk", "政府办（督查室）经办人"
    DRAFTER = "drafter", "承办单位起草人"
    REVIEWER = "reviewer", "承办单位审核人"
    SIGNER = "signer", "承办单位签发人"
    DELEGATE = "delegate", "代表（委员）"
    LEADER = "leader", "县领导"
    SYSTEM = "system", "系统自动"


class Track(Term):
    INTAKE = "intake", "受理"
    ASSIGNMENT = "assignment", "交办"
    REQUEST = "request", "申请"
    REPLY = "reply", "答复"
    SATISFACTION = "satisfaction", "评价"
    CONTACT = "contact", "沟通催办"
    CLOCK = "clock", "时限"
    MASTER_DATA = "master_data", "基础数据"


ASSEMBLY_CLERKS = (Role.NPC_CLERK, Role.CPPCC_CLERK)
DISPATCH_CLERKS = (*ASSEMBLY_CLERKS, Role.GOVERNMENT_CLERK)
NEW = ""  # the state of something that does not exist yet


@dataclass(frozen=True)
class Step:
    """One verb. `target` None means that the verb records a fact and leaves the state alone."""

    track: Track
    verb: str
    label: str
    sources: tuple[str, ...]
    target: str | None
    roles: tuple[Role, ...]
    note: bool = False  # a reason must be given


def _steps(track: Track, *rows: tuple) -> tuple[Step, ...]:
    return tuple(Step(track, *row) for row in rows)


_I, _A, _R, _Q = IntakeState, AssignmentState, ReplyState, RequestState
_UNIT = (Role.DRAFTER,)
_CLERKS_OR_SYSTEM = (*DISPATCH_CLERKS, Role.SYSTEM)
_OPEN = (_I.LOGGED, _I.FILED)

INTAKE = _steps(
    Track.INTAKE,
    ("log", "登记", (NEW,), _I.LOGGED, ASSEMBLY_CLERKS),
    ("amend", "更正", _OPEN, None, ASSEMBLY_CLERKS),
    ("attach", "收存附件", _OPEN, None, ASSEMBLY_CLERKS),
    ("invite_cosigner", "征集联名", _OPEN, None, ASSEMBLY_CLERKS),
    ("confirm_cosigning", "确认联名", _OPEN, None, (Role.DELEGATE,)),
    ("decline_cosigning", "不参加联名", _OPEN, None, (Role.DELEGATE,)),
    ("record_cosigning", "代录联名确认", _OPEN, None, ASSEMBLY_CLERKS, True),
    ("lapse_cosigning", "联名逾期", _OPEN, None, (Role.SYSTEM,)),
    ("designate", "列为重点督办", _OPEN, None, ASSEMBLY_CLERKS),
    ("undesignate", "取消重点督办", _OPEN, None, ASSEMBLY_CLERKS, True),
    ("file", "立案", (_I.LOGGED,), _I.FILED, ASSEMBLY_CLERKS),
    ("return", "退回", (_I.LOGGED,), _I.RETURNED, ASSEMBLY_CLERKS, True),
    ("convert", "转社情民意", (_I.LOGGED,), _I.CONVERTED, ASSEMBLY_CLERKS, True),
    ("merge", "并案", _OPEN, _I.MERGED, ASSEMBLY_CLERKS, True),
    ("unmerge", "取消并案", (_I.MERGED,), _I.FILED, ASSEMBLY_CLERKS, True),
    ("withdraw", "撤回", _OPEN, _I.WITHDRAWN, ASSEMBLY_CLERKS, True),
)
ASSIGNMENT = _steps(
    Track.ASSIGNMENT,
    ("assign", "交办", (NEW,), _A.ASSIGNED, DISPATCH_CLERKS),
    ("accept", "签收", (_A.ASSIGNED,), _A.ACCEPTED, _UNIT),
    ("deem_accepted", "视为签收", (_A.ASSIGNED,), _A.ACCEPTED, (Role.SYSTEM,)),
    ("reassign", "改派", LIVE_STATES, _A.REASSIGNED, DISPATCH_CLERKS, True),
    ("release", "免予承办", LIVE_STATES, _A.RELEASED, DISPATCH_CLERKS, True),
    ("revoke", "撤销交办", (_A.ASSIGNED,), _A.REVOKED, DISPATCH_CLERKS, True),
    ("open_refusal", "准予逾期退办", LIVE_STATES, None, DISPATCH_CLERKS, True),
)
# What a unit asks for. The request is a thing of its own: meanwhile the unit goes on being responsible.
REQUEST = _steps(
    Track.REQUEST,
    ("request_refusal", "申请退办", (NEW,), _Q.PENDING, _UNIT, True),
    ("request_unit", "申请增办", (NEW,), _Q.PENDING, _UNIT, True),
    ("request_extension", "申请延期", (NEW,), _Q.PENDING, _UNIT, True),
    ("retract", "撤回申请", OPEN_REQUESTS, _Q.RETRACTED, _UNIT),
    ("turn_down_late", "逾期不予受理", (_Q.PENDING,), _Q.LATE, (Role.SYSTEM,)),
    ("lapse_request", "申请终止", OPEN_REQUESTS, _Q.LAPSED, (Role.SYSTEM,), True),
    ("refer", "提交裁定", (_Q.PENDING,), _Q.ARBITRATION, _CLERKS_OR_SYSTEM),
    ("approve_refusal", "同意退办", (_Q.PENDING,), _Q.APPROVED, DISPATCH_CLERKS),
    ("reject_refusal", "不同意退办", (_Q.PENDING,), _Q.REJECTED, DISPATCH_CLERKS, True),
    ("rule_to_move", "裁定改派", (_Q.ARBITRATION,), _Q.APPROVED, DISPATCH_CLERKS, True),
    ("rule_to_stay", "裁定维持", (_Q.ARBITRATION,), _Q.REJECTED, DISPATCH_CLERKS, True),
    ("approve_unit", "同意增办", (_Q.PENDING,), _Q.APPROVED, DISPATCH_CLERKS),
    ("reject_unit", "不同意增办", (_Q.PENDING,), _Q.REJECTED, DISPATCH_CLERKS, True),
    ("approve_extension", "同意延期", (_Q.PENDING,), _Q.APPROVED, _CLERKS_OR_SYSTEM),
    ("reject_extension", "不同意延期", (_Q.PENDING,), _Q.REJECTED, DISPATCH_CLERKS, True),
)
REPLY = _steps(
    Track.REPLY,
    ("draft", "起草", (NEW,), _R.DRAFTING, _UNIT),
    ("save", "保存草稿", (_R.DRAFTING,), None, _UNIT),
    ("weigh_opinion", "登记采纳情况", (_R.DRAFTING,), None, _UNIT),
    ("submit", "送审", (_R.DRAFTING,), _R.SUBMITTED, _UNIT),
    ("send_back", "退回修改", (_R.SUBMITTED, _R.APPROVED), _R.DRAFTING, (Role.REVIEWER, Role.SIGNER), True),
    ("approve", "审核通过", (_R.SUBMITTED,), _R.APPROVED, (Role.REVIEWER,)),
    ("sign", "签发", (_R.APPROVED,), _R.SIGNED, (Role.SIGNER,)),
    ("keep", "存入答复件", (_R.SIGNED,), None, (Role.SIGNER,)),
    ("deliver", "送达", (_R.SIGNED,), _R.DELIVERED, _UNIT),
    ("take_opinion", "接收会办意见", (_R.DELIVERED,), _R.TAKEN, _UNIT),
    ("return_opinion", "退回会办意见", (_R.DELIVERED,), _R.DECLINED, _UNIT, True),
    ("print", "打印", PRINTABLE_STATES, None, (Role.DRAFTER, Role.REVIEWER, Role.SIGNER, *DISPATCH_CLERKS)),
    ("reopen", "收回（作废重拟）", (_R.SIGNED,), _R.VOIDED, (Role.SIGNER,), True),
)
SATISFACTION = _steps(
    Track.SATISFACTION,
    ("rate", "评价", (_R.DELIVERED,), None, (Role.DELEGATE,)),
    ("rate_on_behalf", "代录评价", (_R.DELIVERED,), None, ASSEMBLY_CLERKS, True),
    ("scan", "收存意见表", PRINTABLE_STATES, None, ASSEMBLY_CLERKS),
    ("discard_scan", "作废意见表扫描件", PRINTABLE_STATES, None, ASSEMBLY_CLERKS, True),
    ("close_without_rating", "逾期未评", (_R.DELIVERED,), None, (*ASSEMBLY_CLERKS, Role.SYSTEM)),
    ("rehandle", "重新办理", (_R.DELIVERED,), None, ASSEMBLY_CLERKS),
)
CONTACT = _steps(
    Track.CONTACT,
    ("contact", "登记沟通", LIVE_STATES, None, (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)),
    ("urge", "催办", LIVE_STATES, None, DISPATCH_CLERKS),
    ("remind", "提醒", LIVE_STATES, None, (Role.SYSTEM,)),
    ("note", "备注", _OPEN, None, DISPATCH_CLERKS, True),
)
CLOCK = _steps(
    Track.CLOCK,
    ("redate", "调整期限", LIVE_STATES, None, _CLERKS_OR_SYSTEM),
)

STEPS: dict[str, Step] = {
    step.verb: step for step in (*INTAKE, *ASSIGNMENT, *REQUEST, *REPLY, *SATISFACTION, *CONTACT, *CLOCK)
}
# Where each track comes to rest; the code of an end may be a stop on the way in another track.
END_STATES: dict[Track, tuple[str, ...]] = {
    Track.INTAKE: (_I.RETURNED, _I.CONVERTED, _I.WITHDRAWN),
    Track.ASSIGNMENT: (_A.REASSIGNED, _A.RELEASED, _A.REVOKED),
    Track.REQUEST: (_Q.APPROVED, _Q.REJECTED, _Q.LATE, _Q.RETRACTED, _Q.LAPSED),
    Track.REPLY: (_R.TAKEN, _R.DECLINED, _R.VOIDED),
}


def verbs_for(roles: Iterable[str]) -> frozenset[str]:
    """Every verb that at least one of these roles may ever do."""
    held = set(roles)
    return frozenset(step.verb for step in STEPS.values() if held.intersection(step.roles))
