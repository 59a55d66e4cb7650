"""The print queue with real workers: each pile is made once, whoever takes it up."""

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from replies.actions import printing
from replies.models import Event, PrintRun
from tests import make
from tests.printing import PLAIN, letters, small_papers  # noqa: F401

from .together import chain_is_whole, errors, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nobody_is_served_at_once(small_papers, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setattr(printing, "FEW", 0)


def worker(name: str) -> Worker:
    """As `manage.py db_worker --batch`: works the queue off and ends."""
    return Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=name, excluded_queue_names=[],
    )  # fmt: skip


def test_two_workers_make_each_pile_once(cast) -> None:
    chosen = letters(cast, 3)
    runs = [printing.print_letters(chosen, wishes=PLAIN, by=cast.drafter_a, at=make.at()) for _ in range(3)]
    printing.make_in_background.enqueue(runs[0].pk)  # a second time, as a restart leaves it

    assert errors(together(worker("one").run, worker("two").run)) == []

    assert set(PrintRun.objects.values_list("state", "attempt")) == {("done", 1)}
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert Event.objects.filter(verb="print").count() == 9
    assert chain_is_whole()


def test_two_piles_of_the_same_letters_do_not_wait_for_each_other_for_good(cast) -> None:
    """Each holds its letters before the chain, both in the same order, however they lie on the pile."""
    chosen = letters(cast, 4)
    runs = [
        printing.print_letters(some, wishes=PLAIN, by=cast.drafter_a, at=make.at()) for some in (chosen, chosen[::-1])
    ]

    together(*(lambda run=run: printing.make(run.pk) for run in runs))

    assert set(PrintRun.objects.values_list("state", flat=True)) == {"done"}
    assert chain_is_whole()
