"""The office's own template: used at once, kept in its sandbox, and refused in words where it cannot be used."""

import io
import re
import zipfile

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from replies.letters import CannotRender, render_docx, word_template
from replies.letters.word.package import zipped
from replies.rules.letter import LetterContent

from ..measure import sample
from .opened import docx_of, text_of

WHAT_TO_DO = "请用 manage.py word_template 重新生成模板后再改样式，或把该文件移出文件夹以使用软件自带的模板。"
CONTENT = LetterContent(title="关于某事的答复", paragraphs=("正文。",))


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Puts a template into the office's folder: our own, with a piece of its text replaced."""
    folder = tmp_path / "user-templates"
    folder.mkdir()
    monkeypatch.setenv("BANFU_TEMPLATE_DIRS", f"{tmp_path / 'none'}:{folder}")

    def put(old: str = "", new: str = "", part: str = "word/document.xml"):
        with zipfile.ZipFile(io.BytesIO(word_template())) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert old in parts[part].decode()
        parts[part] = parts[part].decode().replace(old, new).encode()
        (folder / "letter.docx").write_bytes(zipped(parts))
        return folder / "letter.docx"

    return put


def test_the_template_is_written_out_as_it_is_used(tmp_path):
    call_command("word_template", output=str(tmp_path / "letter.docx"))
    assert (tmp_path / "letter.docx").read_bytes() == word_template()
    assert "公文正文" in {style.name for style in Document(str(tmp_path / "letter.docx")).styles}


def test_where_it_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"^无法写入“.*none/letter\.docx”：文件或文件夹不存在。$"):
        call_command("word_template", output=str(tmp_path / "none" / "letter.docx"))


def test_our_own_template_put_into_the_folder_changes_nothing(own):
    own()
    assert render_docx(sample("joint")) == docx_of(sample("joint"))


def test_a_restyled_template_is_used_at_once_and_no_longer_when_it_is_gone(own):
    before = render_docx(CONTENT)
    path = own("<w:sectPr>", "<w:p><w:r><w:t>本单位的固定文字</w:t></w:r></w:p><w:sectPr>")
    assert text_of(render_docx(CONTENT)).endswith("本单位的固定文字")
    path.unlink()
    assert render_docx(CONTENT) == before


def test_styles_are_found_by_name_when_an_office_program_has_renumbered_them(own):
    path = own()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("word/document.xml", "word/styles.xml"):
        parts[name] = re.sub(rb'(pStyle w:val|styleId)="Mark"', rb'\1="a7"', parts[name])
    path.write_bytes(zipped(parts))
    document = Document(io.BytesIO(render_docx(sample("document-npc"))))
    (mark,) = [paragraph for paragraph in document.paragraphs if paragraph.style.style_id == "a7"]
    assert mark.runs[0].font.size.pt < 54


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{{ title }}", "{{ title.__class__ }}", "里面有不允许的写法（access to attribute '__class__' of 'str' object is unsafe.）"),
        (
            "{{ title }}",
            "{{ title }}{{ ''.__class__.__mro__ }}",
            "里面有不允许的写法（access to attribute '__class__' of 'str' object is unsafe.）",
        ),
        ("{{ title }}", "{{ title }}{{ titel }}", "里面用了软件不提供的内容（'titel' is undefined）"),
        ("{{ title }}", "{{ title }}{{ title | nosuch }}", "大括号里的标记写错了（No filter named 'nosuch' found.）"),
        ("{%p for line in notes %}", "{%p for line in %}", "大括号里的标记写错了（"),
        ("{{ title }}", "{{ title }}{{ 1 / 0 }}", "填写时出错（division by zero）"),
        ("{{ title }}", "{{ title }}{% if title %}</w:t></w:r></w:p>{% endif %}", "标记的位置不对，段落或表格没有成对"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_in_is_refused(own, old, new, reason):
    own(old, new)
    with pytest.raises(CannotRender) as refused:
        render_docx(CONTENT)
    message = str(refused.value)
    assert message.startswith(f"Word 模板“user-templates/letter.docx”不能用：{reason}")
    assert message.endswith(f"。{WHAT_TO_DO}")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", zipped({"a.txt": b"x"})])
def test_a_file_that_is_no_word_file_is_refused(own, data):
    own().write_bytes(data)
    with pytest.raises(CannotRender) as refused:
        render_docx(CONTENT)
    expected = f"Word 模板“user-templates/letter.docx”不能用：不是 .docx 文件或文件已损坏。{WHAT_TO_DO}"
    assert str(refused.value) == expected


def test_a_template_without_a_place_for_the_text_is_refused(own):
    own("{%p for block in blocks %}", "{%p for block in [] %}")
    with pytest.raises(CannotRender) as refused:
        render_docx(CONTENT)
    assert str(refused.value) == (
        f"Word 模板“user-templates/letter.docx”里没有正文的位置，印出的答复会缺内容。{WHAT_TO_DO}"
    )


def test_a_template_cannot_put_content_into_the_file_as_markup(own):
    own("{{ title }}", "{{ title | safe }}")
    text = text_of(render_docx(LetterContent(title="<w:p>&标题", paragraphs=("正文。",))))
    assert text.startswith("<w:p>&标题")


def test_a_template_without_our_styles_keeps_its_own_formatting(own):
    own('w:val="成文日期"', 'w:val="落款日期"', "word/styles.xml")
    content = sample("short")
    document = Document(io.BytesIO(render_docx(content)))
    (date,) = [paragraph for paragraph in document.paragraphs if paragraph.text == "2024年5月6日"]
    assert date._p.pPr.ind is None
