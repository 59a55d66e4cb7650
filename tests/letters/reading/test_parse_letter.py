"""manage.py parse_letter: one JSON object a line, reasons on stderr, exit 1 where a file was refused."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .old import typed

ROOT = Path(__file__).resolve().parents[3]


def parse(*names: Path | str) -> tuple[list[dict], str, int]:
    """(objects printed, text on stderr, exit code)."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("parse_letter", *map(str, names), stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), code


@pytest.fixture
def letters(tmp_path):
    for name in ("乙.txt", "甲.txt"):
        (tmp_path / name).write_text(typed(greeting=f"{name[0]}代表："), encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    return tmp_path


def test_one_object_a_line_in_the_order_given(letters):
    objects, _, code = parse(letters / "乙.txt", letters / "甲.txt")
    assert [item["file"] for item in objects] == [str(letters / "乙.txt"), str(letters / "甲.txt")]
    assert [item["addressees"] for item in objects] == [["乙"], ["甲"]]
    assert code == 0


def test_a_refused_file_is_named_and_the_others_are_read(letters):
    objects, said, code = parse(letters / "空.txt", letters / "甲.txt")
    assert [item["addressees"] for item in objects] == [["甲"]]
    assert said.splitlines() == [f"{letters / '空.txt'}：文件是空的；请检查是否选错了文件。"]
    assert code == 1


@pytest.mark.parametrize(("name", "cause"), [("没有.txt", "文件或文件夹不存在"), ("", "这是一个文件夹")])
def test_a_file_that_cannot_be_opened_is_named(letters, name, cause):
    objects, said, code = parse(letters / name)
    assert (objects, code) == ([], 1)
    assert said == f"{letters / name}：无法读取，{cause}。\n"


def test_doubts_are_printed_with_code_field_and_message(letters):
    (item,), _, _ = parse(letters / "甲.txt")
    assert {"code": "no_category", "field": "category", "message": "没有标注办理类别（如 A、B、C）。"} in item["doubts"]


def test_it_works_before_anything_is_set_up(letters):
    environment = {key: value for key, value in os.environ.items() if key not in ("SECRET_KEY", "DATABASE_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}
    command = [sys.executable, "manage.py", "parse_letter", str(letters / "甲.txt")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout)["case_number"] == "第45号"
