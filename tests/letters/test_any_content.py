"""Any content at all gives a letter with nothing missing, or a refusal that says why: never a crash, never less."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replies.letters import CannotRender, read_letter, render_pdf
from replies.letters.obstacles import elements
from replies.letters.pdf import page_texts
from replies.rules.letter import Attachment, BadContent, LetterContent, Person, Table, to_dict
from replies.rules.letter_reading import from_json

from .measure import HAN, sample

LETTER = sample("document-npc")


def missing(content: LetterContent, pdf: bytes, layout: str = "document") -> list[str]:
    """The elements of the content that the paper does not show whole and in one piece."""
    pages = (re.sub(r"—\s*\d+\s*—\s*$", "", page.rstrip()) for page in page_texts(pdf))
    text = squeezed("".join(pages).replace("\ufffe", "-").replace("\u200b", ""))
    return [where for where, _, part in elements(content, layout) if squeezed(part).rstrip("：:") not in text]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def paragraphs(*items) -> LetterContent:
    return replace(LETTER, paragraphs=items)


WHOLE = {
    "nothing at all": LetterContent(),
    "blanks": LetterContent(letterhead="　", title="  ", paragraphs=(" ",), signatories=(" ",), copies_to=(" ",)),
    "ten thousand characters": paragraphs(HAN * 345),
    "only Latin": paragraphs("The quick brown fox jumps over the lazy dog. " * 300),
    "one endless word": paragraphs("A" * 3000),
    "one endless number": paragraphs("1" * 3000),
    "only rare characters": paragraphs("䶮㛃𬍛𬭸𠅤" * 500),
    "only punctuation": paragraphs("，" * 500, "“" * 300, "（" * 100),
    "markup": paragraphs("<b>x</b>&amp;{{ a }}{% b %}<!-- c --><script>1</script>]]>"),
    "breaks and tabs": paragraphs("甲\n乙\n丙" * 40, "丁\t戊　　己"),
    "accents": paragraphs("é ü ǚ"),
    "only headings": paragraphs(*["一、" + HAN] * 60),
    "a cell of three pages": paragraphs(Table((("甲", HAN * 60),))),
    "eighteen columns": paragraphs(Table((("12345万元",) * 18,))),
    "two hundred rows": paragraphs(Table(tuple((str(row), HAN) for row in range(200)), header=True)),
    "only a table": paragraphs(Table((("甲", "乙"),))),
    "a hundred names": replace(LETTER, addressees=tuple(f"王{char}" for char in HAN * 4), salutation=None),
    "sixty contacts": replace(LETTER, people=(Person("联系人", HAN, "0000-1234567"),) * 60),
    "thirty agencies": replace(LETTER, signatories=tuple(f"清禾县第{number}局" for number in range(30))),
    "endless agency names": replace(LETTER, signatories=(HAN * 5,) * 3),
    "endless agency names, unsealed": replace(LETTER, signatories=(HAN * 5,) * 3, seal=False),
    "sixty attachments": replace(LETTER, attachments=tuple(Attachment(HAN * 2) for _ in range(60))),
    "long titles of attachments": replace(LETTER, attachments=(Attachment(HAN * 4, (HAN,)),) * 3),
    "a long mark": replace(LETTER, letterhead="清禾县" * 20 + "文件"),
    "twenty agencies in the mark": replace(LETTER, letterhead="\n".join(["清禾县教育局"] * 20) + "文件"),
    "a long printing office": replace(LETTER, issuer=HAN * 2, issued_on=LETTER.date),
}


@pytest.mark.parametrize("name", WHOLE)
def test_it_is_all_on_the_paper_and_is_read_back(name):
    content = WHOLE[name]
    pdf = render_pdf(content, "document")
    assert missing(content, pdf) == []
    assert read_letter("letter.pdf", pdf) == content


def test_two_hundred_pages_are_all_on_the_paper_and_are_read_back():
    content = paragraphs(*[HAN * 17] * 240)
    pdf = render_pdf(content, "letter")
    assert len(page_texts(pdf)) == 200
    assert missing(content, pdf, "letter") == []
    assert read_letter("letter.pdf", pdf) == content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (paragraphs("办", "甲\x00乙"), "正文第2段：有一个看不见的字符（U+0000），印出来会与原文不同；请删去。"),
        (paragraphs("甲\ud800乙"), "正文第1段：有一个看不见的字符（U+D800），印出来会与原文不同；请删去。"),
        (paragraphs("甲\u202e乙"), "正文第1段：有一个看不见的字符（U+202E），印出来会与原文不同；请删去。"),
        (
            replace(LETTER, addressees=("王\U00030000",), salutation=None),
            "称呼：“\U00030000”（U+30000）在本机没有字体可印；"
            "请把含有该字的字体文件放入 user-fonts 文件夹，或改用其他写法。",
        ),
        (
            paragraphs(Table((("甲", "乙"), ("丙", "ש")))),
            "正文第1段表格第2行：“ש”（U+05E9）在本机没有字体可印；"
            "请把含有该字的字体文件放入 user-fonts 文件夹，或改用其他写法。",
        ),
        (paragraphs(Table((("甲",) * 19,))), "正文第1段：表格有19栏，纸面最多排18栏；请分成几个表。"),
        (replace(LETTER, title=HAN * 12), "标题：共348字，太长，首页排不下正文；请缩短标题。"),
        (
            replace(LETTER, document_number=f"{HAN}〔2026〕1号"),
            f"发文字号：“{HAN}〔2026〕1号”太长，一行排不下；请核对或缩短。",
        ),
        (
            replace(LETTER, addressees=tuple(f"王{char}" for char in HAN * 9), salutation=None),
            "称呼：主送太多，一页排不下；请分成几份答复。",
        ),
        (replace(LETTER, copies_to=(HAN,) * 60), "抄送：版记一页排不下；请减少抄送单位或缩短名称。"),
    ],
)
def test_what_cannot_be_printed_is_refused(content, message):
    with pytest.raises(CannotRender) as refusal:
        render_pdf(content)
    assert str(refusal.value) == message


PRINTED = st.sampled_from("，。、；：！？（）“”《》—…·12２.-%/aB①㎡²䶮𬍛　 \n") | st.characters(
    min_codepoint=0x4E00, max_codepoint=0x9FA5
)
ANY = st.text(PRINTED, max_size=80) | st.text(st.characters(), max_size=5)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(title=ANY, names=st.lists(ANY, max_size=3), texts=st.lists(ANY, max_size=4), sign=ANY, mark=ANY)
def test_no_text_whatever_is_lost(title, names, texts, sign, mark):
    content = replace(
        LETTER, title=title, addressees=tuple(names), salutation=None, paragraphs=tuple(texts),
        signatories=(sign,), letterhead=mark,
    )  # fmt: skip
    try:
        pdf = render_pdf(from_json(to_dict(content)), "document")
    except (BadContent, CannotRender):
        return
    assert missing(content, pdf) == []
    assert read_letter("letter.pdf", pdf) == content
