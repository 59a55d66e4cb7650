"""到期事项: what the system does by itself, when, and when not."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from replies.access import events_visible_to
from replies.actions import due, feedback, replying
from replies.actions.errors import NotAllowed, NotNow
from replies.models import (
    Assignment,
    Deadline,
    Delegate,
    Event,
    Notice,
    Recess,
    Reminder,
    Reply,
    Request,
    office_calendar,
)
from replies.rules.deadlines import add_working_days
from tests import make

ITEM = "县人大七届六次会议第1号建议"


def on(day: date) -> datetime:
    return make.START.replace(year=day.year, month=day.month, day=day.day)


def from_due(deadline: Deadline, days: int) -> datetime:
    """Nine o'clock so many working days after the last day, or before it."""
    calendar, day = office_calendar(), deadline.due_on
    if days >= 0:
        return on(add_working_days(day, days, calendar))
    while days:
        day -= timedelta(days=1)
        days += calendar.is_working(day)
    return on(day)


def run(at: datetime, **how) -> list[str]:
    """The lines of one run."""
    lines: list[str] = []
    due.run(at=at, say=lines.append, **how)
    return lines


def period(assignment: Assignment, code: str) -> Deadline:
    return assignment.deadlines.get(code=code)


@pytest.fixture
def part(cast) -> Assignment:
    """Accepted, and nothing owed but the answer."""
    part = make.accepted(cast)
    part.deadlines.exclude(code="reply").delete()
    return part


def test_before_the_first_rung_nothing_happens(part):
    assert run(from_due(period(part, "reply"), -11)) == []
    assert Reminder.objects.count() == 0


def test_the_unit_and_its_signer_are_reminded(part):
    assert run(from_due(period(part, "reply"), -3)) == [f"{ITEM} · 县教育局：提醒答复（剩3个工作日）"]
    to = Notice.objects.filter(verb="remind").values_list("to__username", flat=True)
    assert sorted(to) == ["drafter_a", "second_drafter_a", "signer_a"]
    day = part.due_on
    text = Notice.objects.filter(verb="remind", to__username="drafter_a").get().text
    assert (
        text
        == f"{ITEM}《关于改善学校门前交通秩序的建议》尚未答复，剩3个工作日（{day.year}年{day.month}月{day.day}日）。"
    )


def test_a_rung_is_climbed_once(part):
    at = from_due(period(part, "reply"), -3)
    assert [len(run(at)), len(run(at)), len(run(at + timedelta(hours=5)))] == [1, 0, 0]
    assert Event.objects.filter(verb="remind").count() == Reminder.objects.count() == 1


def test_after_some_days_without_a_run_only_the_last_rung_is_climbed(part):
    run(from_due(period(part, "reply"), 6))
    assert list(Reminder.objects.values_list("step", flat=True)) == [5]


def test_the_reminder_is_in_the_history_in_the_name_of_the_system(part):
    at = from_due(period(part, "reply"), 1)
    run(at)
    event = Event.objects.get(verb="remind")
    assert (event.by.username, event.at, event.unit_id) == ("system", at, part.unit_id)
    assert event.note.startswith("答复：超期1天（")


def test_an_extended_day_has_a_ladder_of_its_own(part):
    reply = period(part, "reply")
    run(from_due(reply, 1))
    reply.due_on += timedelta(days=28)
    reply.save()
    assert run(from_due(reply, -20)) == []
    assert len(run(from_due(reply, -3))) == 1


def test_what_is_done_is_not_reminded_of(cast):
    part = make.delivered(cast).assignment
    part.deadlines.exclude(code="reply").delete()
    assert run(from_due(period(part, "reply"), 0)) == []


def test_the_ladder_is_the_offices_own(part, cast):
    cast.npc.profile.reminder_days = "-2"
    cast.npc.profile.save()
    assert run(from_due(period(part, "reply"), -3)) == []
    assert len(run(from_due(period(part, "reply"), -2))) == 1


