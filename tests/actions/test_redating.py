"""The year's notice: what would move is shown first; what is confirmed moves, once, with an event each."""

from datetime import date, timedelta

import pytest

from replies.actions import assigning, clock, merging, redating, requesting
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import CalendarDay, Deadline, Event, Session
from replies.rules.holiday_notice import NoticeDay
from tests import make

# Everything in make begins on Monday 2026-03-02, so an answer is due on Tuesday 2026-06-02.
DUE = date(2026, 6, 2)
# That Tuesday off: the day after it is the last one.
NOTICE = (NoticeDay(date(2026, 1, 1), False, "元旦"), NoticeDay(DUE, False, "端午节"))
FIXED = date(2026, 8, 30)  # a Sunday; a date that a notice names does not move


def plan():
    return redating.plan_calendar(2026, NOTICE)


def moved(drawn) -> list[tuple[str, date, date]]:
    return [(move.deadline.code, move.deadline.due_on, move.due_on) for move in drawn.moves]


def of(assignment, code: str) -> Deadline:
    return Deadline.objects.get(assignment=assignment, code=code)


# --- holidays --------------------------------------------------------------------------------------


def test_a_plan_says_what_moves_and_writes_nothing(cast) -> None:
    part = make.accepted(cast)
    before = Event.objects.count()

    drawn = plan()

    assert moved(drawn) == [("reply", DUE, date(2026, 6, 3))]
    assert of(part, "reply").due_on == DUE
    assert (CalendarDay.objects.count(), Event.objects.count()) == (0, before)


def test_a_confirmed_plan_moves_the_period_and_what_lists_read(cast) -> None:
    reply = make.drafted(cast)

    redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    part = reply.assignment
    part.refresh_from_db()
    reply.refresh_from_db()
    assert {of(part, "reply").due_on, part.due_on, reply.due_on} == {date(2026, 6, 3)}
    assert list(CalendarDay.objects.values_list("day", "is_working", "name")) == [
        (date(2026, 1, 1), False, "元旦"), (DUE, False, "端午节"),
    ]  # fmt: skip


def test_the_day_to_decide_a_refusal_moves_on_the_request_too(cast) -> None:
    asked = requesting.request_refusal(make.accepted(cast), note="不属职责", by=cast.drafter_a, at=make.at())
    off = (NoticeDay(date(2026, 1, 1), False, "元旦"), NoticeDay(asked.due_on, False, "放假"))

    redating.apply(redating.plan_calendar(2026, off), by=cast.government_clerk, at=make.at(days=1))

    before = asked.due_on
    asked.refresh_from_db()
    assert asked.deadlines.get().due_on == asked.due_on > before


def test_every_move_has_its_event_and_the_notice_its_own(cast) -> None:
    part = make.accepted(cast)

    redating.apply(plan(), by=cast.npc_clerk, at=make.at(days=1))

    move = Event.objects.get(verb="redate")
    assert (move.proposal, move.unit, move.at) == (part.proposal, cast.a, make.at(days=1))
    assert move.changes["due_on"] == ["2026-06-02", "2026-06-03"]
    assert (move.by_name, move.note) == ("系统自动", "按2026年放假安排（方以宁录入）")
    notice = Event.objects.get(verb="edit", model="calendarday")
    assert notice.by == cast.npc_clerk
    assert notice.changes == {"2026年放假安排": ["", "2026-01-01 放假 元旦\n2026-06-02 放假 端午节"]}


def test_days_that_only_become_certain_are_counted_apart(cast) -> None:
    part = make.accepted(cast)
    assert of(part, "first_contact").provisional

    drawn = redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    assert {move.certainty for move in (*drawn.moves, *drawn.settled)} == {"不再暂定"}
    assert not Deadline.objects.filter(assignment=part, code__in=["reply", "first_contact"], provisional=True).exists()
    assert Event.objects.filter(verb="redate").count() == 1


