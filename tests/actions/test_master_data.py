"""基础数据: what no form can check, because it depends on the cases."""

import pytest

from replies.actions import master_data
from replies.actions.errors import NotAllowed, Refused
from tests import make


def retire(cast, by):
    cast.a.active = False
    return master_data.save(cast.a, by=by, at=make.at(), changes=["active"])


def test_a_unit_that_still_owes_an_answer_is_not_retired(cast):
    make.drafted(cast)
    with pytest.raises(Refused, match=r"^县教育局还有1件没有答复，办完后才能停用。$") as refused:
        retire(cast, cast.administrator)
    cast.a.refresh_from_db()
    assert (refused.value.field, cast.a.active) == ("active", True)


def test_a_unit_that_has_answered_everything_is_retired(cast):
    make.delivered(cast)
    assert retire(cast, cast.government_clerk).active is False


def test_a_drafter_maintains_nothing(cast):
    with pytest.raises(NotAllowed, match=r"^您的岗位不能维护“承办单位”。$"):
        retire(cast, cast.drafter_a)
