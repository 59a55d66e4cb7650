"""/print/<run>/: progress, cancel, restart, the file, and the record of who printed what."""

from datetime import timedelta

import pytest

from replies.actions import printing
from replies.models import PrintRun
from tests import make
from tests.printing import letters, made, ordered, small_papers  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_papers")


@pytest.fixture
def run(cast) -> PrintRun:
    return ordered(cast)


@pytest.fixture
def soon(time_machine) -> None:
    """A moment after the order, with the clock standing still."""
    time_machine.move_to(make.at() + timedelta(seconds=1), tick=False)


def seen(response) -> str:
    return response.context["seen"]


@pytest.mark.parametrize(
    ("account", "status"),
    [("drafter_a", 200), ("npc_clerk", 200), ("government_clerk", 200), ("second_drafter_a", 404), ("drafter_b", 404),
     ("cppcc_clerk", 404), ("leader", 404), ("administrator", 404), ("lead", 404)],
)  # fmt: skip
def test_a_pile_is_open_to_who_printed_it_and_to_the_offices(account, status, cast, visit) -> None:
    run = made(cast)

    answers = {
        name: visit(account).get(name, run.pk).status_code for name in ("print-run", "print-progress", "print-file")
    }

    assert answers == dict.fromkeys(answers, status)


def test_an_office_does_not_open_a_pile_with_letters_of_the_other_body(cast, visit) -> None:
    mixed = [*letters(cast, 1), *letters(cast, 1, body="cppcc", unit=cast.b)]
    run = printing.print_letters(mixed, by=cast.government_clerk, at=make.at())

    answers = [
        visit(account).get("print-run", run.pk).status_code
        for account in ("npc_clerk", "cppcc_clerk", "government_clerk")
    ]
    assert answers == [404, 404, 200]


def test_who_left_the_unit_does_not_open_the_pile_any_more(cast, visit) -> None:
    run = made(cast)
    cast.drafter_a.posts.update(unit=cast.b)

    assert visit("drafter_a").get("print-file", run.pk).status_code == 404


# --- progress ---------------------------------------------------------------------------------------


def test_the_page_of_a_waiting_run_asks_for_its_progress_every_second(cast, visit, run, soon) -> None:
    page = visit("drafter_a").get("print-run", run.pk)

    assert f'hx-get="/print/{run.pk}/progress/?seen={seen(page)}" hx-trigger="every 1s"' in page.content.decode()
    assert "等待后台生成。" in page.content.decode()


def test_who_is_before_in_the_queue_is_counted(cast, visit, run, soon) -> None:
    later = ordered(cast)

    assert "等待后台生成，前面还有 1 次打印。" in visit("drafter_a").get("print-run", later.pk).content.decode()


def test_the_bar_says_which_letter_is_being_laid(cast, visit, run, soon) -> None:
    PrintRun.objects.update(state="running", done=1, heartbeat=make.at())
    visitor = visit("drafter_a")

    bar = visitor.get("print-progress", run.pk, seen=seen(visitor.get("print-run", run.pk))).content.decode()

    assert '<progress value="1" max="2"' in bar
    assert "正在放第 2 份，共 2 份。" in bar


def test_when_more_than_the_bar_has_changed_the_page_loads_anew(cast, visit, run, soon) -> None:
    visitor = visit("drafter_a")
    before = seen(visitor.get("print-run", run.pk))
    printing.make(run.pk)

    assert visitor.get("print-progress", run.pk, seen=before)["HX-Refresh"] == "true"


def test_without_a_worker_the_page_says_what_to_do(cast, visit, run, monkeypatch, time_machine) -> None:
    monkeypatch.setattr(printing, "FEW", 1)
    time_machine.move_to(make.at() + timedelta(seconds=11))

    page = visit("drafter_a").get("print-run", run.pk).content.decode()

    assert "后台打印程序没有在运行，任务还在排队。" in page
    assert "每批不超过 1 份分批打印，可以当场生成。" in page


