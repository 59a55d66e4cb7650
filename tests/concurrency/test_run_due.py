"""run_due twice at once, and killed: every deed once."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from replies.actions import due, sending
from replies.models import Deadline, Dispatch, Event, Notice, Reminder, Reply
from tests import make

from .test_killed import ROOT, database_url
from .together import chain_is_whole, errors, together

pytestmark = pytest.mark.django_db(transaction=True)
DAY = make.at(days=1)


@pytest.fixture
def cases(cast) -> list[Deadline]:
    """Six answers due the day before, and a letter whose delegate was reminded and kept silent."""
    reply = make.unanswered(cast)
    closing = reply.deadlines.get(code="feedback")
    closing.rule_json = closing.rule_json.replace('"late_effect": "none"', '"late_effect": "closed"')
    closing.save()
    for _ in range(6):
        make.accepted(cast)
    Deadline.objects.exclude(code__in=["reply", "feedback"]).delete()
    Deadline.objects.update(due_on=make.TODAY)
    return list(Deadline.objects.filter(code="reply", assignment__current_reply=None))


def test_two_runs_at_once_do_everything_once(cases):
    outcomes = together(lambda: due.run(at=DAY), lambda: due.run(at=DAY))
    assert errors(outcomes) == []
    assert [outcome.failed for outcome in outcomes] == [0, 0]
    assert sum(outcome.done for outcome in outcomes) == 7
    assert Event.objects.filter(verb="remind").count() == 6
    assert Event.objects.filter(verb="close_without_rating").count() == 1
    assert Notice.objects.filter(verb="remind", to__username="signer_a").count() == 6
    assert Reply.objects.get().unrated_at == DAY
    assert chain_is_whole()


def test_a_run_that_is_killed_is_finished_by_the_next(cases):
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.concurrency.run_due_victim", DAY.isoformat()]
    victim = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with victim:
        assert victim.stdout.readline() == b"2\n", "two deeds are committed, the third is not"
        victim.kill()
    assert Event.objects.filter(verb__in=["remind", "close_without_rating"]).count() == 2
    assert due.run(at=DAY).done == 5
    assert Reminder.objects.filter(deadline__in=cases).count() == 6
    assert chain_is_whole()


def test_a_message_taken_up_by_two_goes_out_once(cast, settings, monkeypatch):
    out = []

    class Slow:
        def send(self, notice, address):
            out.append(address)

    monkeypatch.setattr(sending, "gateway_for", lambda channel: Slow())
    notice = Notice.objects.create(to=cast.lead.user, verb="file", text="已立案。", at=make.at())
    rows = [
        Dispatch.objects.create(notice=notice, channel=channel, address=channel) for channel in ("message", "email")
    ]
    later = make.at() + timedelta(hours=1)
    outcomes = together(*[lambda: sending.send_waiting(at=later)] * 2)
    assert errors(outcomes) == []
    assert sorted(out) == ["email", "message"]
    assert Dispatch.objects.filter(pk__in=[row.pk for row in rows], sent_at=None).count() == 0
