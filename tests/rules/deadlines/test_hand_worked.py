"""Last days worked out by hand on a wall calendar, each with the way it was counted.

M T W Th F Sa Su are weekdays. Holidays | make-up days by the State Council's notices:
2025: 1.1 | – · 1.28-2.4 | Su 1.26, Sa 2.8 · 4.4-4.6 | – · 5.1-5.5 | Su 4.27 · 5.31-6.2 | – · 10.1-10.8 | Su 9.28, Sa 10.11
2026: 1.1-1.3 | Su 1.4 · 2.15-2.23 | Sa 2.14, Sa 2.28 · 4.4-4.6 | – · 5.1-5.5 | Sa 5.9 · 6.19-6.21 | – · 9.25-9.27 | –
      10.1-10.7 | Su 9.20, Sa 10.10
2027 is not announced. Legal days: F 1.1, F 2.5 (除夕), Sa-M 2.6-2.8, M 4.5, Sa-Su 5.1-5.2, W 6.9, W 9.15, F-Su 10.1-10.3.
"""

from dataclasses import replace
from datetime import date

import pytest

from replies.models import shipped_calendar
from replies.rules.deadlines import Rule, explain
from replies.rules.profiles import rule_that_holds, rules_of

D = date.fromisoformat
FIRM, DOUBTFUL = False, True


def rule(profile: str, code: str, *, body: str = "npc", level: str = "county", timing: str = "in_session") -> Rule:
    rules = rules_of(profile, body)
    return rule_that_holds(rules, code, body=body, level=level, timing=timing, on=D("2026-01-01"))


MONTHS = [
    # --- reply, 3 months: plain days and the ends of months ---
    ("2026-03-02", "2026-06-02", FIRM),  # 2 June is a T
    ("2026-03-31", "2026-06-30", FIRM),  # June has no 31st: its last day, a T
    ("2026-05-31", "2026-08-31", FIRM),  # August has a 31st, a M
    ("2025-11-30", "2026-02-28", FIRM),  # February ends on the 28th, a Sa that is worked
    ("2026-04-18", "2026-07-20", FIRM),  # 18 July is a Sa, so M 20
    ("2026-07-11", "2026-10-12", FIRM),  # 11 October is a Su, so M 12
    ("2025-02-28", "2025-05-28", FIRM),  # from the last day of February to the 28th, not to the last of May; a W
    # --- the last day is a make-up day, so it stays ---
    ("2025-11-14", "2026-02-14", FIRM),  # Sa 14 February is worked for 春节
    ("2025-11-28", "2026-02-28", FIRM),  # Sa 28 February too
    ("2026-02-09", "2026-05-09", FIRM),  # Sa 9 May, for 劳动节
    ("2026-06-20", "2026-09-20", FIRM),  # Su 20 September, for 国庆节
    ("2026-07-10", "2026-10-10", FIRM),  # Sa 10 October, for 国庆节
    ("2024-10-26", "2025-01-26", FIRM),  # Su 26 January 2025, for 春节
    ("2024-11-08", "2025-02-08", FIRM),  # Sa 8 February 2025, for 春节
    ("2025-01-27", "2025-04-27", FIRM),  # Su 27 April 2025, for 劳动节
    ("2025-06-28", "2025-09-28", FIRM),  # Su 28 September 2025, for 国庆节
    ("2025-07-11", "2025-10-11", FIRM),  # Sa 11 October 2025, for 国庆节
    # --- the last day is in a holiday ---
    ("2025-10-01", "2026-01-04", FIRM),  # 1-3 January off, Su 4 is worked
    ("2025-10-03", "2026-01-04", FIRM),  # Sa 3 January is the holiday's last day
    ("2025-11-15", "2026-02-24", FIRM),  # first day of 春节 (Su 15); off until M 23, so T 24
    ("2025-11-23", "2026-02-24", FIRM),  # its last day
    ("2025-11-24", "2026-02-24", FIRM),  # the day after, a T
    ("2026-01-04", "2026-04-07", FIRM),  # 清明 Sa 4 to M 6, so T 7
    ("2026-02-02", "2026-05-06", FIRM),  # 劳动节 F 1 to T 5, so W 6
    ("2026-03-19", "2026-06-22", FIRM),  # 端午 F 19 to Su 21, so M 22
    ("2026-06-25", "2026-09-28", FIRM),  # 中秋 F 25 to Su 27, so M 28
    ("2026-07-03", "2026-10-08", FIRM),  # 国庆 until W 7, so Th 8
    ("2024-10-28", "2025-02-05", FIRM),  # 春节 T 28 January to T 4 February, so W 5
    ("2025-01-04", "2025-04-07", FIRM),  # 清明 F 4 to Su 6, so M 7
    ("2025-02-01", "2025-05-06", FIRM),  # 劳动节 Th 1 to M 5, so T 6
    ("2025-03-01", "2025-06-03", FIRM),  # 端午 Sa 31 May to M 2 June, so T 3
    ("2025-07-06", "2025-10-09", FIRM),  # 国庆 and 中秋 until W 8, so Th 9
    # --- into years that are not announced ---
    ("2026-10-01", "2027-01-04", DOUBTFUL),  # F 1 January is 元旦, then Sa and Su, so M 4
    ("2026-11-05", "2027-02-09", DOUBTFUL),  # F 5 February 除夕, 6-8 春节, so T 9
    ("2026-11-09", "2027-02-09", DOUBTFUL),  # T 9 February itself
    ("2026-11-30", "2027-03-01", DOUBTFUL),  # clipped to Su 28 February, so M 1 March
    ("2027-11-29", "2028-02-29", DOUBTFUL),  # the leap day, a T
    ("2027-11-30", "2028-02-29", DOUBTFUL),  # 2028 has no 30 February: clipped to the leap day
]