def test_a_worker_that_died_is_recognised_and_the_run_can_be_restarted(cast, visit, run, time_machine) -> None:
    PrintRun.objects.update(state="running", heartbeat=make.at())
    time_machine.move_to(make.at() + timedelta(seconds=61))
    visitor = visit("drafter_a")

    assert (
        "已经超过一分钟没有动静，生成大概中断了。请点“重新生成”。" in visitor.get("print-run", run.pk).content.decode()
    )
    visitor.post("print-restart", run.pk)

    run.refresh_from_db()
    assert run.state == "queued"


def test_readyz_warns_of_a_queue_nobody_works_off(cast, visit, run, time_machine) -> None:
    time_machine.move_to(make.at() + timedelta(seconds=11))

    answer = visit("drafter_a").get("readyz").json()

    assert answer["warnings"] == ["有 1 次打印没有人生成：后台打印程序（manage.py db_worker）没有在运行"]


# --- cancel, failure --------------------------------------------------------------------------------


def test_it_is_cancelled(cast, visit, run) -> None:
    page = visit("drafter_a").told("print-cancel", run.pk)

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "已取消，没有留下文件。" in page
    assert "重新生成" in page


def test_the_office_that_looks_on_has_no_buttons_and_no_power(cast, visit, run) -> None:
    clerk = visit("npc_clerk")

    assert "取消</button>" not in clerk.get("print-run", run.pk).content.decode()
    assert clerk.post("print-cancel", run.pk).status_code == 403
    run.refresh_from_db()
    assert run.state == "queued"


def test_a_failure_is_shown_with_its_reason(cast, visit, run, media) -> None:
    (media / run.printed.first().reply.pdf.name).unlink()
    printing.make(run.pk)

    page = visit("drafter_a").get("print-run", run.pk).content.decode()

    assert "没有生成：清教发〔2026〕1号的答复件文件不在了，请联系系统管理员从备份恢复。" in page
    assert "重新生成</button>" in page


# --- the file and the record ------------------------------------------------------------------------


def test_the_file_opens_in_the_browser_and_is_kept_nowhere_else(cast, visit) -> None:
    run = made(cast)

    response = visit("drafter_a").get("print-file", run.pk)

    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    name = "%E7%AD%94%E5%A4%8D2%E4%BB%BD20260302-0900.pdf"  # 答复2份…
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{name}"
    with run.file.open("rb") as file:
        assert b"".join(response.streaming_content) == file.read()


def test_a_run_without_a_file_has_none_to_open(cast, visit, run) -> None:
    assert visit("drafter_a").get("print-file", run.pk).status_code == 404


def test_a_finished_run_says_how_much_paper_it_takes_and_where_each_letter_lies(cast, visit) -> None:
    run = made(cast)

    response = visit("drafter_a").get("print-run", run.pk)

    assert "共 6 页，双面打印用纸 3 张。请在打印窗口里选“双面、长边翻转”" in response.content.decode()
    assert [(row.first_page, row.pages) for row in response.context["letters"]] == [(1, 3), (5, 2)]


def test_a_file_that_was_cleared_away_is_said_to_be(cast, visit) -> None:
    run = made(cast)
    printing.drop_files(before=make.at(hours=1))

    page = visit("drafter_a").get("print-run", run.pk).content.decode()

    assert "文件已按期清理。需要时请在打印室重新勾选打印；内容与当时相同。" in page


def test_the_record_shows_ones_own_runs_and_to_an_office_all_of_its_body(cast, visit) -> None:
    own, other = made(cast, 1), made(cast, 1, by=cast.npc_clerk)

    assert [run.pk for run in visit("drafter_a").get("print-runs").context["page"]] == [own.pk]
    assert [run.pk for run in visit("npc_clerk").get("print-runs").context["page"]] == [other.pk, own.pk]
    assert list(visit("cppcc_clerk").get("print-runs").context["page"]) == []


def test_the_print_stands_in_the_timeline_of_its_case(cast, visit) -> None:
    letter = made(cast, 1, by=cast.npc_clerk).printed.get().reply

    def timeline(account: str) -> list[str]:
        return [event.verb for event in visit(account).get("case", letter.assignment.proposal_id).context["events"]]

    assert [account for account in ("npc_clerk", "drafter_a", "leader", "lead") if "print" in timeline(account)] == [
        "npc_clerk", "drafter_a", "leader",
    ]  # fmt: skip
