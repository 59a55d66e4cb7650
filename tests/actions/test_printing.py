"""打印: who may, what is put on the pile, and what happens when it is cancelled, fails, or its worker dies."""

import hashlib
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from replies.actions import printing, replying
from replies.actions.errors import NotAllowed, NotNow, Refused
from replies.models import Event, PrintedLetter, PrintRun, Reply
from tests import make
from tests.letters.small_pdf import bookmarks_of, words_of
from tests.printing import PLAIN, letters, made, ordered, small_papers  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_papers")


def standing(run: PrintRun) -> tuple[str, str]:
    run.refresh_from_db()
    return run.state, run.message


def file_of(run: PrintRun) -> bytes:
    with run.file.open("rb") as file:
        return file.read()


def files(media) -> list:
    return list((media / "prints").glob("*"))


def events() -> list[Event]:
    return list(Event.objects.filter(verb="print").order_by("id"))


# --- what is made -----------------------------------------------------------------------------------


def test_the_letters_lie_in_the_order_given_each_on_a_front(cast) -> None:
    run = made(cast)

    assert words_of(file_of(run)) == ["letter-1", "letter-2", "letter-3", "", "letter-1", "letter-2"]
    assert bookmarks_of(file_of(run)) == [("清教发〔2026〕1号", 1), ("清教发〔2026〕2号", 5)]


def test_the_list_lies_on_top_and_moves_the_letters_down(cast) -> None:
    run = made(cast, wishes=printing.Wishes())

    places = [(row.place, row.first_page, row.pages) for row in run.printed.all()]
    assert places == [(1, 3, 3), (2, 7, 2)]
    assert bookmarks_of(file_of(run))[0] == ("打印清单", 1)
    first = "".join(words_of(file_of(run))[0].split())
    assert "1第1号建议关于改善学校门前交通秩序的建议王清和、赵明溪清教发〔2026〕1号33" in first
    assert "全部8页" in first


def test_each_letter_is_followed_by_its_forms_and_the_envelopes_lie_at_the_bottom(cast) -> None:
    run = made(
        cast, 1, by=cast.npc_clerk, wishes=printing.Wishes(with_list=False, with_forms=True, with_envelopes=True)
    )

    assert bookmarks_of(file_of(run)) == [
        ("清教发〔2026〕1号", 1), ("征询意见表　王清和代表", 5), ("征询意见表　赵明溪代表", 7), ("信封名单", 9),
    ]  # fmt: skip
    assert (run.pages, run.printed.get().pages) == (10, 3)


def test_a_finished_run_says_what_it_is(cast) -> None:
    run = made(cast)

    assert (run.pages, run.done, run.total, run.finished) == (6, 2, 2, make.at())
    assert run.sha256 == hashlib.sha256(file_of(run)).hexdigest()
    assert [row.pdf_sha256 for row in run.printed.all()] == [row.reply.pdf_sha256 for row in run.printed.all()]


def test_every_letter_has_its_event_in_its_case(cast) -> None:
    run = made(cast)

    assert [event.object_id for event in events()] == [row.reply_id for row in run.printed.all()]
    first = events()[0]
    assert (first.by, first.at, first.old, first.new) == (cast.drafter_a, make.at(), "signed", "signed")
    assert first.changes == {"run": run.pk, "pages": 3, "pdf_sha256": run.printed.first().pdf_sha256}


def test_the_same_letters_give_the_same_file(cast) -> None:
    chosen = letters(cast, 2)
    runs = [printing.print_letters(chosen, wishes=PLAIN, by=cast.drafter_a, at=make.at()) for _ in range(2)]
    for run in runs:
        printing.make(run.pk)
        run.refresh_from_db()

    assert runs[0].sha256 == runs[1].sha256


def test_a_paper_that_was_not_kept_yet_is_kept_first(cast) -> None:
    letter = make.signed(cast)
    run = printing.print_letters([letter], wishes=PLAIN, by=cast.npc_clerk, at=make.at())
    printing.make(run.pk)

    letter.refresh_from_db()
    assert standing(run) == ("done", "")
    assert letter.pdf_sha256 == run.printed.get().pdf_sha256 != ""


def test_a_letter_named_twice_is_printed_once(cast) -> None:
    letter = letters(cast, 1)[0]

    run = printing.print_letters([letter, letter], wishes=PLAIN, by=cast.drafter_a, at=make.at())

    assert (run.total, run.printed.count()) == (1, 1)


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize("account", ["drafter_b", "cppcc_clerk", "leader", "administrator", "lead"])
def test_letters_of_others_are_refused(account, cast) -> None:
    with pytest.raises(NotAllowed, match=r"^您的岗位不能对此件“打印”。$"):
        printing.print_letters(letters(cast, 1), wishes=PLAIN, by=cast.user(account), at=make.at())
    assert not PrintRun.objects.exists()


