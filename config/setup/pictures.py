"""python -m config.setup.pictures ADDRESS FOLDER: signs in to the demo county and takes a picture of each main page at two sizes."""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "Banfu-demo-2026"  # noqa: S105 - of the made-up county, printed by `manage.py demo`
SIZES = {"1366": {"width": 1366, "height": 768}, "390": {"width": 390, "height": 844}}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# name → account, address, and what to click there
PAGES = {
    "工作台": ("jiaoyu1", "/", ()),
    "列表": ("renda", "/proposals/", ()),
    "办件": ("renda", "/proposals/?stage=unsatisfied", ("td.title a",)),
    "起草": ("zhujian1", "/", ("a:has-text('继续起草')",)),
    "审核": ("zhujian2", "/", ("a:has-text('去审核')",)),
    "打印室": ("renda", "/print/", ("text=全选",)),
    "评价": ("daibiao3", "/", ("a:has-text('阅读并评价')",)),
    "交办员工作台": ("zhengfu", "/", ()),
    "审查立案": ("renda", "/intake/", ()),
    "快速录入": ("renda", "/intake/typing/", ()),
    "交办": ("zhengfu", "/assigning/", ()),
    "交办批次": ("zhengfu", "/assigning/", (".batch-list a",)),
    "申请审批": ("zhengfu", "/refusals/", ()),
    "退办过的办件": ("zhengfu", "/refusals/", (".request-head h2 a",)),
    "为什么是这一天": ("zhengfu", "/proposals/?lamp=late", ("a.lamp",)),
    "放假安排": ("zhengfu", "/clock/notice/", ("button:has-text('先看会变哪些期限')",)),
    "统一答复期限": ("zhengfu", "/clock/reply-date/", ()),
    "时限推演": ("zhengfu", "/clock/simulator/?session=&code=reply&amount=2&unit=month&fixed=&as_of=2026-12-31", ()),
    "通知": ("jiaoyu1", "/inbox/", ()),
    "登记": ("renda", "/admin/replies/proposal/add/", ()),
    "登记列表": ("renda", "/admin/replies/proposal/", ()),
}


def take(browser: Browser, address: str, folder: Path) -> None:
    for size, viewport in SIZES.items():
        for name, (account, path, clicks) in PAGES.items():
            context = browser.new_context(viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai")
            page = context.new_page()
            _sign_in(page, address, account)
            page.goto(address + path)
            for selector in clicks:
                page.click(f"{selector} >> nth=0")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{name}-{size}.png")
            sys.stdout.write(f"{folder / f'{name}-{size}.png'}\n")
            context.close()


def _sign_in(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        take(chromium, sys.argv[1], target)
        chromium.close()
