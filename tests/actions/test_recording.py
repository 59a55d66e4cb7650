"""流水: each row is sealed to the one before it, and a change that fails leaves none."""

import json
from datetime import UTC, date, datetime

import pytest

from replies.actions import intake, recording, replying
from replies.models import ChainHead, Event, Proposal
from tests import make


def chain() -> list[Event]:
    return list(Event.objects.order_by("id"))


def test_the_first_event_has_nothing_before_it(cast):
    make.logged(cast)
    assert chain()[0].previous_hash == ""


def test_each_event_names_the_hash_of_the_one_before(cast):
    make.rehandled(cast)
    events = chain()
    assert len(events) > 10
    assert [event.previous_hash for event in events[1:]] == [event.hash for event in events[:-1]]


def test_the_head_knows_length_and_last_hash(cast):
    make.delivered(cast)
    head = ChainHead.objects.get()
    assert (head.length, head.hash) == (Event.objects.count(), chain()[-1].hash)


def test_every_hash_can_be_computed_again_from_what_the_database_gives_back(cast):
    make.rehandled(cast)
    assert [event.compute_hash() for event in chain()] == [event.hash for event in chain()]


def test_a_time_with_microseconds_from_another_zone_comes_back_the_same(cast):
    at = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)
    proposal = make.logged(cast, at=at)
    event = Event.objects.get()
    assert event.at == at == Proposal.objects.get(pk=proposal.pk).logged_at
    assert event.compute_hash() == event.hash


TAMPERED = [
    ("track", "reply"), ("verb", "file"), ("model", "reply"), ("object_id", 999), ("proposal_id", None),
    ("unit_id", 1), ("old", "filed"), ("new", "filed"), ("by_id", 2), ("by_name", "别人"), ("by_post", ""),
    ("at", make.at(days=1)), ("note", "改过"), ("data", "{}"), ("previous_hash", "0" * 64),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), TAMPERED)
def test_any_changed_fact_changes_the_hash(cast, field, value):
    make.logged(cast)
    event = chain()[0]
    if field == "by_id":
        value = event.by_id + 1
    setattr(event, field, value)
    assert event.compute_hash() != event.hash


def test_every_recorded_fact_is_sealed():
    facts = {field.attname for field in Event._meta.concrete_fields} - {"id", "hash"}
    assert facts == {field for field, _ in TAMPERED}


def test_old_and_new_values_are_readable_json(cast):
    proposal = make.logged(cast)
    intake.amend(proposal, received_on=date(2026, 1, 16), by=cast.npc_clerk, at=make.at())
    data = Event.objects.latest("id").data
    assert json.loads(data) == {"received_on": ["2026-01-15", "2026-01-16"]}


def test_a_long_name_fits(cast):
    cast.npc_clerk.first_name = "长" * 100
    make.logged(cast)
    assert Event.objects.get().by_name == "长" * 60


@pytest.mark.parametrize("verb", ["file", "sign"])
def test_if_the_history_cannot_be_written_nothing_is(cast, monkeypatch, verb):
    reply = make.approved(cast)
    proposal = make.logged(cast)
    before = [list(model.objects.values()) for model in (Proposal, replying.Reply, replying.DocumentSeries, Event)]

    def fail(self):
        raise OSError("disk full")

    monkeypatch.setattr(Event, "compute_hash", fail)
    with pytest.raises(OSError, match="disk full"):
        if verb == "file":
            intake.file(proposal, by=cast.npc_clerk, at=make.at())
        else:
            replying.sign(reply, by=cast.signer_a, at=make.at())
    after = [list(model.objects.values()) for model in (Proposal, replying.Reply, replying.DocumentSeries, Event)]
    assert after == before


def test_hold_gives_a_fresh_copy(cast):
    stale = make.logged(cast)
    Proposal.objects.update(title="别处改过的标题")
    intake.file(stale, by=cast.npc_clerk, at=make.at())
    assert Proposal.objects.get().title == "别处改过的标题"
    assert recording.lock(stale).title == "别处改过的标题"
