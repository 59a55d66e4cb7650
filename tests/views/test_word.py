"""The letter as a Word file: of a draft and of a signed letter, without the seal; a broken template is explained."""

import io
from urllib.parse import unquote

import pytest
from docx import Document

from replies.models import Reply
from tests import make


@pytest.fixture
def signed(cast) -> Reply:
    return make.signed(cast)


def test_a_signed_letter_is_downloaded_under_its_number(visit, signed) -> None:
    response = visit("drafter_a").get("reply-word", signed.pk)

    assert unquote(response["Content-Disposition"]).endswith(f"{signed.document_number}.docx")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"
    assert signed.document_number in [paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs]


def test_a_draft_shows_the_open_place_of_its_number(cast, visit) -> None:
    reply = make.written(cast)

    response = visit("drafter_a").get("reply-word", reply.pk)

    assert "〕　号" in "".join(paragraph.text for paragraph in Document(io.BytesIO(response.content)).paragraphs)


def test_a_file_that_can_be_changed_carries_no_seal(cast, visit, signed) -> None:
    cast.a.seal = make.png("印章.png")
    cast.a.save()

    response = visit("drafter_a").get("reply-word", signed.pk)

    assert b"word/media/" not in response.content


def test_a_broken_template_is_explained_beside_the_letter(visit, signed, tmp_path, monkeypatch) -> None:
    (tmp_path / "letter.docx").write_bytes(b"no docx")
    monkeypatch.setenv("BANFU_TEMPLATE_DIRS", str(tmp_path))

    visitor = visit("drafter_a")
    response = visitor.client.get(f"/replies/{signed.pk}/letter.docx", follow=True)

    assert response.redirect_chain == [(f"/replies/{signed.pk}/", 302)]
    assert f"Word 模板“{tmp_path.name}/letter.docx”不能用：不是 .docx 文件或文件已损坏。" in response.content.decode()


def test_the_pages_lead_to_it(cast, visit, signed) -> None:
    link = f'href="/replies/{signed.pk}/letter.docx">下载 Word 版</a>'

    assert link in visit("drafter_a").get("reply-read", signed.pk).content.decode()
    assert link in visit("drafter_a").get("case", signed.assignment.proposal.pk).content.decode()
