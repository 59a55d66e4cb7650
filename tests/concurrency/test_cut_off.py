"""A signature that is cut off in the middle leaves no number used, no state, no event."""

from threading import Event as Flag
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from replies.actions import intake, replying
from replies.models import DocumentSeries, Event, Reply
from tests import make

from .together import PATIENCE, chain_is_whole, errors, in_own_connection, together

pytestmark = pytest.mark.django_db(transaction=True)


class Cut(Exception):
    """What goes wrong in the middle."""


@pytest.fixture
def letter(cast):
    return make.approved(cast)


@pytest.fixture
def nothing_happened(letter):
    """Ask it afterwards; it remembers what was there before."""
    events = Event.objects.count()

    def check() -> bool:
        reply = Reply.objects.get(pk=letter.pk)
        return (
            (reply.state, reply.document_number, reply.signed_at, reply.pdf_sha256) == ("approved", None, None, "")
            and not DocumentSeries.objects.exists()
            and Event.objects.count() == events
            and chain_is_whole()
        )

    return check


def sign_and_fail(letter, signer):
    with transaction.atomic():
        assert replying.sign(letter, by=signer, at=make.at()).document_number == "清教发〔2026〕1号"
        raise Cut


def test_an_error_after_the_number_was_taken(cast, letter, nothing_happened):
    with pytest.raises(Cut):
        sign_and_fail(letter, cast.signer_a)
    assert nothing_happened()
    assert replying.sign(letter, by=cast.signer_a, at=make.at()).document_number == "清教发〔2026〕1号"


def test_whoever_signs_meanwhile_gets_the_number_that_was_given_back(cast, letter):
    other = make.approved(cast)
    taken = Flag()

    def fail():
        with transaction.atomic():
            replying.sign(letter, by=cast.user("signer_a"), at=make.at())
            taken.set()
            raise Cut

    def sign():
        assert taken.wait(PATIENCE)
        return replying.sign(other, by=cast.user("signer_a"), at=make.at())

    failed, signed = together(fail, sign)
    assert isinstance(failed, Cut)
    assert signed.document_number == "清教发〔2026〕1号"
    assert chain_is_whole()


@pytest.mark.postgres
def test_a_connection_that_is_lost(cast, letter, nothing_happened):
    signed, lost, pids, caught = Flag(), Flag(), [], []

    def sign():
        try:
            with transaction.atomic():
                replying.sign(letter, by=cast.user("signer_a"), at=make.at())
                pids.append(connection.connection.info.backend_pid)
                signed.set()
                lost.wait(PATIENCE)
        except DatabaseError as error:
            caught.append(error)

    thread = Thread(target=in_own_connection, args=[sign])
    thread.start()
    assert signed.wait(PATIENCE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", pids)
        assert cursor.fetchone() == (True,)
    lost.set()
    thread.join(PATIENCE)
    assert len(caught) == 1
    assert nothing_happened()
    assert replying.sign(letter, by=cast.signer_a, at=make.at()).document_number == "清教发〔2026〕1号"


@pytest.mark.postgres
def test_a_correction_in_the_same_case_meanwhile_is_no_deadlock(cast, letter):
    """The signature's event refers to the item that the correction holds, and the correction waits for the chain."""
    proposal = letter.assignment.proposal
    signed = Flag()

    def sign():
        with transaction.atomic():
            replying.sign(letter, by=cast.user("signer_a"), at=make.at())
            signed.set()
            assert somebody_waits()

    def amend():
        assert signed.wait(PATIENCE)
        intake.amend(proposal, title="更正后的标题", by=cast.user("npc_clerk"), at=make.at())

    assert errors(together(sign, amend)) == []
    assert chain_is_whole()


def somebody_waits() -> bool:
    """Watch until another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(10_000):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return True
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.005)")
    return False
