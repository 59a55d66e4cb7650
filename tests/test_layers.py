"""The layer table of docs/design.md: a file imports only from lower layers and from its own package.

The checks read the sources. Each is first shown a tree that breaks its rule, so that it is known to see.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "replies"

LAYERS = {
    "rules": 0,
    "models": 1,
    "access": 2, "letters": 2, "reports": 2, "search": 2,
    "actions": 3,
    "sheets": 4, "forms": 4,
    "views": 5, "admin": 5, "management": 5, "templatetags": 5, "urls": 5,
}  # fmt: skip
EDGE = max(LAYERS.values())
FRAMEWORK_ONLY = {"apps", "migrations", "__init__"}  # Django looks for these; they import nothing of ours but models
LEFTOVERS = {"utils", "helpers", "services", "base", "common", "misc"}
CLOCK = {"today", "now", "utcnow", "localdate", "localtime"}


def sources(app: Path) -> Iterator[tuple[str, Path]]:
    """(room, file) for every source file of the app."""
    for path in sorted(app.rglob("*.py")):
        yield path.relative_to(app).parts[0].removesuffix(".py"), path


def imported(path: Path, app: Path) -> Iterator[str]:
    """The full dotted name of everything a file imports, relative imports resolved."""
    package = ["replies", *path.relative_to(app).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = [*start, *([node.module] if node.module else [])]
            yield from (".".join([*module, alias.name]) for alias in node.names)


def upward_imports(app: Path) -> list[str]:
    """Imports from above, or from another room of the own layer."""
    wrong = []
    for room, path in sources(app):
        for name in imported(path, app):
            parts = name.split(".")
            if parts[0] != "replies" or len(parts) < 2 or parts[1] == room or room in FRAMEWORK_ONLY:
                continue
            if LAYERS.get(parts[1], 99) >= LAYERS.get(room, -1) and not _both_at_the_edge(room, parts[1]):
                wrong.append(f"{path.relative_to(app)} imports {name}")
    return wrong


def _both_at_the_edge(room: str, other: str) -> bool:
    """Pages, admin, tags and addresses are one edge and may share; below it rooms of a layer are strangers."""
    return LAYERS.get(room) == LAYERS.get(other) == EDGE


def unknown_rooms(app: Path) -> list[str]:
    return sorted({room for room, _ in sources(app)} - LAYERS.keys() - FRAMEWORK_ONLY)


def impure_rules(app: Path) -> list[str]:
    """In rules: Django, settings, or a clock."""
    wrong = []
    for room, path in sources(app):
        if room != "rules":
            continue
        wrong += [f"{path.name} imports {name}" for name in imported(path, app) if name.split(".")[0] == "django"]
        wrong += [f"{path.name} asks the clock: {call}" for call in clock_calls(path)]
    return wrong


def clock_calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            yield ast.unparse(node.func)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield "time"


def signals(app: Path) -> list[str]:
    return [f"{path.relative_to(app)} imports {name}" for _, path in sources(app)
            for name in imported(path, app) if "signals" in name.split(".") or name == "django.dispatch.receiver"]  # fmt: skip


def leftovers(app: Path) -> list[str]:
    return [str(path.relative_to(app)) for path in sorted(app.rglob("*"))
            if path.stem in LEFTOVERS and (path.is_dir() or path.suffix == ".py")]  # fmt: skip


def outside_actions(app: Path) -> list[str]:
    """Code at the edge that writes a state itself instead of calling an action."""
    wrong = []
    for room, path in sources(app):
        if LAYERS.get(room, 0) < 4:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            wrong += [f"{path.relative_to(app)} writes {ast.unparse(target)}" for target in targets
                      if isinstance(target, ast.Attribute) and target.attr == "state"]  # fmt: skip
    return wrong


CHECKS = (upward_imports, unknown_rooms, impure_rules, signals, leftovers, outside_actions)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_keeps_the_rule(check):
    assert check(APP) == []


BAD_TREES = [
    (upward_imports, "rules/a.py", "from replies.models import Proposal"),
    (upward_imports, "models/a.py", "from ..actions import intake"),
    (upward_imports, "models/a.py", "import replies.views.cases"),
    (upward_imports, "letters/pdf.py", "from replies.access import can"),
    (upward_imports, "reports/a.py", "def f():\n    from replies.letters import render_pdf"),
    (upward_imports, "actions/a.py", "from replies.forms.steps import NoteForm"),
    (upward_imports, "forms/a.py", "from replies.views import cases"),
    (upward_imports, "forms/a.py", "from replies.sheets import export"),
    (unknown_rooms, "leftover.py", ""),
    (impure_rules, "rules/a.py", "from django.db import models"),
    (impure_rules, "rules/a.py", "import datetime\nx = datetime.date.today()"),
    (impure_rules, "rules/a.py", "from datetime import datetime\ndef f():\n    return datetime.now()"),
    (impure_rules, "rules/a.py", "from django.utils import timezone\ntimezone.now()"),
    (signals, "actions/a.py", "from django.db.models.signals import post_save"),
    (signals, "models/a.py", "from django.dispatch import receiver"),
    (leftovers, "actions/utils.py", ""),
    (leftovers, "views/base.py", ""),
    (outside_actions, "views/cases.py", "def f(reply):\n    reply.state = 'signed'"),
]


@pytest.mark.parametrize(("check", "name", "source"), BAD_TREES)
def test_a_broken_rule_is_seen(check, name, source, tmp_path):
    path = tmp_path / "replies" / name
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert check(tmp_path / "replies")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_tree_passes(check, tmp_path):
    path = tmp_path / "replies" / "views" / "cases.py"
    path.parent.mkdir(parents=True)
    path.write_text("from replies.actions import intake\nfrom .doors import DOORS\n", encoding="utf-8")
    assert check(tmp_path / "replies") == []
