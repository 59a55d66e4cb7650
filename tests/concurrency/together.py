"""Several people at once, each in a thread with a database connection of their own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from replies.models import ChainHead, Event

PATIENCE = 60  # seconds; only a test that hangs ever waits as long


def in_own_connection(act: Callable[[], Any]) -> Any:
    """Run in this thread and leave no connection behind."""
    try:
        return act()
    finally:
        connections.close_all()


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment; give back what each returned, or the exception it raised."""
    barrier = Barrier(len(acts))

    def start(act: Callable[[], Any]) -> Any:
        barrier.wait(PATIENCE)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(in_own_connection, lambda act=act: start(act)) for act in acts]
        return [outcome(future) for future in futures]


def outcome(future: Future) -> Any:
    error = future.exception(PATIENCE)
    return error if error is not None else future.result()


def errors(outcomes: list[Any]) -> list[str]:
    """The exceptions among the outcomes, as 'Kind: message'."""
    return [f"{type(error).__name__}: {error}" for error in outcomes if isinstance(error, Exception)]


def chain_is_whole() -> bool:
    """Every event sealed to the one before it, the last one known to the head, none lost, none twice."""
    previous, length = "", 0
    for event in Event.objects.order_by("id"):
        if event.previous_hash != previous or event.compute_hash() != event.hash:
            return False
        previous, length = event.hash, length + 1
    head = ChainHead.objects.first()
    return (head.hash, head.length) == (previous, length) if head else length == 0