def test_a_letter_that_was_taken_back_is_refused(cast) -> None:
    letter = letters(cast, 1)[0]
    replying.reopen(letter, by=cast.signer_a, at=make.at(), note="数据有误")

    with pytest.raises(
        NotNow, match=r"^此件现在是“已作废”（许怀远 2026年3月2日 09:00），不能“打印”。请刷新页面查看最新状态。$"
    ):
        printing.print_letters([letter], wishes=PLAIN, by=cast.drafter_a, at=make.at())


def test_nothing_and_too_much_are_refused(cast, monkeypatch) -> None:
    monkeypatch.setattr(printing, "MOST", 1)
    for chosen, message in (
        ([], "请先勾选要打印的答复。"),
        (letters(cast, 2), "一次最多打印1份，现在选了2份，请分批打印。"),
    ):
        with pytest.raises(Refused, match=f"^{message}$"):
            printing.print_letters(chosen, by=cast.drafter_a, at=make.at())


@pytest.mark.parametrize("wish", ["with_forms", "with_envelopes"])
def test_forms_and_envelopes_are_for_the_offices(wish, cast) -> None:
    with pytest.raises(NotAllowed, match=r"^征询意见表和信封名单由办事机构打印。$"):
        printing.print_letters(letters(cast, 1), wishes=printing.Wishes(**{wish: True}), by=cast.signer_a, at=make.at())


# --- what goes wrong while it is made ---------------------------------------------------------------


def test_a_letter_taken_back_while_the_pile_was_made_is_named(cast, media) -> None:
    run = ordered(cast)
    replying.reopen(run.printed.last().reply, by=cast.signer_a, at=make.at(), note="数据有误")

    printing.make(run.pk)

    said = "清教发〔2026〕2号：此件现在是“已作废”（许怀远 2026年3月2日 09:00），不能“打印”。请刷新页面查看最新状态。"
    assert standing(run) == ("failed", said)
    assert (events(), files(media)) == ([], [])


def test_a_paper_that_was_exchanged_is_not_printed(cast, media) -> None:
    run = ordered(cast)
    letter = run.printed.first().reply
    (media / letter.pdf.name).write_bytes(b"%PDF-1.7 something else")

    printing.make(run.pk)

    said = "清教发〔2026〕1号的答复件文件与签发时存入的不一致，没有打印；请联系系统管理员核对。"
    assert standing(run) == ("failed", said)


def test_a_paper_that_is_gone_is_named(cast, media) -> None:
    run = ordered(cast)
    (media / run.printed.first().reply.pdf.name).unlink()

    printing.make(run.pk)

    assert standing(run) == ("failed", "清教发〔2026〕1号的答复件文件不在了，请联系系统管理员从备份恢复。")


def test_a_full_disk_is_said_in_chinese(cast, monkeypatch) -> None:
    def full(self, *given, **more):
        raise OSError(28, "No space left on device")

    run = ordered(cast)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)

    printing.make(run.pk)

    assert standing(run) == ("failed", "文件存不进去，可能是磁盘满了。请联系系统管理员清理后重试。")


def test_an_error_nobody_foresaw_is_said_too(cast, monkeypatch) -> None:
    run = ordered(cast)
    monkeypatch.setattr(printing, "pile_up", lambda *given, **more: 1 / 0)

    printing.make(run.pk)

    said = "生成时出了意外的错误，已记入日志。请点“重新生成”；仍不成功的，请联系系统管理员。"
    assert standing(run) == ("failed", said)


def test_what_failed_can_be_made_again(cast, monkeypatch) -> None:
    run = ordered(cast)
    with monkeypatch.context() as patch:
        patch.setattr(printing, "pile_up", lambda *given, **more: 1 / 0)
        printing.make(run.pk)

    printing.restart(run, by=cast.drafter_a, at=make.at(hours=1))
    printing.make(run.pk)

    assert standing(run) == ("done", "")
    assert (run.attempt, len(events())) == (2, 2)


# --- cancelled and restarted ------------------------------------------------------------------------


def test_a_waiting_run_that_was_cancelled_is_not_made(cast, media) -> None:
    run = ordered(cast)
    printing.cancel(run, by=cast.drafter_a)

    printing.make(run.pk)

    assert standing(run) == ("cancelled", "")
    assert files(media) == []


