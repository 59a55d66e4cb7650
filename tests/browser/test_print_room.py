"""The print room in a real browser: tick, generate, watch the bar, open the file; cancel in between."""

import pytest

from replies.actions import printing
from replies.models import PrintRun
from tests.browser.conftest import OFFICE, PHONE
from tests.people import make_cast
from tests.printing import letters, small_papers  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("small_papers")]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def clerk(cast, screen, request):
    letters(cast, 3)
    return screen("npc_clerk", getattr(request, "param", OFFICE))


def order(clerk):
    """Tick all and send; the page of the run."""
    page = clerk.open("/print/")
    page.click("text=全选")
    clerk.check()
    page.click("button:has-text('生成 PDF（3 份）')")
    page.wait_for_selector("h1:has-text('打印 3 份')")
    return page


@pytest.mark.parametrize("clerk", [OFFICE, PHONE], ids=["1366", "390"], indirect=True)
def test_few_letters_are_there_at_once(clerk) -> None:
    page = order(clerk)

    assert "双面打印用纸 6 张" in page.inner_text("main")
    clerk.check()
    answer = page.request.get(clerk.address + page.get_attribute("a:has-text('打开 PDF')", "href"))
    assert answer.body().startswith(b"%PDF-1.7")
    clerk.open("/print/runs/")
    clerk.check()


@pytest.mark.parametrize("clerk", [OFFICE, PHONE], ids=["1366", "390"], indirect=True)
def test_the_page_follows_the_worker_by_itself(clerk, monkeypatch) -> None:
    monkeypatch.setattr(printing, "FEW", 0)
    page = order(clerk)
    assert "等待后台生成。" in page.inner_text("main")
    clerk.check()

    run = PrintRun.objects.get()
    assert printing._take_up(run.pk, run.at) is not None
    printing._beat(PrintRun.objects.get(), 1, printing.now())
    page.wait_for_selector("text=正在放第 2 份，共 3 份。")
    assert page.get_attribute("progress", "value") == "1"
    clerk.check()

    PrintRun.objects.update(state="queued")
    printing.make(run.pk)
    page.wait_for_selector("text=打开 PDF 打印")
    clerk.check()


def test_it_is_cancelled(clerk, monkeypatch) -> None:
    monkeypatch.setattr(printing, "FEW", 0)
    page = order(clerk)

    page.click("button:has-text('取消')")

    page.wait_for_selector("text=已取消，没有留下文件。")
    assert PrintRun.objects.get().state == "cancelled"
    clerk.check()
