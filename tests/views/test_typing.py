"""快速录入: the form of the meeting week, one item after the other."""

from datetime import date
from uuid import uuid4

import pytest

from replies.models import Delegate, Event, Proposal, Session, SpentKey
from tests import make

MEETING = "2026-01-15 10:00 +0800"


@pytest.fixture(autouse=True)
def during_the_meeting(time_machine):
    time_machine.move_to(MEETING, tick=False)


@pytest.fixture
def clerk(cast, visit):
    return visit("npc_clerk")


def item(cast, **fields):
    return {
        "session": cast.npc_session.pk, "received_on": "2026-01-15", "title": "关于增设乡镇公交站点的建议",
        "sponsors": "王清和、赵明溪", "category": "city", "text": "村民出行不便。", "disclosure_consent": "on", **fields,
    }  # fmt: skip


def save(clerk, cast, *, key=None, **fields):
    """As the page does it: the answer is the next form, or the same one with its errors."""
    return clerk.client.post(
        "/intake/typing/", {"form_key": key or str(uuid4())} | item(cast, **fields), headers={"HX-Request": "true"}
    )


def errors(response) -> dict:
    return response.context["form"].errors.get_json_data()


def message(response, field: str) -> str:
    return errors(response)[field][0]["message"]


def test_a_saved_item_is_followed_by_the_next_empty_form(cast, clerk):
    page = save(clerk, cast).content.decode()
    case = Proposal.objects.get()
    assert (case.case_number, case.state, case.ordered_sponsors()) == ("第1号", "logged", [cast.lead, cast.cosigner])
    assert f'刚登记：<a href="/proposals/{case.pk}/"' in page
    assert "第1号《关于增设乡镇公交站点的建议》" in page
    assert "下一号：<b>第2号</b>" in page
    assert "今天已登记 <b>1</b> 件" in page
    assert 'name="title" autocomplete="off" id="title"' in page.replace(" required", "")
    assert "<html" not in page


def test_filed_with_the_same_key(cast, clerk):
    save(clerk, cast, file_now="on")
    assert Proposal.objects.get().state == "filed"
    assert list(Event.objects.values_list("verb", flat=True)) == ["log", "file"]


@pytest.mark.parametrize(("account", "ticked"), [("npc_clerk", True), ("cppcc_clerk", False)])
def test_filing_at_once_is_offered_to_the_congress_and_not_to_the_cppcc(cast, visit, account, ticked):
    assert visit(account).get("typing").context["form"]["file_now"].value() is ticked


def test_the_next_form_keeps_the_day_and_the_tick(cast, clerk):
    save(clerk, cast, received_on="2026-01-14")
    form = clerk.get("typing").context["form"]
    assert (form["received_on"].value(), form["file_now"].value()) == (date(2026, 1, 14), False)


def test_without_a_script_it_works_as_a_page(cast, clerk):
    response = clerk.post("typing", **item(cast))
    assert (response.status_code, response.url) == (302, f"/intake/typing/?session={cast.npc_session.pk}")
    assert Proposal.objects.count() == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(cast, clerk):
    response = save(clerk, cast, title="长" * 201, sponsors="")
    assert response.status_code == 422
    assert message(response, "title") == "最多200个字，现在有201个字，请缩短。"
    assert message(response, "sponsors") == "请填写提出人，几个人用顿号隔开。"
    assert "村民出行不便。" in response.content.decode()
    assert not Proposal.objects.exists()


def test_a_day_before_the_meeting_is_refused_by_the_action(cast, clerk):
    response = save(clerk, cast, received_on="2026-01-13")
    assert message(response, "received_on").startswith("收到日期早于县人大七届六次会议开幕日期")
    assert not SpentKey.objects.exists()


def test_after_the_cut_off_it_counts_between_meetings(cast, visit, time_machine):
    time_machine.move_to("2026-01-20 10:00 +0800")
    save(visit("npc_clerk"), cast, received_on="2026-01-20")
    assert Proposal.objects.get().case_number == "闭会第1号"


# --- sent again ---


def test_the_same_form_twice_logs_one_item(cast, clerk):
    key = str(uuid4())
    save(clerk, cast, key=key)
    response = save(clerk, cast, key=key)
    assert response.status_code == 200
    assert "这一件刚才已经登记，没有重复登记。" in response.content.decode()
    assert Proposal.objects.count() == 1


