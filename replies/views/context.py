"""What every page knows: who is looking."""

from replies.access import NOBODY
from replies.access import person as person_of


def person(request) -> dict:
    user = getattr(request, "user", None)
    return {"person": person_of(user) if user else NOBODY}
