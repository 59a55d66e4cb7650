"""manage.py explain_deadline: one JSON object a call, as the contract says; on a fresh checkout without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from replies.models import CalendarDay, DeadlineRule
from tests.commands.conftest import run

ROOT = Path(__file__).resolve().parents[2]


def explain(*options: str, profile: str = "national", body: str = "npc", start: str = "2026-03-02") -> dict:
    return json.loads(run("explain_deadline", "--profile", profile, "--body", body, "--start", start, *options))


def test_it_prints_one_object_with_the_keys_of_the_contract():
    printed = run(
        "explain_deadline", "--profile", "national", "--body", "npc", "--rule", "reply", "--start", "2026-03-02"
    )
    assert printed.count("\n") == 1
    found = json.loads(printed)
    assert list(found) == ["due", "rule", "source", "unit", "steps", "provisional"]
    assert (found["due"], found["rule"], found["unit"], found["provisional"]) == ("2026-06-02", "reply", "month", False)
    assert found["source"].startswith("《代表法》（2025年修正）第五十一条：")
    assert found["steps"][-1] == {"day": "2026-06-02", "what": "第3个月届满", "counted": True}


@pytest.mark.parametrize(
    ("options", "of", "due"),
    [
        (("--rule", "refuse"), {"start": "2026-09-24"}, "2026-10-15"),
        (("--rule", "feedback"), {"profile": "chongqing", "start": "2026-04-20"}, "2026-05-20"),
        (("--rule", "reply", "--level", "township"), {"profile": "chongqing"}, "2026-05-06"),
        (("--rule", "reply", "--level", "township", "--extended"), {"profile": "chongqing"}, "2026-07-02"),
        (("--rule", "reply", "--extended"), {}, "2026-09-02"),
        (("--rule", "reply"), {"body": "cppcc"}, "2026-06-02"),
        (("--rule", "refuse", "--timing", "out_of_session"), {"profile": "shandong"}, "2026-03-09"),
    ],
)
def test_profile_level_timing_and_extension_are_heeded(options, of, due):
    assert explain(*options, **of)["due"] == due


def test_a_date_in_a_year_not_announced_is_provisional_and_no_error():
    found = explain("--rule", "refuse", start="2026-12-24")
    assert (found["due"], found["provisional"]) == ("2027-01-08", True)


def test_the_source_says_where_a_place_is_silent():
    assert explain("--rule", "accept", profile="shandong")["source"].startswith("本省未规定，按全国通行做法：")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--profile", "hunan", "--rule", "reply"), "没有名为“hunan”的地方规则。现有：national"),
        (("--rule", "reply"), "请用 --profile 写明规则名：national、chongqing、shandong、zhejiang"),
        (("--profile", "national", "--rule", "answer"), "没有“answer”。可以写：accept 签收、refuse 申请退办"),
        (("--profile", "national", "--rule", "reply", "--level", "village"), "没有“village”。可以写：province 省级"),
        (("--profile", "national", "--rule", "reply", "--start", "2026-02-30"), "“2026-02-30”不是日期，请写成 2026-03-02。"),
        (("--profile", "national", "--rule", "accept", "--extended"), "这条规则没有规定可以延长"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_chinese(options, message):
    with pytest.raises(CommandError) as refused:
        run("explain_deadline", "--body", "npc", "--start", "2026-03-02", *options)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("options", [(), ("--office",)])
def test_a_fresh_checkout_needs_neither_secret_nor_database(options, tmp_path):
    """With --office the database is needed, and its absence is said in Chinese."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DEBUG")}
    done = subprocess.run(
        [
            sys.executable, "manage.py", "explain_deadline", "--profile", "national", "--body", "npc",
            "--rule", "reply", "--start", "2026-03-02", *options,
        ],
        cwd=ROOT, env=environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"},
        capture_output=True, text=True,
    )  # fmt: skip
    if options:
        assert done.returncode == 1
        assert "读不到本单位的数据库，请先运行 migrate，或不写 --office。" in done.stderr
    else:
        assert json.loads(done.stdout)["due"] == "2026-06-02"


# --- the office's own ---


def office(*options: str, rule: str = "reply") -> dict:
    return json.loads(
        run("explain_deadline", "--office", "--body", "npc", "--rule", rule, "--start", "2026-03-02", *options)
    )


def test_the_office_reads_its_own_row_and_its_own_calendar(cast):
    DeadlineRule.objects.filter(profile=cast.npc.profile, code="reply").update(amount=2, source="本县办法")
    for day in (1, 2, 4):
        CalendarDay.objects.create(day=f"2026-05-0{day}", is_working=False, name="本县放假")
    found = office()  # 2 May is a Saturday, 4 May is free
    assert (found["due"], found["source"], found["provisional"]) == ("2026-05-05", "本县办法", False)


def test_an_office_without_a_row_is_told_that_the_national_one_holds(cast):
    DeadlineRule.objects.filter(code="refuse").delete()
    assert office(rule="refuse")["source"].startswith("本地规则没有这一项，按全国通行做法：")


def test_the_office_may_leave_the_last_day_unmoved(cast):
    cast.npc.profile.move_off_rest_days = False
    cast.npc.profile.save()
    DeadlineRule.objects.filter(profile=cast.npc.profile, code="reply").update(amount=2)
    assert office()["due"] == "2026-05-02"


def test_an_assembly_of_another_level_is_not_guessed(cast):
    with pytest.raises(CommandError, match=r"^应当正好有一个人大，现有：无。可用 --level 写明级别。$"):
        office("--level", "township")
