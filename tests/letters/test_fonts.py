"""Which fonts there are, what they cannot print, and what to say about it."""

import io
import os
import subprocess
import sys

import pdfplumber
from fontTools.ttLib import TTFont

from replies.letters import check_fonts, fonts, missing_characters


def test_characters_without_ink_are_named_once_and_in_order():
    assert missing_characters("清禾县\ue001办\ue001理😀") == ["\ue001", "😀"]


def test_rare_names_and_blanks_are_not_missing():
    assert missing_characters("喆垚犇焱昇珺㛃䶮𬍛𬭸〇²㎡ 　\n〔〕《》“”—…") == []


def test_nothing_is_missing_on_a_machine_that_is_set_up():
    assert check_fonts() == []


def test_missing_fonts_are_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr(fonts, "installed", dict)
    messages = check_fonts()
    assert messages[0] == (
        "没有仿宋字体：请运行 make setup 安装 Fandol 字体，或把本单位的仿宋字体文件放入 user-fonts 文件夹。"
    )
    assert len(messages) == 5


def test_an_offices_own_font_makes_the_free_one_unnecessary(monkeypatch):
    have = dict(fonts.installed())
    have.pop("FandolFang")
    monkeypatch.setattr(fonts, "installed", lambda: {**have, "仿宋_GB2312": ("x.ttf", 0)})
    assert check_fonts() == []


def test_font_folders_can_be_given_by_the_environment(tmp_path):
    code = (
        "import os; from replies.letters import fonts; fonts.use_project_fonts();"
        "print([str(path) for path in fonts.font_dirs()]); print(open(os.environ['FONTCONFIG_FILE']).read())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"BANFU_FONT_DIRS": f"{tmp_path}", "PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"['{tmp_path}']" in done.stdout
    assert f"<dir>{tmp_path}</dir>" in done.stdout


def test_a_font_dropped_into_the_folder_is_used_at_once(tmp_path):
    path, _ = fonts.installed()["FandolKai"]
    with TTFont(path, lazy=True) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = "FangSong_GB2312"
        font.save(tmp_path / "owned.otf")
    code = (
        "import sys; from replies.letters import render_pdf; from replies.rules.letter import LetterContent;"
        "sys.stdout.buffer.write(render_pdf(LetterContent(paragraphs=('清禾县',))))"
    )
    folders = os.pathsep.join(map(str, [tmp_path, *fonts.OWN_DIRS]))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "BANFU_FONT_DIRS": folders},
        capture_output=True,
        check=True,
    )
    with pdfplumber.open(io.BytesIO(done.stdout)) as pdf:
        used = {char["fontname"].split("+")[-1] for char in pdf.pages[0].chars if char["text"] in "清禾县"}
    assert used == {"FangSong_GB2312"}
