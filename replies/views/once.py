"""A form is carried out once: a second click, a reload or a page sent again does nothing twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from replies.models import SpentKey

FIELD = "form_key"


class AlreadyDone(Exception):
    """This very form was carried out before; str() is what to tell the person."""

    def __init__(self) -> None:
        super().__init__("这一操作刚才已经完成，没有重复执行。")


class NoKey(Exception):
    """The form carries no key: it was not drawn by us."""

    def __init__(self) -> None:
        super().__init__("表单不完整，请刷新页面后重新提交。")


@contextmanager
def once(request: HttpRequest) -> Iterator[None]:
    """Run the block in one transaction that also spends the form's key; if the block fails the key is unspent."""
    key = _key(request)
    with transaction.atomic():
        try:
            with transaction.atomic():
                SpentKey.objects.create(key=key, user_id=request.user.pk)
        except IntegrityError:
            raise AlreadyDone from None
        yield


def was_done(request: HttpRequest) -> bool:
    """Has this person sent this very form before, and was it carried out?"""
    return SpentKey.objects.filter(key=request.POST.get(FIELD, ""), user_id=request.user.pk).exists()


def _key(request: HttpRequest) -> str:
    try:
        return str(UUID(request.POST.get(FIELD, "")))
    except ValueError:
        raise NoKey from None
