"""The main job in a real browser, each person at their own screen."""

import re

import pytest

from replies.models import Feedback, Reply
from tests.browser.conftest import OFFICE, PHONE
from tests.people import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "现答复如下：\n一、已经办成的事\n三所学校门前已设置接送区。\n二、下一步打算\n明年3月底前再设置两处。"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def pick(page, field: str, words: str) -> None:
    """Type into an autocomplete and take what it offers."""
    page.click(f"#{field} + .select2 .select2-selection")
    page.fill(".select2-search__field", words)
    page.click(f".select2-results__option:has-text('{words}')")


def log_in_the_entry_form(clerk) -> None:
    page = clerk.open("/admin/replies/proposal/add/")
    pick(page, "id_sponsor_set-0-delegate", "王清和")
    page.fill("#id_title", "关于改善学校门前交通秩序的建议")
    page.fill("#id_text", "早晚接送时段道路拥堵。")
    page.check("#id_file_now")
    pick(page, "id_assignments-0-unit", "县教育局")
    clerk.check()
    page.click("[name=_save]")
    page.wait_for_load_state()
    assert page.locator(".errornote").count() == 0, page.inner_text("body")


def write_the_reply(drafter) -> None:
    page = drafter.open("/")
    page.click("text=去签收")
    page.click("button:has-text('签收')")
    page.click("button:has-text('起草')")
    page.wait_for_selector("#draft-pages img")
    page.select_option("[name=category]", "A")
    page.fill("[name=text]", TEXT)
    page.wait_for_function("document.querySelector('#draft-status').innerText.includes('已保存')")
    drafter.check()
    page.click("button:has-text('送审')")
    assert "已送审。" in page.inner_text("main")


def test_from_the_clerk_to_the_rating(screen, cast) -> None:
    log_in_the_entry_form(screen("npc_clerk"))
    drafter = screen("drafter_a")
    write_the_reply(drafter)

    for account, task, button in (("reviewer_a", "去审核", "审核通过"), ("signer_a", "去签发", "签发")):
        officer = screen(account)
        page = officer.open("/")
        page.click(f"text={task}")
        officer.check()
        if page.locator(f"summary:has-text('{button}')").count():
            page.click(f"summary:has-text('{button}')")
        page.click(f"button:has-text('{button}')")
        page.wait_for_selector(".notice.success")

    page = drafter.open("/")
    page.click("text=登记送达")
    page.click("summary:has-text('送达')")
    page.click("button:has-text('确定送达')")
    page.wait_for_selector(".notice.success")

    lead = screen("lead", PHONE)
    page = lead.open("/")
    page.click("text=阅读并评价")
    lead.check()
    page.click("label:has-text('基本满意') >> nth=0")
    page.click("label:has-text('不满意') >> nth=1")
    page.click("button:has-text('提交评价')")
    assert "评价为“不满意”时，请写明具体意见，以便重新办理。" in page.inner_text("main")
    page.fill("[name=text]", "还差两所学校。")
    page.click("main button:has-text('评价')")
    page.wait_for_selector(".notice.success")

    rating = Feedback.objects.get()
    assert (rating.attitude, rating.result, rating.text) == ("basically", "unsatisfied", "还差两所学校。")
    assert re.fullmatch(r"清教发〔\d{4}〕1号", Reply.objects.get().document_number)


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize(
    ("account", "path"),
    [
        ("drafter_a", "/"), ("drafter_a", "/proposals/"), ("drafter_a", "/proposals/1/"), ("drafter_a", "/help/workflow/"),
        ("drafter_a", "/password/"), ("lead", "/"), ("leader", "/proposals/"), ("npc_clerk", "/proposals/1/"),
        ("npc_clerk", "/admin/"), ("npc_clerk", "/admin/replies/proposal/"), ("npc_clerk", "/admin/replies/proposal/1/change/"),
        ("administrator", "/admin/"), ("administrator", "/admin/replies/handlingunit/add/"),
    ],
)  # fmt: skip
def test_pages_fit_the_screen_and_are_all_chinese(account, path, size, screen, cast) -> None:
    from tests import make

    make.drafted(cast)
    make.delivered(cast)
    if path.endswith("1/change/"):
        path = path.replace("/1/", f"/{Reply.objects.first().assignment.proposal_id}/")
    elif path == "/proposals/1/":
        path = f"/proposals/{Reply.objects.first().assignment.proposal_id}/"
    someone = screen(account, size)

    someone.open(path)

    someone.check()
