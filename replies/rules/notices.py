"""通知: who is told of which deed, and in what words.

One table, so that an office can read what goes out to whom. A verb is either in TOLD or in SILENT; a test sees to it
that a new one does not fall between. A handling unit is never told that a rating was given or is still awaited, for
what it knows of a rating it can bend (against "被满意", domain.md §0.10); it hears of it when another round is ordered.
"""

from dataclasses import dataclass

from .vocabulary import RuleCode, Term


class Audience(Term):
    UNIT = "unit", "承办单位起草人"
    REVIEWERS = "reviewers", "承办单位审核人"
    SIGNERS = "signers", "承办单位签发人"
    LEAD_UNIT = "lead_unit", "主办单位起草人"
    ALL_UNITS = "all_units", "此件全部承办单位起草人"
    SPONSORS = "sponsors", "提出人"
    INVITED = "invited", "被邀请联名人"
    OFFICE = "office", "代表工委、提案委经办人"
    FOR_THE_LEAD = "for_the_lead", "领衔代表（第一提案人）没有账号时，代表工委、提案委经办人"
    DISPATCH = "dispatch", "交办机关经办人"


class Part(Term):
    """Which parts of a case a sentence is for: those that answer the delegate, or those that advise the lead unit."""

    ANY = "any", "各种承办方式"
    ANSWER = "answer", "答复代表、委员的单位"
    OPINION = "opinion", "会办单位"


@dataclass(frozen=True)
class Tell:
    """One sentence to one audience. The words in braces are TOKENS and nothing else."""

    to: Audience
    says: str
    part: Part = Part.ANY


# {case} 县人大七届六次会议第12号建议《…》 · {due} {old_due} days · {into} the main item · {to_unit} the new unit
TOKENS = frozenset(
    {"case", "unit", "role", "due", "old_due", "until", "note", "by", "into", "to_unit", "period", "left"}
)
SHORT_TITLE = 40  # characters; the notice must stay readable on a telephone
LONGEST = 300

_T, _A, _P = Tell, Audience, Part

