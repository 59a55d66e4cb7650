"""A process whose children each do one verb up to the moment before it is committed, say so, and wait to be killed.

It stays alive between them, because starting takes a hundred times as long as a verb. Each child has a database
connection of its own; the process itself never opens one, so there is nothing to share.
"""

import os
import pickle
import sys
import time
from base64 import b64decode, b64encode
from typing import Any

import django


def main() -> None:
    django.setup()
    from tests.actions import doing  # noqa: F401 - imported once, for all the children

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            attempt(*pickle.loads(b64decode(line)))
            os._exit(1)
        os.waitpid(child, 0)
        say("gone")


def attempt(verb: str, case: Any, by: Any, media: str) -> None:
    from django.conf import settings
    from django.db.backends.base.base import BaseDatabaseWrapper

    from tests.actions.doing import do

    settings.MEDIA_ROOT = media
    BaseDatabaseWrapper._commit = lambda connection: wait_to_be_killed()
    try:
        do(verb, case, by=by)
    except Exception as error:
        say(f"{type(error).__name__}: {error}")
    say("it never came to a commit")


def wait_to_be_killed() -> None:
    say(str(os.getpid()))
    time.sleep(3600)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def ask(verb: str, case: Any, by: Any, media: str) -> str:
    """One line of what this process reads."""
    return b64encode(pickle.dumps((verb, case, by, media))).decode() + "\n"


if __name__ == "__main__":
    main()