def test_a_form_changed_after_it_was_saved_keeps_its_words_and_says_so(cast, clerk):
    key = str(uuid4())
    save(clerk, cast, key=key)
    response = save(clerk, cast, key=key, text="改过的正文。")
    page = response.content.decode()
    assert response.status_code == 422
    assert "这张表刚才已登记为第1号《关于增设乡镇公交站点的建议》，之后的改动没有保存" in page
    assert "改过的正文。" in page
    assert key not in page
    assert Proposal.objects.count() == 1


# --- names ---


@pytest.mark.parametrize(
    "typed",
    [
        "王清和、赵明溪",
        "王清和,赵明溪",
        "王清和，赵明溪",
        "王清和 赵明溪",
        "王 清和；赵明溪",
        "王清和（城关）、赵明溪(城关代表团)",
    ],
)
def test_names_are_typed_as_it_comes(cast, clerk, typed):
    save(clerk, cast, sponsors=typed)
    assert Proposal.objects.get().ordered_sponsors() == [cast.lead, cast.cosigner]


def test_a_name_two_bear_asks_for_the_delegation(cast, clerk):
    other = Delegate.objects.create(assembly=cast.npc, name="王清和", group="北岭代表团")
    said = message(save(clerk, cast), "sponsors")
    assert said == "有2位“王清和”：王清和（城关代表团）、王清和（北岭代表团）。请照此写明代表团。"
    save(clerk, cast, sponsors="王清和（北岭代表团）")
    assert Proposal.objects.get().ordered_sponsors() == [other]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("王青和", "县人大没有“王青和”，最接近的是王清和（城关代表团）。"),
        ("欧阳长空", "县人大没有“欧阳长空”，请先登记到代表（委员）名册。"),
        ("王清和（南山代表团）", "“王清和”不在南山代表团，名册上是王清和（城关代表团）。"),
    ],
)
def test_an_unknown_name_is_named_with_the_nearest(cast, clerk, typed, said):
    assert message(save(clerk, cast, sponsors=typed), "sponsors") == said


def test_every_wrong_name_is_named(cast, clerk):
    assert len(errors(save(clerk, cast, sponsors="甲乙丙、丁戊己"))["sponsors"]) == 2


def test_one_name_twice_is_refused_at_the_names(cast, clerk):
    assert message(save(clerk, cast, sponsors="王清和、王清和"), "sponsors") == "提出人重复，请删去重复的一行。"


def test_who_left_office_is_not_found(cast, clerk):
    Delegate.objects.filter(pk=cast.cosigner.pk).update(active=False)
    assert message(save(clerk, cast), "sponsors").startswith("县人大没有“赵明溪”")


# --- beside the form ---


def test_a_title_like_another_is_pointed_out(cast, clerk):
    case = make.logged(cast, title="关于在乡镇增设公交站点的建议")
    page = clerk.get("typing-alike", session=cast.npc_session.pk, title="关于增设乡镇公交站点的建议").content.decode()
    assert f'href="/proposals/{case.pk}/"' in page
    assert "第1号《关于在乡镇增设公交站点的建议》</a>相近，请核对是否重复；不影响登记。" in page


def test_a_title_like_no_other_says_nothing(cast, clerk):
    make.logged(cast)
    assert clerk.get("typing-alike", session=cast.npc_session.pk, title="关于修桥的建议").content.decode().strip() == ""


@pytest.mark.parametrize(
    ("received_on", "said"),
    [
        ("2026-01-15", "会议期间　下一号：<b>第1号</b>"),
        ("2026-01-13", "收到日期早于县人大七届六次会议开幕日期（2026年1月14日）"),
        ("2026-02-30", "请填写收到日期。"),
        ("", "请填写收到日期。"),
    ],
)
def test_the_next_number_follows_the_day(cast, clerk, received_on, said):
    page = clerk.get("typing-number", session=cast.npc_session.pk, received_on=received_on)
    assert said in page.content.decode()


# --- whose ---


@pytest.mark.parametrize("name", ["typing", "typing-alike", "typing-number"])
def test_the_meetings_of_the_other_body_are_not_there(cast, clerk, name):
    assert clerk.get(name, session=cast.cppcc_session.pk).status_code == 404


def test_nothing_is_typed_into_the_meeting_of_the_other_body(cast, clerk):
    assert save(clerk, cast, session=cast.cppcc_session.pk).status_code == 404
    assert not Proposal.objects.exists()


def test_without_a_meeting_the_page_says_what_to_do(cast, clerk):
    Session.objects.all().delete()
    assert "还没有届次会议。请先" in clerk.get("typing").content.decode()


def test_others_are_told_whose_work_it_is(cast, visit):
    response = visit("drafter_a").get("typing")
    assert response.status_code == 403
    assert "登记和审查立案由人大代表工委、政协提案委的经办人办理。" in response.content.decode()
