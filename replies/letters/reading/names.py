"""Salutations and names of units: who is addressed, and what is the name of a body."""

import re
from collections.abc import Iterator

from replies.rules.letter import Doubt

TITLES = r"(?:省|市|县|区|旗|政协|人大)?(?:人大代表|政协委员|代表|委员|同志|先生|女士)"
GREETED = re.compile(rf"^(?P<polite>(?:尊敬的|敬爱的)?(?:各位)?)(?P<names>.*?)(?P<title>{TITLES}(?:们)?)?$")
NOT_NAMES = re.compile(
    r"[。；，,！？!?《》“”]|[：:]|收悉|答复|如下|意见|签发|联系|电话|抄送|附件|类别|分类|领导|负责|签字|公开|承办|经办|关于"
)
COUNTED = re.compile(r"等?\s*(?P<count>[\d一二两三四五六七八九十]+)\s*(?:位|名|人|个单位)?$")
YOUR_UNIT = re.compile(r"^[贵你](?:委|局|办|单位|公司|部|会|院|厅|处|中心|党派|支部|界别)(?:员会)?$")
LONGEST_UNIT = 60  # characters
UNIT = re.compile(r"[一-鿿（）()·、\d〇]+")
UNIT_END = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|院|部|署|处|所|站|校|队|厂|社|会|团|组|公司|中心|政府|银行|大学|学院|支行|分行|工委|"
    r"盟|党|镇|乡|街道|集团|医院|学校|支队|大队|法院|检察院|联合会|总工会|指挥部|专班|管委会|园区|开发区|分局|股份|馆|台|场|联|协|界|支部|总支|小组)$"
)


def is_unit(text: str) -> bool:
    """Whether a line can be the name of one body (清禾县教育局) and nothing else."""
    if len(text) > LONGEST_UNIT:
        return False
    name = re.sub(r"[（(][^）)]*[）)]$", "", text.strip())
    return bool(len(name) >= 3 and UNIT.fullmatch(name) and UNIT_END.search(name) and not name.startswith("关于"))


def split_greeting(text: str) -> tuple[str, str] | None:
    """(salutation with its colon, what follows on the same line); None where the text greets nobody."""
    greeting, colon, rest = text.partition("：" if "：" in text else ":")
    if not colon or len(greeting) > 300 or NOT_NAMES.search(greeting):
        return None
    found = GREETED.match(greeting.strip())
    if not found or not found["names"] + (found["title"] or ""):
        return None
    if not found["title"] and not all(_is_addressed_unit(part) for part in _parts(found["names"])):
        return None
    return greeting + colon, rest.strip(" \t\u3000")


def addressees_of(salutation: str) -> tuple[tuple[str, ...], list[Doubt]]:
    """The names of a salutation in order, without 尊敬的 and 代表, and what is doubtful about them."""
    found = GREETED.match(salutation.strip(" \t\u3000：:"))
    names = found["names"].strip() if found else ""
    doubts = []
    if counted := COUNTED.search(names):
        before = names[: counted.start()]
        if "等" in counted[0] or re.search(r"[位名人]", counted[0]):
            names = before
        if "等" in counted[0]:
            doubts.append(_doubt("names_left_out", f"称谓“{salutation}”只写出一部分姓名，其余请按原件补上。"))
    elif names.endswith("等"):
        names = names[:-1]
        doubts.append(_doubt("names_left_out", f"称谓“{salutation}”只写出一部分姓名，其余请按原件补上。"))
    result = tuple(name for part in _parts(names) for name in _names_in(part) if not YOUR_UNIT.match(name))
    if not result:
        doubts.append(_doubt("no_name", f"称谓“{salutation}”中没有姓名或单位名称，请按原件补上主送对象。"))
    doubts += [
        _doubt("name_uncertain", f"称谓中的“{name}”不像姓名或单位名称，请核对。") for name in result if _is_odd(name)
    ]
    return result, doubts


def _parts(names: str) -> list[str]:
    return [part.strip() for part in re.split(r"[、/]|及|暨", names) if part.strip()]


def _names_in(part: str) -> Iterator[str]:
    """One name, or several that only spaces part. A two-character name may be spread: 王　伟."""
    part = re.sub(rf"(?:{TITLES})$", "", part).strip() or part
    if not re.search(r"\s", part) or not re.fullmatch(r"[㐀-鿿𠀀-𲎯·\s]+", part):
        yield part
        return
    single = ""
    for token in part.split():
        single += token
        if len(token) > 1 or len(single) > 1:
            yield single
            single = ""
    if single:
        yield single


def _is_addressed_unit(name: str) -> bool:
    return bool(YOUR_UNIT.match(name)) or is_unit(name)


def _is_odd(name: str) -> bool:
    return len(name) < 2 or (not is_unit(name) and "·" not in name and len(name) > 4)


def _doubt(code: str, message: str) -> Doubt:
    return Doubt(code, "addressees", message)
