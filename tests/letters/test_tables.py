"""Tables inside the text: the columns share the type area so that short cells stay on one line."""

from pytest import approx

from replies.letters.tables import column_widths
from replies.rules.letter import Table

from .measure import HAN, pages_of, sample

PLAN = Table(
    (
        ("项目", "计划投资（万元）", "完成比例", "责任单位", "完成时限"),
        ("清水河治理一期工程", "1200", "81.7%", "县水利局", "2024年9月底"),
        ("乡镇污水处理厂及配套管网建设工程", "3600", "33.3%", "县住房和城乡建设局", "2025年底"),
    ),
    header=True,
)


def rows_of(table: Table) -> list[str]:
    (page, *_) = pages_of(sample("document-npc", paragraphs=(table, "以上。"), attachments=()))
    return [line.text for line in page.lines]


def test_the_columns_fill_the_type_area():
    assert sum(column_widths(PLAN)) == approx(156)


def test_the_longest_cells_are_broken_and_the_short_ones_are_not():
    lines = rows_of(PLAN)
    assert "项目完成比例责任单位完成时限" in "".join(lines)
    assert any("81.7%县水利局2024年9月底" in line for line in lines)


def test_a_figure_is_not_parted_from_its_unit():
    table = Table((("计划投资（万元）",) * 6, ("123.45万元",) * 6), header=True)
    assert "123.45万元" * 6 in rows_of(table)
    assert "（万元）" * 6 in rows_of(table)


def test_an_empty_column_keeps_a_little_room():
    widths = column_widths(Table((("", HAN * 3), ("", "乙"))))
    assert widths[0] == approx(156 - widths[1])
    assert widths[0] > 4


def test_the_heading_row_is_repeated_on_the_next_page():
    table = Table((("序号", "内容"), *((str(number), HAN) for number in range(20))), header=True)
    pages = pages_of(sample("document-npc", paragraphs=(table, "以上。"), attachments=()))
    assert [sum(line.text == "序号内容" for line in page.lines) for page in pages[:2]] == [1, 1]
