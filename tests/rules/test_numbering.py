"""案号 and 发文字号 as GB/T 9704 7.2.5 writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.rules.numbering import DocumentNumber, case_number, parse_document_number

CODES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=10)


def test_a_number_has_the_full_year_in_hexagonal_brackets_and_no_leading_zero():
    assert str(DocumentNumber("清教发", 2026, 7)) == "清教发〔2026〕7号"


@given(CODES, st.integers(1949, 2100), st.integers(1, 99999))
def test_what_is_written_reads_back(code, year, serial):
    number = DocumentNumber(code, year, serial)
    assert parse_document_number(str(number)) == number


@pytest.mark.parametrize(
    "text",
    ["清教发[2026]37号", "清教发【2026】37号", "清教发〔26〕37号", "清教发〔2026〕037号", "清教发〔2026〕第37号",
     "清教发〔2026〕0号", "〔2026〕37号", "清教发〔2026〕37", "清教 发〔2026〕37号", ""],
)  # fmt: skip
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError) as refused:
        parse_document_number(text)
    expected = f"发文字号“{text}”不合规范：应为“机关代字〔年份〕序号号”，例如 清教发〔2026〕37号"
    assert str(refused.value) == expected


@pytest.mark.parametrize(
    ("pattern", "printed"), [("第{serial}号", "第27号"), ("闭会第{serial}号", "闭会第27号"), ("B{serial}", "B27")]
)
def test_a_case_number_follows_the_local_pattern(pattern, printed):
    assert case_number(pattern, 27) == printed
