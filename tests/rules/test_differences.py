"""The two copies of an item: what went and what came."""

import time

import pytest

from replies.rules.differences import differences


def read(handed_in: str, copy: str) -> list[str]:
    """-gone- and +new+ as plain text, line by line."""
    marks = {"same": "{}", "gone": "-{}-", "new": "+{}+"}
    return ["".join(marks[piece.kind].format(piece.text) for piece in line) for line in differences(handed_in, copy)]


@pytest.mark.parametrize(
    ("handed_in", "copy", "shown"),
    [
        ("一样", "一样", []),
        ("关于修路的建义", "关于修路的建议", ["关于修路的建-义-+议+"]),
        ("第一段。", "第一段。\n第二段。", ["第一段。", "+第二段。+"]),
        ("第一段。\n第二段。", "第二段。", ["-第一段。-", "第二段。"]),
        ("县城停车难，建议增设车位。", "县城停车难，应建议增设公共车位。", ["县城停车难，+应+建议增设+公共+车位。"]),
        ("甲乙丙丁", "戊己庚辛", ["-甲乙丙丁-", "+戊己庚辛+"]),
        ("", "补写", ["+补写+"]),
    ],
)
def test_what_changed_is_marked_and_the_rest_is_not(handed_in, copy, shown):
    assert read(handed_in, copy) == shown


@pytest.mark.parametrize("copy", ["一\n二改\n四", "", "一\n二\n三\n四\n五"])
def test_both_copies_can_be_read_from_the_marks(copy):
    handed_in = "一\n二\n三\n四"
    lines = differences(handed_in, copy)
    for left_out, expected in (("new", handed_in), ("gone", copy)):
        kept = ["".join(piece.text for piece in line if piece.kind != left_out) for line in lines]
        whole = [row for row, line in zip(kept, lines, strict=True) if any(p.kind != left_out for p in line)]
        assert "\n".join(whole) == expected


def test_a_long_text_is_compared_while_one_waits():
    paragraph = "本县山区学校的取暖问题多年没有解决，家长和老师反映强烈，希望有关部门抓紧研究落实。" * 12
    handed_in = "\n".join(f"{number}、{paragraph}" for number in range(20))
    begun = time.perf_counter()
    assert differences(handed_in, handed_in.replace("抓紧", "尽快"))
    assert time.perf_counter() - begun < 2
