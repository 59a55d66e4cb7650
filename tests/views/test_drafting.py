"""The draft page: what is typed is what is kept and printed."""

from uuid import uuid4

import pytest

from replies.forms.letter import LetterForm, initial_of, line_from_person, person_from_line
from replies.models import Event, Reply
from replies.rules.letter import Person
from tests import make


@pytest.fixture
def reply(cast) -> Reply:
    return make.written(cast)


def typed(reply: Reply, **changes) -> dict:
    """The draft form as the page shows it, with some fields typed over."""
    reply.refresh_from_db()
    values = {name: value for name, value in initial_of(reply).items() if value not in (None, False)}
    return {"form_key": str(uuid4())} | values | changes


def test_the_form_gives_back_the_letter_it_was_filled_from(reply) -> None:
    form = LetterForm(typed(reply), reply=reply)

    assert form.is_valid(), form.errors
    assert form.content == reply.content


def test_saving_keeps_the_words_and_says_so(cast, visit, reply) -> None:
    page = visit("drafter_a").told("reply-edit", reply.pk, **typed(reply, text="现答复如下：\n一、已经办妥。"))

    reply.refresh_from_db()
    assert "草稿已保存。" in page
    assert reply.content.paragraphs == ("现答复如下：", "一、已经办妥。")


def test_sending_for_review_moves_the_letter_on(cast, visit, reply) -> None:
    visit("drafter_a").post("reply-edit", reply.pk, then="submit", **typed(reply))

    reply.refresh_from_db()
    assert reply.state == "submitted"


def test_a_letter_without_class_is_not_sent_for_review_and_nothing_typed_is_lost(cast, visit, reply) -> None:
    page = visit("drafter_a").told(
        "reply-edit", reply.pk, then="submit", **typed(reply, category="", text="写了一半的话")
    )

    reply.refresh_from_db()
    assert "请选择答复类别。" in page
    assert "写了一半的话" in page
    assert reply.state == "drafting"


def test_a_date_that_is_none_is_said_at_its_field(cast, visit, reply) -> None:
    page = visit("drafter_a").told("reply-edit", reply.pk, **typed(reply, date="2026年13月1日"))

    assert "成文日期写法不对，例如 2026-11-20。" in page
    assert "2026年13月1日" in page


def test_a_title_of_5000_characters_is_refused_with_its_length(cast, visit, reply) -> None:
    page = visit("drafter_a").told("reply-edit", reply.pk, **typed(reply, title="长" * 5000))

    assert "标题请不超过200字，现有5000字。" in page


def test_a_contact_line_without_label_is_explained(cast, visit, reply) -> None:
    page = visit("drafter_a").told("reply-edit", reply.pk, **typed(reply, people="林知夏 0000-0000001"))

    assert "缺少栏目名，应写成“联系人：姓名　电话：号码”。" in page


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("联系人：林知夏　电话：0000-0000001", Person("联系人", "林知夏", "0000-0000001")),
        ("联系人: 林知夏 0000-0000001", Person("联系人", "林知夏", "0000-0000001")),
        ("联系电话：8123", Person("联系电话", None, "8123")),
        ("联系人及电话：林知夏 0000-0000001", Person("联系人及电话", "林知夏", "0000-0000001")),
        ("领导签字：", Person("领导签字", None, None)),
        ("承办科室：基础教育股", Person("承办科室", "基础教育股", None)),
        ("值班：电话：8123", Person("值班", None, "8123")),
    ],
)
def test_a_contact_line_is_read_and_written_alike(line, person) -> None:
    assert person_from_line(line) == person
    assert person_from_line(line_from_person(person)) == person


def test_a_label_that_says_电话_does_not_say_it_twice() -> None:
    assert line_from_person(Person("联系电话", None, "8123")) == "联系电话：8123"


def test_a_draft_changed_by_someone_else_is_not_overwritten(cast, visit, reply) -> None:
    stale = typed(reply, text="我的改动")
    visit("second_drafter_a").post("reply-edit", reply.pk, **typed(reply, text="同事的改动"))

    page = visit("drafter_a").told("reply-edit", reply.pk, **stale)

    reply.refresh_from_db()
    assert "叶初晴刚才也保存了这份草稿。" in page
    assert "我的改动" in page
    assert reply.content.paragraphs == ("同事的改动",)


def test_the_preview_draws_pages_and_keeps_the_words_quietly(cast, visit, reply) -> None:
    before = Event.objects.count()

    page = visit("drafter_a").post("reply-preview", reply.pk, **typed(reply, text="正在写的话。")).content.decode()

    reply.refresh_from_db()
    assert page.count("data:image/png;base64,") == 1
    assert f'value="{reply.version}"' in page
    assert reply.content.paragraphs == ("正在写的话。",)
    assert Event.objects.count() == before


