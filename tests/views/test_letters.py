"""The letter as a file: who prints it gets the same paper each time."""

import hashlib

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from replies.actions import replying
from replies.models import Reply
from tests import make


@pytest.fixture
def signed(cast, django_capture_on_commit_callbacks) -> Reply:
    approved = make.approved(cast)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        reply = replying.sign(approved, by=cast.signer_a, at=make.at())
    return Reply.objects.get(pk=reply.pk)


def test_the_paper_is_kept_at_the_signature_with_its_hash(signed) -> None:
    with signed.pdf.open("rb") as paper:
        assert hashlib.sha256(paper.read()).hexdigest() == signed.pdf_sha256


def test_a_reprint_is_the_kept_paper(cast, visit, signed) -> None:
    cast.a.printed_name = "清禾县教育和体育局"
    cast.a.save()

    printed = visit("npc_clerk").get("reply-letter", signed.pk).content

    assert hashlib.sha256(printed).hexdigest() == signed.pdf_sha256


def test_a_paper_not_kept_at_the_signature_is_printed_all_the_same_and_kept_at_the_delivery(
    cast, visit, django_capture_on_commit_callbacks
) -> None:
    reply = make.signed(cast)  # no commit here, as if the server had stopped right after it
    printed = visit("drafter_a").get("reply-letter", reply.pk).content
    reply.refresh_from_db()
    assert reply.pdf_sha256 == ""

    with django_capture_on_commit_callbacks(execute=True):
        visit("drafter_a").post("reply-deliver", reply.pk, way="post", on=localdate().isoformat())

    reply.refresh_from_db()
    assert reply.pdf_sha256 == hashlib.sha256(printed).hexdigest()


def test_a_printed_letter_is_named_by_its_number(cast, visit, signed) -> None:
    from urllib.parse import unquote

    disposition = unquote(visit("drafter_a").get("reply-letter", signed.pk)["Content-Disposition"])

    assert signed.document_number in disposition
    assert disposition.startswith("inline")


def test_a_page_past_the_end_is_not_found(cast, visit, signed) -> None:
    assert visit("drafter_a").get("reply-page", signed.pk, 99).status_code == 404


def test_papers_are_never_kept_by_the_browser(cast, visit, signed) -> None:
    assert visit("drafter_a").get("reply-letter", signed.pk)["Cache-Control"] == "private, no-store"


def test_nothing_is_served_from_the_folder_of_files(cast, visit, signed) -> None:
    assert visit("drafter_a").client.get(f"/media/{signed.pdf.name}").status_code == 404
