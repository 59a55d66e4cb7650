"""Everything on screen is Chinese: no page of the admin shows an English word or an "object (1)"."""

import re

import pytest
from django.utils.html import strip_tags

from replies.models import DocumentSeries, Event
from replies.rules.wording import PATTERN_FIELDS
from tests import make
from tests.admin.paper import signed_in

# Names of file formats, and the placeholders of the local patterns ({serial}), are what they are.
ALLOWED = {"PDF", "Word", "Excel", "WPS", "JPG", "PNG", "MB", *PATTERN_FIELDS}


def visible_text(page: str) -> str:
    """What is read: text, the words on buttons, and the hints of fields."""
    body = re.sub(r"<(script|style|head).*?</\1>", " ", page, flags=re.S)
    said = re.findall(r'(?:title|alt|placeholder|aria-label)="([^"]*)"', body)
    said += re.findall(r'<input type="submit"[^>]* value="([^"]*)"', body)
    return strip_tags(re.sub(r"<[^>]*>", " ", body)) + " ".join(said)


def pages(cast) -> list[str]:
    case = make.assigned(cast).proposal
    series = DocumentSeries.objects.create(code="清教发", year=2026)
    changed = {
        "replies/proposal": case, "replies/session": cast.npc_session, "replies/delegate": cast.lead, "replies/handlingunit": cast.a,
        "replies/assembly": cast.npc, "replies/profile": cast.npc.profile, "replies/documentseries": series, "auth/user": cast.drafter_a,
    }  # fmt: skip
    found = [
        "/admin/",
        "/admin/replies/",
        "/admin/replies/event/",
        f"/admin/replies/event/{Event.objects.first().pk}/change/",
        "/admin/replies/calendarday/",
    ]
    for folder, thing in changed.items():
        found += [
            f"/admin/{folder}/",
            f"/admin/{folder}/add/",
            f"/admin/{folder}/{thing.pk}/change/",
            f"/admin/{folder}/{thing.pk}/history/",
        ]
    return found


@pytest.mark.parametrize("account", ["administrator", "npc_clerk", "government_clerk"])
def test_no_english_on_any_page(cast, account):
    client = signed_in(cast.user(account))
    accounts = set(cast.__dataclass_fields__)
    strange = {}
    for url in pages(cast):
        response = client.get(url, HTTP_ACCEPT_LANGUAGE="en")
        if response.status_code == 200:
            words = set(re.findall(r"[A-Za-z][A-Za-z_]+", visible_text(response.content.decode())))
            strange[url] = words - ALLOWED - accounts
    assert {url: words for url, words in strange.items() if words} == {}


def test_no_page_carries_an_inline_script_or_style(cast):
    client = signed_in(cast.administrator)
    for url in pages(cast):
        page = client.get(url).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)[^>]*>\s*\w", page), url


@pytest.mark.parametrize("account", ["administrator", "npc_clerk", "government_clerk"])
def test_every_form_that_posts_carries_a_key(cast, account):
    client = signed_in(cast.user(account))
    for url in pages(cast):
        page = client.get(url).content.decode()
        forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", page, flags=re.S)
        for form in forms:
            assert 'name="form_key"' in form or 'action="/logout/"' in form, url
