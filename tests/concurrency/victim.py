"""A process of its own that signs a letter, says so, and then waits inside its transaction to be killed.

python -m tests.concurrency.victim REPLY USER
"""

import sys

import django


def main(reply_id: str, user_id: str) -> None:
    django.setup()
    from django.contrib.auth.models import User
    from django.db import transaction

    from replies.actions import replying
    from replies.models import Reply
    from tests import make

    with transaction.atomic():
        reply = replying.sign(Reply.objects.get(pk=reply_id), by=User.objects.get(pk=user_id), at=make.at())
        sys.stdout.write(f"{reply.document_number}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
