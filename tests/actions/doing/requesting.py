"""申请: 退办, 增办, 延期. A stage of HAPPY gives a Case with its `request`."""

from datetime import date

from replies.actions import arbitrating, asking, extending, requesting
from tests import make

from .case import of_request

RULING = {"arbiter": "副县长 陆见深", "arguments": "教育局认为属工程建设；水务局认为属校园管理。"}
VERBS: dict = {
    "request_refusal": lambda case, **who: requesting.request_refusal(case.assignment, note="不属本单位职责", **who),
    "request_unit": lambda case, **who: requesting.request_unit(
        case.assignment, unit=case.cast.b, note="涉及工程建设", **who
    ),
    "retract": lambda case, **who: requesting.retract(case.request, **who),
    "turn_down_late": lambda case, **who: requesting.turn_down_late(case.request, **who),
    "lapse_request": lambda case, **who: asking.lapse_request(case.request, note="此件已撤回", **who),
    "refer": lambda case, **who: arbitrating.refer(case.request, **who),
    "approve_refusal": lambda case, **who: requesting.approve_refusal(case.request, unit=case.request.unit, **who),
    "reject_refusal": lambda case, **who: requesting.reject_refusal(case.request, note="属本单位职责", **who),
    "rule_to_move": lambda case, **who: arbitrating.rule_to_move(
        case.request, unit=case.request.unit, note="由水务局承办", **RULING, **who
    ),
    "rule_to_stay": lambda case, **who: arbitrating.rule_to_stay(case.request, note="由教育局承办", **RULING, **who),
    "approve_unit": lambda case, **who: requesting.approve_unit(case.request, **who),
    "request_extension": lambda case, **who: extending.request_extension(
        case.assignment, until=date(2026, 7, 1), note="需召开听证会", **who
    ),
    "approve_extension": lambda case, **who: extending.approve_extension(case.request, **who),
    "reject_extension": lambda case, **who: extending.reject_extension(case.request, note="可按期办结", **who),
    "reject_unit": lambda case, **who: requesting.reject_unit(case.request, note="可书面征求意见", **who),
}
WHO: dict = dict.fromkeys(VERBS, "npc_clerk") | {
    "request_refusal": "drafter_a", "request_unit": "drafter_a", "retract": "drafter_a", "turn_down_late": "system",
    "lapse_request": "system",
    "request_extension": "drafter_a",
}  # fmt: skip


def _refusal(cast):
    return of_request(cast, make.refusal_asked(cast))


def _arbitration(cast):
    return of_request(cast, make.in_arbitration(cast))


def _extension(cast):
    return of_request(cast, make.extension_asked(cast))


def _unit(cast):
    return of_request(cast, make.unit_asked(cast))


HAPPY: dict = {
    "request_refusal": "assigned", "request_unit": "assigned", "retract": _refusal, "turn_down_late": _refusal, "lapse_request": _refusal,
    "refer": _refusal, "approve_refusal": _refusal, "reject_refusal": _refusal, "rule_to_move": _arbitration,
    "rule_to_stay": _arbitration, "approve_unit": _unit, "reject_unit": _unit,
    "request_extension": "accepted", "approve_extension": _extension, "reject_extension": _extension,
}  # fmt: skip
