"""通知发送: after the commit, at most once, with a reason where it failed."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django_tasks_db.models import DBTaskResult

from replies.actions import sending
from replies.models import Delegate, Dispatch, Notice
from tests import make

OUT = []


class Working:
    def send(self, notice, address):
        OUT.append((address, notice.text))


class Broken:
    def send(self, notice, address):
        raise ConnectionError("no line\nsecond line")


@pytest.fixture(autouse=True)
def gateway(settings):
    OUT.clear()
    settings.NOTICE_GATEWAY = "tests.actions.test_sending.Working"


@pytest.fixture
def waiting(cast) -> Dispatch:
    """One message to the lead delegate's telephone."""
    notice = Notice.objects.create(
        to=cast.lead.user, proposal=make.logged(cast), verb="file", text="已立案。", at=make.at()
    )
    return Dispatch.objects.create(notice=notice, channel="message", address="0000-0000009")


def test_a_message_goes_out_once(waiting):
    assert [sending.send([waiting.pk]), sending.send([waiting.pk])] == [1, 0]
    assert OUT == [("0000-0000009", "已立案。")]


def test_a_failure_is_kept_with_its_reason_and_can_be_tried_again(waiting, settings):
    settings.NOTICE_GATEWAY = "tests.actions.test_sending.Broken"
    assert sending.send([waiting.pk]) == 0
    waiting.refresh_from_db()
    assert (waiting.sent_at, waiting.tries, waiting.error) == (None, 1, "ConnectionError：no line")
    settings.NOTICE_GATEWAY = "tests.actions.test_sending.Working"
    assert sending.send([waiting.pk]) == 1
    waiting.refresh_from_db()
    assert (waiting.tries, waiting.error, waiting.sent_at is None) == (2, "", False)


def test_after_five_failures_it_is_left_alone(waiting, settings):
    settings.NOTICE_GATEWAY = "tests.actions.test_sending.Broken"
    for _ in range(7):
        sending.send([waiting.pk])
    waiting.refresh_from_db()
    assert waiting.tries == 5


def test_a_gateway_that_does_not_exist_is_a_failure_like_any_other(waiting, settings):
    settings.NOTICE_GATEWAY = "nowhere.Gateway"
    sending.send([waiting.pk])
    waiting.refresh_from_db()
    assert waiting.error.startswith("ModuleNotFoundError：")


def test_what_was_left_lying_is_taken_up_and_what_is_fresh_is_the_workers(waiting):
    assert sending.send_waiting(at=make.at() + timedelta(minutes=9)) == (0, 0)
    assert sending.send_waiting(at=make.at() + timedelta(minutes=10)) == (1, 0)


def test_the_default_writes_one_harmless_line(waiting, settings, caplog):
    settings.NOTICE_GATEWAY = "replies.actions.gateways.ToTheLog"
    with caplog.at_level(logging.INFO, logger="replies.actions.gateways"):
        sending.send([waiting.pk])
    (line,) = caplog.messages
    assert line == f"notice {waiting.notice_id} (file) for a number ending in 0009: no gateway is set up"


def test_a_mail_is_plain_text_with_the_address_of_the_case(waiting, settings):
    settings.SITE_URL = "https://qinghe.example/"
    Dispatch.objects.update(channel="email", address="wang@example.com")
    sending.send([waiting.pk])
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["wang@example.com"], "办件通知：第1号建议")
    assert message.body.startswith("已立案。\n")
    assert f"查看：https://qinghe.example/proposals/{waiting.notice.proposal_id}/" in message.body


def test_a_mail_does_not_turn_words_into_markup(waiting):
    Notice.objects.update(text="“甲”与<乙>")
    Dispatch.objects.update(channel="email", address="wang@example.com")
    sending.send([waiting.pk])
    assert "“甲”与<乙>" in mail.outbox[0].body
    assert "请登录建议提案办理系统查看。" in mail.outbox[0].body
    assert not re.search(r"&\w+;", mail.outbox[0].body)


# --- with the deed and its commit --------------------------------------------------------------------


def tasks() -> list[list[int]]:
    """The orders that lie in the worker's queue."""
    path = "replies.actions.sending.send_in_background"
    rows = DBTaskResult.objects.filter(task_path=path).values_list("args_kwargs", flat=True)
    return [row["args"][0] for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_is_rolled_back_sends_nothing(cast):
    from django.db import transaction

    Delegate.objects.filter(pk=cast.lead.pk).update(phone="0000-0000009")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.filed(cast)
        assert len(tasks()) == 1
        raise ZeroDivisionError
    assert (tasks(), Dispatch.objects.count(), Notice.objects.count(), OUT) == ([], 0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_a_committed_deed_is_sent_by_the_worker(cast):
    Delegate.objects.filter(pk=cast.lead.pk).update(phone="0000-0000009")
    User.objects.filter(pk=cast.lead.user_id).update(email="wang@example.com")
    make.filed(cast)
    (ids,) = tasks()
    assert OUT == []
    sending.send_in_background.call(ids)
    assert [address for address, _ in OUT] == ["0000-0000009"]
