"""The tracks as tables: every verb, the states it leads from and to, who may do it, and what it needs.

This is the only place that lists the verbs. Pages take their buttons from it, `actions/` refuses by it, and
the tests walk it: every state can be reached, and every state that is not an end has a way out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .vocabulary import PRINTABLE_STATES, AssignmentState, IntakeState, ReplyState, Term


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


class Track(Term):
    INTAKE = "intake", "受理"
    ASSIGNMENT = "assignment", "交办"
    REPLY = "reply", "答复"
    SATISFACTION = "satisfaction", "评价"
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


_I, _A, _R = IntakeState, AssignmentState, ReplyState

INTAKE = _steps(
    Track.INTAKE,
    ("log", "登记", (NEW,), _I.LOGGED, ASSEMBLY_CLERKS),
    ("amend", "更正", (_I.LOGGED, _I.FILED), None, ASSEMBLY_CLERKS),
    ("attach", "收存附件", (_I.LOGGED, _I.FILED), None, ASSEMBLY_CLERKS),
    ("file", "立案", (_I.LOGGED,), _I.FILED, ASSEMBLY_CLERKS),
    ("return", "退回", (_I.LOGGED,), _I.RETURNED, ASSEMBLY_CLERKS, True),
    ("convert", "转社情民意", (_I.LOGGED,), _I.CONVERTED, ASSEMBLY_CLERKS, True),
    ("merge", "并案", (_I.LOGGED, _I.FILED), _I.MERGED, ASSEMBLY_CLERKS, True),
    ("withdraw", "撤回", (_I.LOGGED, _I.FILED), _I.WITHDRAWN, ASSEMBLY_CLERKS, True),
)
ASSIGNMENT = _steps(
    Track.ASSIGNMENT,
    ("assign", "交办", (NEW,), _A.ASSIGNED, DISPATCH_CLERKS),
    ("accept", "签收", (_A.ASSIGNED,), _A.ACCEPTED, (Role.DRAFTER,)),
    ("revoke", "撤销交办", (_A.ASSIGNED,), _A.REVOKED, DISPATCH_CLERKS, True),
)
REPLY = _steps(
    Track.REPLY,
    ("draft", "起草", (NEW,), _R.DRAFTING, (Role.DRAFTER,)),
    ("save", "保存草稿", (_R.DRAFTING,), None, (Role.DRAFTER,)),
    ("submit", "送审", (_R.DRAFTING,), _R.SUBMITTED, (Role.DRAFTER,)),
    ("send_back", "退回修改", (_R.SUBMITTED, _R.APPROVED), _R.DRAFTING, (Role.REVIEWER, Role.SIGNER), True),
    ("approve", "审核通过", (_R.SUBMITTED,), _R.APPROVED, (Role.REVIEWER,)),
    ("sign", "签发", (_R.APPROVED,), _R.SIGNED, (Role.SIGNER,)),
    ("keep", "存入答复件", (_R.SIGNED,), None, (Role.SIGNER,)),
    ("deliver", "送达", (_R.SIGNED,), _R.DELIVERED, (Role.DRAFTER,)),
    ("print", "打印", PRINTABLE_STATES, None, (Role.DRAFTER, Role.REVIEWER, Role.SIGNER, *DISPATCH_CLERKS)),
    ("reopen", "收回（作废重拟）", (_R.SIGNED,), _R.VOIDED, (Role.SIGNER,), True),
)
SATISFACTION = _steps(
    Track.SATISFACTION,
    ("rate", "评价", (_R.DELIVERED,), None, (Role.DELEGATE,)),
    ("rate_on_behalf", "代录评价", (_R.DELIVERED,), None, ASSEMBLY_CLERKS, True),
    ("scan", "收存意见表", PRINTABLE_STATES, None, ASSEMBLY_CLERKS),
    ("discard_scan", "作废意见表扫描件", PRINTABLE_STATES, None, ASSEMBLY_CLERKS, True),
    ("rehandle", "重新办理", (_R.DELIVERED,), None, ASSEMBLY_CLERKS),
)

STEPS: dict[str, Step] = {step.verb: step for step in (*INTAKE, *ASSIGNMENT, *REPLY, *SATISFACTION)}
END_STATES = {
    _I.RETURNED, _I.CONVERTED, _I.MERGED, _I.WITHDRAWN, _A.ACCEPTED, _A.REVOKED, _R.DELIVERED, _R.VOIDED,
}  # fmt: skip


def verbs_for(roles: Iterable[str]) -> frozenset[str]:
    """Every verb that at least one of these roles may ever do."""
    held = set(roles)
    return frozenset(step.verb for step in STEPS.values() if held.intersection(step.roles))
