"""打印: print_letters 打印, cancel 取消, restart 重新生成; make builds the pile, drop_files clears old files away.

An order is one short transaction. The pile itself is built outside of any, and when it is finished a second
transaction asks once more whether each letter may be printed, and writes the events.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from replies.access import person, printable_by
from replies.letters import CannotRender
from replies.letters.stack import CannotJoin
from replies.models import PrintedLetter, PrintRun, Reply
from replies.rules.vocabulary import PrintState
from replies.rules.workflow import DISPATCH_CLERKS

from .errors import ActionError, NotAllowed, NotNow, Refused
from .piling import name_of, pile_up
from .recording import hold, record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FEW = 10  # letters; up to here nobody waits for a worker
MOST = 500  # letters of one order; more paper than a printer's tray and a clerk's desk hold

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wishes:
    """What goes on the pile beside the letters, and whether it is for both sides of the paper."""

    duplex: bool = True
    with_list: bool = True
    with_forms: bool = False
    with_envelopes: bool = False


class Overtaken(Exception):
    """The run was cancelled, or another worker has taken it up; this one has nothing more to say."""


# --- orders -----------------------------------------------------------------------------------------


def print_letters(
    replies: Sequence[Reply], *, wishes: Wishes = Wishes(), site: str = "", by: User, at: datetime
) -> PrintRun:
    """打印: the letters on one pile, in this order. Few are made right after the commit, more by a worker.

    `site` is the address of this installation, for the QR codes of the forms. Raises NotAllowed, NotNow, Refused.
    """
    letters = list(dict.fromkeys(replies))
    if not letters:
        raise Refused("letters", "请先勾选要打印的答复。")
    if len(letters) > MOST:
        raise Refused("letters", f"一次最多打印{MOST}份，现在选了{len(letters)}份，请分批打印。")
    if (wishes.with_forms or wishes.with_envelopes) and not person(by).roles.intersection(DISPATCH_CLERKS):
        raise NotAllowed("征询意见表和信封名单由办事机构打印。")
    with transaction.atomic():
        _check(letters, by)
        run = PrintRun.objects.create(
            by=by, at=at, site=site, state=PrintState.QUEUED, total=len(letters), heartbeat=at, **asdict(wishes)
        )
        PrintedLetter.objects.bulk_create(
            PrintedLetter(run=run, reply=letter, place=place) for place, letter in enumerate(letters, 1)
        )
        _begin(run)
    return run


def cancel(run: PrintRun, *, by: User) -> PrintRun:
    """取消: whoever works on it stops before the next letter, and no file is kept."""
    with transaction.atomic():
        held = _own(run, by)
        if not held.is_open:
            raise NotNow(f"这次打印{held.get_state_display()}，不能取消。")
        held.state = PrintState.CANCELLED
        held.save()
    return held


def restart(run: PrintRun, *, by: User, at: datetime) -> PrintRun:
    """重新生成 what failed, was cancelled, or was left lying by a worker that is gone."""
    with transaction.atomic():
        held = _own(run, by)
        if held.state not in (PrintState.FAILED, PrintState.CANCELLED) and not held.is_stuck(at):
            raise NotNow(f"这次打印{held.get_state_display()}，不用重新生成。")
        held.state, held.done, held.message, held.heartbeat = PrintState.QUEUED, 0, "", at
        held.save()
        _begin(held)
    return held


def _own(run: PrintRun, by: User) -> PrintRun:
    if run.by_id != by.pk:
        raise NotAllowed("只有打印人本人可以取消或重新生成。")
    return _locked(run)


def _locked(run: PrintRun) -> PrintRun:
    return PrintRun.objects.select_for_update(no_key=True).get(pk=run.pk)


def _check(letters: Sequence[Reply], by: User) -> None:
    """Which may be printed is asked in one go; the first that may not says itself why."""
    fine = set(printable_by(by).filter(pk__in=[letter.pk for letter in letters]).values_list("pk", flat=True))
    for letter in letters:
        if letter.pk not in fine:
            hold(letter, "print", by=by)


def _begin(run: PrintRun) -> None:
    if run.total <= FEW:
        transaction.on_commit(lambda: make(run.pk), robust=True)
    else:
        make_in_background.enqueue(run.pk)


# --- work -------------------------------------------------------------------------------------------


@task()
def make_in_background(run_id: int) -> None:
    """What the worker beside the server does for one order."""
    make(run_id)


def make(run_id: int, *, clock: Callable[[], datetime] = now) -> None:
    """Build the pile of a waiting run. Never raises: what went wrong stands in the run, in Chinese."""
    run = _take_up(run_id, clock())
    if run is None:
        return  # cancelled in the meantime, or somebody else is at it
    try:
        with TemporaryFile() as target:
            printed, pages, sha256 = pile_up(run, target, lambda done: _beat(run, done, clock()), at=clock())
            run.pages, run.sha256 = pages, sha256
            _finish(run, printed, target, clock())
    except Overtaken:
        return
    except (ActionError, CannotJoin, CannotRender) as error:
        _fail(run, str(error))
    except OSError:
        logger.exception("print run %s", run_id)
        _fail(run, "文件存不进去，可能是磁盘满了。请联系系统管理员清理后重试。")
    except Exception:
        logger.exception("print run %s", run_id)
        _fail(run, "生成时出了意外的错误，已记入日志。请点“重新生成”；仍不成功的，请联系系统管理员。")


def _take_up(run_id: int, at: datetime) -> PrintRun | None:
    with transaction.atomic():
        waiting = PrintRun.objects.select_for_update(no_key=True).filter(pk=run_id, state=PrintState.QUEUED)
        run = waiting.first()
        if run is not None:
            run.state, run.done, run.heartbeat = PrintState.RUNNING, 0, at
            run.attempt += 1
            run.save()
    return run


def _beat(run: PrintRun, done: int, at: datetime) -> None:
    """A sign of life, and the moment at which a cancelled or overtaken run notices."""
    mine = PrintRun.objects.filter(pk=run.pk, state=PrintState.RUNNING, attempt=run.attempt)
    if not mine.update(done=done, heartbeat=at):
        raise Overtaken


def _finish(run: PrintRun, printed: Sequence[PrintedLetter], target: BinaryIO, at: datetime) -> None:
    """Keep the file; then, in one transaction, ask for each letter once more and write what was printed."""
    target.seek(0)
    run.file.save("pile.pdf", File(target), save=False)
    try:
        with transaction.atomic():
            held = _locked(run)
            if (held.state, held.attempt) != (PrintState.RUNNING, run.attempt):
                raise Overtaken
            _record(run, printed, at)
            PrintedLetter.objects.bulk_update(printed, ["first_page", "pages", "pdf_sha256"], batch_size=100)
            run.state, run.done, run.finished, run.heartbeat = PrintState.DONE, run.total, at, at
            run.save()
    except BaseException:
        run.file.delete(save=False)
        raise


def _record(run: PrintRun, printed: Sequence[PrintedLetter], at: datetime) -> None:
    # Every letter is held before the first event: the chain is locked from there on, and whoever holds a letter
    # and waits for the chain must not be waited for. In the order of their keys, so that two runs do not cross.
    held = {}
    for row in sorted(printed, key=lambda row: row.reply_id):
        try:
            held[row.reply_id] = hold(row.reply, "print", by=run.by)
        except ActionError as error:
            raise NotNow(f"{name_of(row.reply)}：{error}") from error
    for row in printed:
        letter = held[row.reply_id]
        data = {"run": run.pk, "pages": row.pages, "pdf_sha256": row.pdf_sha256}
        record("print", letter, by=run.by, at=at, old=letter.state, data=data)


def _fail(run: PrintRun, message: str) -> None:
    mine = PrintRun.objects.filter(pk=run.pk, state=PrintState.RUNNING, attempt=run.attempt)
    mine.update(state=PrintState.FAILED, message=message[:300])


# --- clearing away ----------------------------------------------------------------------------------


def drop_files(*, before: datetime) -> int:
    """Delete the files of runs finished before that moment; who printed what stays. The number of files."""
    old = list(PrintRun.objects.filter(finished__lt=before).exclude(file=""))
    for run in old:
        run.file.delete(save=True)
    return len(old)
