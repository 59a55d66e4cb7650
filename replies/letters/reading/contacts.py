"""The labelled lines at the end: 承办单位, 领导签字, 联系人 and 电话; 公开属性; a rating printed on the letter."""

import re

from replies.rules.letter import Opinion, Person

WORDS = (
    "联系|经办|承办|主办|协办|会办|负责|领导|签字|签名|签章|签发|电话|手机|传真|邮编|邮政编码|分管|主管|县长|市长|区长|"
    "科室|股室|地址|核稿|审核|审签|拟稿|责任人|办理人|办理单位|单位|局长|主任|邮箱"
)
GAP = r"[ \u3000]*"  # 联 系 人 is spread to the width of the labels beside it
WORD = "|".join(GAP.join(word) for word in WORDS.split("|"))
PART = rf"(?:[一-鿿（）()/、]{GAP})"
LABEL = rf"{PART}{{0,12}}?(?:{WORD}){GAP}{PART}{{0,8}}?"
KNOWN = re.compile(rf"(?P<label>{LABEL})\s*[：:]\s*(?P<value>.*)")
ANY = re.compile(r"(?P<label>[^：:，。；]{1,16})[：:]\s*(?P<value>.*)")
NEXT = re.compile(rf"[\s，,；;。]+(?={LABEL}\s*[：:])")
PHONE_LABEL = re.compile(r"电\s*话|手\s*机|联系方式|传\s*真")
PHONE = re.compile(
    r"[（(]?(?:\d{3,4}[）)]?\s*[-—－–]?\s*)?\d{5,11}(?:\s*(?:转|[-—－–])\s*\d{1,6})?(?:[、/，,；;\s]+\d[\d\-—－–]{4,})*"
)
NO_PEOPLE = re.compile(r"如下|附件|抄送|答复|收悉|建议[：:]|提案[：:]")
OPINION = re.compile(
    r"(?P<label>(?:(?:人大|政协)?(?:代表|委员|提案人|提案者|建议人|提出人|第一提案人|领衔代表|领衔委员)"
    r"(?:签署|反馈|评价|签字|签名|对办理(?:情况)?的?)?[（(]?(?:意见|评价|签字|签名|签章|满意度)[）)]?|"
    r"对?(?:答复|办理)(?:结果|态度|情况|工作)(?:的)?(?:意见|评价|是否满意)?))\s*[：:]\s*(?P<value>.*)"
)
RATING = re.compile(r"(?:非常|基本|比较|不|很)?满意|(?:不)?同意|理解|保留(?:意见)?")
TICKED = re.compile(r"[☑☒√✓✔■]\s*(?P<after>[一-鿿]+)|(?P<before>[一-鿿]+)\s*[（(]\s*[√✓✔]\s*[）)]")
BOXES = re.compile(r"[□○☐]|[（(]\s*[）)]")
DISCLOSED = re.compile(
    r"(?:[（(【]\s*(?P<inside>[^（）()【】]*公开[^（）()【】]*?)\s*[）)】]|(?P<labelled>(?:是否)?[一-鿿]{0,8}公开[一-鿿]{0,6}\s*[：:]\s*\S+)|"
    r"(?P<bare>(?:此件|同意|主动|依申请|不予|不宜|予以|全文|可以|不)+[一-鿿]{0,4}公开(?:发布)?|公开))[。]?"
)


def is_label(text: str) -> bool:
    """联系人, 承 办 单 位: one of the words people are printed under, and nothing else."""
    return len(text) <= 12 and re.fullmatch(LABEL, text) is not None and not re.search(r"(?:局|站|科)$", text)


def disclosure_of(text: str) -> str | None:
    """此件公开发布 without the brackets it stands in; 公开情况：公开 as it is."""
    if found := DISCLOSED.fullmatch(text.strip()):
        said: str = found["inside"] or found["labelled"] or found["bare"]
        return said.strip()
    return None


def opinion_of(text: str) -> Opinion | None:
    """委员意见：张三　满意. With boxes to tick only a ticked one is a rating."""
    found = OPINION.fullmatch(_unbracketed(text))
    if not found:
        return None
    value = found["value"].strip(" \u3000_＿。")
    if ticked := TICKED.search(value):
        return Opinion(found["label"], None, ticked["before"] or ticked["after"])
    if BOXES.search(value):
        return Opinion(found["label"])
    rating = next((part for part in RATING.finditer(value)), None)
    name = re.sub(r"[\s　（）()，,]+$", "", value[: rating.start()] if rating else value).strip()
    return Opinion(found["label"], name or None, rating[0] if rating else None)


def people_of(text: str, any_label: bool = False) -> list[Person]:
    """The people of one line, [] where it is no such line. ``any_label``: after the date every label counts."""
    text = _unbracketed(text)
    if NO_PEOPLE.search(text) or len(text) > 160:
        return []
    pieces = [piece.strip() for piece in NEXT.split(text) if piece.strip()]
    people: list[Person] = []
    for piece in pieces:
        found = KNOWN.fullmatch(piece) or (ANY.fullmatch(piece) if any_label else None)
        if not found or (not any_label and "。" in found["value"]):
            return []
        _add(people, re.sub(r"\s", "", found["label"]), found["value"].strip(" \t\u3000_＿。；;，,"))
    return people


def _unbracketed(text: str) -> str:
    text = text.strip()
    inside = re.fullmatch(r"[（(【](.*)[）)】]", text)
    return inside[1].strip() if inside and not re.search(r"[）)】].*[（(【]", inside[1]) else text


def _add(people: list[Person], label: str, value: str) -> None:
    """电话 beside a name on the same line is that person's."""
    name, phone = _name_and_phone(value)
    if PHONE_LABEL.search(label) and not re.search(r"人|者|员|及|单位", label):
        last = people[-1] if people else None
        if last and last.phone is None and "传" not in label and not PHONE_LABEL.search(last.label):
            people[-1] = Person(last.label, last.name, value or None)
            return
        people.append(Person(label, None if phone or not value else name, phone if phone else None))
        return
    people.append(Person(label, value) if re.search(r"邮|地址", label) and value else Person(label, name, phone))


def _name_and_phone(value: str) -> tuple[str | None, str | None]:
    found = re.search(rf"[（(]?\s*({PHONE.pattern})\s*[）)]?$", value)
    if not found:
        return (_name(value), None)
    return (_name(value[: found.start()].rstrip(" \u3000，,：:、（(")), found[1].strip())


def _name(value: str) -> str | None:
    """A blank is null; a spread name (王　伟) is one word."""
    value = value.strip(" \t\u3000_＿")
    if re.fullmatch(r"[一-鿿][ \u3000]+[一-鿿]", value):
        value = re.sub(r"\s", "", value)
    return value or None
