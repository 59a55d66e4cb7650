"""Fonts of the letters: where they are, which is used for what, and what this machine lacks.

An office that owns 方正小标宋, 仿宋_GB2312 … drops the files into ``user-fonts/`` and they are used at once; else
free fonts stand in (Fandol, Noto CJK, LXGW WenKai). Source of the faces: GB/T 9704-2012 7.1 to 7.5.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

PROJECT = Path(__file__).resolve().parents[2]
OWN_DIRS = (PROJECT / "user-fonts", PROJECT / "var" / "fonts")
SYSTEM_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SYSTEM_CONFIG = "/etc/fonts/fonts.conf"
FOLDER_PREFIX = "banfu-fonts-"

# First the faces an office may own, then what stands in for them, last the widest face, for rare characters.
BODY = (
    "仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02", "仿宋", "FangSong", "STFangsong",
    "FandolFang", "LXGW WenKai Light", "Noto Serif CJK SC",
)  # fmt: skip
TITLE = (
    "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC",
    "LXGW WenKai",
)  # fmt: skip
BLACK = ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "Noto Sans CJK SC", "LXGW WenKai")
KAI = (
    "楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03", "楷体", "KaiTi", "FandolKai", "LXGW WenKai",
    "Noto Serif CJK SC",
)  # fmt: skip
SONG = ("SimSun", "宋体", "Noto Serif CJK SC")
CHAINS = {"body": BODY, "title": TITLE, "black": BLACK, "kai": KAI, "song": SONG}
FANDOL_FACES = {"FandolFang": "仿宋", "FandolKai": "楷体"}


def font_dirs() -> tuple[Path, ...]:
    """Folders searched before the system's: ``BANFU_FONT_DIRS`` (joined by the path separator), or the project's."""
    given = os.environ.get("BANFU_FONT_DIRS")
    return tuple(Path(part) for part in given.split(os.pathsep) if part) if given else OWN_DIRS


def css_chain(name: str) -> str:
    """One chain as the value of a CSS ``font-family``."""
    return ", ".join(f'"{family}"' for family in CHAINS[name])


@cache
def use_project_fonts() -> None:
    """Point fontconfig at our folders as well as the system's. Must run before WeasyPrint is first imported."""
    parent = os.environ.get("FONTCONFIG_FILE", "")
    if not parent or FOLDER_PREFIX in parent:  # set by a parent process of ours: its folders are ours already
        parent = SYSTEM_CONFIG
    os.environ["FONTCONFIG_FILE"] = str(_written(_configuration(font_dirs(), parent)))


def _configuration(dirs: tuple[Path, ...], parent: str) -> str:
    lines = "".join(f"  <dir>{escape(str(path))}</dir>\n" for path in dirs)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f'{lines}  <include ignore_missing="yes">{escape(parent)}</include>\n</fontconfig>\n'
    )


def _written(text: str) -> Path:
    """The configuration as a file in a fresh private folder: a fixed name in a shared one could be planted."""
    folder, owner = tempfile.mkdtemp(prefix=FOLDER_PREFIX), os.getpid()

    def remove() -> None:
        if os.getpid() == owner:  # a forked worker that ends must leave it to the others
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    path = Path(folder) / "fonts.conf"
    path.write_text(text, encoding="utf-8")
    return path


# --- which file serves which face ------------------------------------------------------------------


@cache
def installed() -> dict[str, tuple[Path, int]]:
    """Family name → (file, face number) of every font file in our folders and the system's, ours first."""
    found: dict[str, tuple[Path, int]] = {}
    for folder in (*font_dirs(), *SYSTEM_DIRS, Path.home() / ".fonts", Path.home() / ".local/share/fonts"):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            for family, number in _families(path):
                # Of several weights of one family the Regular file is the one whose coverage is asked for.
                if family not in found or "Regular" in path.name:
                    found.setdefault(family, (path, number))
    return found


