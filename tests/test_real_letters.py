"""The main job with two real letters: from logging the item to the paper and the rating, through the pages.

The letters lie beside the checkout and are not part of the project; without them these tests are left out.
Only master data (county, unit, accounts) is made directly; everything from there on is a page or a button.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.contrib.auth.models import User
from django.test import Client

from replies.actions.master_data import create_profile
from replies.models import Assembly, Delegate, DocumentSeries, Event, Feedback, HandlingUnit, Reply, Session, Staff
from replies.rules.letter import LetterContent, text_from_paragraphs
from replies.rules.letter_reading import from_json
from replies.rules.numbering import parse_document_number
from replies.rules.vocabulary import Layout
from replies.rules.workflow import Role
from tests.pages import form_to, form_with

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "letters"
PASSWORD = "qinghe-mi-ma"
DIGITS = "零一二三四五六七八九十"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real letters are not beside this checkout")


@dataclass
class Office:
    """The people who handle one letter, each with a browser."""

    letter: LetterContent
    sponsors: list[Delegate]
    unit: HandlingUnit

    def browser(self, account: str) -> Client:
        """Signed in by the page, with account and password."""
        client = Client()
        sign_in = form_with(client.get("/login/").content.decode(), "username")
        answer = client.post("/login/", sign_in.values | {"username": account, "password": PASSWORD})
        assert answer.status_code == 302, account
        return client

    def press(self, account: str, page: str, ending: str, **filled: str) -> str:
        """Open a page, fill the form that goes to `ending`, send it; returns the page that follows."""
        client = self.browser(account)
        form = form_to(client.get(page).content.decode(), ending)
        response = client.post(form.action or page, form.values | filled, follow=True)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()


def office_for(letter: LetterContent, layout: Layout, code: str) -> Office:
    """A county, unit and accounts as the letter presupposes them."""
    found = re.fullmatch(r"(\D+?)(.)届(.)次会议", letter.session or "")
    assembly = Assembly.objects.create(body=letter.body, name="某某机构", short_name=found[1], office_name="办事机构")
    profile = create_profile(assembly)
    profile.category_label = letter.category_label
    profile.save()
    if not letter.category:
        profile.classes.all().delete()  # a county that prints no class
    Session.objects.create(
        assembly=assembly, term=DIGITS.index(found[2]), meeting=DIGITS.index(found[3]),
        opened_on="2024-03-01", closed_on="2024-03-05",
    )  # fmt: skip
    name = letter.signatories[0]
    unit = HandlingUnit.objects.create(name=name, printed_name=name, layout=layout, document_code=code)
    for account, role in {
        "clerk": Role.NPC_CLERK if letter.body == "npc" else Role.CPPCC_CLERK,
        "drafter": Role.DRAFTER, "reviewer": Role.REVIEWER, "signer": Role.SIGNER,
    }.items():  # fmt: skip
        user = User.objects.create_user(account, password=PASSWORD, first_name=account)
        needs_unit = role in (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)
        Staff.objects.create(user=user, role=role, unit=unit if needs_unit else None)
    lead = User.objects.create_user("lead", password=PASSWORD)
    sponsors = [
        Delegate.objects.create(assembly=assembly, name=name, user=lead if place == 0 else None)
        for place, name in enumerate(letter.addressees)
    ]
    return Office(letter, sponsors, unit)


def log_file_and_assign(office: Office) -> str:
    """The clerk's entry form, once: logged, filed and assigned. Returns the address of the case."""
    letter, clerk = office.letter, office.browser("clerk")
    page = "/admin/replies/proposal/add/"
    form = form_with(clerk.get(page).content.decode(), "title")
    filled = form.values | {
        "session": form.choose("session", letter.session), "timing": "in_session",
        "serial": re.search(r"\d+", letter.case_number)[0], "case_number": letter.case_number,
        "received_on": "2024-03-03", "title": letter.topic, "text": "原文见附件。", "file_now": "on",
        "sponsor_set-TOTAL_FORMS": str(max(3, len(office.sponsors))),
        "assignments-0-unit": str(office.unit.pk), "assignments-0-role": "sole",
    }  # fmt: skip
    for place, sponsor in enumerate(office.sponsors):
        filled |= {f"sponsor_set-{place}-{key}": "" for key in ("id", "proposal", "place")}
        filled[f"sponsor_set-{place}-delegate"] = str(sponsor.pk)
    response = clerk.post(page, filled, follow=True)
    assert "errornote" not in response.content.decode(), response.content.decode()
    desk = office.browser("drafter").get("/").content.decode()
    return re.search(r"/proposals/\d+/", desk)[0]


