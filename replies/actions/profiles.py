"""地方规则: put a shipped table of periods in the place of the one an assembly has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from replies.access import person
from replies.models import Assembly, DeadlineRule, Profile
from replies.rules.deadlines import Rule
from replies.rules.profiles import rules_of
from replies.rules.workflow import Role

from .errors import NotAllowed
from .master_data import MAINTAINERS, describe
from .recording import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LOADERS = MAINTAINERS[DeadlineRule] | {Role.SYSTEM}


def load(name: str, assembly: Assembly, *, by: User, at: datetime) -> dict[str, list[str]]:
    """Replace the periods of `assembly` by those of a shipped profile, and say what changed: row → [old, new].

    Dates that are running keep the rule they were counted by. ValueError for an unknown name.
    """
    rules = rules_of(name, assembly.body)
    if not person(by).roles & LOADERS:
        raise NotAllowed("您的岗位不能维护“时限规则”。")
    with transaction.atomic():
        profile = Profile.objects.select_for_update(no_key=True).get(assembly=assembly)
        rows = profile.deadline_rules.all()
        old = {_place(row): describe(row) for row in rows}
        rows.delete()
        new = {_place(row): describe(row) for row in DeadlineRule.objects.bulk_create(_rows(rules, profile))}
        places = dict.fromkeys((*new, *old))
        changed = {place: [old.get(place, ""), new.get(place, "")] for place in places}
        changed = {place: pair for place, pair in changed.items() if pair[0] != pair[1]}
        if changed:
            record("edit", profile, by=by, at=at, data=changed)
    return changed


def _rows(rules: Iterable[Rule], profile: Profile) -> list[DeadlineRule]:
    return [DeadlineRule.of(rule, profile) for rule in rules]


def _place(row: DeadlineRule) -> str:
    """What tells one row of a table from another: 答复（乡镇、会议期间）, 签收."""
    named = [row.get_level_display(), row.get_timing_display(), row.get_item_type_display()]
    if row.valid_to:
        named.append(f"施行至{row.valid_to}")
    inside = "、".join(str(word) for word in named if word)
    return f"{row.get_code_display()}（{inside}）" if inside else str(row.get_code_display())
