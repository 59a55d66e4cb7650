"""The two heads: 文件 (GB/T 9704-2012 7.2) and 信函 (10.1)."""

from pytest import approx

from replies.letters.head import mark_size

from .measure import ink, pages_of, pdf_of, sample

MARK = "清禾县农业农村局文件"
# 文件 ---------------------------------------------------------------------------------------------


def test_the_red_mark_is_35_mm_below_the_type_areas_top():
    left, top, right, _ = ink(pdf_of(sample("document-npc")), 0, box=(0, 0, 210, 100), red=True)
    assert top == approx(72, abs=0.7)
    assert (left + right) / 2 == approx(106, abs=1.5)
    assert right - left <= 156


def test_the_red_rule_is_156_mm_long_and_4_mm_below_the_number():
    page = pages_of(sample("document-npc"))[0]
    (rule,) = [rule for rule in page.rules if rule[2] - rule[0] > 150]
    assert (rule[0], rule[2]) == approx((28, 184), abs=0.2)
    number = page.line("清农发〔2024〕26号")
    bottom = ink(pdf_of(sample("document-npc")), 0, box=(28, number.top, 184, rule[1] - 0.5))[3]
    assert rule[1] - bottom == approx(4, abs=0.6)
    assert (number.x0 + number.x1) / 2 == approx(106, abs=0.5)


def test_there_is_no_red_on_later_pages():
    pages = pages_of(sample("document-npc"))
    assert not [rule for rule in pages[2].rules if rule[2] - rule[0] > 150]


def test_empty_lines_above_and_below_the_title():
    page = pages_of(sample("document-npc"))[0]
    (rule,) = [rule for rule in page.rules if rule[2] - rule[0] > 150]
    title = [line for line in page.lines if line.size == approx(22)]
    assert title[0].top - rule[3] == approx(2 * 10.45, abs=3)
    assert page.line("尊敬的").top - title[-1].baseline - 0.12 * 7.76 == approx(10.45, abs=3)
    for line in title:
        assert (line.x0 + line.x1) / 2 == approx(106, abs=1)
        assert line.fonts == {"Noto-Serif-CJK-SC-Bold"}


def test_class_mark_and_urgency_share_the_first_line():
    page = pages_of(sample("joint"))[0]
    line = page.lines[0]
    assert line.text == "加急类别：B"
    assert line.x0 == approx(28, abs=0.5)
    assert line.x1 == approx(184 - 5.57, abs=1)
    assert line.fonts == {"Noto-Sans-CJK-SC"}


def test_with_a_signer_the_number_moves_to_the_left_edge():
    line = pages_of(sample("joint"))[0].line("清教发")
    assert line.text == "清教发〔2024〕41号签发人：温如言"
    assert line.x0 == approx(28 + 5.57, abs=0.5)
    assert line.x1 == approx(184 - 5.57, abs=0.7)
    assert line.fonts == {"FandolFang", "FandolKai"}


def test_absent_elements_leave_no_gap():
    bare = pages_of(sample("document-npc", category=None))[0]
    full = pages_of(sample("document-npc"))[0]
    assert [line.text for line in bare.lines] == [line.text for line in full.lines][1:]
    assert bare.line("清农发").baseline == approx(full.line("清农发").baseline, abs=0.01)
    unnumbered = pages_of(sample("document-npc", document_number=None))[0]
    assert unnumbered.line("尊敬的").baseline < bare.line("尊敬的").baseline - 5


def test_a_long_mark_is_set_narrower_and_stays_inside():
    name = "清禾县人民政府清水河流域生态综合治理工程建设指挥部办公室文件"
    left, top, right, _ = ink(pdf_of(sample("document-npc", letterhead=name)), 0, (0, 0, 210, 100), red=True)
    assert right - left <= 156
    assert top == approx(72, abs=0.7)
    assert mark_size(30) == (approx(23.6, abs=0.1), approx(0.6))


