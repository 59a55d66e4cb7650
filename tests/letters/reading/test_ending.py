"""What stands below the text: signature, date, people, disclosure, rating, copies, attachments."""

from datetime import date

import pytest

from replies.rules.letter import Attachment, Opinion

from .old import END, TEXT, codes, person, read, typed

UNIT = "清禾县水利局"
DAY = "2024年5月6日"


@pytest.mark.parametrize(
    "end",
    [
        f"{UNIT}\n{DAY}",
        f"　　　　　　{UNIT}\n　　　　　　　{DAY}",
        f"{UNIT}（盖章）\n{DAY}",
        f"{UNIT} {DAY}",
        f"{UNIT}{DAY}",
        "清 禾 县 水 利 局\n2024 年 5 月 6 日",
        f"{UNIT}\n二〇二四年五月六日",
        f"{UNIT}\n二○二四年五月六日",
        f"{UNIT}\n2024-05-06",
        f"{UNIT}\n2024.5.6",
        f"{DAY}\n{UNIT}",
        f"（此页无正文）\n{UNIT}\n{DAY}",
    ],
)  # fmt: skip
def test_signature_and_date(end):
    content = read(typed(end=end))
    assert (content.signatories, content.date) == ((UNIT,), date(2024, 5, 6))
    assert content.paragraphs == tuple(TEXT.split("\n"))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二零二三年二月二十日", date(2023, 2, 20)),
        ("2024年02月29日", date(2024, 2, 29)),
    ],
)
def test_dates(printed, day):
    assert read(typed(end=f"{UNIT}\n{printed}")).date == day


@pytest.mark.parametrize("printed", ["2024年5月　日", "2024年　月　日", "2023年2月30日", "年　月　日"])
def test_a_date_left_blank_or_impossible_is_null_with_a_doubt(printed):
    content = read(typed(end=f"{UNIT}\n{printed}"))
    assert (content.date, content.signatories) == (None, (UNIT,))
    assert "bad_date" in codes(content)


def test_a_letter_signed_jointly():
    end = "清禾县教育局　　清禾县财政局\n清禾县民政局\n2024年5月6日"
    assert read(typed(end=end)).signatories == ("清禾县教育局", "清禾县财政局", "清禾县民政局")


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ("联系人：陶然亭\n联系电话：0000-1234567", [person("联系人", "陶然亭"), person("联系电话", None, "0000-1234567")]),
        ("联系人：陶然亭　　联系电话：0000-1234567", [person("联系人", "陶然亭", "0000-1234567")]),
        ("（联系人：陶然亭　　联系电话：0000-1234567）", [person("联系人", "陶然亭", "0000-1234567")]),
        ("(联系人：陶然亭；电话：0000-1234567)", [person("联系人", "陶然亭", "0000-1234567")]),
        ("联系人：陶然亭，电话：0000-1234567", [person("联系人", "陶然亭", "0000-1234567")]),
        ("联系人及电话：陶然亭 0000-1234567", [person("联系人及电话", "陶然亭", "0000-1234567")]),
        ("联系人：陶然亭（0000-1234567）", [person("联系人", "陶然亭", "0000-1234567")]),
        ("联 系 人：陶　然", [person("联系人", "陶然")]),
        ("经办人：陶然亭", [person("经办人", "陶然亭")]),
        ("领导签字：\n联系电话：0000-1234567", [person("领导签字"), person("联系电话", None, "0000-1234567")]),
        ("领导签字：________", [person("领导签字")]),
        ("承办单位：水利工程管理站　承办人：陶然亭　电话：0000-1234567",
         [person("承办单位", "水利工程管理站"), person("承办人", "陶然亭", "0000-1234567")]),
        ("单位负责人：陆放歌\n承办科室负责人：程晓渡\n具体负责人：陶然亭",
         [person("单位负责人", "陆放歌"), person("承办科室负责人", "程晓渡"), person("具体负责人", "陶然亭")]),
        ("分管县长：陆放歌", [person("分管县长", "陆放歌")]),
        ("联系单位及电话：县水利局 0000-1234567", [person("联系单位及电话", "县水利局", "0000-1234567")]),
        ("联系人：陶然亭　电话：0000-1234567　邮编：000000",
         [person("联系人", "陶然亭", "0000-1234567"), person("邮编", "000000")]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["before", "after"])
def test_people(lines, people, order):
    end = f"{lines}\n{END}" if order == "before" else f"{END}\n{lines}"
    content = read(typed(end=end))
    assert list(content.people) == people
    assert content.signatories == (UNIT,)
    assert content.paragraphs == tuple(TEXT.split("\n"))


@pytest.mark.parametrize(
    ("line", "disclosure"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("(此件公开发布)", "此件公开发布"),
        ("（依申请公开）", "依申请公开"),
        ("（此件不予公开）", "此件不予公开"),
        ("同意公开", "同意公开"),
        ("此件主动公开", "此件主动公开"),
        ("公开情况：公开", "公开情况：公开"),
        ("是否同意公开：是", "是否同意公开：是"),
        ("公开方式：主动公开", "公开方式：主动公开"),
    ],
)
def test_disclosure(line, disclosure):
    assert read(typed(end=f"{END}\n{line}")).disclosure == disclosure


