"""manage.py verify_events: whatever is changed behind the application's back is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from replies.actions import replying
from replies.management.commands.verify_events import findings
from replies.models import ChainHead, Event, Reply
from replies.rules.letter import digest
from tests import make
from tests.commands.conftest import run
from tests.people import Cast


@pytest.fixture
def letter(cast: Cast) -> Reply:
    """A signed letter with its paper, and the dozen events that led to it."""
    return replying.keep_pdf(make.signed(cast), at=make.at())


def row(place: int) -> Event:
    return Event.objects.order_by("id")[place]


def test_what_nobody_touched_is_whole(letter: Reply) -> None:
    printed = run("verify_events")
    assert f"流水 {Event.objects.count()} 条，全部完整" in printed
    assert "已签发答复 1 份" in printed


def test_an_empty_history_is_whole(db: None) -> None:
    assert "流水 0 条，全部完整" in run("verify_events")


@pytest.mark.parametrize("change", [{"note": "改过"}, {"by_name": "他人"}, {"new": "signed"}, {"at": make.at(days=-9)}])
def test_a_changed_row(letter: Reply, change: dict) -> None:
    changed = row(3)
    Event.objects.filter(pk=changed.pk).update(**change)
    assert told(f"流水第 {changed.pk} 条", "内容与本条校验值不符") == 1


def test_a_changed_row_sealed_anew(letter: Reply) -> None:
    changed = row(3)
    changed.note = "改过"
    Event.objects.filter(pk=changed.pk).update(note="改过", hash=changed.compute_hash())
    assert told(f"流水第 {row(4).pk} 条", "与上一条接不上") == 1


def test_a_deleted_row(letter: Reply) -> None:
    after = row(4)
    row(3).delete()
    assert told(f"流水第 {after.pk} 条", "与上一条接不上") == 1
    assert told("流水应有", "实有") == 1


def test_an_inserted_row(letter: Reply) -> None:
    last = Event.objects.order_by("id").last()
    last.pk, last.previous_hash, last.note = last.pk + 1, last.hash, "添加"
    last.hash = last.compute_hash()
    last.save(force_insert=True)
    assert told("流水应有", "实有") == 1
    assert told("链尾校验值不符") == 1


def test_a_row_put_in_the_place_of_another(letter: Reply) -> None:
    old = row(3)
    pk, old.note = old.pk, "冒充"
    Event.objects.filter(pk=pk).delete()
    old.pk, old.hash = pk, old.compute_hash()
    old.save(force_insert=True)
    assert told(f"流水第 {row(4).pk} 条", "与上一条接不上") == 1


def test_a_tail_cut_off(letter: Reply) -> None:
    Event.objects.filter(pk__gte=row(Event.objects.count() - 3).pk).delete()
    assert told("流水应有", "实有") == 1
    assert told("链尾校验值不符") == 1


def test_a_tail_cut_off_with_its_length(letter: Reply) -> None:
    Event.objects.order_by("id").last().delete()
    ChainHead.objects.update(length=Event.objects.count())
    assert told("链尾校验值不符") == 1


def reword(letter: Reply) -> dict:
    changed = replace(letter.content, paragraphs=("改过的正文。",))
    letter.content = changed
    return {"content_json": letter.content_json}


def reword_and_seal(letter: Reply) -> dict:
    return reword(letter) | {"content_sha256": digest(letter.content)}


def renumber(letter: Reply) -> dict:
    return {"document_number": "清教发〔2026〕99号"}


def unreadable(letter: Reply) -> dict:
    return {"content_json": "{"}


def unsigned(letter: Reply) -> dict:
    return {"state": "drafting", "signed_at": None, "signed_by": None}


def other_paper(letter: Reply) -> dict:
    return {"pdf_sha256": "0" * 64}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (reword, "正文被改过"),
        (reword_and_seal, "与签发流水中记录的内容或发文字号不符"),
        (renumber, "与签发流水中记录的内容或发文字号不符"),
        (unreadable, "内容无法读取"),
        (unsigned, "抹去了签发"),
        (other_paper, "答复件的校验值与流水中的记录不符"),
    ],
)
def test_a_changed_letter(letter: Reply, change: Callable[[Reply], dict], words: str) -> None:
    Reply.objects.filter(pk=letter.pk).update(**change(letter))
    assert told(words) == 1


def test_a_paper_that_is_another_or_gone(letter: Reply) -> None:
    path = Path(letter.pdf.path)
    path.write_bytes(path.read_bytes() + b"\n")
    assert told("文件被换过") == 1
    path.unlink()
    assert told("PDF 不在了") == 1


def test_it_fails_loudly(letter: Reply) -> None:
    row(3).delete()
    with pytest.raises(CommandError, match="发现 2 处问题"):
        run("verify_events")


def told(*words: str) -> int:
    """How many findings say all of these words."""
    return sum(all(word in finding for word in words) for finding in findings())
