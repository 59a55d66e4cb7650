"""Typing mode when things go wrong: the network is cut, the answer is lost, a name is wrong. No word is typed twice."""

import pytest

from replies.models import Proposal
from tests.people import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {
    "title": "关于在城关镇增设公共自行车的建议", "sponsors": "王清和、赵明溪", "desired_unit": "县水务局",
    "text": "居民出行不便。\n建议在车站、医院门前各设一处。",
}  # fmt: skip


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def typed(clerk, **words: str):
    """The form filled in, and the draft kept."""
    page = clerk.open("/intake/typing/")
    for name, value in (WORDS | words).items():
        page.fill(f"#{name}", value)
    page.wait_for_selector("#kept:has-text('草稿已保存在本机')")
    return page


def on_the_form(page) -> dict[str, str]:
    return {name: page.input_value(f"#{name}") for name in WORDS}


def test_the_network_is_cut_while_saving(screen, cast) -> None:
    page = typed(screen("npc_clerk"))
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#trouble:has-text('网络不通，还没有收到登记结果。文字都在本机')")
    assert on_the_form(page) == WORDS

    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("#kept:has-text('没有登记的草稿')")
    assert on_the_form(page) == WORDS
    page.click("#save")
    page.wait_for_selector(".just:has-text('公共自行车')")

    case = Proposal.objects.get()
    assert (case.title, case.desired_unit) == (WORDS["title"], WORDS["desired_unit"])
    assert on_the_form(page) == dict.fromkeys(WORDS, "")
    page.reload()
    assert on_the_form(page) == dict.fromkeys(WORDS, "")


def test_the_answer_is_lost_and_the_item_saved_again(screen, cast) -> None:
    page = typed(screen("npc_clerk"))

    def swallow(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/intake/typing/", swallow, times=1)
    page.click("#save")
    page.wait_for_selector("#trouble:has-text('网络不通')")
    assert Proposal.objects.count() == 1
    page.click("#save")
    page.wait_for_selector(".notice:has-text('这一件刚才已经登记，没有重复登记。')")

    assert Proposal.objects.count() == 1


def test_a_wrong_name_keeps_everything(screen, cast) -> None:
    page = typed(screen("npc_clerk"), sponsors="王清和、查无此人")
    page.click("#save")
    page.wait_for_selector(".wrong #sponsors")

    assert "还没有登记：请改正下面标红的内容，已填写的都还在。" in page.inner_text(".error-line")
    assert "查无此人" in page.inner_text(".wrong .error")
    assert on_the_form(page) == WORDS | {"sponsors": "王清和、查无此人"}
    assert page.evaluate("document.activeElement.id") == "sponsors"
    page.reload()
    assert on_the_form(page) == WORDS | {"sponsors": "王清和、查无此人"}
    page.fill("#sponsors", "王清和")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".just:has-text('公共自行车')")
    assert Proposal.objects.get().title == WORDS["title"]
