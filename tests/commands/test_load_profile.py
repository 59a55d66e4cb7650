"""manage.py load_profile: the shipped table in the place of the one there is; what runs keeps its rule."""

import pytest
from django.core.management.base import CommandError

from replies.models import DeadlineRule, Event, system_user
from replies.rules.profiles import rules_of
from tests import make
from tests.commands.conftest import run


def stored(assembly) -> set:
    return {
        (
            row.code,
            row.level,
            row.timing,
            row.amount,
            row.unit,
            row.start_event,
            row.longest,
            row.late_effect,
            row.source,
        )
        for row in DeadlineRule.objects.filter(profile__assembly=assembly)
    }


def shipped(name: str, assembly) -> set:
    return {
        (r.code, r.level, r.timing, r.amount, r.unit, r.start_event, r.longest, r.late_effect, r.source)
        for r in rules_of(name, assembly.body)
    }


def test_a_new_assembly_begins_with_the_national_table(cast):
    assert stored(cast.npc) == shipped("national", cast.npc)
    assert stored(cast.cppcc) == shipped("national", cast.cppcc)


@pytest.mark.parametrize("name", ["chongqing", "shandong", "zhejiang", "national"])
def test_it_replaces_the_rows_of_all_assemblies(cast, name):
    run("load_profile", name)
    assert stored(cast.npc) == shipped(name, cast.npc)
    assert stored(cast.cppcc) == shipped(name, cast.cppcc)


@pytest.mark.parametrize("called", ["县人大", "清禾县人民代表大会"])
def test_it_replaces_the_rows_of_one_assembly(cast, called):
    run("load_profile", "shandong", "--assembly", called)
    assert stored(cast.npc) == shipped("shandong", cast.npc)
    assert stored(cast.cppcc) == shipped("national", cast.cppcc)


def test_it_says_what_changed(cast):
    said = run("load_profile", "zhejiang", "--assembly", "县人大")
    assert said.startswith("清禾县人民代表大会：浙江省，改动10条；已经起算的期限不变。\n")
    assert "  答复\n    原：事项：答复；起算：交办；数量：3；单位：个月；延长后最长：6；" in said
    assert "    现：事项：答复；起算：签收；数量：3；单位：个月；延长后最长：6；" in said


def test_the_change_is_in_the_history_of_the_rules_of_the_place(cast):
    run("load_profile", "zhejiang", "--assembly", "县人大")
    [event] = Event.objects.filter(verb="edit", model="profile")
    assert (event.object_id, event.by) == (cast.npc.profile.pk, system_user())
    assert "浙江省代表建议办理法规：收到之日起三个月内答复" in event.changes["答复"][1]


def test_a_second_run_changes_nothing(cast):
    run("load_profile", "shandong")
    before = Event.objects.count()
    assert run("load_profile", "shandong", "--assembly", "县人大") == (
        "清禾县人民代表大会：山东省，与现有规则相同，没有改动。\n"
    )
    assert Event.objects.count() == before


def test_running_periods_keep_the_rule_they_were_counted_by(cast):
    part = make.assigned(cast)
    run("load_profile", "chongqing")
    assert part.deadlines.get(code="first_contact").rule.start_event == "assigned"
    assert make.assigned(cast).deadlines.get(code="first_contact").rule.start_event == "received"


def test_an_unknown_table_is_named(cast):
    with pytest.raises(CommandError, match=r"^没有名为“hunan”的地方规则。现有：national"):
        run("load_profile", "hunan")


def test_an_unknown_assembly_is_named(cast):
    with pytest.raises(CommandError, match=r"^没有找到“县工会”。现有：清禾县人民代表大会、政协清禾县委员会。$"):
        run("load_profile", "national", "--assembly", "县工会")