@pytest.mark.parametrize(("start", "due", "provisional"), MONTHS)
def test_three_months_for_a_reply(start, due, provisional):
    found = explain(rule("national", "reply"), D(start), shipped_calendar())
    assert (found.due, found.provisional) == (D(due), provisional)


WORKING_DAYS = [
    # --- 2026 ---
    ("accept", "2026-03-02", "2026-03-05", FIRM),  # T3 W4 Th5
    ("accept", "2026-02-12", "2026-02-24", FIRM),  # F13, Sa14 worked, off until 23, T24
    ("accept", "2026-04-02", "2026-04-08", FIRM),  # F3, 清明 4-6, T7 W8
    ("accept", "2026-06-18", "2026-06-24", FIRM),  # 端午 19-21, M22 T23 W24
    ("accept", "2025-12-31", "2026-01-06", FIRM),  # 元旦 1-3, Su4 worked, M5 T6
    ("refuse", "2026-03-02", "2026-03-16", FIRM),  # T3-F6 4, M9-F13 9, M16
    ("refuse", "2026-02-11", "2026-03-03", FIRM),  # Th12 F13 Sa14 3, T24-F27 7, Sa28 8, M2 T3
    ("refuse", "2026-09-15", "2026-09-29", FIRM),  # W16-F18 3, Su20 4, M21-Th24 8, 中秋, M28 T29
    ("refuse", "2026-09-24", "2026-10-15", FIRM),  # 中秋, M28-W30 3, 国庆, Th8 F9 Sa10 6, M12-Th15
    ("decide_refusal", "2026-05-07", "2026-05-20", FIRM),  # F8 Sa9 2, M11-F15 7, M18-W20
    ("co_redo", "2026-02-13", "2026-02-27", FIRM),  # Sa14, then T24 W25 Th26 F27
    ("first_contact", "2026-03-02", "2026-03-30", FIRM),  # 4, 9, 14, 19, and M30 is the 20th
    ("first_contact", "2026-04-20", "2026-05-20", FIRM),  # T21-F24 4, M27-Th30 8, W6-F8 11, Sa9 12, M11-F15 17, M18-W20
    # --- 2025 ---
    ("accept", "2025-04-24", "2025-04-28", FIRM),  # F25, Sa26 off, Su27 worked, M28
    ("accept", "2025-04-30", "2025-05-08", FIRM),  # 劳动节 1-5, T6 W7 Th8
    ("refuse", "2025-01-24", "2025-02-13", FIRM),  # Su26 M27 2, 春节, W5-F7 5, Sa8 6, M10-Th13
    ("feedback", "2025-09-22", "2025-10-17", FIRM),  # T23-F26 4, Su28-T30 7, 国庆, Th9 F10 Sa11 10, M13-F17
    ("publish", "2025-09-22", "2025-10-24", FIRM),  # the same, and M20-F24
    # --- across New Year ---
    ("refuse", "2026-12-16", "2026-12-30", FIRM),  # Th17 F18 2, M21-F25 7, M28-W30
    ("refuse", "2026-12-17", "2026-12-31", FIRM),  # F18 1, M21-F25 6, M28-Th31: not one day of 2027
    ("refuse", "2026-12-18", "2027-01-04", DOUBTFUL),  # M21-F25 5, M28-Th31 9, 元旦 F1, weekend, M4
    ("refuse", "2026-12-24", "2027-01-08", DOUBTFUL),  # F25 1, M28-Th31 5, F1 off, M4-F8
    ("feedback", "2027-01-25", "2027-02-17", DOUBTFUL),  # T26-F29 4, M1-Th4 8, F5 除夕, M8 初三, T9-F12 12, M15-W17
]


