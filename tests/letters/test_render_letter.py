"""manage.py render_letter: a PDF, or a Chinese message, exit code 2 and no file."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from replies.letters import render_docx

from .measure import SAMPLES, pdf_of, sample


def test_it_writes_the_pdf(tmp_path):
    call_command("render_letter", str(SAMPLES / "short.json"), output=str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == pdf_of(sample("short"))


def test_a_name_ending_in_docx_makes_a_word_file(tmp_path):
    call_command("render_letter", str(SAMPLES / "short.json"), output=str(tmp_path / "a.DOCX"), layout="document")
    assert (tmp_path / "a.DOCX").read_bytes() == render_docx(sample("short"), "document")


def test_it_reads_standard_input_and_takes_a_layout(tmp_path, monkeypatch):
    source = (SAMPLES / "short.json").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(source)))
    call_command("render_letter", "-", output=str(tmp_path / "a.pdf"), layout="document")
    assert (tmp_path / "a.pdf").read_bytes() == pdf_of(sample("short"), "document")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"titel": "x"}, "titel：没有这个字段"),
        ({"paragraphs": ["a"], "round": "1"}, "round：应为不小于 1 的整数"),
        ({"title": "标题"}, "paragraphs：没有正文；请至少填写一段。"),
        ({"paragraphs": ["  "]}, "paragraphs：没有正文；请至少填写一段。"),
    ],
)
def test_bad_content_is_refused_and_no_file_written(content, message, tmp_path):
    source = tmp_path / "bad.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("render_letter", str(source), output=str(tmp_path / "a.pdf"))
    assert str(refused.value).startswith(message)
    assert refused.value.returncode == 2
    assert not (tmp_path / "a.pdf").exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"无法读取“.*none\.json”：文件或文件夹不存在。"):
        call_command("render_letter", str(tmp_path / "none.json"), output=str(tmp_path / "a.pdf"))
