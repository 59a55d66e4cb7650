"""What every page knows: who is looking, and how much they have not read yet."""

from django.utils.functional import SimpleLazyObject

from replies.access import NOBODY
from replies.access import person as person_of
from replies.models import Notice


def person(request) -> dict:
    user = getattr(request, "user", None)
    return {"person": person_of(user) if user else NOBODY}


def unread_notices(request) -> dict:
    """The number beside 通知: counted once, and only by a page that shows it."""
    user = getattr(request, "user", None)
    mine = Notice.objects.filter(to=getattr(user, "pk", None), read_at=None)
    return {"unread_notices": SimpleLazyObject(mine.count)}