@pytest.mark.parametrize(("code", "start", "due", "provisional"), WORKING_DAYS)
def test_working_days_of_the_national_profile(code, start, due, provisional):
    found = explain(rule("national", code), D(start), shipped_calendar())
    assert (found.due, found.provisional) == (D(due), provisional)


OTHER_NATIONAL = [
    ("co_opinion", "npc", "2026-03-02", "2026-04-02"),  # a month later, a Th
    ("co_opinion", "cppcc", "2026-03-06", "2026-04-07"),  # M 6 April is 清明, so T 7
    ("rehandle", "npc", "2026-01-31", "2026-02-28"),  # clipped to the 28th, a Sa that is worked
    ("rehandle", "npc", "2026-12-31", "2027-02-01"),  # 31 January 2027 is a Su
    ("rehandle", "npc", "2028-01-31", "2028-02-29"),  # clipped to the leap day
    ("reply", "cppcc", "2026-03-02", "2026-06-02"),  # 提案: also three months
]


@pytest.mark.parametrize(("code", "body", "start", "due"), OTHER_NATIONAL)
def test_the_other_periods_of_the_national_profile(code, body, start, due):
    assert explain(rule("national", code, body=body), D(start), shipped_calendar()).due == D(due)


TOWN, CLOSED = {"level": "township"}, {"level": "township", "timing": "out_of_session"}
REGIONS = [
    ("chongqing", "refuse", {}, "2026-03-02", "2026-03-16"),  # 10 working days
    ("chongqing", "first_contact", {}, "2026-03-02", "2026-03-30"),  # 20 working days
    ("chongqing", "co_opinion", {}, "2026-03-02", "2026-04-14"),  # 30: to F27 19, M30-F3 24, T7-F10 28, M13 T14
    ("chongqing", "co_redo", {}, "2026-03-02", "2026-03-09"),  # T3-F6 4, M9
    ("chongqing", "feedback", {}, "2026-04-20", "2026-05-20"),  # 20 working days across 劳动节
    ("chongqing", "rehandle", {}, "2026-03-02", "2026-05-06"),  # two months: 2 May, moved to W 6
    ("chongqing", "reply", {}, "2026-03-02", "2026-06-02"),  # silent on the county: three months
    ("chongqing", "reply", TOWN, "2026-03-02", "2026-05-06"),  # a township: two months
    ("shandong", "refuse", {}, "2026-03-02", "2026-03-09"),  # 5 days: Sa 7, so M 9
    ("shandong", "refuse", {}, "2026-02-09", "2026-02-14"),  # 5 days: Sa 14 is worked
    ("shandong", "refuse", {}, "2026-02-10", "2026-02-24"),  # 5 days: Su 15 is 春节, so T 24
    ("shandong", "refuse", {}, "2025-12-29", "2026-01-04"),  # 5 days: Sa 3 January is off, Su 4 is worked
    ("shandong", "co_opinion", {}, "2026-03-31", "2026-04-30"),  # a month: April has no 31st; a Th
    ("shandong", "reply", {}, "2026-03-31", "2026-06-30"),  # silent on the county: three months
    ("shandong", "reply", TOWN, "2026-01-17", "2026-03-17"),  # two months from the closing day; a T
    ("shandong", "reply", CLOSED, "2026-04-18", "2026-06-18"),  # two months; a Th
    ("shandong", "rehandle", {}, "2026-08-31", "2026-09-30"),  # September has no 31st; a W
    ("shandong", "feedback", {}, "2025-09-22", "2025-10-17"),  # silent: 15 working days
    ("zhejiang", "refuse", {}, "2026-03-02", "2026-03-12"),  # 10 days; a Th
    ("zhejiang", "refuse", {}, "2026-09-24", "2026-10-08"),  # 10 days: 4 October is 国庆, so Th 8
    ("zhejiang", "co_opinion", {}, "2026-03-02", "2026-05-06"),  # two months: 2 May, so W 6
    ("zhejiang", "reply", {}, "2026-03-04", "2026-06-04"),  # three months from receipt; a Th
    ("zhejiang", "rehandle", {}, "2026-01-31", "2026-02-28"),  # a month, clipped, worked
    ("zhejiang", "reply", TOWN, "2026-03-04", "2026-06-04"),  # no row of its own for townships
]


@pytest.mark.parametrize(("profile", "code", "of", "start", "due"), REGIONS)
def test_the_regional_profiles(profile, code, of, start, due):
    assert explain(rule(profile, code, **of), D(start), shipped_calendar()).due == D(due)


