"""办前文书: the papers that go out before there is a letter. Plain data to PDF; the same data gives the same bytes.

render_handover_list(HandoverList) -> 交办清单, a table on landscape A4, each unit's beginning on a new page
render_slip(Slip) -> 交办通知单 with its 回执
render_urging(Urging) -> 催办函 in 信函格式
render_notices([Notice]) -> 告知书, one page a proposer

All raise CannotRender with the place and the character named where something cannot be printed.
"""

from .hand_list import HandoverList, ListRow, UnitSheet, render_handover_list
from .notices import Notice, render_notices
from .slip import Day, Earlier, Person, Ruling, Slip, render_slip
from .urging import Urging, render_urging

__all__ = [
    "Day",
    "Earlier",
    "HandoverList",
    "ListRow",
    "Notice",
    "Person",
    "Ruling",
    "Slip",
    "UnitSheet",
    "Urging",
    "render_handover_list",
    "render_notices",
    "render_slip",
    "render_urging",
]
