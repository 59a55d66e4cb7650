"""The ways a notice leaves the house: e-mail, and whatever the office has for 短信 or 政务微信.

A gateway is a class without arguments and with one method, `send(notice, address)`; setting NOTICE_GATEWAY names it
by its dotted path. It raises anything at all where a message did not go out; the first line of it is kept.
"""

from __future__ import annotations

import logging
from typing import Protocol, cast

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from replies.models import Notice
from replies.rules.vocabulary import NoticeChannel

logger = logging.getLogger(__name__)


class Gateway(Protocol):
    def send(self, notice: Notice, address: str) -> None: ...


class ToTheLog:
    """The default: nothing leaves the house. The line names neither the item nor the person."""

    def send(self, notice: Notice, address: str) -> None:
        logger.info(
            "notice %s (%s) for a number ending in %s: no gateway is set up", notice.pk, notice.verb, address[-4:]
        )


class ByEmail:
    """Plain text with the address of the case, where the office has said at which address it is reached."""

    def send(self, notice: Notice, address: str) -> None:
        words = {"notice": notice, "site": settings.SITE_URL.rstrip("/")}
        message = EmailMessage(
            subject=render_to_string("notices/subject.txt", words).strip(),
            body=render_to_string("notices/email.txt", words),
            to=[address],
        )
        message.send()


def channels() -> tuple[NoticeChannel, ...]:
    """What this office has set up, beside the inbox."""
    email = (NoticeChannel.EMAIL,) if settings.SENDS_EMAIL else ()
    return (*email, NoticeChannel.MESSAGE)


def gateway_for(channel: str) -> Gateway:
    if channel == NoticeChannel.EMAIL:
        return ByEmail()
    return cast(Gateway, import_string(settings.NOTICE_GATEWAY)())
