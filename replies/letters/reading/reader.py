"""read_letter: told by its content what a file is, then read by the reader for it."""

import io
import re
import zipfile
from dataclasses import replace

from replies.rules.files import LARGEST, OLE
from replies.rules.letter import Doubt, LetterContent

from .blocks import Block, NoLetter, Source
from .embedded import agreed
from .from_pdf import from_pages, open_pages
from .from_text import from_text
from .from_word import from_word
from .letter import letter_of

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MOST_CHARACTERS = 100_000  # some 160 full pages
AS_WORD = "请用 Word 或 WPS 打开后另存为 .docx 再读入。"
OTHER_ZIPS = (
    ("xl/", "这是 Excel 表格，不是答复。"),
    ("ppt/", "这是演示文稿，不是答复。"),
    ("OFD.xml", "暂不能读 OFD 版式文件；请另存为 PDF 或 .docx 再读入。"),
    ("content.xml", "暂不能读 OpenDocument 文件；" + AS_WORD),
)


def read_letter(name: str, data: bytes) -> LetterContent:
    """The letter in a .txt, .docx or .pdf file. ``name`` only helps where the content does not tell the type.

    Raises NoLetter (Chinese: why, and what to do) for anything that is no reply letter or cannot be read.
    """
    if not data.strip():
        raise NoLetter("文件是空的；请检查是否选错了文件。")
    if len(data) > LARGEST:
        raise NoLetter(f"文件超过 {LARGEST // 1024 // 1024} MB；请压缩或拆分后再读入。")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _from_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return letter_of(_clean(from_word(_checked_word(data))))
    _refuse_other_types(name, data)
    return letter_of(_clean(from_text(data)))


def _from_pdf(data: bytes) -> LetterContent:
    pages, embedded = open_pages(data)
    if embedded is None:
        return letter_of(_clean(from_pages(pages)))
    if content := agreed(embedded, [page.text for page in pages]):
        return content
    message = "PDF 内附的数据（letter.json）与页面上的文字不一致，已按页面文字读入；文件可能被改动过，请核对。"
    doubt = Doubt("embedded_differs", "paragraphs", message)
    read = letter_of(_clean(from_pages(pages)))
    return replace(read, doubts=(doubt, *read.doubts))


def _checked_word(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise NoLetter("文件已损坏或不完整，无法打开；请重新保存为 .docx 后再读入。") from error
    if size > 10 * LARGEST:
        raise NoLetter(f"文件解开后超过 {10 * LARGEST // 1024 // 1024} MB，不像一件答复；请检查文件。")
    if "word/document.xml" in names:
        return data
    for part, reason in OTHER_ZIPS:
        if any(name.startswith(part) for name in names):
            raise NoLetter(reason)
    raise NoLetter("这是压缩包，不是答复；请解压后逐件读入。")


def _refuse_other_types(name: str, data: bytes) -> None:
    extension = name.lower().rsplit(".", 1)[-1]
    if data.startswith(OLE):
        if extension in ("xls", "et"):
            raise NoLetter("这是 Excel 表格，不是答复。")
        raise NoLetter(
            "这是旧版 Word（.doc）或 WPS（.wps）文件，或加了密码的文档，无法直接读取；请去掉密码，另存为 .docx 再读入。"
        )
    if data.startswith(PICTURES):
        raise NoLetter("这是图片，没有文字；请先做文字识别（OCR），另存为 .txt 或 .docx 后再读入。")
    if data.startswith(b"{\\rtf"):
        raise NoLetter("这是 RTF 文件；" + AS_WORD)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", data[:200], re.IGNORECASE):
        raise NoLetter("这是网页或 XML 文件；请复制其中的文字，存为 .txt 再读入。")
    if extension in ("docx", "pdf"):
        raise NoLetter(f"内容与扩展名 .{extension} 不符，可能改过名或已损坏；请用原文件再读入。")


def _clean(source: Source) -> Source:
    """Control characters are dropped, with a doubt: they can be neither printed nor kept.

    Raises NoLetter for more text than a letter can have.
    """
    if sum(len(text) for block in source.blocks for text in _all_texts(block)) > MOST_CHARACTERS:
        raise NoLetter(f"文字超过 {MOST_CHARACTERS // 10000} 万字，不像一件答复；请拆分后逐件读入。")
    if not any(CONTROLS.search(text) for block in source.blocks for text in _all_texts(block)):
        return source
    doubt = Doubt("control_characters", "paragraphs", "文字中有不能打印的控制字符，已去掉；请核对前后文字。")
    return replace(source, blocks=tuple(map(_without_controls, source.blocks)), doubts=(*source.doubts, doubt))


def _all_texts(block: Block) -> list[str]:
    return [block.text, *(cell for row in (block.table.rows if block.table else ()) for cell in row)]


def _without_controls(block: Block) -> Block:
    if block.table:
        rows = tuple(tuple(CONTROLS.sub("", cell) for cell in row) for row in block.table.rows)
        return replace(block, table=replace(block.table, rows=rows))
    return replace(block, text=CONTROLS.sub("", block.text))
