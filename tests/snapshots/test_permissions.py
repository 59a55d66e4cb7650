"""Who may do what, written out whole in permissions.txt, so that a clerk who reads no code can check it.

The file is made from the answers of can() itself. When a permission is changed on purpose, renew it and read the
difference before it is committed:

    BANFU_RENEW=1 pytest tests/snapshots
"""

import os
from collections.abc import Iterator
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from replies.access import can
from replies.models import Assignment, Proposal, Reply, Request
from replies.models.people import system_user
from replies.rules.vocabulary import ReplyKind
from replies.rules.workflow import STEPS, Role, Track
from tests import make
from tests.actions.doing import model_of

FILE = Path(__file__).with_name("permissions.txt")
HEAD = """谁能办什么

每行一个动作，每列一种人和件的关系；“可”是可以办，“·”是不可以办。这里只看岗位；是否到了该办的时候，由办理流程另行判断。
本文件由系统按实际权限生成，权限有变动时随之更新（见同目录 test_permissions.py）。
"""


@pytest.fixture
def columns(cast) -> list[tuple[str, object, Assignment]]:
    """What a column says, who is asked about, and whose part of which item."""
    npc = make.assigned(cast, role="lead")
    opinion = make.assigned(cast, unit=cast.b, role="co", proposal=npc.proposal)
    cppcc = make.assigned(cast, body="cppcc", unit=cast.b)
    asked = make.assigned(cast, proposal=make.filed(cast, received_on=make.TODAY))
    make.invited(cast, proposal=asked.proposal)
    npc_clerk, cppcc_clerk = Role.NPC_CLERK.label, Role.CPPCC_CLERK.label
    return [
        (Role.SYSTEM_ADMINISTRATOR.label, cast.administrator, npc),
        (f"{npc_clerk}：人大的件", cast.npc_clerk, npc),
        (f"{npc_clerk}：政协的件", cast.npc_clerk, cppcc),
        (f"{cppcc_clerk}：政协的件", cast.cppcc_clerk, cppcc),
        (f"{cppcc_clerk}：人大的件", cast.cppcc_clerk, npc),
        (f"{Role.GOVERNMENT_CLERK.label}：人大的件", cast.government_clerk, npc),
        (f"{Role.GOVERNMENT_CLERK.label}：政协的件", cast.government_clerk, cppcc),
        *_of_a_unit(Role.DRAFTER, cast.drafter_a, npc, cppcc, opinion),
        *_of_a_unit(Role.REVIEWER, cast.reviewer_a, npc, cppcc, opinion),
        *_of_a_unit(Role.SIGNER, cast.signer_a, npc, cppcc, opinion),
        ("代表（委员）：自己领衔的件", cast.lead.user, npc),
        ("代表（委员）：自己联名的件", cast.cosigner.user, npc),
        ("代表（委员）：被邀请联名、还没有答复的件", cast.stranger.user, asked),
        ("代表（委员）：别人的件", cast.stranger.user, npc),
        ("代表（委员）：自己的件里会办单位给主办单位的意见", cast.lead.user, opinion),
        (Role.LEADER.label, cast.leader, npc),
        (Role.SYSTEM.label, system_user(), npc),
    ]


def _of_a_unit(role: Role, user, own: Assignment, others: Assignment, opinion: Assignment) -> Iterator[tuple]:
    yield f"{role.label}：本单位承办的件", user, own
    yield f"{role.label}：其他单位承办的件", user, others
    yield f"{role.label}：本单位主办，会办单位的那一份", user, opinion


def thing(verb: str, part: Assignment) -> Proposal | Assignment | Request | Reply:
    model = model_of(verb)
    if model is Proposal:
        return part.proposal
    if model is Assignment:
        return part
    if model is Request:
        return Request(assignment=part)
    return Reply(assignment=part, kind=ReplyKind.CO_OPINION if part.gives_opinion else ReplyKind.REPLY)


def written(columns) -> str:
    lines = [HEAD, "列：", *(f"{number:>4}  {label}" for number, (label, _, _) in enumerate(columns, start=1))]
    for track in Track:
        verbs = [step for step in STEPS.values() if step.track == track]
        if verbs:
            lines += ["", f"【{track.label}】", padded("", 40) + "".join(f"{n:>4}" for n in range(1, len(columns) + 1))]
            lines += [row(step.verb, columns) for step in verbs]
    return "\n".join(lines) + "\n"


def row(verb: str, columns) -> str:
    answers = (can(user, verb, thing(verb, part)) for _, user, part in columns)
    return padded(f"{STEPS[verb].label} {verb}", 40) + "".join("  可" if yes else "   ·" for yes in answers)


def padded(text: str, width: int) -> str:
    return text + " " * (width - sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text))


def test_the_written_permissions_are_the_real_ones(columns):
    real = written(columns)
    if os.environ.get("BANFU_RENEW"):
        FILE.write_text(real, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == real, "renew the file with BANFU_RENEW=1 and read what has changed"
