"""manage.py run_due: what it prints."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from replies.actions import due
from replies.models import Deadline, Dispatch, Notice, Reminder
from tests import make


def run_due(*arguments: str) -> str:
    out = StringIO()
    call_command("run_due", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def late(cast) -> Deadline:
    """An answer that was due on Monday 1 June 2026."""
    part = make.accepted(cast)
    part.deadlines.exclude(code="reply").delete()
    part.deadlines.update(due_on="2026-06-01")
    return part.deadlines.get()


LINE = "县人大七届六次会议第1号建议 · 县教育局：提醒答复（超期1天）\n"


def test_it_says_what_it_did(late):
    assert run_due("--as-of", "2026-06-02") == f"{LINE}已办1件。\n"
    assert run_due("--as-of", "2026-06-02") == "已办0件。\n"


def test_today_is_the_default(late, time_machine):
    time_machine.move_to(make.START.replace(month=6, day=2))
    assert run_due() == f"{LINE}已办1件。\n"


def test_a_dry_run_says_so(late):
    assert run_due("--as-of", "2026-06-02", "--dry-run") == f"试算，不写入：\n{LINE}应办1件。\n"
    assert Reminder.objects.count() == 0


def test_a_date_that_is_none(db):
    with pytest.raises(CommandError, match=r"^“6月2日”不是日期。请写成 2026-06-01 这样。$"):
        run_due("--as-of", "6月2日")


def test_it_sends_what_was_left_lying(cast):
    notice = Notice.objects.create(to=cast.lead.user, verb="file", text="已立案。", at=make.at())
    Dispatch.objects.create(notice=notice, channel="message", address="0000-0000009")
    assert run_due("--as-of", "2026-03-03") == "已办0件。\n补发通知1条，没有发出0条。\n"


def test_what_went_wrong_is_an_error_for_whoever_watches_the_timer(late, monkeypatch):
    monkeypatch.setattr(due, "remind", lambda deadline, **how: 1 / 0)
    with pytest.raises(CommandError, match=r"^1件没有办成，原因已记入日志；下次运行时会再办。$"):
        run_due("--as-of", "2026-06-02")
