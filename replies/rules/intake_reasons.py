"""Why an item is not filed: the list a new office starts with, and edits (domain.md §2.2).

The national rules of both bodies name what is not accepted; the words here are our own short ones. The second list
joins what the provincial laws on 代表建议 add to it.
"""

from typing import NamedTuple

from .vocabulary import Body, ReasonUse


class Reason(NamedTuple):
    code: str
    label: str
    use: ReasonUse
    source: str


_COMMITTEE = "全国政协：提案不予立案的情形"
_LAWS = "各省代表建议办理规定：不作为建议受理的情形"
_E, _R, _C = ReasonUse.EITHER, ReasonUse.RETURN, ReasonUse.CONVERT

CPPCC = (
    Reason("01", "涉及国家秘密", _R, _COMMITTEE),
    Reason("02", "涉及国家明令禁止提出的事项", _R, _COMMITTEE),
    Reason("03", "中共党员反映党内组织、人事安排", _E, _COMMITTEE),
    Reason("04", "民主党派成员反映本组织内部问题", _E, _COMMITTEE),
    Reason("05", "已进入诉讼、行政复议或仲裁程序", _R, _COMMITTEE),
    Reason("06", "属于学术研讨", _E, _COMMITTEE),
    Reason("07", "为本人或亲友解决个人问题", _R, _COMMITTEE),
    Reason("08", "宣传、推介具体作品或产品", _R, _COMMITTEE),
    Reason("09", "指名举报", _R, _COMMITTEE),
    Reason("10", "内容空泛，没有具体建议", _E, _COMMITTEE),
)
NPC = (
    Reason("01", "涉及国家秘密", _R, _LAWS),
    Reason("02", "为本人或亲友解决个人问题", _R, _LAWS),
    Reason("03", "代转群众来信、来访材料", _E, _LAWS),
    Reason("04", "干预正在审理、侦查的具体案件", _R, _LAWS),
    Reason("05", "干预招标投标等市场活动结果", _R, _LAWS),
    Reason("06", "属于学术研讨、产品推介", _E, _LAWS),
    Reason("07", "不属于本行政区域职权", _E, _LAWS),
    Reason("08", "没有实际内容或具体建议", _E, _LAWS),
    Reason("09", "属于工作参考、情况反映", _C, _LAWS),
)
FIRST_LIST = {Body.CPPCC: CPPCC, Body.NPC: NPC}