def test_a_run_cancelled_in_the_middle_stops_before_the_next_letter(cast, media, monkeypatch) -> None:
    run = ordered(cast, 3)
    papers: list[str] = []

    def paper_of(reply: Reply, *, at) -> bytes:
        papers.append(reply.document_number or "")
        printing.cancel(run, by=cast.drafter_a)
        return replying.render_pdf()

    monkeypatch.setattr("replies.actions.piling.paper_of", paper_of)

    printing.make(run.pk)

    assert standing(run) == ("cancelled", "")
    assert papers == ["清教发〔2026〕1号"]
    assert (events(), files(media)) == ([], [])


def test_a_run_cancelled_at_the_last_moment_keeps_no_file(cast, media, monkeypatch) -> None:
    run = ordered(cast)
    finish = printing._finish

    def late(*given):
        printing.cancel(run, by=cast.drafter_a)
        finish(*given)

    monkeypatch.setattr(printing, "_finish", late)

    printing.make(run.pk)

    assert standing(run) == ("cancelled", "")
    assert (events(), files(media)) == ([], [])


def test_only_who_ordered_it_may_cancel_or_restart(cast) -> None:
    run = ordered(cast)
    for act in (lambda by: printing.cancel(run, by=by), lambda by: printing.restart(run, by=by, at=make.at())):
        with pytest.raises(NotAllowed, match=r"^只有打印人本人可以取消或重新生成。$"):
            act(cast.npc_clerk)


def test_what_is_done_is_neither_cancelled_nor_restarted(cast) -> None:
    run = made(cast)
    with pytest.raises(NotNow, match=r"^这次打印已生成，不能取消。$"):
        printing.cancel(run, by=cast.drafter_a)
    with pytest.raises(NotNow, match=r"^这次打印已生成，不用重新生成。$"):
        printing.restart(run, by=cast.drafter_a, at=make.at())


def test_a_run_whose_worker_lives_is_not_restarted(cast) -> None:
    run = ordered(cast)
    PrintRun.objects.update(state="running", heartbeat=make.at())

    with pytest.raises(NotNow, match=r"^这次打印正在生成，不用重新生成。$"):
        printing.restart(run, by=cast.drafter_a, at=make.at() + timedelta(seconds=59))


def test_a_run_whose_worker_died_is_restarted_and_the_dead_one_finds_it_taken(cast, monkeypatch) -> None:
    run = ordered(cast)
    died = printing._take_up(run.pk, make.at())
    printing.restart(run, by=cast.drafter_a, at=make.at() + timedelta(seconds=61))
    printing.make(run.pk)

    with pytest.raises(printing.Overtaken):
        printing._beat(died, 1, make.at(hours=1))
    assert standing(run) == ("done", "")
    assert len(events()) == 2


def test_a_waiting_run_is_stuck_only_when_nobody_works(cast) -> None:
    run, other = ordered(cast), ordered(cast)
    soon, later = make.at() + timedelta(seconds=9), make.at() + timedelta(seconds=11)
    assert (run.is_stuck(soon), run.is_stuck(later)) == (False, True)

    PrintRun.objects.filter(pk=other.pk).update(state="running", heartbeat=make.at())
    assert run.is_stuck(later) is False


# --- the queue --------------------------------------------------------------------------------------


def test_few_are_made_right_after_the_commit(cast, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        run = ordered(cast)

    assert standing(run) == ("done", "")
    assert not DBTaskResult.objects.exists()


def test_many_are_left_to_the_worker(cast, monkeypatch, django_capture_on_commit_callbacks) -> None:
    monkeypatch.setattr(printing, "FEW", 1)
    with django_capture_on_commit_callbacks(execute=True):
        run = ordered(cast)

    assert standing(run) == ("queued", "")
    waiting = DBTaskResult.objects.get()
    assert (waiting.status, waiting.args_kwargs["args"]) == ("READY", [run.pk])


# --- old files --------------------------------------------------------------------------------------


def test_old_files_are_dropped_and_the_record_stays(cast, media) -> None:
    run = made(cast)
    kept = run.sha256
    assert printing.drop_files(before=make.at()) == 0

    assert printing.drop_files(before=make.at(hours=1)) == 1

    run.refresh_from_db()
    assert (run.state, bool(run.file), run.sha256, files(media)) == ("done", False, kept, [])
    assert PrintedLetter.objects.filter(run=run).count() == 2
