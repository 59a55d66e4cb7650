"""地方规则 as shipped: the periods of a place, each with where it comes from (domain.md §3).

An office gets a copy of one of these tables and may change its rows. A place that says nothing about a period has
the national row, and its source says so. The regulations of people's congresses do not bind the CPPCC; for 提案
offices follow them by analogy, and the source says that too.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .deadlines import Rule, choose
from .vocabulary import Body, LateEffect, Level, RuleCode, StartEvent, Timing

_C, _S = RuleCode, StartEvent
_DAY, _WORKING, _MONTH = "calendar_day", "working_day", "month"


def _row(code: str, amount: int, unit: str, source: str, start: str = _S.ASSIGNED, **more: Any) -> Rule:
    return Rule(str(code), amount, unit, source, str(start), **more)


# No national text sets a number of days; this is what most places do (domain.md §3, column "safe default").
_UNWRITTEN = "国家未作规定；通行做法："
_REPLY_LAW = "《代表法》（2025年修正）第五十一条：自交办之日起三个月内答复，涉及面广、处理难度大的六个月内"
_REPLY_CPPCC = f"{_UNWRITTEN}政协提案自交办之日起三个月内答复，至迟不超过六个月"
_REFUSED, _REFERRED, _CLOSED = str(LateEffect.REFUSED), str(LateEffect.REFERRED), str(LateEffect.CLOSED)

NATIONAL = (
    _row(_C.ACCEPT, 3, _WORKING, f"{_UNWRITTEN}交办之日起三个工作日内签收"),
    _row(
        _C.REFUSE, 10, _WORKING, f"{_UNWRITTEN}交办之日起十个工作日内申请退办，逾期不予受理",
        late_effect=_REFUSED,
    ),
    _row(
        _C.DECIDE_REFUSAL, 10, _WORKING, f"{_UNWRITTEN}收到退办申请之日起十个工作日内答复", _S.REQUESTED,
        late_effect=_REFERRED,
    ),
    _row(_C.FIRST_CONTACT, 20, _WORKING, f"{_UNWRITTEN}交办之日起二十个工作日内首次沟通"),
    _row(_C.CO_OPINION, 1, _MONTH, f"{_UNWRITTEN}交办之日起一个月内向主办单位报送会办意见"),
    _row(_C.CO_REDO, 5, _WORKING, f"{_UNWRITTEN}退回之日起五个工作日内重报（参照重庆市）", _S.RETURNED),
    _row(_C.REPLY, 3, _MONTH, _REPLY_LAW, longest=6, body=str(Body.NPC)),
    _row(_C.REPLY, 3, _MONTH, _REPLY_CPPCC, longest=6, body=str(Body.CPPCC)),
    _row(
        _C.FEEDBACK, 15, _WORKING, f"{_UNWRITTEN}答复送达之日起十五个工作日内反馈，逾期先提醒再按未评结束",
        _S.REPLY_DELIVERED, late_effect=_CLOSED,
    ),
    _row(_C.REHANDLE, 1, _MONTH, f"{_UNWRITTEN}重新交办之日起一个月内再次答复", _S.REASSIGNED),
    _row(
        _C.PUBLISH, 20, _WORKING, "《政府信息公开条例》第二十六条：二十个工作日内公开；自答复送达之日起算",
        _S.REPLY_DELIVERED,
    ),
)  # fmt: skip

_CQ, _CQ_TOWN = "重庆市代表建议工作法规", "重庆市乡镇人大工作法规第十六条"
CHONGQING = (
    _row(_C.REFUSE, 10, _WORKING, f"{_CQ}：交办之日起十个工作日内申请退办", late_effect=_REFUSED),
    _row(
        _C.DECIDE_REFUSAL, 10, _WORKING, f"{_CQ}：收到退办申请之日起十个工作日内答复", _S.REQUESTED,
        late_effect=_REFERRED,
    ),
    _row(_C.FIRST_CONTACT, 20, _WORKING, f"{_CQ}：收到之日起二十个工作日内与代表联系沟通", _S.RECEIVED),
    _row(_C.CO_OPINION, 30, _WORKING, f"{_CQ}：三十个工作日内报送会办意见（起算按全国通行做法：交办之日）"),
    _row(_C.CO_REDO, 5, _WORKING, f"{_CQ}第二十条：退回之日起五个工作日内重报", _S.RETURNED),
    _row(
        _C.REPLY, 2, _MONTH, f"{_CQ_TOWN}：两个月内答复，最长不超过四个月", level=str(Level.TOWNSHIP), longest=4
    ),
    _row(
        _C.FEEDBACK, 20, _WORKING, f"{_CQ}第二十九条：二十个工作日内反馈，经提醒仍未反馈的不计入满意度统计",
        _S.REPLY_DELIVERED, late_effect=_CLOSED,
    ),
    _row(_C.REHANDLE, 2, _MONTH, f"{_CQ}第二十七条：重新交办之日起两个月内再次答复", _S.REASSIGNED),
)  # fmt: skip

_SD, _SD_TOWN = "山东省代表建议办理法规", "山东省乡镇人大工作法规第十五条"
SHANDONG = (
    _row(_C.REFUSE, 5, _DAY, f"{_SD}：交办之日起五日内申请退办", late_effect=_REFUSED),
    _row(_C.CO_OPINION, 1, _MONTH, f"{_SD}：收到之日起一个月内报送会办意见", _S.RECEIVED),
    _row(
        _C.REPLY, 2, _MONTH, f"{_SD_TOWN}：自大会闭幕之日起两个月内答复，最长不超过四个月", _S.SESSION_CLOSED,
        level=str(Level.TOWNSHIP), timing=str(Timing.IN_SESSION), longest=4,
    ),
    _row(
        _C.REPLY, 2, _MONTH, f"参照{_SD_TOWN}；闭会期间提出的，自交办之日起算",
        level=str(Level.TOWNSHIP), timing=str(Timing.OUT_OF_SESSION), longest=4,
    ),
    _row(_C.REHANDLE, 1, _MONTH, f"{_SD}：重新交办之日起一个月内再次答复", _S.REASSIGNED),
)  # fmt: skip

_ZJ = "浙江省代表建议办理法规"
ZHEJIANG = (
    _row(_C.REFUSE, 10, _DAY, f"{_ZJ}：交办之日起十日内申请退办", late_effect=_REFUSED),
    _row(_C.CO_OPINION, 2, _MONTH, f"{_ZJ}：两个月内报送会办意见（起算按全国通行做法：交办之日）"),
    _row(_C.REPLY, 3, _MONTH, f"{_ZJ}：收到之日起三个月内答复；经交办机关同意可以延长，至迟六个月", _S.RECEIVED, longest=6),
    _row(_C.REHANDLE, 1, _MONTH, f"{_ZJ}：重新交办之日起一个月内再次答复", _S.REASSIGNED),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A table as shipped: what the place is called, and what it calls itself."""

    label: str
    here: str  # 本省, 本市
    rows: tuple[Rule, ...]


