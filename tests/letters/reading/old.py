"""Old letters as an office may have typed them, made up, and read through the public door."""

from replies.letters.reading import read_letter
from replies.rules.letter import LetterContent, Person

TITLE = "关于县十七届人大四次会议第45号建议的答复"
TEXT = (
    "您提出的《关于修缮石桥镇灌渠的建议》收悉。经研究，现答复如下：\n灌渠修缮工程已于上月全部完工，恢复灌溉面积860亩。"
)
END = "清禾县水利局\n2024年5月6日"


def typed(head: str = "", title: str = TITLE, greeting: str = "闻知秋代表：", text: str = TEXT, end: str = END) -> str:
    return "\n".join(part for part in (head, title, greeting, text, end) if part)


def read(text: str) -> LetterContent:
    return read_letter("旧答复.txt", text.encode())


def codes(content: LetterContent) -> set[str]:
    return {doubt.code for doubt in content.doubts}


def person(label: str, name: str | None = None, phone: str | None = None) -> Person:
    return Person(label, name, phone)
