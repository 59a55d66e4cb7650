"""The pages from intake to the clock: they fit both screens, speak Chinese, and print in the layout of the desk."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from replies.actions import extending, handing_over, replying, urging
from replies.models import Deadline, Notice
from tests import make
from tests.browser.conftest import OFFICE, PHONE
from tests.people import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)
SIMULATED = "/clock/simulator/?session=&code=reply&amount=1&unit=month&fixed=&as_of=2026-12-31"
# account → its pages; `|words` presses the button that says so. The names in braces come from busy_office().
WALKS = {
    "npc_clerk": (
        "/", "/intake/", "/intake/typing/", "/proposals/{case}/", "/proposals/{merged}/", "/proposals/{logged}/",
        "/refusals/", "/inbox/", SIMULATED,
    ),
    "government_clerk": (
        "/", "/assigning/", "/assigning/{batch}/", "/refusals/", "/proposals/{case}/", "/proposals/{refused}/",
        "/deadlines/{deadline}/", "/clock/notice/?year=2027|先看会变哪些期限", "/clock/reply-date/",
        "/clock/simulator/", SIMULATED, "/inbox/",
    ),
    "drafter_a": ("/", "/proposals/{case}/", "/proposals/{refused}/", "/replies/{letter}/edit/", "/replies/{opinion}/", "/inbox/"),
    "drafter_b": ("/", "/proposals/{case}/", "/inbox/"),
    "lead": ("/", "/proposals/{case}/", "/proposals/{case}/deadline/", "/inbox/"),
    "stranger": ("/", "/proposals/{logged}/", "/inbox/"),
    "leader": ("/", "/proposals/{case}/", "/deadlines/{deadline}/", SIMULATED, "/inbox/"),
}  # fmt: skip
PRINTED = {
    "npc_clerk": ("/", "/intake/", "/proposals/{case}/"),
    "government_clerk": (
        "/assigning/", "/assigning/{batch}/", "/refusals/", "/deadlines/{deadline}/", "/clock/reply-date/", SIMULATED,
        "/inbox/",
    ),
}  # fmt: skip
A4 = {"width": 680, "height": 990}  # 210 mm less the margins, in CSS pixels


@pytest.fixture
def cast(transactional_db) -> Cast:
    return make_cast()


def busy_office(cast: Cast) -> dict[str, int]:
    """A case with everything that can hang on one, and something on each board."""
    clerk = cast.government_clerk
    case = make.filed(cast)
    merged = make.merged(cast, main=case, title="关于增设学校门前接送区的建议")
    lead = make.accepted(cast, proposal=case, role="lead")
    make.contacted(cast, assignment=lead)
    opinion = make.opinion(cast, lead=lead)
    letter = replying.draft(lead, by=cast.drafter_a, at=make.at())
    extending.request_extension(
        lead, until=date(2026, 7, 1), note="需召开听证会", by=cast.drafter_a, at=make.at(days=1)
    )
    urging.urge(lead, answer_by=make.TODAY + timedelta(days=30), by=clerk, at=make.at(days=2))
    refused = make.in_arbitration(cast)
    make.unit_asked(cast)
    batch = handing_over.begin(
        session=cast.npc_session, name="代表建议集中交办", held_on=make.TODAY, by=clerk, at=make.at()
    )
    handing_over.plan(batch, make.filed(cast), handing_over.parts_named([cast.a], [cast.b], False), by=clerk)
    make.filed(cast)
    return {
        "case": case.pk, "merged": merged.pk, "letter": letter.pk, "opinion": opinion.pk, "batch": batch.pk,
        "refused": refused.assignment.proposal_id, "logged": make.invited(cast).pk,
        "deadline": Deadline.objects.get(assignment=lead, code="reply").pk,
    }  # fmt: skip


def opened(someone, walks: tuple[str, ...], things: dict[str, int]) -> Iterator[str]:
    """Each page in turn."""
    for walk in walks:
        path, _, button = walk.format(**things).partition("|")
        someone.open(path)
        if button:
            someone.page.click(f"main button:has-text('{button}')")
        someone.page.wait_for_load_state()
        yield path


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["1366", "390"])
def test_new_pages_fit_the_screen_and_are_all_chinese(size, screen, cast) -> None:
    things = busy_office(cast)
    assert Notice.objects.filter(to=cast.drafter_a).exists()
    for account, walks in WALKS.items():
        someone = screen(account, size)
        for path in opened(someone, walks, things):
            someone.check()
            assert someone.page.locator("main h1").count(), f"{path} has no heading"


def test_pages_print_without_navigation_in_the_layout_of_the_desk(screen, cast) -> None:
    things = busy_office(cast)
    for account, walks in PRINTED.items():
        someone = screen(account)
        page = someone.page
        page.set_viewport_size(A4)
        page.emulate_media(media="print")
        for path in opened(someone, walks, things):
            someone.check()
            assert not page.locator(".top").is_visible()
            assert page.locator("main .btn:visible").count() == 0, f"{path} prints its buttons"
            heads = page.locator("table.cases thead:visible")
            assert {head.evaluate("it => getComputedStyle(it).display") for head in heads.all()} <= {
                "table-header-group"
            }
            assert heads.count() == page.locator("table.cases:visible").count(), (
                f"{path} prints a table without its head"
            )


def test_the_rare_buttons_of_a_case_wait_under_more(screen, cast) -> None:
    case = make.logged(cast)
    page = screen("npc_clerk").open(f"/proposals/{case.pk}/")

    assert page.locator("aside summary:text-is('退回')").is_visible()
    assert not page.locator("aside summary:text-is('列为重点督办')").is_visible()
    page.click("aside summary:text-is('更多')")
    assert page.locator("aside summary:text-is('列为重点督办')").is_visible()


def test_the_menu_of_a_phone_unfolds(screen, cast) -> None:
    clerk = screen("npc_clerk", PHONE)
    page = clerk.open("/")
    assert not page.locator("nav >> text=受理").is_visible()

    page.click("text=菜单")
    clerk.page.wait_for_selector("nav >> text=受理")
    page.click("nav >> text=受理")

    page.wait_for_url("**/intake/")