def test_the_preview_of_bad_input_keeps_the_last_picture_and_says_why(cast, visit, reply) -> None:
    response = visit("drafter_a").post("reply-preview", reply.pk, **typed(reply, title=""))

    assert response["HX-Retarget"] == "#draft-status"
    assert "请填写标题。" in response.content.decode()


def test_a_draft_that_cannot_be_printed_is_kept_and_says_why(cast, visit, reply) -> None:
    page = visit("drafter_a").post("reply-preview", reply.pk, **typed(reply, text="谢谢😀")).content.decode()

    reply.refresh_from_db()
    assert "此稿现在还印不出来。正文第1段：“😀”（U+1F600）在本机没有字体可印" in page
    assert f'value="{reply.version}"' in page
    assert "data:image/png" not in page


def test_the_page_of_a_draft_that_cannot_be_printed_says_why(cast, visit, reply) -> None:
    visit("drafter_a").post("reply-preview", reply.pk, **typed(reply, text="谢谢😀"))

    assert "此稿现在还印不出来。" in visit("drafter_a").get("reply-read", reply.pk).content.decode()
    assert visit("drafter_a").get("reply-letter", reply.pk).status_code == 302


def test_invisible_characters_pasted_along_are_left_out(cast, visit, reply) -> None:
    visit("drafter_a").post("reply-edit", reply.pk, **typed(reply, text="\ufeff办\u200b结。"))

    reply.refresh_from_db()
    assert reply.content.paragraphs == ("办结。",)


def test_a_returned_draft_shows_the_opinion(cast, visit) -> None:
    from replies.actions import replying

    reply = replying.send_back(make.submitted(cast), by=cast.reviewer_a, at=make.at(), note="第二段数据请核实。")

    page = visit("drafter_a").get("reply-edit", reply.pk).content.decode()

    assert "第二段数据请核实。" in page


def test_a_draft_that_was_sent_on_opens_as_its_case(cast, visit) -> None:
    reply = make.submitted(cast)

    response = visit("drafter_a").get("reply-edit", reply.pk)

    assert response.url == f"/proposals/{reply.assignment.proposal_id}/"


def test_after_signing_the_next_letter_comes_by_itself(cast, visit) -> None:
    first, second = make.approved(cast), make.approved(cast)

    response = visit("signer_a").post("reply-sign", first.pk)

    assert response.url == f"/replies/{second.pk}/"


# --- the same draft open twice -------------------------------------------------------------------


def test_the_button_may_overtake_the_autosave_of_its_own_page(cast, visit, reply) -> None:
    drafter, page = visit("drafter_a"), str(uuid4())
    before = typed(reply, page=page)
    drafter.post("reply-preview", reply.pk, **(before | {"text": "先写的。"}))

    told = drafter.told("reply-edit", reply.pk, **(before | {"text": "先写的。\n后写的。"}))

    reply.refresh_from_db()
    assert "草稿已保存。" in told
    assert reply.content.paragraphs == ("先写的。", "后写的。")


def test_an_old_window_does_not_overwrite_what_the_same_person_wrote_in_a_new_one(cast, visit, reply) -> None:
    drafter = visit("drafter_a")
    old = typed(reply, page=str(uuid4()))
    drafter.post("reply-preview", reply.pk, **typed(reply, page=str(uuid4()), text="新窗口写的。"))

    response = drafter.post("reply-preview", reply.pk, **(old | {"text": "旧窗口写的。"}))

    reply.refresh_from_db()
    assert "刚才也保存了这份草稿" in response.content.decode()
    assert reply.content.paragraphs == ("新窗口写的。",)


def test_the_draft_is_never_taken_from_the_memory_of_the_browser(cast, visit, reply) -> None:
    response = visit("drafter_a").get("reply-edit", reply.pk)

    assert "no-store" in response["Cache-Control"]
    assert 'method="post" autocomplete="off"' in response.content.decode()


@pytest.mark.parametrize(("days", "said"), [(0, "已保存 09:00"), (1, "已保存 3月2日 09:00")])
def test_words_kept_on_another_day_are_shown_with_their_date(days, said, cast, visit, reply, time_machine) -> None:
    time_machine.move_to(make.at(days=days, hours=1))

    page = visit("drafter_a").post("reply-preview", reply.pk, **typed(reply)).content.decode()

    assert said in page
