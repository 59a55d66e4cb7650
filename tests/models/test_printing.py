"""What the database itself says of print runs."""

import pytest
from django.db import IntegrityError, models, transaction

from replies.models import PrintedLetter, PrintRun, Reply, with_prints
from tests import make
from tests.printing import letters, made, ordered, small_papers  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_papers")


def refused(write) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


def test_a_run_is_done_exactly_when_it_has_a_time_and_a_hash(cast) -> None:
    run = ordered(cast)
    runs = PrintRun.objects.filter(pk=run.pk)

    assert "done_is_finished" in refused(lambda: runs.update(state="done"))
    assert "done_is_finished" in refused(lambda: runs.update(state="done", finished=make.at()))
    assert "done_is_finished" in refused(lambda: runs.update(finished=make.at(), sha256="0" * 64))


def test_a_letter_lies_on_a_pile_once_and_in_one_place(cast) -> None:
    run = ordered(cast, 1)
    row = run.printed.get()

    refused(lambda: PrintedLetter.objects.create(run=run, reply=row.reply, place=2))
    refused(lambda: PrintedLetter.objects.create(run=run, reply=letters(cast, 1)[0], place=1))


def test_who_printed_and_what_was_printed_cannot_be_deleted(cast) -> None:
    run = made(cast, 1)

    for thing in (run, run.printed.get().reply, cast.drafter_a):
        with pytest.raises(models.ProtectedError):
            thing.delete()


def test_prints_are_counted_when_they_were_made_and_the_last_one_is_known(cast) -> None:
    run = made(cast, 1)
    ordered(cast, 1)

    counted = with_prints(Reply.objects.order_by("pk"))

    assert list(counted.values_list("prints", "last_run", "last_pages")) == [(1, run.pk, 3), (0, None, None)]