def test_a_date_in_a_year_not_announced_becomes_certain_when_the_year_is(cast) -> None:
    part = make.accepted(cast)
    clock.recount(
        of(part, "reply"), clock.explanation_of(replace_start(part, date(2026, 10, 8)), redating.office_calendar()),
        by=cast.government_clerk, at=make.at(), note="改期",
    )  # fmt: skip
    assert (of(part, "reply").due_on, of(part, "reply").provisional) == (date(2027, 1, 8), True)

    redating.apply(
        redating.plan_calendar(2027, [NoticeDay(date(2027, 1, 8), False, "元旦")]),
        by=cast.government_clerk, at=make.at(days=1),
    )  # fmt: skip

    assert (of(part, "reply").due_on, of(part, "reply").provisional) == (date(2027, 1, 11), False)


def replace_start(part, day: date) -> Deadline:
    deadline = of(part, "reply")
    deadline.start_on = day
    return deadline


def test_an_answered_item_stays_as_it_was(cast) -> None:
    reply = make.delivered(cast)

    drawn = redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    assert "reply" not in [code for code, _, _ in moved(drawn)]
    assert dict(drawn.left_alone)["已办结或不再办理"] >= 1
    assert of(reply.assignment, "reply").due_on == DUE


def test_an_approved_extension_stays_what_was_approved(cast) -> None:
    part = make.accepted(cast)
    clock.move_to(of(part, "reply"), date(2026, 7, 1), by=cast.npc_clerk, at=make.at(), note="准予延期", extended=True)

    drawn = redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    assert dict(drawn.left_alone)["已批准延期"] == 1
    assert of(part, "reply").due_on == date(2026, 7, 1)


def test_a_unit_that_is_no_longer_responsible_is_not_moved(cast) -> None:
    part = make.assigned(cast)
    assigning.revoke(part, by=cast.government_clerk, at=make.at(), note="交办错误")

    assert plan().moves == ()


def test_nobody_confirms_what_they_have_not_seen(cast) -> None:
    drawn = plan()
    part = make.accepted(cast)  # handed over while the clerk was reading

    with pytest.raises(NotNow, match=r"^您查看之后有人改动了数据，会变的期限与刚才列出的不同，没有写入。"):
        redating.apply(drawn, by=cast.government_clerk, at=make.at(days=1))

    assert not CalendarDay.objects.exists()
    assert of(part, "reply").due_on == DUE


def test_the_same_plan_is_not_carried_out_twice(cast) -> None:
    make.accepted(cast)
    drawn = plan()
    redating.apply(drawn, by=cast.government_clerk, at=make.at(days=1))
    before = Event.objects.count()

    with pytest.raises(NotNow):
        redating.apply(drawn, by=cast.government_clerk, at=make.at(days=1))

    assert Event.objects.count() == before


def test_the_same_notice_again_changes_nothing(cast) -> None:
    make.accepted(cast)
    redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    with pytest.raises(Refused, match=r"^与现有的安排相同，没有要改的。$"):
        redating.apply(plan(), by=cast.government_clerk, at=make.at(days=2))


def test_a_corrected_notice_moves_back_and_takes_away_the_wrong_day(cast) -> None:
    part = make.accepted(cast)
    redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    redating.apply(redating.plan_calendar(2026, NOTICE[:1]), by=cast.government_clerk, at=make.at(days=2))

    assert of(part, "reply").due_on == DUE
    assert [row.day for row in CalendarDay.objects.all()] == [date(2026, 1, 1)]


def test_days_of_other_years_stay(cast) -> None:
    CalendarDay.objects.create(day=date(2025, 10, 1), is_working=False, name="国庆节")

    redating.apply(plan(), by=cast.government_clerk, at=make.at())

    assert CalendarDay.objects.filter(day__year=2025).count() == 1


@pytest.mark.parametrize("account", ["government_clerk", "npc_clerk", "cppcc_clerk", "administrator"])
def test_the_offices_enter_the_holidays(account, cast) -> None:
    redating.apply(plan(), by=cast.user(account), at=make.at())

    assert CalendarDay.objects.count() == 2