@pytest.mark.parametrize(
    ("line", "opinion"),
    [
        ("委员意见：闻知秋 满意", Opinion("委员意见", "闻知秋", "满意")),
        ("代表意见：闻知秋　基本满意", Opinion("代表意见", "闻知秋", "基本满意")),
        ("代表意见：不满意", Opinion("代表意见", None, "不满意")),
        ("代表意见：", Opinion("代表意见", None, None)),
        ("代表意见：□满意　☑基本满意　□不满意", Opinion("代表意见", None, "基本满意")),
        ("代表意见：□满意　□基本满意　□不满意", Opinion("代表意见", None, None)),
        ("对办理结果：满意（√） 基本满意（ ） 不满意（ ）", Opinion("对办理结果", None, "满意")),
        ("代表（签字）：闻知秋", Opinion("代表（签字）", "闻知秋", None)),
        ("代表签字：闻知秋", Opinion("代表签字", "闻知秋", None)),
    ],
)
def test_ratings_printed_on_the_letter(line, opinion):
    assert read(typed(end=f"{END}\n{line}")).opinion == opinion


@pytest.mark.parametrize(
    ("lines", "copies", "issuer", "issued"),
    [
        ("抄送：县人大代工委（2份），县政府办公室。", ["县人大代工委（2份）", "县政府办公室"], None, None),
        ("抄送：县人大代工委、县政府办公室。", ["县人大代工委", "县政府办公室"], None, None),
        ("抄 送: 县人大代工委（2）,县政府办公室", ["县人大代工委（2）", "县政府办公室"], None, None),
        ("抄送：县人大代工委，县政\n府办公室。\n清禾县水利局办公室　　2024年5月7日印发",
         ["县人大代工委", "县政府办公室"], "清禾县水利局办公室", date(2024, 5, 7)),
        ("清禾县水利局办公室 2024年5月7日印发", [], "清禾县水利局办公室", date(2024, 5, 7)),
        ("抄送：县人大代工委。\n清禾县水利局办公室\n2024年5月7日印发", ["县人大代工委"], "清禾县水利局办公室", date(2024, 5, 7)),
    ],
)  # fmt: skip
def test_copies_and_issue(lines, copies, issuer, issued):
    content = read(typed(end=f"{END}\n{lines}"))
    assert (list(content.copies_to), content.issuer, content.issued_on) == (copies, issuer, issued)
    assert content.date == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("附件：灌渠工程清单", ["灌渠工程清单"]),
        ("附件：1.灌渠工程清单\n2.管护办法", ["灌渠工程清单", "管护办法"]),
        ("附件：1.灌渠工程清单\n　　　2.管护办法\n　　　3.照片", ["灌渠工程清单", "管护办法", "照片"]),
        ("附：灌渠工程清单", ["灌渠工程清单"]),
        ("附件：1.灌渠工程清单　2.管护办法", ["灌渠工程清单", "管护办法"]),
        ("附件：\n1、灌渠工程清单；\n2、管护办法。", ["灌渠工程清单", "管护办法"]),
    ],
)
def test_listed_attachments(listed, names):
    content = read(typed(end=f"{listed}\n{END}"))
    assert list(content.attachments) == [Attachment(name) for name in names]
    assert content.paragraphs == tuple(TEXT.split("\n"))


def test_a_date_inside_the_text_does_not_end_it():
    text = TEXT + "\n2024年5月1日\n" + "当日灌渠通水，沿渠各村开始春灌，群众反映良好。" * 8
    content = read(typed(text=text, end=""))
    assert content.paragraphs == tuple(text.split("\n"))
    assert "no_date" in codes(content)


def test_text_below_what_looks_like_a_list_of_attachments_stays_text():
    text = TEXT + "\n附件：见后\n感谢您的关心。欢迎继续监督。"
    content = read(typed(text=text))
    assert content.paragraphs == tuple(text.split("\n"))
    assert "attachments_uncertain" in codes(content)


def test_an_attachment_printed_after_the_letter():
    pages = "附件\n灌渠工程清单\n一、干渠\n全长三公里，已经衬砌。"
    content = read(typed(end=f"附件：灌渠工程清单\n{END}\n（此件公开发布）\n\f{pages}"))
    assert content.attachments == (Attachment("灌渠工程清单", ("一、干渠", "全长三公里，已经衬砌。")),)
    assert content.disclosure == "此件公开发布"


def test_an_attachment_that_is_not_listed_is_kept_with_a_doubt():
    content = read(typed(end=f"{END}\n附件1\n灌渠工程清单\n全长三公里，已经衬砌。"))
    assert content.attachments == (Attachment("灌渠工程清单", ("全长三公里，已经衬砌。",)),)
    assert "attachment_not_listed" in codes(content)


def test_the_feedback_form_behind_the_letter_is_left_out_with_a_doubt():
    content = read(typed(end=f"{END}\n代表建议办理情况征询意见表\n代表姓名：\n对办理态度：满意 基本满意"))
    assert content.people == ()
    assert "form_left_out" in codes(content)


def test_an_unknown_line_after_the_date_is_not_dropped_silently():
    content = read(typed(end=f"{END}\n以上材料由办公室归档"))
    assert any("以上材料由办公室归档" in doubt.message for doubt in content.doubts if doubt.code == "unread_line")


def test_a_class_printed_at_the_end():
    content = read(typed(end=f"{END}\n办理类别：B"))
    assert (content.category, content.category_label) == ("B", "办理类别")
