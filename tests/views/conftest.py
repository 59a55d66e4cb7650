"""A browser without a screen: the test client, signed in, that fills our forms with their key."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse


class Visitor:
    """One person at the pages. post() adds the form key that every form of ours carries."""

    def __init__(self, user=None) -> None:
        self.client = Client()
        if user is not None and user.is_authenticated:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, name: str, *args, **query):
        return self.client.get(reverse(name, args=args), query)

    def post(self, name: str, *args, key: str | None = None, **data):
        data = {"form_key": key or str(uuid4())} | data
        return self.client.post(reverse(name, args=args), data)

    def told(self, name: str, *args, **data) -> str:
        """What the page after a post says, as one text."""
        response = self.client.post(reverse(name, args=args), {"form_key": str(uuid4())} | data, follow=True)
        return response.content.decode()


@pytest.fixture
def visit(cast):
    """visit("drafter_a") or visit(user)."""

    def sign_in(who):
        return Visitor(cast.user(who) if isinstance(who, str) else who)

    return sign_in
