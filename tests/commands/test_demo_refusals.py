"""manage.py demo keeps out of a database in which somebody works."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from replies.models import Event, HandlingUnit
from tests import make
from tests.people import Cast


def test_it_refuses_another_countys_data(cast: Cast) -> None:
    make.logged(cast)
    before = Event.objects.count()
    with pytest.raises(CommandError, match=r"已有数据（.*建议、提案 1 条.*混在一起.*--force"):
        call_command("demo")
    assert Event.objects.count() == before


def test_names_that_are_taken_stop_it_even_by_force(cast: Cast) -> None:
    with pytest.raises(CommandError, match=r"已被占用：.*县教育局.*原有数据未动"):
        call_command("demo", "--force")
    assert not User.objects.filter(username="guanli").exists()


def test_it_gives_no_part_to_an_account_that_exists(db: None) -> None:
    User.objects.create(username="renda")
    with pytest.raises(CommandError, match="renda"):
        call_command("demo")
    assert not HandlingUnit.objects.exists()


def test_accounts_of_a_demo_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="尚未载入"):
        call_command("demo", "--accounts")
