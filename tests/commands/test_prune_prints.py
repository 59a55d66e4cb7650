"""manage.py prune_prints: old files go, the record stays."""

from datetime import timedelta

import pytest
from django.core.management.base import CommandError

from tests import make
from tests.commands.conftest import run
from tests.printing import made, small_papers  # noqa: F401

pytestmark = pytest.mark.usefixtures("small_papers")


@pytest.mark.parametrize(("days", "said", "kept"), [(29, "已清理 0 个文件。", True), (31, "已清理 1 个文件。", False)])
def test_files_older_than_thirty_days_go(days, said, kept, cast, time_machine) -> None:
    pile = made(cast)
    time_machine.move_to(make.at() + timedelta(days=days))

    assert said in run("prune_prints")

    pile.refresh_from_db()
    assert (pile.state, bool(pile.file)) == ("done", kept)


def test_no_days_at_all_is_refused(db) -> None:
    with pytest.raises(CommandError, match="--days 请填 1 或更大的整数。"):
        run("prune_prints", "--days", "0")
