"""A process that is killed in the middle of any verb leaves nothing half done, and the verb can be done afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from replies.models import Event
from tests.actions.doing import VERBS, do, ready, someone
from tests.printing import small_papers  # noqa: F401
from tests.rows import everything

from .together import chain_is_whole
from .victim import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("small_papers")]
ROOT = Path(__file__).resolve().parents[2]


class Victim:
    """The other process. `killed` lets it come as far as it comes and kills it there."""

    def __init__(self, process: subprocess.Popen) -> None:
        self.process = process

    def killed(self, verb, case, by, media) -> None:
        self.process.stdin.write(ask(verb, case, by, str(media)))
        self.process.stdin.flush()
        said = self.process.stdout.readline().strip()
        assert said.isdecimal(), said
        os.kill(int(said), signal.SIGKILL)
        assert self.process.stdout.readline() == "gone\n"


@pytest.fixture(scope="module")
def victim(django_db_setup) -> Iterator[Victim]:
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.concurrency.victim"], cwd=ROOT, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    with process:
        yield Victim(process)
        process.stdin.close()


def database_url() -> str:
    """The test database of this run, for another process."""
    database = connections["default"].settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    who = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    return f"postgres://{who}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.mark.parametrize("verb", VERBS)
def test_a_process_killed_in_the_middle(cast, victim, media, verb):
    case, by = ready(cast, verb), someone(cast, verb)
    before = everything()

    victim.killed(verb, case, by, media)

    assert everything() == before
    assert chain_is_whole()
    do(verb, case, by=by)
    assert verb == "save" or Event.objects.filter(verb=verb).latest("id").by == by  # the same words are no change
    assert chain_is_whole()


# The paper of a signature is kept after it. A pile is ordered in one transaction and made in others, page by page.
AFTERWARDS = {"sign": {1}}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "print"])
def test_a_verb_is_one_transaction(cast, monkeypatch, verb):
    """Else a process could be killed between two."""
    case, by = ready(cast, verb), someone(cast, verb)
    commits, written = [], set()
    commit = BaseDatabaseWrapper._commit
    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", lambda self: (commit(self), commits.append(self)))

    def watch(execute, sql, *more):
        if sql.startswith(("INSERT INTO", "UPDATE", "DELETE")) and '"replies_' in sql:
            written.add(len(commits) if connection.in_atomic_block else "outside of any")
        return execute(sql, *more)

    with connection.execute_wrapper(watch):
        do(verb, case, by=by)
    assert written - AFTERWARDS.get(verb, set()) == {0}
