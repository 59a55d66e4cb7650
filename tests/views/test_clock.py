"""时限 pages: why a date is that date, the year's notices, and what another rule would bring."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from replies.actions import assigning, clock, extending, redating
from replies.models import CalendarDay, Deadline, Event
from replies.rules.holiday_notice import NoticeDay
from tests import make

LINES = "2026-01-01 放假 元旦\n2026-06-02 放假 端午节"  # the last day of what make hands over falls on the second


def deadline(assignment, code: str) -> Deadline:
    return Deadline.objects.get(assignment=assignment, code=code)


def text(response) -> str:
    """The words of the main part of a page."""
    html = response.content.decode().split('<main id="main"')[1].split("</main>")[0]
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))


# --- 为什么是这一天 ----------------------------------------------------------------------------------


def test_the_page_says_rule_source_start_and_every_day(cast, visit) -> None:
    part = make.assigned(cast)

    page = text(visit("drafter_a").get("deadline", deadline(part, "accept").pk))

    assert "签收：为什么是2026年3月5日（星期四）" in page
    assert "规则3个工作日" in page
    assert "起算2026年3月2日（星期一）" in page
    for day in ("2026年3月2日周一交办当日，不计入", "3月3日周二第1个工作日", "3月5日周四第3个工作日"):
        assert day in page


def test_a_year_not_announced_is_said_to_be_provisional(cast, visit) -> None:
    part = make.assigned(cast)

    page = text(visit("npc_clerk").get("deadline", deadline(part, "reply").pk))

    assert "暂定" in page
    assert "2026年的放假安排尚未公布" in page


def test_the_date_of_the_notice_stands_on_the_page(cast, visit) -> None:
    part = make.assigned(cast)
    redating.apply(redating.plan_fixed(cast.npc_session, date(2026, 8, 31)), by=cast.npc_clerk, at=make.at(days=1))

    page = text(visit("drafter_a").get("deadline", part.main_deadline.pk))

    assert "通知规定的日期2026年8月31日（星期一），不顺延" in page
    assert "调整过1次2026年6月2日（星期二）→2026年8月31日（星期一）系统自动" in page
    assert "按县人大七届六次会议统一答复期限（方以宁录入）" in page


def test_an_extension_is_told_with_who_approved_it_and_why(cast, visit) -> None:
    part = make.accepted(cast)
    asked = extending.request_extension(
        part, until=date(2026, 7, 31), note="需与市里会商。", by=cast.drafter_a, at=make.at(days=1)
    )
    extending.approve_extension(asked, note="同意", by=cast.npc_clerk, at=make.at(days=2))

    page = text(visit("drafter_a").get("deadline", part.main_deadline.pk))

    assert "原期限2026年6月2日（星期二），延至2026年7月31日（星期五）" in page
    assert "延期批准方以宁，2026年3月4日：同意申请理由：需与市里会商。" in page


def test_a_unit_asks_about_its_own_part_only(cast, visit) -> None:
    lead = make.accepted(cast, role="lead")
    co = make.accepted(cast, unit=cast.b, role="co", proposal=lead.proposal)

    assert visit("drafter_a").get("deadline", co.main_deadline.pk).status_code == 404
    assert visit("drafter_b").get("deadline", co.main_deadline.pk).status_code == 200


def test_a_unit_that_gave_its_part_away_asks_no_more(cast, visit) -> None:
    part = make.assigned(cast)
    assigning.revoke(part, by=cast.government_clerk, at=make.at(), note="交办错误")

    assert visit("drafter_a").get("deadline", part.main_deadline.pk).status_code == 404
    assert visit("npc_clerk").get("deadline", part.main_deadline.pk).status_code == 200


def test_delegates_ask_about_the_answer_and_their_own_rating(cast, visit) -> None:
    part = make.delivered(cast).assignment

    seen = {
        row.code: visit("lead").get("deadline", row.pk).status_code for row in Deadline.objects.filter(assignment=part)
    }

    assert {code for code, status in seen.items() if status == 200} == {"reply", "feedback"}


def test_a_unit_is_not_told_whether_a_rating_has_come(cast, visit, time_machine) -> None:
    time_machine.move_to(make.at(days=1))
    rating = make.rated(cast, result="unsatisfied", text="没有解决。")
    awaited = make.delivered(cast)

    def seen(reply):
        page = visit("drafter_a").get("case", reply.assignment.proposal_id)
        (part,) = page.context["parts"]
        why = text(visit("drafter_a").get("deadline", Deadline.objects.get(reply=reply, code="feedback").pk))
        return [period.deadline.code for period in part.periods], "剩" in why

    assert seen(rating.reply) == seen(awaited)


def test_a_case_shows_all_running_periods_the_most_urgent_first(cast, visit, time_machine) -> None:
    time_machine.move_to(make.at())
    part = make.assigned(cast)

    (shown,) = visit("drafter_a").get("case", part.proposal_id).context["parts"]

    assert [period.deadline.code for period in shown.periods] == ["accept", "refuse", "first_contact", "reply"]


def test_what_is_done_or_can_no_longer_be_asked_is_not_shown(cast, visit, time_machine) -> None:
    part = make.accepted(cast)
    time_machine.move_to(make.at(days=60))

    (shown,) = visit("drafter_a").get("case", part.proposal_id).context["parts"]

    assert [period.deadline.code for period in shown.periods] == ["first_contact", "reply"]


def test_a_second_round_has_its_own_period(cast, visit) -> None:
    reply = make.rehandled(cast)

    (shown,) = visit("drafter_a").get("case", reply.assignment.proposal_id).context["parts"]

    assert [period.deadline.code for period in shown.periods] == ["rehandle"]


def test_the_lamp_of_a_list_leads_to_the_reason_of_that_day(cast, visit) -> None:
    part = make.accepted(cast)

    listed = visit("drafter_a").get("cases").content.decode()
    page = text(visit("drafter_a").get("case-deadline", part.proposal_id))

    assert f'href="/proposals/{part.proposal_id}/deadline/"' in listed
    assert "答复：为什么是2026年6月2日" in page


def test_an_answered_case_leads_to_itself(cast, visit) -> None:
    case = make.delivered(cast).assignment.proposal

    assert visit("npc_clerk").get("case-deadline", case.pk).url == f"/proposals/{case.pk}/"


def test_a_date_that_may_move_is_marked_in_the_list_and_on_the_workbench(cast, visit) -> None:
    make.accepted(cast)
    assert "暂定" in text(visit("drafter_a").get("cases"))
    assert "暂定" in text(visit("drafter_a").get("workbench"))

    redating.apply(
        redating.plan_calendar(2026, [NoticeDay(date(2026, 1, 1), False, "元旦")]), by=cast.npc_clerk, at=make.at()
    )

    assert "暂定" not in text(visit("drafter_a").get("cases"))
    assert "暂定" not in text(visit("drafter_a").get("workbench"))


# --- the year's notices ----------------------------------------------------------------------------


def test_first_the_moves_are_shown_and_nothing_is_written(cast, visit) -> None:
    part = make.accepted(cast)

    page = text(visit("government_clerk").post("clock-notice", year=2026, lines=LINES))

    assert "这1个期限会变" in page
    assert (
        f"{part.proposal.case_number}建议{part.proposal.title}县教育局答复2026年6月2日（星期二）2026年6月3日（星期三）不再暂定"
        in page
    )
    assert not CalendarDay.objects.exists()


def digest_of(response) -> str:
    return response.context["plan"].digest


def test_then_they_are_confirmed(cast, visit) -> None:
    part = make.accepted(cast)
    clerk = visit("government_clerk")
    seen = digest_of(clerk.post("clock-notice", year=2026, lines=LINES))

    page = clerk.told("clock-notice", year=2026, lines=LINES, digest=seen)

    assert "2026年放假安排已录入，1个期限已调整。" in page
    assert part.main_deadline.due_on == date(2026, 6, 3)


def test_a_second_click_moves_nothing_twice(cast, visit) -> None:
    make.accepted(cast)
    clerk, key = visit("government_clerk"), str(uuid4())
    seen = digest_of(clerk.post("clock-notice", year=2026, lines=LINES))
    clerk.post("clock-notice", key=key, year=2026, lines=LINES, digest=seen)
    before = Event.objects.count()

    page = text(clerk.post("clock-notice", key=key, year=2026, lines=LINES, digest=seen))

    assert "这一操作刚才已经完成，没有重复执行。" in page
    assert Event.objects.count() == before


def test_what_changed_in_between_is_shown_anew(cast, visit) -> None:
    clerk = visit("government_clerk")
    seen = digest_of(clerk.post("clock-notice", year=2026, lines=LINES))
    part = make.accepted(cast)

    response = clerk.post("clock-notice", year=2026, lines=LINES, digest=seen)

    assert response.status_code == 422
    assert "您查看之后有人改动了数据" in text(response)
    assert "这1个期限会变" in text(response)
    assert part.main_deadline.due_on == date(2026, 6, 2)
    clerk.post("clock-notice", year=2026, lines=LINES, digest=digest_of(response))
    assert part.main_deadline.due_on == date(2026, 6, 3)


def test_wrong_lines_are_named_and_come_back(cast, visit) -> None:
    response = visit("npc_clerk").post("clock-notice", year=2026, lines=LINES + "\n2026-05-10 上斑 劳动节调休")

    assert response.status_code == 422
    assert "第3行：“上斑”不对，请写“放假”或“上班”。" in text(response)
    assert "2026-05-10 上斑 劳动节调休" in response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_may_be_handed_in_instead(encoding, cast, visit) -> None:
    table = '日期,安排,名称\r\n2026-01-01,放假,"元旦"\r\n2026-06-02,放假,端午节\r\n'.encode(encoding)

    response = visit("npc_clerk").post("clock-notice", year=2026, lines="", file=SimpleUploadedFile("a.csv", table))

    assert response.context["form"]["lines"].value() == LINES


def test_a_workbook_is_no_table(cast, visit) -> None:
    upload = SimpleUploadedFile("a.csv", b"PK\x03\x04\xff\xff\xff")

    page = text(visit("npc_clerk").post("clock-notice", year=2026, file=upload))

    assert "文件不是文本格式。请在表格软件里另存为CSV后再上传。" in page


@pytest.mark.parametrize(
    ("year", "said"),
    [(2026, "随系统提供，尚未录入"), (2032, "该年的放假安排尚未公布。下面只有法定节假日")],
)
def test_the_lines_are_filled_in_as_far_as_they_are_known(year, said, cast, visit) -> None:
    response = visit("npc_clerk").get("clock-notice", year=year)

    assert said in text(response)
    assert f"{year}-10-01 放假 国庆节" in response.context["form"]["lines"].value()


def test_titles_of_the_other_body_are_not_listed(cast, visit) -> None:
    other = make.accepted(cast, body="cppcc")

    page = text(visit("npc_clerk").post("clock-notice", year=2026, lines=LINES))

    assert "其中1个属于其他机关的件，一并调整，这里不列。" in page
    assert other.proposal.title not in page


def test_the_reply_date_of_a_session_is_shown_then_set(cast, visit) -> None:
    part = make.accepted(cast)
    clerk, asked = visit("npc_clerk"), {"session": cast.npc_session.pk, "day": "2026-08-31"}
    response = clerk.post("clock-reply-date", **asked)
    assert "2026年6月2日（星期二）2026年8月31日（星期一）" in text(response)

    page = clerk.told("clock-reply-date", **asked, digest=digest_of(response))

    assert "县人大七届六次会议统一答复期限已录入，1个期限已调整。" in page
    assert part.main_deadline.due_on == date(2026, 8, 31)


def test_a_body_clerk_is_offered_the_own_sessions_only(cast, visit) -> None:
    response = visit("cppcc_clerk").post("clock-reply-date", session=cast.npc_session.pk, day="2026-08-31")

    assert [session.pk for session in response.context["sessions"]] == [cast.cppcc_session.pk]
    assert response.status_code == 422


def test_the_entry_forms_lead_here_instead_of_past_it(cast, visit) -> None:
    day = CalendarDay.objects.create(day=date(2026, 10, 1), is_working=False, name="国庆节")
    client = visit("administrator").client

    listed = client.get("/admin/replies/calendarday/").content.decode()

    assert '<a href="/clock/notice/">录入或更正放假安排</a>' in listed
    assert client.get("/admin/replies/calendarday/add/").status_code == 403
    assert client.post(f"/admin/replies/calendarday/{day.pk}/change/", {"name": "元旦"}).status_code == 403
    form = client.get(f"/admin/replies/session/{cast.npc_session.pk}/change/").content.decode()
    assert 'name="handover_on"' in form
    assert 'name="fixed_reply_on"' not in form


# --- the simulator ---------------------------------------------------------------------------------


def ask(visitor, **asked):
    return visitor.get("clock-simulator", code="reply", as_of="2026-06-15", **asked)


def test_a_longer_rule_makes_fewer_late(cast, visit) -> None:
    make.accepted(cast)
    make.accepted(cast, unit=cast.b)

    response = ask(visit("leader"), amount=4, unit="month")

    assert "如果“答复”的期限是4个月" in text(response)
    assert "会逾期0件，按现行期限逾期2件，少2件" in text(response)


def test_a_fixed_date_and_the_units_it_hits(cast, visit) -> None:
    late, _ = make.accepted(cast), make.delivered(cast, unit=cast.b)

    response = ask(visit("government_clerk"), fixed="2026-06-01", session=cast.npc_session.pk)

    found = response.context["found"]
    assert [(line.unit.name, line.items, line.late_then) for line in found.units] == [
        ("县教育局", 1, 1),
        ("县水务局", 1, 0),
    ]
    assert [item.deadline.assignment for item in found.late] == [late]
    assert "超期14天" in text(response)


def test_make_up_days_and_holidays_are_counted(cast, visit) -> None:
    make.accepted(cast)
    CalendarDay.objects.create(day=date(2026, 7, 2), is_working=False, name="某节")

    found = ask(visit("leader"), amount=4, unit="month").context["found"]

    assert [item.due_then for item in found.items] == [date(2026, 7, 3)]


def test_a_granted_extension_is_left_as_it_is(cast, visit) -> None:
    part = make.accepted(cast)
    clock.move_to(part.main_deadline, date(2026, 7, 1), by=cast.npc_clerk, at=make.at(), note="准予", extended=True)

    response = ask(visit("leader"), fixed="2026-06-01")

    assert "其中1件已批准延期，仍按批准的日期。" in text(response)
    assert response.context["found"].total.late_then == 0


def test_an_answer_that_came_too_late_is_late_for_good(cast, visit) -> None:
    make.delivered(cast)

    found = ask(visit("leader"), fixed="2026-03-01").context["found"]

    assert [item.words for item in found.late] == ["已办，迟1天"]


def test_a_clerk_asks_about_the_own_body(cast, visit) -> None:
    make.accepted(cast)

    assert ask(visit("cppcc_clerk"), amount=1, unit="month").context["found"].items == []
    assert "没有这样的期限" in text(ask(visit("cppcc_clerk"), amount=1, unit="month"))


def test_a_rule_or_a_date_but_not_both(cast, visit) -> None:
    page = text(ask(visit("leader"), amount=4, unit="month", fixed="2026-06-01"))

    assert "请填一个数量，或填一个固定日期，二者只填一个。" in page


def test_nothing_is_written(cast, visit) -> None:
    part = make.accepted(cast)
    before = Event.objects.count()

    ask(visit("leader"), fixed="2026-06-01")

    assert (Event.objects.count(), part.main_deadline.due_on) == (before, date(2026, 6, 2))


def test_a_second_round_is_asked_about_by_its_own_letter(cast, visit) -> None:
    reply = make.rehandled(cast)

    response = visit("leader").get("clock-simulator", code="rehandle", as_of="2026-06-15", fixed="2026-06-30")

    (item,) = response.context["found"].items
    assert (item.deadline.reply, item.is_late_now, item.is_late_then) == (reply, True, False)