@pytest.mark.parametrize(
    ("start", "code", "accounts"),
    [
        (make.assigned, "accept", ["drafter_a", "second_drafter_a"]),
        (make.accepted, "first_contact", ["drafter_a", "second_drafter_a"]),
        (lambda cast: make.refusal_asked(cast).assignment, "decide_refusal", ["government_clerk", "npc_clerk"]),
        (lambda cast: make.delivered(cast).assignment, "feedback", ["cosigner", "lead"]),
        (lambda cast: make.rehandled(cast).assignment, "rehandle", ["drafter_a", "second_drafter_a", "signer_a"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_is_reminded_of_what(start, code, accounts, cast):
    part = start(cast)
    deadline = part.deadlines.get(code=code)
    part.deadlines.exclude(pk=deadline.pk).delete()
    run(from_due(deadline, 0))
    assert sorted(Notice.objects.filter(verb="remind").values_list("to__username", flat=True)) == accounts


def test_a_co_handling_unit_is_reminded_of_its_opinion(cast):
    lead = make.accepted(cast, role="lead")
    part = make.accepted(cast, unit=cast.b, role="co", proposal=lead.proposal)
    Deadline.objects.exclude(assignment=part, code="co_opinion").delete()
    assert run(from_due(period(part, "co_opinion"), 0)) == [f"{ITEM} · 县水务局：提醒报送会办意见（今天到期）"]


def test_the_office_is_asked_to_telephone_a_lead_delegate_without_an_account(cast):
    Delegate.objects.filter(pk=cast.lead.pk).update(user=None)
    deadline = make.delivered(cast).deadlines.get(code="feedback")
    Deadline.objects.exclude(pk=deadline.pk).delete()
    run(from_due(deadline, 0))
    assert sorted(Notice.objects.filter(verb="remind").values_list("to__username", flat=True)) == [
        "cosigner", "npc_clerk",
    ]  # fmt: skip


def test_a_unit_does_not_see_that_its_delegate_was_reminded(cast):
    """That the reminders stopped would tell it that a rating came in, and what it does not see of it must be bad."""
    deadline = make.delivered(cast).deadlines.get(code="feedback")
    Deadline.objects.exclude(pk=deadline.pk).delete()
    run(from_due(deadline, 0))
    proposal = deadline.assignment.proposal
    assert events_visible_to(cast.npc_clerk, proposal).filter(verb="remind").count() == 1
    assert events_visible_to(cast.drafter_a, proposal).filter(verb="remind").count() == 0


# --- pauses -----------------------------------------------------------------------------------------


def test_on_a_rest_day_nothing_happens_and_it_says_so(part):
    reply = period(part, "reply")
    reply.due_on = date(2026, 5, 29)  # a Friday
    reply.save()
    assert run(on(date(2026, 5, 30))) == ["2026年5月30日是周六，休息日不提醒、不办理，顺延到下一个工作日。"]
    assert run(on(date(2026, 6, 1))) == [f"{ITEM} · 县教育局：提醒答复（超期3天）"]


def test_in_recess_the_assembly_is_left_alone_and_the_other_one_is_not(part, cast):
    other = make.accepted(cast, body="cppcc")
    other.deadlines.exclude(code="reply").delete()
    at = from_due(period(part, "reply"), 0)
    Deadline.objects.update(due_on=localdate(at))
    Recess.objects.create(assembly=cast.npc, name="大会期间", starts_on=localdate(at), ends_on=localdate(at))
    lines = run(at)
    assert lines == [
        f"清禾县人民代表大会休会期：大会期间（{localdate(at)}至{localdate(at)}），本次不提醒、不办理。",
        "县政协九届六次会议第1号提案 · 县教育局：提醒答复（今天到期）",
    ]


def test_a_dry_run_says_it_and_writes_nothing(part):
    before = Event.objects.count()
    assert len(run(from_due(period(part, "reply"), 0), dry_run=True)) == 1
    assert (Event.objects.count(), Reminder.objects.count()) == (before, 0)


# --- what the rules close ----------------------------------------------------------------------------


def late_effect(deadline: Deadline, effect: str) -> None:
    """Give the period another consequence than the profile's."""
    deadline.rule_json = deadline.rule_json.replace(f'"late_effect": "{deadline.rule.late_effect}"', f'"late_effect": "{effect}"')  # fmt: skip
    deadline.save()


def test_where_the_rule_says_so_an_unaccepted_item_counts_as_accepted(cast):
    part = make.assigned(cast)
    deadline = period(part, "accept")
    late_effect(deadline, "deemed")
    assert run(from_due(deadline, 0)) == [f"{ITEM} · 县教育局：提醒签收（今天到期）"]
    assert f"{ITEM} · 县教育局：逾期未签收，视为签收" in run(from_due(deadline, 1))
    part.refresh_from_db()
    assert (part.state, part.accepted_by.username) == ("accepted", "system")


def test_elsewhere_it_only_goes_on_being_reminded_of(cast):
    part = make.assigned(cast)
    run(from_due(period(part, "accept"), 1))
    part.refresh_from_db()
    assert part.state == "assigned"


def test_an_undecided_refusal_goes_to_arbitration(cast):
    request = make.refusal_asked(cast)
    deadline = request.deadlines.get(code="decide_refusal")
    late_effect(deadline, "referred")
    assert f"{ITEM} · 县教育局：退办申请逾期未答复，提交裁定" in run(from_due(deadline, 1))
    assert Request.objects.get().state == "arbitration"


@pytest.fixture
def answered(cast) -> Reply:
    reply = make.delivered(cast)
    reply.assignment.deadlines.exclude(code="feedback").delete()
    late_effect(reply.deadlines.get(code="feedback"), "closed")
    return reply


def test_a_letter_is_closed_without_rating_only_after_a_reminder(answered):
    deadline = answered.deadlines.get(code="feedback")
    assert run(from_due(deadline, 1)) == [f"{ITEM} · 县教育局：提醒反馈评价（超期{(localdate(from_due(deadline, 1)) - deadline.due_on).days}天）"]  # fmt: skip
    assert run(from_due(deadline, 2)) == [f"{ITEM} · 县教育局：逾期未评，结束征询"]
    answered.refresh_from_db()
    assert answered.unrated_at is not None


def test_a_second_run_of_the_same_day_does_not_close_what_the_first_reminded_of(answered):
    deadline = answered.deadlines.get(code="feedback")
    run(from_due(deadline, 1))
    assert run(from_due(deadline, 1)) == []


def test_where_the_rule_only_reminds_the_letter_stays_open(answered):
    deadline = answered.deadlines.get(code="feedback")
    late_effect(deadline, "none")
    run(from_due(deadline, 1))
    assert run(from_due(deadline, 2)) == []


def test_a_rated_letter_is_left_alone(answered, cast):
    deadline = answered.deadlines.get(code="feedback")
    run(from_due(deadline, 0))
    feedback.rate(answered, attitude="satisfied", result="satisfied", by=cast.lead.user, at=from_due(deadline, 1))
    assert run(from_due(deadline, 2)) == []


def test_a_later_rating_still_counts(answered, cast):
    deadline = answered.deadlines.get(code="feedback")
    run(from_due(deadline, 0))
    run(from_due(deadline, 1))
    at = from_due(deadline, 20)
    feedback.rate(answered, attitude="satisfied", result="satisfied", by=cast.lead.user, at=at)
    answered.refresh_from_db()
    assert answered.unrated_at is None
    assert Assignment.objects.with_progress().get().stage == "closed"


def test_a_cosigners_rating_does_not_stand_for_the_official_one(answered, cast):
    deadline = answered.deadlines.get(code="feedback")
    run(from_due(deadline, 0))
    run(from_due(deadline, 1))
    feedback.rate(answered, attitude="satisfied", result="satisfied", by=cast.cosigner.user, at=from_due(deadline, 2))
    assert Assignment.objects.with_progress().get().stage == "unrated"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda row: row.reminders.all().delete(), "还没有催评过，系统会先提醒提出人，不能“逾期未评”。"),
        (
            lambda row: Deadline.objects.update(due_on=date(2026, 3, 31)),
            "反馈期到2026年3月31日才届满，不能“逾期未评”。",
        ),
        (lambda row: Reply.objects.update(unrated_at=make.at()), "这份答复已按逾期未评结束，不能“逾期未评”。"),
    ],
)
def test_a_clerk_closes_no_earlier_than_the_system(change, message, cast):
    reply = make.unanswered(cast)
    change(reply.deadlines.get(code="feedback"))
    with pytest.raises(NotNow) as refused:
        feedback.close_without_rating(reply, by=cast.npc_clerk, at=make.at(1))
    assert str(refused.value) == message


def test_whoever_works_in_the_unit_does_not_close_its_letter(cast):
    from replies.models import Staff

    Staff.objects.create(user=cast.npc_clerk, role="drafter", unit=cast.a)
    with pytest.raises(NotAllowed, match=r"^承办单位人员不得结束本单位承办件的征询。$"):
        feedback.close_without_rating(make.unanswered(cast), by=cast.user("npc_clerk"), at=make.at(1))


def test_an_invitation_lapses_after_its_last_day(cast):
    proposal = make.invited(cast, days=3)
    until = proposal.cosignings.get().until
    run(on(until))
    assert proposal.cosignings.get().state == "invited"
    assert run(on(until + timedelta(days=4))) == [f"{proposal}建议：孙若谷联名逾期"]
    assert proposal.cosignings.get().state == "lapsed"


# --- when something goes wrong ------------------------------------------------------------------------


def test_one_bad_case_does_not_hold_up_the_others(cast, monkeypatch):
    parts = [make.accepted(cast) for _ in range(3)]
    Deadline.objects.exclude(code="reply").delete()
    real = due.remind

    def remind(deadline, **how):
        if deadline.assignment == parts[1]:
            raise ZeroDivisionError
        return real(deadline, **how)

    monkeypatch.setattr(due, "remind", remind)
    lines: list[str] = []
    outcome = due.run(at=from_due(period(parts[0], "reply"), 0), say=lines.append)
    assert (outcome.done, outcome.failed, Reminder.objects.count()) == (2, 1, 2)
    assert lines[1].endswith("：出了意外的错误，已记入日志，下次再办。")


def test_a_run_that_was_cut_off_is_finished_by_the_next(cast):
    parts = [make.accepted(cast) for _ in range(3)]
    Deadline.objects.exclude(code="reply").delete()
    at = from_due(period(parts[0], "reply"), 0)

    def cut(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        due.run(at=at, say=cut)
    assert Reminder.objects.count() == 1
    assert due.run(at=at).done == 2
    assert Event.objects.filter(verb="remind").count() == 3


def test_who_was_quicker_than_the_run_is_left_alone(part, cast, monkeypatch):
    """The unit delivers between the moment the run looks and the moment it acts."""
    reply = period(part, "reply")
    real = due.remind

    def remind(deadline, **how):
        make.delivered(cast, reply=replying.draft(part, by=cast.drafter_a, at=make.at()))
        return real(deadline, **how)

    monkeypatch.setattr(due, "remind", remind)
    assert run(from_due(reply, 0)) == [f"{ITEM} · 县教育局：提醒答复（今天到期）：没有办，答复已经办了，不用“提醒”。"]
