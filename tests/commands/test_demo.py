"""manage.py demo: a county in which every stage can be seen, written once and never twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.auth.models import User
from django.utils.timezone import localdate, now

from replies.management.commands.demo import PASSWORD
from replies.management.demo.accounts import usernames
from replies.management.demo.when import Clock, fill, read
from replies.models import Delegate, Event, Feedback, HandlingUnit, Proposal, Reply, Session, Staff, office_calendar
from replies.rules.deadlines import AMBER_WORKING_DAYS, due_date, working_days_between
from replies.rules.letter import Table
from replies.rules.lint import lint
from replies.rules.profiles import national_rule
from replies.rules.vocabulary import IntakeState, Rating, RatingChannel, ReplyState, Stage
from replies.rules.workflow import Role
from tests.commands.conftest import run

STORY_FILES = ("stories_npc", "stories_cppcc")
CASE_FILES = ("cases_npc_past", "cases_cppcc_past", "cases_npc_now", "cases_cppcc_now")
COUNTED = (Proposal, Reply, Feedback, Event, User, Staff, Delegate, HandlingUnit, Session)


@pytest.fixture(autouse=True)
def media(demo: Path, db: None, settings) -> None:
    """These tests read the files the demo has written."""
    settings.MEDIA_ROOT = str(demo)


def test_a_second_run_changes_nothing() -> None:
    before = [list(model.objects.order_by("pk").values()) for model in COUNTED]
    assert "未作改动" in run("demo")
    assert [list(model.objects.order_by("pk").values()) for model in COUNTED] == before


def test_it_has_the_promised_size() -> None:
    persons = Delegate.objects.filter(kind="person")
    assert (persons.count(), Delegate.objects.count()) == (28, 30)
    assert Proposal.objects.count() == 64
    assert set(Proposal.objects.values_list("timing", flat=True)) == {"in_session", "out_of_session"}
    assert Session.objects.count() == 4
    assert HandlingUnit.objects.count() == 13


def test_every_stage_is_there() -> None:
    stages = Counter(Proposal.objects.with_progress().values_list("stage", flat=True))
    assert set(stages) == {stage.value for stage in Stage}
    assert set(Proposal.objects.values_list("state", flat=True)) == {state.value for state in IntakeState}
    assert set(Reply.objects.values_list("state", flat=True)) == {state.value for state in ReplyState}


def test_some_are_late_some_are_near_and_some_have_time() -> None:
    today, calendar = localdate(), office_calendar()
    due = [day for day in Proposal.objects.with_progress().values_list("due_now", flat=True) if day]
    late = [day for day in due if day < today]
    left = [working_days_between(today, day, calendar) for day in due if day >= today]
    near = [days for days in left if days <= AMBER_WORKING_DAYS]
    assert min(len(late), len(near), len(left) - len(near)) >= 3


def test_every_rating_channel_and_class_is_there() -> None:
    assert set(Feedback.objects.values_list("result", flat=True)) == {rating.value for rating in Rating}
    assert set(Feedback.objects.values_list("channel", flat=True)) == {channel.value for channel in RatingChannel}
    assert set(Reply.objects.issued().values_list("class_now", flat=True)) >= set("ABCD")


def test_a_second_round_ends_well() -> None:
    second = Reply.objects.get(round=2, kind="reply")
    assert second.feedback.get(official=True).result == Rating.SATISFIED
    assert second.content.title.endswith("建议的再次答复")


def test_numbers_follow_the_dates_without_a_gap() -> None:
    series: dict[str, list[int]] = {}
    for number in Reply.objects.issued().order_by("signed_at").values_list("document_number", flat=True):
        head, serial = re.fullmatch(r"(.+〕)(\d+)号", number).groups()
        series.setdefault(head, []).append(int(serial))
    for serials in series.values():
        assert serials == list(range(serials[0], serials[0] + len(serials)))
    assert any(serials[0] > 1 for serials in series.values())


def test_the_history_is_told_in_order_and_never_in_the_future() -> None:
    moments = list(Event.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= now()


def test_every_signed_letter_has_its_paper() -> None:
    for reply in Reply.objects.issued():
        with reply.pdf.open("rb") as file:
            pages = pypdfium2.PdfDocument(file.read())
        assert len(pages) >= 1, reply


def test_no_letter_has_a_word_the_checker_calls_wrong() -> None:
    for reply in Reply.objects.issued():
        assert not [finding.message for finding in lint(reply.content) if finding.severity == "error"], reply


def test_no_paragraph_is_said_twice() -> None:
    where: dict[str, set[int]] = {}
    for reply in Reply.objects.all():
        for paragraph in reply.content.paragraphs:
            text = " ".join(map(str, paragraph.rows)) if isinstance(paragraph, Table) else paragraph
            if len(text) >= 30:
                # a voided letter and the two units of one case may speak of the same thing
                where.setdefault(text, set()).add(reply.assignment.proposal_id)
    assert not [text for text, cases in where.items() if len(cases) > 1]


def test_no_telephone_number_could_be_somebodys() -> None:
    for name in (*CASE_FILES, *STORY_FILES, "people", "county"):
        text = str(read(name))
        assert not re.search(r"(?<!\d)1\d{10}(?!\d)", text), name
        assert not re.search(r"(?<!0000)-\d{7,8}(?!\d)", text), name


def test_texts_have_the_length_of_real_ones() -> None:
    for proposal in Proposal.objects.all():
        assert 40 <= len(proposal.text) <= 600, proposal
        assert 8 <= len(proposal.title) <= 40, proposal
    letters = [_length(reply) for reply in Reply.objects.issued().filter(kind="reply")]
    assert max(letters) <= 1800
    assert sum(length >= 600 for length in letters) > len(letters) / 2


def _length(reply: Reply) -> int:
    return sum(len(p) if isinstance(p, str) else len("".join(sum(p.rows, ()))) for p in reply.content.paragraphs)


def test_dates_in_the_texts_are_filled_in() -> None:
    for proposal in Proposal.objects.all():
        assert "{" not in proposal.text
    assert not Reply.objects.filter(content_json__contains="{m").exists()
    assert not Reply.objects.filter(content_json__contains="{y").exists()


def test_every_role_can_sign_in() -> None:
    held = set(Staff.objects.values_list("role", flat=True)) | {Role.DELEGATE}
    assert held == set(Role) - {Role.SYSTEM}
    for user in User.objects.filter(username__in=usernames()):
        assert user.check_password(PASSWORD), user.username
    assert Delegate.objects.filter(user__isnull=False).count() >= 4


def test_four_units_share_the_three_parts_among_three_people() -> None:
    staff = HandlingUnit.objects.values_list("pk", flat=True)
    people = [len(set(Staff.objects.filter(unit=unit).values_list("user", flat=True))) for unit in staff]
    assert set(people) == {1, 3}
    assert people.count(3) >= 4


def test_accounts_are_printed_alone() -> None:
    printed = run("demo", "--accounts")
    assert "未作改动" not in printed
    for username in usernames():
        assert re.search(rf" {username}$", printed, re.MULTILINE)


def test_a_new_password_reaches_every_account() -> None:
    run("demo", "--password", "qinghe-xin-mima")
    assert all(user.check_password("qinghe-xin-mima") for user in User.objects.filter(username__in=usernames()))
    assert "密码已改过" in run("demo")


@pytest.mark.parametrize(
    ("text", "filled"),
    [("{y}底前", "2026年底前"), ("{y+1}", "2027年"), ("{m-2}", "2025年11月"), ("{m+12}", "2027年1月"), ("{n}", "{n}")],
)
def test_dates_count_from_the_day_of_the_letter(text: str, filled: str) -> None:
    assert fill(text, date(2026, 1, 31)) == filled


@pytest.mark.parametrize("due", [-8, 11])
def test_holidays_do_not_move_what_is_late_or_near(due: int) -> None:
    calendar = office_calendar()
    for day in range(0, 365, 3):
        clock = Clock(date(2026, 1, 1) + timedelta(days=day))
        handed_over = clock.day(clock.handover(due))
        assert calendar.is_working(handed_over)
        left = (due_date(national_rule("reply", "npc"), handed_over, calendar) - clock.today).days
        assert due - 10 <= left <= due
