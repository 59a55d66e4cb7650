"""Every row of every table, to see that nothing has changed."""

from typing import Any

from django.apps import apps
from django.db import connection

from replies.models import SpentKey

TABLES = [
    model._meta.db_table for model in apps.get_app_config("replies").get_models(include_auto_created=True)
    if model is not SpentKey
]  # fmt: skip


def everything() -> dict[str, list[Any]]:
    """All that a verb could have changed, by table."""
    found = {}
    with connection.cursor() as cursor:  # thousands of times in a run, so without the ORM's own work
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found
