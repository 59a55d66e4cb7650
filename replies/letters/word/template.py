"""Which template a letter is set with, and how it is filled in: docxtpl with a sandboxed Jinja.

A file ``letter.docx`` in ``user-templates/`` (``BANFU_TEMPLATE_DIRS``) is used at once; else our own, made by code.
"""

import io
import os
import zipfile
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from ..fonts import PROJECT
from ..pdf import CannotRender
from .fields import NO_XML, Drawing
from .package import template_bytes

OWN_DIRS = (PROJECT / "user-templates",)
FILE_NAME = "letter.docx"
NEEDED = {
    "title": "标题",
    "blocks": "正文",
    "attachments": "附件",
    "names": "署名",
    "joint_names": "联合署名",
    "date": "日期",
}
WHAT_TO_DO = "请用 manage.py word_template 重新生成模板后再改样式，或把该文件移出文件夹以使用软件自带的模板。"


class _Template(DocxTemplate):
    def fix_tables(self, xml: str) -> Any:
        # docxtpl repairs broken XML by dropping what does not fit: a letter would lose text without a word.
        etree.fromstring(xml.encode())
        return super().fix_tables(xml)


def template_dirs() -> tuple[Path, ...]:
    """Folders searched for the office's template: ``BANFU_TEMPLATE_DIRS`` (joined by the path separator), or ours."""
    given = os.environ.get("BANFU_TEMPLATE_DIRS")
    return tuple(Path(part) for part in given.split(os.pathsep) if part) if given else OWN_DIRS


def own_template() -> Path | None:
    """The office's template, if there is one."""
    return next((folder / FILE_NAME for folder in template_dirs() if (folder / FILE_NAME).is_file()), None)


@cache
def word_template() -> bytes:
    """The template of our own as a .docx file, for an office to restyle."""
    return template_bytes()


def opened() -> tuple[DocxTemplate, Path | None]:
    """The template and, where it is the office's, its path. Raises CannotRender for a file that is no template."""
    path = own_template()
    if path is None:
        template = _Template(io.BytesIO(word_template()))
        template.init_docx()
        return template, None
    try:
        template = _Template(io.BytesIO(path.read_bytes()))
        template.init_docx()
        _name_properties(template)
        used = template.get_undeclared_template_variables(_environment())
    except Exception as error:  # whatever is wrong with a file from outside, the clerk is told which file it is
        raise unusable(path, error) from error
    missing = [label for name, label in NEEDED.items() if name not in used]
    if missing:
        raise CannotRender(
            f"Word 模板“{_shown(path)}”里没有{'、'.join(missing)}的位置，印出的答复会缺内容。{WHAT_TO_DO}"
        )
    return template, path


def _name_properties(template: DocxTemplate) -> None:
    """LibreOffice spells the relation to a file's properties differently, so that python-docx would add a second part."""
    for relation in template.docx.part.package.rels.values():
        if relation.reltype.lower().endswith("/core-properties"):
            relation._reltype = RELATIONSHIP_TYPE.CORE_PROPERTIES


def fill(template: DocxTemplate, path: Path | None, context: dict[str, Any]) -> None:
    """Put the letter into the template.

    Raises CannotRender where an office's template cannot be filled in, and for a character that XML cannot hold.
    """
    try:
        template.render(context, _environment(), autoescape=True)
    except CannotRender:
        raise
    except Exception as error:
        if path is None:
            raise
        raise unusable(path, error) from error


def unusable(path: Path, error: Exception) -> CannotRender:
    return CannotRender(f"Word 模板“{_shown(path)}”不能用：{_reason(error)}。{WHAT_TO_DO}")


def _shown(path: Path) -> str:
    """The file and its folder; where on the server that is, is nobody else's business."""
    return f"{path.parent.name}/{path.name}"


def _reason(error: Exception) -> str:
    if isinstance(error, SecurityError):
        return f"里面有不允许的写法（{error}）"
    if isinstance(error, UndefinedError):
        return f"里面用了软件不提供的内容（{error}）"
    if isinstance(error, TemplateSyntaxError | TemplateRuntimeError):
        return f"大括号里的标记写错了（{error.message}）"
    if isinstance(error, etree.XMLSyntaxError):
        return "标记的位置不对，段落或表格没有成对"
    if isinstance(error, PermissionError):
        return "没有读取权限"
    if isinstance(error, zipfile.BadZipFile | KeyError | ValueError):
        return "不是 .docx 文件或文件已损坏"
    return f"填写时出错（{error}）"


def _environment() -> ImmutableSandboxedEnvironment:
    """Templates can read what they are given and nothing else; a name they misspell is an error, not a gap."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_as_xml)


def _as_xml(value: object) -> Markup:
    """A value as text in XML. Braces are coded, because docxtpl would read ``{_{`` in the result as a mark."""
    if isinstance(value, Drawing):
        return Markup(value.xml)  # noqa: S704 made by this package
    text = str(value)
    if found := NO_XML.search(text):
        raise CannotRender(f"内容里有不能写入 Word 的控制字符（U+{ord(found[0]):04X}）；请删去该字符。")
    text = escape(text, quote=True)
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 escaped above