EXTENDED = [
    ("national", {}, "2026-03-02", "2026-09-02", FIRM),  # six months; a W
    ("national", {}, "2026-04-01", "2026-10-08", FIRM),  # 1 October is 国庆
    ("national", {}, "2026-08-31", "2027-03-01", DOUBTFUL),  # 28 February 2027 is a Su
    ("national", {}, "2027-08-31", "2028-02-29", DOUBTFUL),  # clipped to the leap day
    ("chongqing", TOWN, "2026-03-02", "2026-07-02", FIRM),  # four months; a Th
    ("shandong", TOWN, "2026-01-17", "2026-05-18", FIRM),  # four months: 17 May is a Su
    ("zhejiang", {}, "2026-03-04", "2026-09-04", FIRM),  # six months; a F
]


@pytest.mark.parametrize(("profile", "of", "start", "due", "provisional"), EXTENDED)
def test_how_far_an_extension_may_reach(profile, of, start, due, provisional):
    found = explain(rule(profile, "reply", **of), D(start), shipped_calendar(), extended=True)
    assert (found.due, found.provisional) == (D(due), provisional)


@pytest.mark.parametrize("fixed", ["2026-06-30", "2026-10-04", "2027-01-02"])  # a T, in 国庆, a Sa of 2027
def test_a_fixed_date_of_the_notice_does_not_move_and_is_certain(fixed):
    found = explain(rule("national", "reply"), D("2026-03-02"), shipped_calendar(), fixed=D(fixed))
    assert (found.due, found.fixed, found.provisional) == (D(fixed), D(fixed), FIRM)


def test_a_fixed_date_does_not_shorten_how_far_an_extension_may_reach():
    found = explain(
        rule("national", "reply"), D("2026-03-02"), shipped_calendar(), fixed=D("2026-06-30"), extended=True
    )
    assert found.due == D("2026-09-02")


YEARLY = [
    ("06-30", "2026-03-02", "2026-06-30"),  # the same year
    ("06-30", "2026-06-30", "2027-06-30"),  # given out on the day itself: the next year's
    ("06-30", "2026-07-01", "2027-06-30"),  # after it
    ("10-01", "2026-03-02", "2026-10-01"),  # a holiday: a fixed date does not move
    ("02-29", "2026-03-02", "2027-02-28"),  # no leap year
    ("02-29", "2027-03-02", "2028-02-29"),  # a leap year
]


@pytest.mark.parametrize(("month_day", "start", "due"), YEARLY)
def test_a_rule_that_is_a_date_of_the_year(month_day, start, due):
    yearly = Rule("reply", 0, "date", "本县规定", "fixed_date", month_day=month_day)
    found = explain(yearly, D(start), shipped_calendar())
    assert (found.due, found.provisional) == (D(due), FIRM)


@pytest.mark.parametrize(("start", "due"), [("2026-07-03", "2026-10-03"), ("2026-11-30", "2027-02-28")])
def test_a_place_may_leave_the_last_day_where_it_falls(start, due):
    unmoved = replace(rule("national", "reply"), moves=False)
    found = explain(unmoved, D(start), shipped_calendar())
    assert (found.due, found.provisional) == (D(due), FIRM)  # nothing was looked up, so nothing can change


# --- the notice for 2027 arrives: 5-11 February off, Sa 30 January and Sa 20 February worked (invented) ---

LATER = [
    ("reply", "2026-11-09", "2027-02-12"),  # was T 9 February, now inside 春节: F 12
    ("reply", "2026-10-30", "2027-01-30"),  # was M 1 February, now Sa 30 January is worked
    ("reply", "2026-10-01", "2027-01-04"),  # as before: M 4 January
    ("feedback", "2027-01-25", "2027-02-19"),  # T26-F29 4, Sa30 5, M1-Th4 9, F12 10, M15-F19
    ("refuse", "2026-12-24", "2027-01-08"),  # as before
]


def with_2027():
    shipped = shipped_calendar()
    off = [D("2027-01-01"), *(date(2027, 2, day) for day in range(5, 12))]
    days = dict.fromkeys(off, False) | {D("2027-01-30"): True, D("2027-02-20"): True}
    return replace(shipped, days={**shipped.days, **days}, years=shipped.years | {2027})


@pytest.mark.parametrize(("code", "start", "due"), LATER)
def test_once_the_year_is_announced_the_day_is_certain(code, start, due):
    found = explain(rule("national", code), D(start), with_2027())
    assert (found.due, found.provisional) == (D(due), FIRM)
    assert explain(rule("national", code), D(start), shipped_calendar()).provisional is DOUBTFUL
