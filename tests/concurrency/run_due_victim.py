"""A process of its own that runs run_due, says so before its third deed is committed, and waits there to be killed.

python -m tests.concurrency.run_due_victim MOMENT
"""

import sys
from datetime import datetime

import django


def main(moment: str) -> None:
    django.setup()
    from django.db import transaction

    from replies.actions import due

    real, done = due.Deed, []

    class Deed(real):
        def __init__(self, words, act):
            super().__init__(words, lambda **who: counted(act, **who))

    def counted(act, **who):
        with transaction.atomic():
            act(**who)
            if len(done) == 2:
                sys.stdout.write(f"{len(done)}\n")
                sys.stdout.flush()
                sys.stdin.read()
        done.append(act)

    due.Deed = Deed
    due.run(at=datetime.fromisoformat(moment))


if __name__ == "__main__":
    main(*sys.argv[1:])
