"""Where tests keep their files and database, and the cast they play with."""

from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.db import connections

from tests.people import Cast, make_cast


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: threads and other processes must be able to meet in it, as they do in an office."""
    if connections["default"].vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        project_settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL can show is no part of a run on SQLite."""
    if connections["default"].vendor == "sqlite":
        out = [item for item in items if item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Uploads and kept letters go into a folder that only this test sees."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