PLACES = {
    "national": Place("全国通行做法", "", NATIONAL),
    "chongqing": Place("重庆市", "本市", CHONGQING),
    "shandong": Place("山东省", "本省", SHANDONG),
    "zhejiang": Place("浙江省", "本省", ZHEJIANG),
}


def rules_of(name: str, body: str) -> tuple[Rule, ...]:
    """The whole table of a shipped profile for one body. ValueError with a Chinese message for an unknown name."""
    if name not in PLACES:
        known = "、".join(f"{key}（{place.label}）" for key, place in PLACES.items())
        raise ValueError(f"没有名为“{name}”的地方规则。现有：{known}。")
    place = PLACES[name]
    national = [replace(rule, body=body) for rule in NATIONAL if rule.body in ("", body)]
    if place.rows is NATIONAL:
        return tuple(national)
    return tuple(_merged(place, national, body))


def national_rule(code: str, body: str) -> Rule:
    return next(rule for rule in rules_of("national", body) if rule.code == code)


def rule_that_holds(
    rules: Iterable[Rule],
    code: str,
    *,
    body: str,
    level: str,
    timing: str,
    item_type: str | Collection[str] = "",
    on: date,
    moves: bool = True,
) -> Rule:
    """The office's most particular row, or the national one where it has none; its source then says so."""
    chosen = choose(rules, code, level=level, timing=timing, item_type=item_type, on=on)
    if chosen:
        return chosen
    general = national_rule(code, body)
    usual = general.source.removeprefix(_UNWRITTEN)
    return replace(general, moves=moves, source=f"本地规则没有这一项，按全国通行做法：{usual}")


def _merged(place: Place, national: list[Rule], body: str) -> Iterator[Rule]:
    """The place's own rows, and the national one of every period for which it has no general row."""
    for general in national:
        own = [rule for rule in place.rows if rule.code == general.code]
        if not any((rule.level, rule.timing, rule.item_type) == ("", "", "") for rule in own):
            usual = general.source.removeprefix(_UNWRITTEN)
            yield replace(general, source=f"{place.here}未规定，按全国通行做法：{usual}")
        for rule in own:
            by_analogy = "政协提案参照" if body == Body.CPPCC else ""
            yield replace(rule, body=body, source=by_analogy + rule.source)