def test_a_joint_mark_sets_the_names_above_each_other_and_one_word_beside_them():
    content = sample("document-npc", letterhead="清禾县教育局\n清禾县财政局文件")
    mark = [line for line in pages_of(content)[0].lines if line.size > 30]
    assert [line.text for line in mark] == ["清禾县教育局", "文件", "清禾县财政局"]
    assert ink(pdf_of(content), 0, (0, 0, 210, 120), red=True)[1] == approx(72, abs=0.7)


# 信函 ---------------------------------------------------------------------------------------------


def test_the_mark_of_a_letter_is_30_mm_below_the_edge_of_the_paper():
    box = ink(pdf_of(sample("letter-cppcc")), 0, box=(0, 0, 210, 42), red=True)
    assert box[1] == approx(30, abs=0.5)


def test_two_double_rules_of_170_mm_on_the_first_page_only():
    pdf, pages = pdf_of(sample("letter-cppcc")), pages_of(sample("letter-cppcc"))
    thick, thin = [rule for rule in pages[0].rules if rule[1] < 150]
    assert (thick[0], thick[2]) == approx((21, 191), abs=0.3)
    assert thick[3] - thick[1] >= 1.5 * (thin[3] - thin[1])
    assert thick[1] < thin[1]
    mark_bottom = ink(pdf, 0, box=(0, 0, 210, thick[1] - 0.3), red=True)[3]
    assert thick[1] - mark_bottom == approx(4, abs=0.6)
    left, top, right, bottom = ink(pdf, 0, box=(0, 265, 210, 297), red=True)
    assert bottom == approx(277, abs=0.3)
    assert bottom - top == approx(1.04, abs=0.3)
    assert (left, right) == approx((21, 191), abs=0.3)
    assert not pages[1].rules


def test_the_number_of_a_letter_is_flush_right_under_the_rule():
    page = pages_of(sample("letter-cppcc"))[0]
    number = page.line("清建函")
    thin = [rule for rule in page.rules if rule[1] < 150][1]
    assert number.x1 == approx(184, abs=0.5)
    assert number.top - thin[3] == approx(4.9, abs=0.7)
    assert page.line("办理结果：A").baseline - number.baseline == approx(10.45, abs=0.1)


def test_the_first_page_of_a_letter_has_no_number_and_the_second_has_2():
    first, second = pages_of(sample("letter-cppcc"))
    assert "—" not in "".join(line.text for line in first.lines)
    assert second.lines[-1].text == "— 2 —"


def test_the_layout_follows_the_letterhead_unless_it_is_asked_for():
    content = sample("letter-cppcc")
    assert pdf_of(content) == pdf_of(content, "letter")
    assert pages_of(content, "document")[0].lines[-1].text == "— 1 —"


# class mark ---------------------------------------------------------------------------------------


def test_the_class_mark_may_stand_at_the_left():
    page = pages_of(sample("document-npc"), category_at="left")[0]
    assert page.lines[0].text == "类别：B"
    assert page.lines[0].x0 == approx(28, abs=0.5)


def test_at_the_left_the_class_mark_stands_below_the_urgency():
    first, second = pages_of(sample("joint"), category_at="left")[0].lines[:2]
    assert (first.text, second.text) == ("加急", "类别：B")
    assert second.baseline - first.baseline == approx(10.45, abs=0.1)


def test_in_a_letter_the_class_mark_at_the_left_faces_the_number():
    page = pages_of(sample("letter-cppcc"), category_at="left")[0]
    line = page.line("办理结果：A")
    assert line.text.startswith("办理结果：A清建函")
    assert (line.x0, line.x1) == (approx(28, abs=0.5), approx(184, abs=0.5))


def test_without_a_word_before_it_the_class_is_printed_bare():
    page = pages_of(sample("document-npc", category_label=""))[0]
    assert page.lines[0].text == "B"
