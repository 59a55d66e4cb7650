"""For whoever watches the server: is it alive, and can it work?"""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from replies.letters import check_fonts
from replies.models import PrintRun
from replies.rules.vocabulary import PrintState


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"alive": True})


@require_safe
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """The database is there and up to date, files can be written, letters can be set.

    `warnings` stop nobody from working: a server without its worker still prints a few letters at a time.
    """
    database = _database()
    problems = [*database, *_storage(), *check_fonts()]
    return JsonResponse(
        {"ready": not problems, "problems": problems, "warnings": [] if database else _print_queue()},
        status=503 if problems else 200,
        json_dumps_params={"ensure_ascii": False},
    )


def _database() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ["数据库连接不上"]
    return ["数据库结构未更新，请运行 manage.py migrate"] if pending else []


def _print_queue() -> list[str]:
    waiting = PrintRun.objects.filter(state__in=(PrintState.QUEUED, PrintState.RUNNING))
    stuck = sum(run.is_stuck(now()) for run in waiting)
    return [f"有 {stuck} 次打印没有人生成：后台打印程序（manage.py db_worker）没有在运行"] if stuck else []


def _storage() -> list[str]:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return [f"附件目录不可写：{folder}"]
    return []
