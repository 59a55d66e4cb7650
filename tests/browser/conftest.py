"""A real Chromium, the one of the system. Console errors, refused scripts and English words fail the test."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from config.setup.pictures import FLAGS, SIZES

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OFFICE, PHONE = SIZES["1366"], SIZES["390"]
# What may stand on a page in Latin letters: file kinds and the classes of a reply.
KNOWN_LATIN = re.compile(r"\b(PDF|Word|Excel|WPS|JPG|PNG|MB|KB|CSV|Ctrl|Alt|P|[A-D]|SHA)\b")

# Playwright keeps an event loop in this thread; the database is only used by the live server and by set-up.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = not Path(CHROMIUM).exists()
    for item in items:
        if not item.path.is_relative_to(Path(__file__).parent):
            continue  # the hook hears of every test of the run, not only of this folder
        item.add_marker(pytest.mark.browser)
        if missing and not os.environ.get("BANFU_REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Screen:
    """One signed-in person at one screen."""

    def __init__(self, browser: Browser, address: str, size: dict) -> None:
        self.address = address
        self.page: Page = browser.new_context(viewport=size, locale="zh-CN").new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "422" not in text:
            self.complaints.append(text)

    def sign_in(self, account: str, password: str) -> "Screen":
        self.open("/login/")
        self.page.fill("[name=username]", account)
        self.page.fill("[name=password]", password)
        self.page.click("main button")
        self.page.wait_for_url(f"{self.address}/")
        return self

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def check(self) -> None:
        """Fits the screen under a head of one line, is all Chinese, and the console is silent."""
        page = self.page
        page.wait_for_load_state()  # the style sheets are there
        head = page.locator("header.top")
        tall = head.evaluate("head => head.offsetHeight") if head.count() else 0
        assert tall <= 52, f"the head of {page.url} is {tall} px tall"
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 1, f"{page.url} is {wide} px too wide"
        latin = re.findall(r"[A-Za-z]{2,}", KNOWN_LATIN.sub("", page.inner_text("body")))
        assert not latin, f"{page.url} says {latin}"
        assert not self.complaints, self.complaints


@pytest.fixture
def screen(browser: Browser, live_server, settings):
    """screen("drafter_a") or screen("lead", PHONE)."""
    from tests.people import PASSWORD

    opened: list[Screen] = []

    def at(account: str, size: dict = OFFICE) -> Screen:
        opened.append(Screen(browser, live_server.url, size).sign_in(account, PASSWORD))
        return opened[-1]

    yield at
    for one in opened:
        one.page.context.close()
