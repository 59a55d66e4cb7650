"""A rule: how long something may take, counted from what, on whose authority; and which of several holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from replies.rules.vocabulary import CountUnit, LateEffect, RuleCode, StartEvent

# From which event each period may be counted; a fixed date needs none.
STARTS: dict[RuleCode, tuple[StartEvent, ...]] = {
    RuleCode.ACCEPT: (StartEvent.ASSIGNED,),
    RuleCode.REFUSE: (StartEvent.ASSIGNED, StartEvent.RECEIVED),
    RuleCode.DECIDE_REFUSAL: (StartEvent.REQUESTED,),
    RuleCode.FIRST_CONTACT: (StartEvent.ASSIGNED, StartEvent.RECEIVED),
    RuleCode.CO_OPINION: (StartEvent.ASSIGNED, StartEvent.RECEIVED, StartEvent.SESSION_CLOSED),
    RuleCode.CO_REDO: (StartEvent.RETURNED,),
    RuleCode.REPLY: (StartEvent.ASSIGNED, StartEvent.RECEIVED, StartEvent.SESSION_CLOSED),
    RuleCode.FEEDBACK: (StartEvent.REPLY_DELIVERED,),
    RuleCode.REHANDLE: (StartEvent.REASSIGNED,),
    RuleCode.PUBLISH: (StartEvent.REPLY_DELIVERED,),
}
# What the system may do by itself when a period has passed; everywhere else it only reminds.
EFFECTS: dict[RuleCode, LateEffect] = {
    RuleCode.ACCEPT: LateEffect.DEEMED,
    RuleCode.REFUSE: LateEffect.REFUSED,
    RuleCode.DECIDE_REFUSAL: LateEffect.REFERRED,
    RuleCode.FEEDBACK: LateEffect.CLOSED,
}


@dataclass(frozen=True)
class Rule:
    """How long something may take: an amount of a CountUnit from a StartEvent on, and its legal source.

    Empty `body`, `level`, `timing` and `item_type` mean all of them. `longest` is the most that an extension may
    reach, counted from the same start in the same unit (in months where the rule is a fixed date). `moves` says
    whether a last day that is a rest day moves on (民法典 art. 203).
    """

    code: str
    amount: int
    unit: str
    source: str
    start_event: str = "assigned"
    body: str = ""
    level: str = ""
    timing: str = ""
    item_type: str = ""
    month_day: str = ""
    longest: int | None = None
    approver: str = "dispatch"
    late_effect: str = "none"
    valid_from: date | None = None
    valid_to: date | None = None
    moves: bool = True

    def in_words(self) -> str:
        """3个月, 10个工作日, 每年06-30."""
        if self.unit == CountUnit.DATE:
            return f"每年{self.month_day}"
        return f"{self.amount}{CountUnit(self.unit).label}"

    def to_dict(self) -> dict[str, Any]:
        days = {name: day.isoformat() for name in ("valid_from", "valid_to") if (day := getattr(self, name))}
        return asdict(self) | {"valid_from": None, "valid_to": None} | days

    def is_valid(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


def check_rule(code: str, unit: str, start_event: str, late_effect: str) -> dict[str, str]:
    """What in a row does not go together, by field, in Chinese."""
    wrong, label = {}, RuleCode(code).label
    starts = (StartEvent.FIXED_DATE,) if unit == CountUnit.DATE else STARTS[RuleCode(code)]
    if start_event not in starts:
        wrong["start_event"] = f"“{label}”的起算只能是：{'、'.join(start.label for start in starts)}。"
    effects = (LateEffect.NONE, *(EFFECTS[key] for key in EFFECTS if key == code))
    if late_effect not in effects:
        wrong["late_effect"] = f"“{label}”的逾期后果只能是：{'、'.join(effect.label for effect in effects)}。"
    return wrong


def rule_from_dict(values: Mapping[str, Any]) -> Rule:
    """What to_dict() wrote."""
    days = {name: date.fromisoformat(values[name]) for name in ("valid_from", "valid_to") if values.get(name)}
    return Rule(**{**values, **days})


def choose(
    rules: Iterable[Rule], code: str, *, level: str, timing: str, item_type: str | Collection[str] = "", on: date
) -> Rule | None:
    """The most particular row for `code` that is valid on that day; None when there is no row.

    A row that names more of level, timing and item type is the more particular one. Of two that name equally
    many, the item type weighs most, then the timing. Of two versions the later one holds. An item may be of
    several types (重点 and 集体 at once).
    """
    matching = [
        rule
        for rule in rules
        if rule.code == code
        and rule.level in ("", level)
        and rule.timing in ("", timing)
        and (not rule.item_type or rule.item_type in item_type)
        and rule.is_valid(on)
    ]
    return max(matching, key=_particularity, default=None)


def _particularity(rule: Rule) -> tuple[Any, ...]:
    named = (bool(rule.item_type), bool(rule.timing), bool(rule.level))
    return (sum(named), *named, rule.valid_from or date.min)
