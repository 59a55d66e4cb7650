"""Titles break where words end, and make a trapezoid or a diamond."""

import pytest

from replies.letters.titles import break_title, width_of


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于市人大八届三次会议第206号建议的答复", ["关于市人大八届三次会议第206号建议的答复"]),
        (
            "清禾县农业农村局关于县十七届人大四次会议第45号建议的答复",
            ["清禾县农业农村局关于县十七届人大四次会议", "第45号建议的答复"],
        ),
        (
            "清禾县住房和城乡建设局关于县政协第十届委员会第三次会议第20170382号提案的答复",
            ["清禾县住房和城乡建设局", "关于县政协第十届委员会第三次会议", "第20170382号提案的答复"],
        ),
        (
            "清禾县交通运输局关于对县政协十届三次会议B〔2017〕062号提案的会办意见",
            ["清禾县交通运输局关于对县政协十届三次会议", "B〔2017〕062号提案的会办意见"],
        ),
        ("清禾县教育局\n关于第1号建议的答复", ["清禾县教育局", "关于第1号建议的答复"]),
    ],
)
def test_titles_are_broken_at_natural_places(title, lines):
    assert break_title(title, ["清禾县住房和城乡建设局", "清禾县农业农村局", "清禾县交通运输局"]) == lines


TOPICS = [
    "加快推进农村生活污水治理设施建设",
    "完善老城区停车设施优化营商环境",
    "改善城区停车难问题",
    "支持民营企业发展",
]
PATTERNS = [
    "清禾县人民政府办公室关于县十七届人大四次会议第112号《关于{}的建议》的答复",
    "关于清禾县第十七届人民代表大会第四次会议第112号《关于{}的建议》办理情况的再次答复",
    "对县政协十届三次会议第0043号“关于{}”提案的答复",
]


@pytest.mark.parametrize("title", [pattern.format(topic) for pattern in PATTERNS for topic in TOPICS])
def test_no_line_is_too_long_or_starts_or_ends_wrongly(title):
    lines = break_title(title, ["清禾县人民政府办公室"])
    assert "".join(lines) == title
    for line in lines:
        assert 3 <= width_of(line) <= 20
        assert line[0] not in "》”〕，。、号届次"
        assert line[-1] not in "《“〔第"
    widths = [width_of(line) for line in lines]
    narrow = [b < a - 0.5 and c > b + 0.5 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)]
    assert not any(narrow), lines


def test_an_endless_word_still_fits():
    assert [len(line) for line in break_title("好" * 45)] == [16, 16, 13]
