"""信封名单 on paper."""

import io
from datetime import date

from pypdf import PdfReader

from replies.letters.envelopes import Envelope, how_many, render_envelope_list

ENVELOPE = Envelope(
    "王清和代表", "清禾县第一中学教师", "清禾县城关镇一号", "000000", "0000-0000001",
    ("清教发〔2026〕37号（第27号，王清和等2位代表）", "清水函〔2026〕5号（第40号）"),
)  # fmt: skip


def pages(*envelopes: Envelope) -> list[str]:
    pdf = render_envelope_list("信封名单", envelopes, date(2026, 6, 15))
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_row_says_who_where_and_what_is_inside():
    [text] = pages(ENVELOPE)
    for words in (
        "信封名单", "共1封", "2026年6月15日", "签收", "王清和代表", "清禾县第一中学教师", "清禾县城关镇一号000000",
        "0000-0000001", "清水函〔2026〕5号（第40号）1份",
    ):  # fmt: skip
        assert words in text


def test_a_long_list_repeats_its_head_on_every_page():
    texts = pages(*[ENVELOPE] * 40)
    assert len(texts) > 1
    assert all("收件人" in text for text in texts)
    assert "共40封" in texts[0]


def test_several_addressees_are_shortened():
    assert how_many("王清和", 3, "代表") == "王清和等3位代表"


def test_the_same_rows_give_the_same_bytes():
    on = date(2026, 6, 15)
    assert render_envelope_list("信封名单", [ENVELOPE], on) == render_envelope_list("信封名单", [ENVELOPE], on)
