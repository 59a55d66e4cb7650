"""A paper form in a real browser: the delegate's page on a phone, and the clerk's pages for what came back."""

import pytest

from replies.models import Feedback, ScannedForm
from tests import make
from tests.browser.conftest import OFFICE, PHONE
from tests.people import make_cast
from tests.scans import form_of, form_page, stack, without_code

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def choose(page, name: str, value: str) -> None:
    page.click(f"label:has(input[name={name}][value={value}])")


def test_a_delegate_reads_and_rates_behind_the_code(cast, screen) -> None:
    form = form_of(make.delivered(cast))
    lead = screen("lead", PHONE)
    page = lead.open(f"/r/{form.code}/")
    lead.check()
    with page.expect_response("**/page-1.png") as picture:
        page.click("summary:has-text('阅读答复')")
    assert picture.value.ok
    page.click("summary:has-text('阅读答复')")
    choose(page, "attitude", "satisfied")
    choose(page, "result", "basically")
    page.click("text=提交评价")
    page.wait_for_selector("text=您的评价已收到")
    lead.check()
    assert Feedback.objects.get().result == "basically"


@pytest.mark.parametrize("size", [OFFICE, PHONE], ids=["office", "phone"])
def test_a_clerk_files_a_stack_and_enters_the_ratings(cast, screen, size, tmp_path) -> None:
    form = form_of(make.delivered(cast))
    paper = tmp_path / "意见表.PDF"
    paper.write_bytes(stack(form_page(form.code).rotate(180), without_code(form_page(form.code))))
    clerk = screen("npc_clerk", size)
    page = clerk.open("/")
    if size == PHONE:
        page.click("text=菜单")
    page.click("nav >> text=意见表")
    page.set_input_files("[name=files]", str(paper))
    page.click("text=上传并识别")
    page.wait_for_selector("text=归入第1号 · 王清和代表 · 县教育局。")
    clerk.check()
    page.click("summary:has-text('作废')")
    page.fill("[name=reason]", "重复扫描")
    page.click("text=确定作废")
    page.wait_for_selector("text=这一页已作废。")
    with page.expect_response("**/picture/") as picture:
        page.click("a:has-text('录入评价')")
    assert picture.value.ok
    clerk.check()
    choose(page, "attitude", "satisfied")
    choose(page, "result", "satisfied")
    page.click("button:has-text('录入')")
    page.wait_for_selector("text=王清和代表的评价已录入。")
    clerk.check()
    assert ScannedForm.objects.get(form=form).feedback == Feedback.objects.get()