def write(office: Office, case: str) -> str:
    """Accept, open the draft, type the real letter into it. Returns the address of the draft."""
    letter = office.letter
    office.press("drafter", case, "/accept/")
    office.press("drafter", case, "/draft/")
    edit = re.search(r"/replies/\d+/edit/", office.browser("drafter").get(case).content.decode())[0]
    opinion = letter.opinion
    page = office.press(
        "drafter", edit, "/edit/",
        then="submit",
        category=letter.category or "",
        title=letter.title,
        salutation=letter.salutation,
        text=text_from_paragraphs(letter.paragraphs),
        people="\n".join(f"{p.label}：{'　'.join(x for x in (p.name, p.phone) if x)}" for p in letter.people),
        date=letter.date.isoformat(),
        opinion_label=opinion.label if opinion else "",
        opinion_name=opinion.name if opinion else "",
        opinion_rating=opinion.rating if opinion else "",
    )  # fmt: skip
    assert "已送审。" in page, page
    return edit.removesuffix("edit/")


def printed(pdf: bytes) -> list[str]:
    """The text of each page without white space and page number, in the order it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return [re.sub(r"—\d+—", "", re.sub(r"[\s\ufffe]", "", page)) for page in pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "layout"), [("000", Layout.LETTER), ("002", Layout.DOCUMENT)])
def test_a_real_letter_goes_from_the_clerk_to_the_paper_and_back(name, layout, time_machine) -> None:
    letter = from_json((FOLDER / f"{name}.json").read_text())
    time_machine.move_to(datetime(2024, 9, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    number = letter.document_number
    series = parse_document_number(number) if number else None
    office = office_for(letter, layout, series.code if series else "")
    if series:  # the unit's series stands one before the letter's own number
        DocumentSeries.objects.create(code=series.code, year=series.year, last=series.serial - 1)

    case = log_file_and_assign(office)
    reply_page = write(office, case)
    office.press("reviewer", reply_page, "/approve/")
    office.press("signer", reply_page, "/sign/")
    office.press("drafter", reply_page, "/deliver/", way="in_person", on="2024-09-20")
    paper = office.browser("lead").get(f"{reply_page}letter.pdf").content
    thanks = office.press("lead", reply_page, "/rate/", attitude="satisfied", result="satisfied")

    pages = printed(paper)
    text = "".join(pages)
    place = 0
    for paragraph in letter.paragraphs:
        wanted = squeezed(paragraph)
        assert text.count(wanted) == 1, paragraph[:40]
        place = text.index(wanted, place)
    for sponsor in letter.addressees:
        assert sponsor in pages[0]
    assert squeezed(letter.title) in pages[0]
    assert squeezed(letter.salutation) in pages[0]
    assert letter.signatories[0] in pages[-1]
    assert f"{letter.date.year}年{letter.date.month}月{letter.date.day}日" in pages[-1]
    for person in letter.people:
        assert f"{person.label}：{person.name or ''}" in text
    if letter.category:
        assert f"{letter.category_label}：{letter.category}" in pages[0]
    else:
        assert "类别" not in pages[0]
    if letter.opinion:
        assert f"{letter.opinion.label}：{letter.opinion.name}{letter.opinion.rating}" in text
    assert pages[0].startswith(letter.letterhead) or letter.letterhead in pages[0][:60]
    if number:
        after_head = pages[0].split(letter.letterhead, 1)[1]
        assert after_head.startswith(number), after_head[:40]
    assert "评价已收到，谢谢您。" in thanks
    rating = Feedback.objects.get()
    assert (rating.attitude, rating.result, rating.official, rating.channel) == (
        "satisfied",
        "satisfied",
        True,
        "online",
    )
    reply = Reply.objects.get()
    assert (reply.document_number, reply.state) == (number, "delivered")
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == [
        "log", "file", "assign", "accept", "draft", "save", "submit", "approve", "sign", "keep", "deliver", "rate",
    ]  # fmt: skip