TOLD: dict[str, tuple[Tell, ...]] = {
    # --- the delegate's own item ---
    "file": (_T(_A.SPONSORS, "{case}已立案。"),),
    "return": (_T(_A.SPONSORS, "{case}未予立案，已退回。理由：{note}"),),
    "convert": (_T(_A.SPONSORS, "{case}未予立案，转作社情民意办理。理由：{note}"),),
    "merge": (
        _T(_A.SPONSORS, "{case}与{into}一并办理，办理后仍分别答复。"),
        _T(_A.ALL_UNITS, "{case}与{into}一并办理。"),
    ),
    "unmerge": (
        _T(_A.SPONSORS, "{case}不再并案，单独办理。"),
        _T(_A.ALL_UNITS, "{case}不再并案，请单独办理。"),
    ),
    "withdraw": (
        _T(_A.SPONSORS, "{case}已按提出人的书面申请撤回。"),
        _T(_A.ALL_UNITS, "{case}已由提出人撤回，停止办理。"),
    ),
    "designate": (_T(_A.ALL_UNITS, "{case}已列为重点督办件。"),),
    "undesignate": (_T(_A.ALL_UNITS, "{case}不再列为重点督办件。"),),
    "invite_cosigner": (_T(_A.INVITED, "邀请您联名提出{case}，请在{until}前确认或谢绝。"),),
    "confirm_cosigning": (_T(_A.OFFICE, "{by}确认联名{case}。"),),
    "decline_cosigning": (_T(_A.OFFICE, "{by}不参加联名{case}。"),),
    # --- who handles it ---
    "assign": (
        _T(_A.UNIT, "{case}交由{unit}{role}，请签收。答复期限{due}。", _P.ANSWER),
        _T(_A.UNIT, "{case}交由{unit}{role}，请签收。报送会办意见期限{due}。", _P.OPINION),
        _T(_A.SPONSORS, "{case}已交{unit}办理，答复期限{due}。", _P.ANSWER),
    ),
    "deem_accepted": (
        _T(_A.UNIT, "{case}逾期未签收，按规定视为{unit}已签收，请抓紧办理。"),
        _T(_A.DISPATCH, "{case}：{unit}逾期未签收，系统按规定视为已签收。"),
    ),
    # The new unit, and whoever signed the item, hear of it by the 交办 that follows.
    "reassign": (_T(_A.UNIT, "{case}改由{to_unit}承办，{unit}不再承办。原因：{note}"),),
    "release": (
        _T(_A.UNIT, "{case}：{unit}免予承办。原因：{note}"),
        _T(_A.LEAD_UNIT, "{case}：{unit}免予会办。原因：{note}"),
    ),
    "revoke": (
        _T(_A.UNIT, "{case}：对{unit}的交办已撤销。原因：{note}"),
        _T(_A.SPONSORS, "{case}：对{unit}的交办已撤销，另行交办。", _P.ANSWER),
    ),
    "open_refusal": (_T(_A.UNIT, "{case}：准予{unit}在{until}前申请退办。"),),
    # --- what a unit asks for ---
    "request_refusal": (_T(_A.DISPATCH, "{case}：{unit}申请退办。理由：{note}"),),
    "request_unit": (_T(_A.DISPATCH, "{case}：{unit}申请增加承办单位。理由：{note}"),),
    "request_extension": (_T(_A.DISPATCH, "{case}：{unit}申请延期至{until}。理由：{note}"),),
    "retract": (_T(_A.DISPATCH, "{case}：{unit}撤回了申请。"),),
    "turn_down_late": (
        _T(_A.UNIT, "{case}：退办申请期已过，申请不予受理。"),
        _T(_A.DISPATCH, "{case}：{unit}逾期申请退办，系统按规定不予受理。"),
    ),
    "lapse_request": (
        _T(_A.UNIT, "{case}：{unit}的申请终止。原因：{note}"),
        _T(_A.DISPATCH, "{case}：{unit}的申请终止，不用再答复。原因：{note}"),
    ),
    "refer": (
        _T(_A.DISPATCH, "{case}：{unit}的退办申请提交裁定，请报领导裁定。"),
        _T(_A.UNIT, "{case}：退办申请已提交领导裁定，裁定前请继续办理。"),
    ),
    "reject_refusal": (_T(_A.UNIT, "{case}：不同意退办，请{unit}继续办理。理由：{note}"),),
    "rule_to_stay": (_T(_A.UNIT, "{case}：经裁定由{unit}承办，不再受理退办。{note}"),),
    "approve_unit": (_T(_A.UNIT, "{case}：同意增加承办单位。"),),
    "reject_unit": (_T(_A.UNIT, "{case}：不同意增加承办单位。理由：{note}"),),
    "reject_extension": (_T(_A.UNIT, "{case}：不同意延期。理由：{note}"),),
    # --- the clock: an approved extension and every other moved day ---
    "redate": (
        _T(_A.UNIT, "{case}：{unit}的{period}期限由{old_due}调整为{due}。{note}"),
        _T(_A.SPONSORS, "{case}：{unit}的{period}期限由{old_due}调整为{due}。", _P.ANSWER),
    ),
    # --- the letter ---
    "submit": (_T(_A.REVIEWERS, "{case}：{by}送审，请审核。"),),
    "send_back": (_T(_A.UNIT, "{case}：{by}退回修改。意见：{note}"),),
    "approve": (_T(_A.SIGNERS, "{case}：{by}审核通过，请签发。"),),
    "sign": (_T(_A.UNIT, "{case}：{by}已签发，请送达并登记。"),),
    "reopen": (_T(_A.UNIT, "{case}：{by}收回已签发的文件，请重拟。原因：{note}"),),
    "deliver": (
        _T(_A.SPONSORS, "{case}：{unit}已答复，请您阅读并作出评价。", _P.ANSWER),
        _T(_A.LEAD_UNIT, "{case}：{unit}已报送会办意见，请接收或退回。", _P.OPINION),
    ),
    "take_opinion": (_T(_A.UNIT, "{case}：主办单位已接收{unit}的会办意见。"),),
    "return_opinion": (_T(_A.UNIT, "{case}：主办单位退回会办意见，请{unit}重报。原因：{note}"),),
    # --- what comes after the answer ---
    "rehandle": (
        _T(_A.UNIT, "{case}：提出人对答复不满意，请{unit}重新办理并再次答复。"),
        _T(_A.SIGNERS, "{case}：提出人对答复不满意，已要求{unit}重新办理。"),
        _T(_A.SPONSORS, "{case}：已要求{unit}重新办理并再次答复。"),
    ),
    "close_without_rating": (
        _T(_A.SPONSORS, "{case}：反馈期已过，未收到评价，{unit}的答复按逾期未评结束。您仍可以评价，评价照常计入。"),
        _T(_A.OFFICE, "{case}：反馈期已过且已催评，{unit}的答复按逾期未评结束。"),
    ),
    "urge": (
        _T(_A.UNIT, "{case}：{by}催办，请{unit}在{until}前办结。{note}"),
        _T(_A.SIGNERS, "{case}：{by}催办，请督促{unit}在{until}前办结。{note}"),
    ),
}  # fmt: skip