def _families(path: Path) -> Iterator[tuple[str, int]]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    suffix = path.suffix.lower()
    if suffix not in {".ttf", ".otf", ".ttc", ".otc"}:
        return
    try:
        if suffix in {".ttc", ".otc"}:
            with TTCollection(path, lazy=True) as collection:
                faces = [_names(font) for font in collection.fonts]
        else:
            with TTFont(path, lazy=True) as font:
                faces = [_names(font)]
    except (TTLibError, OSError, KeyError, AssertionError):
        return  # not a font after all, or one that fontconfig cannot read either
    wanted = {family for chain in CHAINS.values() for family in chain}
    for number, names in enumerate(faces):
        for family in sorted(names & wanted):
            yield family, number


def _names(font: Any) -> set[str]:
    # 1 and 16 are family names, 4 the full name: LXGW WenKai Light is known by its full name.
    return {record.toUnicode() for record in font["name"].names if record.nameID in (1, 4, 16)}


@cache
def _face(family: str) -> tuple[frozenset[int], Any]:
    """(the code points the face maps, the face for drawing)."""
    from fontTools.ttLib import TTFont
    from PIL import ImageFont

    path, number = installed()[family]
    with TTFont(path, fontNumber=number, lazy=True) as font:
        # Numbers for names: the real ones are in the outlines, which take half a second and 100 MB to read.
        font.setGlyphOrder([str(glyph) for glyph in range(font["maxp"].numGlyphs)])
        codes = frozenset(font.getBestCmap())
    return codes, ImageFont.truetype(str(path), 64, index=number, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_ink(family: str, code: int) -> bool:
    return _face(family)[1].getmask(chr(code)).getbbox() is not None


@cache
def _is_printable(char: str, face: str) -> bool:
    for family in CHAINS[face]:
        if family in installed() and ord(char) in _face(family)[0]:
            # The first face that maps a character prints it, even if its glyph is empty (some fonts do that).
            return _has_ink(family, ord(char))
    return False


def missing_characters(text: str, face: str = "body") -> list[str]:
    """Characters of ``text`` that would print as nothing or as a box in ``face``, each once, in order."""
    return [char for char in dict.fromkeys(text) if not char.isspace() and not _is_printable(char, face)]


# --- what this machine lacks -----------------------------------------------------------------------


def check_fonts() -> list[str]:
    """What a start-up check should say, in Chinese; empty when letters will look right and print fast."""
    have = installed()
    messages = [
        f"没有{face}字体：请运行 make setup 安装 Fandol 字体，或把本单位的{face}字体文件放入 user-fonts 文件夹。"
        for family, face in FANDOL_FACES.items()
        if not any(name in have for name in _owned_or(family))
    ]
    if "Noto Serif CJK SC" not in have:
        messages.append("没有思源宋体（小标宋、宋体和生僻字用）：请安装系统软件包 fonts-noto-cjk。")
    if not any(name in have for name in BLACK):
        messages.append("没有黑体：请安装系统软件包 fonts-noto-cjk，或把黑体字体文件放入 user-fonts 文件夹。")
    if "LXGW WenKai Light" not in have:
        messages.append("没有霞鹜文楷（姓名中的生僻字用）：请安装系统软件包 fonts-lxgw-wenkai。")
    return messages + _check_subsetter()


def _owned_or(stand_in: str) -> tuple[str, ...]:
    chain = BODY if stand_in in BODY else KAI
    return chain[: chain.index(stand_in) + 1]


def _check_subsetter() -> list[str]:
    try:
        use_project_fonts()
        from weasyprint.text.ffi import harfbuzz_subset
    except (ImportError, OSError):
        return ["没有 PDF 排版所需的系统库 Pango：请安装系统软件包 libpango-1.0-0 和 libpangoft2-1.0-0。"]
    if harfbuzz_subset is None:
        return ["没有字体子集库，生成 PDF 会慢三十倍：请安装系统软件包 libharfbuzz-subset0。"]
    return []
