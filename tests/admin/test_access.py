"""Who opens which form: by role, and no further than their own assembly."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from replies.admin.site import site
from replies.models import Event
from tests import make
from tests.admin.paper import ADD, LIST, change_url, new_item, signed_in
from tests.people import EVERYBODY

MODELS = {
    "proposal": "replies_proposal", "session": "replies_session", "delegate": "replies_delegate", "unit": "replies_handlingunit",
    "series": "replies_documentseries", "assembly": "replies_assembly", "profile": "replies_profile",
    "calendar": "replies_calendarday", "account": "auth_user", "event": "replies_event",
}  # fmt: skip
ALL = set(MODELS)
MAY_SEE = {
    "administrator": ALL,
    "npc_clerk": {"proposal", "session", "delegate", "unit", "calendar"},
    "cppcc_clerk": {"proposal", "session", "delegate", "unit", "calendar"},
    "government_clerk": {"proposal", "session", "unit", "series", "calendar"},
}
MAY_ADD = {
    "administrator": ALL - {"proposal", "profile", "calendar", "event"},
    "npc_clerk": {"proposal", "session", "delegate"},
    "cppcc_clerk": {"proposal", "session", "delegate"},
    "government_clerk": {"unit", "series"},
}


@pytest.mark.parametrize("account", MAY_SEE)
def test_who_sees_which_list(cast, account):
    client = signed_in(cast.user(account))
    seen = {name for name, url in MODELS.items() if client.get(reverse(f"admin:{url}_changelist")).status_code == 200}
    assert seen == MAY_SEE[account]


@pytest.mark.parametrize("account", MAY_ADD)
def test_who_adds_what(cast, account):
    client = signed_in(cast.user(account))
    added = {name for name, url in MODELS.items() if client.get(reverse(f"admin:{url}_add")).status_code == 200}
    assert added == MAY_ADD[account]


@pytest.mark.parametrize("account", ["drafter_a", "reviewer_a", "signer_a", "leader", "lead"])
def test_others_are_refused_at_the_door(cast, account):
    client = signed_in(cast.user(account))
    assert [client.get(url).status_code for url in ("/admin/", LIST, ADD)] == [403, 403, 403]


def test_without_an_account_one_is_asked_to_sign_in(client, cast):
    assert client.get(LIST).url == f"/login/?next={LIST}"
    assert client.get("/admin/login/?next=/admin/").url == "/login/?next=%2Fadmin%2F"


def test_the_other_bodys_clerk_does_not_find_the_case(cast):
    proposal = make.logged(cast)
    client = signed_in(cast.cppcc_clerk)
    assert client.get(change_url(proposal)).status_code == 404
    assert client.get(f"/admin/replies/proposal/{proposal.pk}/history/").status_code == 404
    assert client.post(change_url(proposal), {}).status_code == 404
    assert proposal.case_number not in client.get(LIST).content.decode()


def test_a_clerk_cannot_log_for_the_other_body(cast):
    response = signed_in(cast.cppcc_clerk).post(ADD, new_item(cast, "npc"))
    assert response.status_code == 200
    assert "session" in response.context["adminform"].form.errors


def test_the_type_ahead_finds_own_delegates_by_name(cast):
    url = "/admin/autocomplete/?app_label=replies&model_name=sponsor&field_name=delegate&term="
    client = signed_in(cast.npc_clerk)
    assert [row["text"] for row in client.get(url + "清和").json()["results"]] == ["王清和（城关代表团）"]
    assert client.get(url + "李文澜").json()["results"] == []


def test_the_type_ahead_leaves_out_units_no_longer_in_use(cast):
    cast.b.active = False
    cast.b.save()
    url = "/admin/autocomplete/?app_label=replies&model_name=assignment&field_name=unit&term=局"
    assert [row["text"] for row in signed_in(cast.npc_clerk).get(url).json()["results"]] == ["县教育局"]


@pytest.mark.parametrize("account", ["administrator", "npc_clerk"])
def test_a_case_cannot_be_deleted(cast, account):
    proposal = make.logged(cast)
    client = signed_in(cast.user(account))
    assert client.post(f"/admin/replies/proposal/{proposal.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_administrator_reads_cases_and_changes_none(cast):
    proposal = make.logged(cast)
    client = signed_in(cast.administrator)
    assert client.get(change_url(proposal)).status_code == 200
    assert client.post(change_url(proposal), {}).status_code == 403


def test_events_cannot_be_changed(cast):
    make.logged(cast)
    client = signed_in(cast.administrator)
    url = reverse("admin:replies_event_change", args=[Event.objects.get().pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"note": "改"}).status_code == 403


def every_address() -> list[str]:
    """Each address of the entry site, with 1 wherever it takes an argument."""
    found = []
    for pattern in site.get_urls():
        for inner in getattr(pattern, "url_patterns", [pattern]):
            path = str(pattern.pattern) + (str(inner.pattern) if inner is not pattern else "")
            found.append("/admin/" + re.sub(r"<[^>]+>", "1", path).replace("^", "").replace("$", ""))
    return sorted({address for address in found if "(" not in address})


@pytest.mark.parametrize("account", [name for name in EVERYBODY if name not in MAY_SEE])
def test_every_address_is_shut_to_those_who_enter_nothing(cast, account):
    make.logged(cast)
    client = signed_in(cast.user(account)) if account != "anonymous" else Client()
    addresses = every_address()
    assert len(addresses) > 40
    opened = [address for address in addresses if client.get(address).status_code == 200]
    assert opened == []