@pytest.mark.parametrize("account", ["leader", "drafter_a", "signer_a", "lead"])
def test_others_do_not(account, cast) -> None:
    with pytest.raises(NotAllowed, match=r"^您的岗位不能录入“2026年放假安排”。$"):
        redating.apply(plan(), by=cast.user(account), at=make.at())

    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("main_first", [True, False])
def test_a_merged_item_moves_once_with_the_item_it_follows(main_first, cast) -> None:
    first, second = make.filed(cast), make.filed(cast)
    main, child = (first, second) if main_first else (second, first)
    part = make.accepted(cast, proposal=main)
    merging.merge(child, into=main, note="内容相同", by=cast.npc_clerk, at=make.at())
    follower = child.assignments.get()

    drawn = redating.apply(plan(), by=cast.government_clerk, at=make.at(days=1))

    assert len(drawn.moves) == 2
    assert {of(part, "reply").due_on, of(follower, "reply").due_on} == {date(2026, 6, 3)}
    assert Event.objects.filter(verb="redate").count() == 2


# --- one reply date --------------------------------------------------------------------------------


def fix(cast, day=FIXED, by=None, days=1):
    session = Session.objects.get(pk=cast.npc_session.pk)
    return redating.apply(redating.plan_fixed(session, day), by=by or cast.government_clerk, at=make.at(days=days))


def test_one_reply_date_holds_for_running_items_and_is_not_moved_on(cast) -> None:
    part = make.accepted(cast)

    assert moved(fix(cast)) == [("reply", DUE, FIXED)]

    deadline = of(part, "reply")
    assert (deadline.due_on, deadline.fixed_on, deadline.reason) == (FIXED, FIXED, "本年度交办通知规定的统一答复日期")
    assert Event.objects.get(verb="edit", model="session").changes == {"统一答复期限": ["", "2026-08-30"]}


def test_items_handed_over_later_have_it_too(cast) -> None:
    fix(cast)

    assert make.assigned(cast).due_on == FIXED


def test_without_it_the_rule_holds_again(cast) -> None:
    part = make.accepted(cast)
    fix(cast)

    fix(cast, day=None, days=2)

    assert (of(part, "reply").due_on, of(part, "reply").fixed_on) == (DUE, None)


def test_it_is_for_the_items_of_the_session_alone(cast) -> None:
    part = make.accepted(cast, proposal=make.filed(cast, timing="out_of_session", received_on=date(2026, 3, 1)))
    other = make.accepted(cast, body="cppcc")

    assert fix(cast).moves == ()
    assert {of(part, "reply").due_on, of(other, "reply").due_on} == {DUE}


def test_an_item_handed_over_after_that_day_keeps_its_own(cast) -> None:
    make.accepted(cast)

    drawn = fix(cast, day=make.TODAY)

    assert (drawn.moves, drawn.left_alone) == ((), (("交办日期不早于统一期限", 1),))


def test_a_date_before_the_session_closed_is_a_slip(cast) -> None:
    closed = cast.npc_session.closed_on

    with pytest.raises(Refused, match=f"^统一答复期限应晚于闭幕日期（{closed}），请核对。$"):
        redating.plan_fixed(cast.npc_session, closed - timedelta(days=1))


@pytest.mark.parametrize(("account", "may"), [("npc_clerk", True), ("administrator", True), ("cppcc_clerk", False)])
def test_a_body_clerk_sets_the_date_of_the_own_sessions_only(account, may, cast) -> None:
    if may:
        fix(cast, by=cast.user(account))
        assert Session.objects.get(pk=cast.npc_session.pk).fixed_reply_on == FIXED
        return
    with pytest.raises(NotAllowed, match=r"^您的岗位不能录入“县人大七届六次会议统一答复期限”。$"):
        fix(cast, by=cast.user(account))
