"""Papers that are no reply letter, and files that cannot be read: each refused with its own reason, never a crash."""

import io
import zipfile

import pytest

from replies.letters import NoLetter, read_letter

from ..measure import SEEDS
from .old import END, TEXT, TITLE, typed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
NEWS = "清禾县水利局\n抓灌渠修缮 保春灌用水\n清禾日报 今年以来，全县修缮灌渠三十公里。\n本报记者 陶然亭\n石桥镇\n植树忙\n近日，石桥镇干部群众上山植树。"


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(NoLetter) as refused:
        read_letter(name, data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "文件是空的；请检查是否选错了文件。"),
        ("a.txt", b" \n\n ", "文件是空的；请检查是否选错了文件。"),
        ("a.txt", "\u3000\n---\n".encode(), "文件是空的，没有文字；请检查是否选错了文件。"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "文件超过 20 MB；请压缩或拆分后再读入。"),
        ("a.png", b"\x89PNG\r\n\x1a\n1234", "这是图片，没有文字；请先做文字识别（OCR），另存为 .txt 或 .docx 后再读入。"),
        ("a.doc", OLE, "这是旧版 Word（.doc）或 WPS（.wps）文件，或加了密码的文档，无法直接读取；请去掉密码，另存为 .docx 再读入。"),
        ("a.xls", OLE, "这是 Excel 表格，不是答复。"),
        ("a.xlsx", zipped("xl/workbook.xml"), "这是 Excel 表格，不是答复。"),
        ("a.ofd", zipped("OFD.xml"), "暂不能读 OFD 版式文件；请另存为 PDF 或 .docx 再读入。"),
        ("a.zip", zipped("1.txt"), "这是压缩包，不是答复；请解压后逐件读入。"),
        ("a.docx", b"PK\x03\x04broken", "文件已损坏或不完整，无法打开；请重新保存为 .docx 后再读入。"),
        ("a.docx", zipped("word/document.xml"), "Word 文件已损坏，无法读取；请用 Word 或 WPS 打开后重新保存为 .docx。"),
        ("a.docx", b"hello", "内容与扩展名 .docx 不符，可能改过名或已损坏；请用原文件再读入。"),
        ("a.pdf", b"%PDF-1.7\nbroken", "PDF 文件已损坏或不完整，无法读取；请重新导出后重试。"),
        ("a.rtf", b"{\\rtf1 x}", "这是 RTF 文件；请用 Word 或 WPS 打开后另存为 .docx 再读入。"),
        ("a.html", b"<!DOCTYPE html><p>x</p>", "这是网页或 XML 文件；请复制其中的文字，存为 .txt 再读入。"),
        ("a.txt", b"\x81\xff\xff\xfe", "文字编码无法识别，可能不是文本文件或已损坏；请用记事本另存为 UTF-8 编码的 .txt 后重试。"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 8 else "",
)  # fmt: skip
def test_files_that_cannot_be_read(name, data, reason):
    assert refusal(name, data) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NEWS, "没有找到答复的标题（关于…建议、提案的答复）和主送的代表、委员，像是报刊文章或其他材料，不是答复"),
        (
            "清政办发〔2024〕3号\n关于做好建议提案办理工作的通知\n各乡镇人民政府：\n现将有关事项通知如下。",
            "这是一份通知（“关于做好建议提案办理工作的通知”），不是答复",
        ),
        (
            "关于2024年人大代表建议办理情况的报告\n县人大常委会：\n今年共收到建议一百件，已经全部办结。",
            "这是一份工作材料（“关于2024年人大代表建议办理情况的报告”），不是对某一件建议、提案的答复",
        ),
        (
            "关于修缮石桥镇灌渠的建议\n案由：灌渠年久失修\n建议：尽快修缮。",
            "这是代表、委员提出的建议或提案本身（“关于修缮石桥镇灌渠的建议”），不是答复",
        ),
        ("第45号\n领衔代表：闻知秋\n理由如后。", "这是代表、委员提出的建议或提案本身，不是答复"),
        (
            "关于灌渠修缮工程的实施方案\n一、目标\n年内完成。",
            "这是“关于灌渠修缮工程的实施方案”，不是答复",
        ),
    ],
)
def test_other_papers(text, reason):
    assert refusal("a.txt", text.encode()) == reason + "；请只选取答复函。"


def test_a_title_without_text():
    assert refusal("a.txt", f"{TITLE}\n闻知秋代表：".encode()) == "只有标题，没有正文；请检查文件是否完整。"


@pytest.mark.parametrize("mark", ["机密★1年", "秘密", "绝密★"])
def test_secret_papers(mark):
    text = typed(f"{mark}\n清禾县水利局文件")
    assert refusal("a.txt", text.encode()) == "含有密级标志。涉密文件不得读入本系统，请按保密规定另行办理。"


@pytest.mark.skipif(not SEEDS.exists(), reason="the real letters are not here")
def test_the_real_newspaper_page():
    assert "像是报刊文章" in refusal("001.txt", (SEEDS / "001.txt").read_bytes())


def test_control_characters_are_dropped_with_a_doubt():
    content = read_letter("a.txt", typed(text=TEXT.replace("经研究", "经\x07研究")).encode())
    assert content.paragraphs == tuple(TEXT.split("\n"))
    assert content.doubts[0].code == "control_characters"
    assert END.split("\n")[0] in content.signatories
