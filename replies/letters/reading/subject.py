"""What title and first sentence say about the item: body, session, 案号, 案由, round, kind."""

import re
from dataclasses import dataclass
from typing import Literal

LONGEST = 300  # characters of a title, or of a first sentence, that are looked at
HAN_NUMBER = "一二三四五六七八九十百"
MEETING = rf"届[^《》“”，。号]{{0,14}}?[{HAN_NUMBER}\d]+次(?:全体)?(?:会议|大会|全会)"
SESSION = re.compile(rf"(?:关于对?|对于?|办理|答复)(?P<session>(?:(?!关于|《|“).){{0,30}}?{MEETING})")
SESSION_IN_TEXT = re.compile(
    rf"(?:^|在|于|对|[您你]们?|[，。、])(?P<session>[^，。《》“”您你在于对]{{0,24}}?{MEETING})"
)
QUOTED = r"[“\"「]\s*[A-Za-z]{0,3}\d+\s*[”\"」]\s*号"
YEARED = r"第?\s*(?:[A-Za-z]{1,3}|[闭平大会议代人建提案字]{0,3})[〔\[（(【﹝［]\d{4}[〕\]）)】﹞］]\s*第?\s*\d+\s*号"
PLAIN = r"(?:闭会期间|闭会|平时|大会|议)?(?:第\s*[^，。、《》“”\"\s号]{1,14}?|[A-Za-z]{0,3}\d[\d\-—]*)\s*号"
ONE_CASE = rf"(?:{QUOTED}|{YEARED}|{PLAIN})"
CASE = re.compile(rf"{ONE_CASE}(?:[、和,，]\s*{ONE_CASE})*")
TOPIC_IN_TITLE = re.compile(r"[《“](?P<topic>[^《》“”]*(?:《[^》]*》|“[^”]*”)?[^《》“”]*)[》”]")
ITEM = r"(?:建议|提案|议案|意见|批评)"
TOPIC_QUOTED = re.compile(
    r"《(?P<book>(?:[^《》]|《[^》]*》)*)》|"
    r"(?:提出|提交|关于|于|提的)[^“”\"，。]{0,12}(?:“(?P<quote>(?:[^“”]|“[^”]*”)*)”|\"(?P<plain>[^\"]*)\")"
)
TOPIC_PLAIN = re.compile(rf"提(?:出|交)的(?P<topic>关于[^，。《》“”]{{4,60}}?的?{ITEM})(?:已?收悉|收到|，)")
FIRST_SENTENCE = re.compile(r".*?(?:收悉|收到|答复如下|意见如下|。)|.*", re.DOTALL)
CO_OPINION = re.compile(r"(?:会办|协办|会签)(?:的)?(?:意见|情况|答复|复函)")
THIRD = re.compile(r"第?三次(?:办理|答复|回复|复函|交办|办复)")
AGAIN = re.compile(r"(?:再次|第?二次|重新|补充)(?:办理|答复|回复|复函|交办|办复)")
CPPCC, NPC = re.compile(r"政协|政治协商"), re.compile(r"人大|人民代表大会|人代会")


@dataclass(frozen=True)
class Subject:
    kind: Literal["reply", "co_opinion"]
    round: int
    body: Literal["npc", "cppcc"] | None
    session: str | None
    case_number: str | None
    topic: str | None


def subject_of(title: str, salutation: str, first: str) -> Subject:
    """Read from the title, and where it is silent from the first paragraph; the 案号 is never renumbered."""
    title = title[:LONGEST]
    opening = FIRST_SENTENCE.match(first[:LONGEST])
    opening_text = opening[0] if opening else ""
    session = _session(title, opening_text)
    return Subject(
        "co_opinion" if CO_OPINION.search(title) else "reply",
        3 if THIRD.search(title) else 2 if AGAIN.search(title) else 1,
        _body(title, session or "", salutation),
        session,
        _case_number(title, session) or _case_number(opening_text, session),
        _topic(title, opening_text),
    )


def _session(title: str, opening: str) -> str | None:
    """As the title has it; where the text names the same meeting without the place's name, as the text has it."""
    found = SESSION.search(title) or re.search(rf"^(?P<session>[^《“]*?{MEETING})", title)
    if not found:
        said = SESSION_IN_TEXT.search(opening)
        return said["session"].strip() if said else None
    session = found["session"].strip()
    for start in range(len(session)):
        shorter = session[start:]
        if re.match(r"[省市县区旗州盟镇乡政人第]", shorter) and CPPCC.search(shorter[:6]) and shorter in opening:
            return shorter
        if re.match(r"[省市县区旗州盟镇乡]", shorter) and NPC.search(shorter) and shorter in opening:
            return shorter
    return session


def _case_number(text: str, session: str | None) -> str | None:
    after = text.split(session, 1)[1] if session and session in text else re.sub(rf"^.*?{MEETING}", "", text)
    outside = re.sub(r"《[^》]*》", "", after)
    for found in CASE.finditer(outside):
        if not re.search(r"届|次会|国发|政发|文件", found[0]):
            return found[0].strip()
    return None


def _topic(title: str, opening: str) -> str | None:
    for found in TOPIC_IN_TITLE.finditer(title):
        if not re.fullmatch(r"\s*[A-Za-z]{0,3}\d+(?:号)?\s*", found["topic"]):
            return found["topic"]
    for found in TOPIC_QUOTED.finditer(opening):
        topic: str | None = found["book"] or found["quote"] or found["plain"]
        if topic and not re.fullmatch(r"\s*[A-Za-z]{0,3}\d+(?:号)?\s*", topic):
            return topic
    plain = TOPIC_PLAIN.search(opening)
    return plain["topic"] if plain else None


def _body(title: str, session: str, salutation: str) -> Literal["npc", "cppcc"] | None:
    """The assembly named, else the person greeted, else the word for the item."""
    outside = re.sub(r"《[^》]*》", "", title)
    for text in (session, outside):
        if bool(CPPCC.search(text)) != bool(NPC.search(text)):
            return "cppcc" if CPPCC.search(text) else "npc"
    if greeted := re.search(r"(代表|委员)(?:们|同志)?[：:]?\s*$", salutation):
        return "npc" if greeted[1] == "代表" else "cppcc"
    if ("提案" in outside) != ("建议" in outside or "议案" in outside):
        return "cppcc" if "提案" in outside else "npc"
    return None
