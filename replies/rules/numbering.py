"""案号 and 发文字号: how they are written (GB/T 9704 7.2.5: full year in 〔〕, no 第, no leading zero)."""

import re
from dataclasses import dataclass

from .vocabulary import Timing
from .wording import fill

DEFAULT_CASE_PATTERN = {Timing.IN_SESSION: "第{serial}号", Timing.OUT_OF_SESSION: "闭会第{serial}号"}
DOCUMENT_NUMBER = re.compile(r"^(?P<code>[^\s〔〕\d]{1,20})〔(?P<year>\d{4})〕(?P<serial>[1-9]\d*)号$")


@dataclass(frozen=True)
class DocumentNumber:
    """A 发文字号: agency code, full year, serial within that year."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


def parse_document_number(text: str) -> DocumentNumber:
    """清教发〔2026〕37号 → its three parts. ValueError with a Chinese message for anything else."""
    found = DOCUMENT_NUMBER.match(text.strip())
    if not found:
        raise ValueError(f"发文字号“{text}”不合规范：应为“机关代字〔年份〕序号号”，例如 清教发〔2026〕37号")
    return DocumentNumber(found["code"], int(found["year"]), int(found["serial"]))


def case_number(pattern: str, serial: int) -> str:
    """The 案号 as printed, from a profile's pattern: 第27号."""
    return fill(pattern, serial=str(serial))