# 提醒, by the period that is running out or has run out.
REMINDED: dict[str, tuple[Tell, ...]] = {
    RuleCode.ACCEPT: (_T(_A.UNIT, "{case}尚未签收，{left}（{due}）。"),),
    RuleCode.FIRST_CONTACT: (_T(_A.UNIT, "{case}尚未与提出人联系，{left}（{due}）。"),),
    RuleCode.CO_OPINION: (_T(_A.UNIT, "{case}：会办意见尚未报送，{left}（{due}）。"),),
    RuleCode.CO_REDO: (_T(_A.UNIT, "{case}：会办意见尚未重报，{left}（{due}）。"),),
    RuleCode.REPLY: (
        _T(_A.UNIT, "{case}尚未答复，{left}（{due}）。"),
        _T(_A.SIGNERS, "{case}：{unit}尚未答复，{left}（{due}）。"),
    ),
    RuleCode.REHANDLE: (
        _T(_A.UNIT, "{case}尚未再次答复，{left}（{due}）。"),
        _T(_A.SIGNERS, "{case}：{unit}尚未再次答复，{left}（{due}）。"),
    ),
    RuleCode.DECIDE_REFUSAL: (_T(_A.DISPATCH, "{case}：{unit}的退办申请尚未答复，{left}（{due}）。"),),
    RuleCode.FEEDBACK: (
        _T(_A.SPONSORS, "{case}：{unit}已答复，请您作出评价，{left}（{due}）。"),
        _T(_A.FOR_THE_LEAD, "{case}：尚未收到评价，{left}（{due}）。提出人没有账号，请电话或书面催评。"),
    ),
}

# Verbs that need no word to anybody else: own work in progress, what another verb of the same breath tells of
# (approve_refusal and rule_to_move: 改派; approve_extension: 调整期限), and everything that shows a rating.
SILENT = frozenset({
    "log", "amend", "attach", "record_cosigning", "lapse_cosigning", "accept", "approve_refusal", "rule_to_move",
    "approve_extension", "draft", "save", "weigh_opinion", "keep", "print", "rate", "rate_on_behalf", "scan",
    "discard_scan", "contact", "remind", "note",
})  # fmt: skip


def told(verb: str, period: str = "") -> tuple[Tell, ...]:
    """The sentences of a verb; `period` is the RuleCode that a 提醒 or a 调整期限 is about."""
    if verb == "remind":
        return REMINDED.get(period, ())
    if verb == "redate" and period not in (RuleCode.REPLY, RuleCode.REHANDLE):
        return tuple(tell for tell in TOLD[verb] if tell.to != Audience.SPONSORS)
    return TOLD.get(verb, ())


def in_words(tell: Tell, words: dict[str, str]) -> str:
    """The sentence with its words filled in, cut where a notice must end."""
    text = tell.says.format_map(words)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def short(title: str) -> str:
    """A title that leaves room for what is said about it."""
    return title if len(title) <= SHORT_TITLE else f"{title[: SHORT_TITLE - 1]}…"
