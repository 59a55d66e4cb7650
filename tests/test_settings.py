"""The settings: safe by default, and databases set up as the office needs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """manage.py in a process of its own, with nothing in its environment but this."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def setting(name: str, **environment: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    return manage("shell", "--no-imports", "-v", "0", "-c", code, **environment).stdout.strip()


@pytest.mark.skipif((PROJECT / ".env").exists(), reason="this checkout has settings of its own in .env")
def test_without_a_secret_key_nothing_starts():
    refused = manage("check")
    assert refused.returncode != 0
    assert "环境变量 SECRET_KEY 未设置：请设置一个不少于 50 个字符的随机串，或在开发时设 DEBUG=1。" in refused.stderr


def test_debug_is_off_and_cookies_are_secure_unless_said_otherwise():
    shown = [setting(name, SECRET_KEY="x" * 50) for name in ("DEBUG", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT")]
    assert shown == ["False", "True", "True"]


def test_the_proxy_header_is_believed_only_where_it_is_named():
    assert setting("SECURE_PROXY_SSL_HEADER", SECRET_KEY="x" * 50) == "None"


@pytest.mark.django_db
def test_the_database_is_set_for_official_records():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            seen = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
            assert seen == ["wal", 2]
            assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        else:
            cursor.execute("SHOW jit")
            assert cursor.fetchone()[0] == "off"
