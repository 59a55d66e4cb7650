"""From the conference hall to the right desk, in a real browser: each person at their own screen.

BANFU_PICTURES=folder keeps a picture of each board.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate, now

from replies.actions import assigning, replying
from replies.models import Assignment, Deadline, OpinionUse, Proposal, Reply
from tests import make
from tests.people import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = ("城关镇", "北岭乡", "柳湾镇", "石桥乡", "东川镇", "青石乡")
MATTERS = (
    "修建文化广场", "更换供水管道", "开办老年食堂", "设立图书流动站", "整治占道停车",
    "推广节水灌溉", "增设心理咨询室", "保护古树名木", "开通冷链运输线", "建设污水处理站",
)  # fmt: skip
TITLES = [f"关于在{place}{matter}的提案" for place in PLACES for matter in MATTERS]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def picture(tmp_path):
    folder = Path(os.environ.get("BANFU_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return lambda screen, name: screen.page.screenshot(path=folder / f"{name}.png", full_page=True)


def type_in(page, title: str, number: int) -> None:
    """One item by keyboard alone, as it is done three hundred times in a meeting week."""
    keys = page.keyboard
    page.wait_for_timeout(80)  # the page that has just come is not read faster by anybody
    assert page.evaluate("document.activeElement.id") == "title"
    keys.insert_text(title)
    keys.press("Tab")
    keys.insert_text("李文澜、吴松声" if number % 3 else "李文澜")
    for _ in range(9):
        keys.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    keys.insert_text(f"{title.removeprefix('关于')}，群众盼望已久。建议列入年度计划。")
    keys.press("Control+Enter")
    page.wait_for_selector(f".just:has-text('第{number}号《')")


def say(page, scope: str, verb: str, **fields: str) -> None:
    """Open a button that asks for something, fill it in, confirm."""
    box = page.locator(f"{scope} details.do").filter(has=page.locator(f"summary:text-is('{verb}')")).first
    box.locator("summary").first.click()
    for name, value in fields.items():
        field = box.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value) if not value.isdigit() else field.select_option(value)
        else:
            field.fill(value)
    box.locator("button", has_text=f"确定{verb}").first.click()
    page.wait_for_selector(".notice")


def test_sixty_items_are_typed_reviewed_merged_converted_and_handed_over(screen, cast, picture) -> None:
    clerk = screen("cppcc_clerk")
    page = clerk.open("/intake/typing/")
    for number, title in enumerate(TITLES, start=1):
        type_in(page, title, number)
    page.wait_for_timeout(300)  # as slow as fingers are
    page.keyboard.insert_text("关于在城关镇修建文化广场的建议提案")
    page.wait_for_selector("#alike .alike, #alike a")
    assert "第1号《关于在城关镇修建文化广场的提案》" in page.inner_text("#alike")
    clerk.check()
    picture(clerk, "快速录入")
    assert Proposal.objects.count() == 60
    assert not Proposal.objects.exclude(state="logged").exists()

    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page = clerk.open("/intake/")
    converted, merged = Proposal.objects.order_by("serial")[:2]
    page.locator("tbody tr").nth(0).locator("details.do summary").first.click()
    page.wait_for_selector(".decide details")
    picture(clerk, "审查立案")
    say(
        page,
        ".decide",
        "转社情民意",
        reason=str(cast.cppcc.reasons.get(code="10").pk),
        note="没有需要承办单位办理的具体事项。",
    )
    page.check("#tick-all")
    page.locator(f"input[name=cases][value='{merged.pk}']").uncheck()
    page.click("button:has-text('选中的立案')")
    page.wait_for_selector(".notice.success")
    main = Proposal.objects.get(title=TITLES[10])
    page = clerk.open(f"/proposals/{merged.pk}/")
    say(page, "aside", "并案", into=str(main.pk), note="两件内容相近，合并办理。")
    second = Proposal.objects.get(title=TITLES[20])
    page = clerk.open(f"/proposals/{second.pk}/")
    say(page, "aside", "并案", into=str(main.pk), note="两件内容相近，合并办理。")
    picture(clerk, "并案")
    states = {
        state: Proposal.objects.filter(state=state).count() for state in ("converted", "merged", "filed", "logged")
    }
    assert states == {"converted": 1, "merged": 2, "filed": 57, "logged": 0}
    assert converted.title == TITLES[0]

    office = screen("government_clerk")
    page = office.open("/assigning/")
    page.fill("[name=name]", "提案集中交办")
    page.click("button:has-text('建立批次')")
    page.wait_for_selector("#assign-table")
    first, *others = page.locator("tbody tr").all()[:6]
    first.locator(".unit-pick").nth(0).click()
    page.keyboard.type("教育")
    page.keyboard.press("Enter")
    page.keyboard.type("水务")
    page.keyboard.press("Enter")
    first.locator(".row-status .tag").wait_for()
    for row in others:
        row.locator(".unit-pick").nth(0).click()
        page.keyboard.type("水务")
        page.keyboard.press("Enter")
        row.locator(".row-status .tag").wait_for()
    office.check()
    picture(office, "交办")
    page.click("a:has-text('打开批次')")
    lists = page.request.get(page.get_attribute("a:has-text('打印全部交办清单')", "href").join((office.address, "")))
    assert lists.headers["content-type"] == "application/pdf"
    page.click("button:has-text('集中交办')")
    page.wait_for_selector(".notice.success")
    office.check()
    picture(office, "交办会")
    assert sorted(Assignment.objects.values_list("role", flat=True)) == ["co", "lead", *["sole"] * 5]


def test_a_refusal_bounces_and_is_ruled_upon(screen, cast, picture) -> None:
    case = assigning.assign(make.filed(cast), unit=cast.a, role="sole", by=cast.government_clerk, at=now()).proposal
    office, a, b = screen("government_clerk"), screen("drafter_a"), screen("drafter_b")

    def refuse(unit, other: str) -> None:
        page = unit.open(f"/proposals/{case.pk}/")
        say(page, ".left", "申请退办", unit=other, note="不属本单位职责。")

    def board():
        page = office.open("/refusals/")
        office.check()
        return page

    refuse(a, "县水务局")
    picture(a, "申请退办")
    say(board(), ".request", "同意退办", unit="县水务局", note="改由水务部门办理。")
    refuse(b, "县教育局")
    page = board()
    assert "已退办1次" in page.inner_text("main")
    say(page, ".request", "同意退办", unit="县教育局", note="再由教育部门研究。")
    refuse(a, "县水务局")
    page = board()
    assert "待裁定" in page.inner_text("main")
    assert page.locator("summary:text-is('同意退办')").count() == 0
    picture(office, "退办")
    say(
        page,
        ".request",
        "裁定维持",
        arbiter="副县长 计安澜",
        arguments="两家都认为不属本单位职责。",
        note="由县教育局牵头。",
    )

    page = a.open(f"/proposals/{case.pk}/")
    assert page.locator("summary:text-is('申请退办')").count() == 0
    picture(a, "裁定以后")
    assert [row.unit.name for row in case.assignments.order_by("id")] == ["县教育局", "县水务局", "县教育局"]
    assert case.assignments.live().get().binding


def test_opinions_are_returned_taken_and_weighed_before_the_lead_sends_its_letter(screen, cast, picture) -> None:
    proposal = make.filed(cast)
    lead = assigning.accept(make.assigned(cast, proposal=proposal, role="lead"), by=cast.drafter_a, at=make.at())
    letter = make.written(cast, reply=replying.draft(lead, by=cast.drafter_a, at=make.at()))
    make.delivered(cast, proposal=proposal, unit=cast.b, role="co")

    drafter = screen("drafter_a")
    page = drafter.open(f"/replies/{letter.pk}/edit/")
    page.wait_for_selector("#draft-pages img")
    page.click("button:has-text('送审')")
    page.wait_for_selector(".error-line")
    assert "县水务局" in page.inner_text(".error-line")
    page = drafter.open(f"/replies/{letter.pk}/edit/")
    say(page, "#opinions", "退回会办意见", note="没有写明完成时间。")
    redo = Reply.objects.get(assignment__unit=cast.b, state="drafting")
    make.delivered(cast, reply=redo)
    page = drafter.open(f"/replies/{letter.pk}/edit/")
    page.click("#opinions button:has-text('接收会办意见')")
    page.wait_for_selector(".notice.success")
    page = drafter.open(f"/replies/{letter.pk}/edit/")
    page.select_option("#opinions [name=adoption]", label="部分采纳")
    page.fill("#opinions [name=reason]", "资金一条明年安排。")
    picture(drafter, "会办意见")
    page.click("#opinions button:has-text('登记')")
    page.wait_for_selector(".notice.success")
    page = drafter.open(f"/replies/{letter.pk}/edit/")
    page.wait_for_selector("#draft-pages img")
    page.click("button:has-text('送审')")
    page.wait_for_selector(".notice.success")
    assert Reply.objects.get(pk=letter.pk).state == "submitted"
    assert (use := OpinionUse.objects.get()).adoption == "partly"
    assert use.reason == "资金一条明年安排。"


def test_an_extension_is_asked_for_granted_and_explained(screen, cast, picture) -> None:
    part = assigning.assign(make.filed(cast), unit=cast.a, role="sole", by=cast.government_clerk, at=now())
    assigning.accept(part, by=cast.drafter_a, at=now())
    wanted = part.due_on + timedelta(days=30)

    drafter = screen("drafter_a")
    page = drafter.open(f"/proposals/{part.proposal_id}/")
    say(page, ".left", "申请延期", until=wanted.isoformat(), note="涉及面广，需要实地勘察。")
    office = screen("government_clerk")
    page = office.open("/refusals/")
    say(page, ".request", "同意延期", note="同意，请向代表说明。")

    page = drafter.open(f"/proposals/{part.proposal_id}/deadline/")
    drafter.check()
    picture(drafter, "为什么是这一天")
    said = page.inner_text("main")
    day = f"{wanted.year}年{wanted.month}月{wanted.day}日"
    assert day in said
    assert "延期" in said
    assert Deadline.objects.get(code="reply", assignment=part).extended_from == part.due_on
    assert Assignment.objects.get().due_on == wanted > localdate()
