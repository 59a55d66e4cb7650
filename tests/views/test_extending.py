"""申请延期 on the case page: offered while it is possible, saying how far it may go."""

import pytest

from tests import make
from tests.views.conftest import Visitor


@pytest.fixture
def page(cast, time_machine):
    def text(part, day: int = 1) -> str:
        time_machine.move_to(make.at(days=day))
        return Visitor(cast.drafter(part.unit)).get("case", part.proposal_id).content.decode()

    return text


def test_the_drafter_is_told_how_far_it_may_go(cast, page):
    assert "现在的期限是2026年6月2日，最多可以延到2026年9月2日" in page(make.accepted(cast))


def test_on_the_last_day_it_is_offered_and_not_on_the_next(cast, page):
    part = make.accepted(cast)
    assert "申请延期至" in page(part, day=92)
    assert "申请延期至" not in page(part, day=93)


def test_it_is_not_offered_while_a_request_waits(cast, page):
    assert "申请延期至" not in page(make.extension_asked(cast).assignment)


def test_it_is_not_offered_where_the_rule_allows_none(cast, page):
    lead = make.accepted(cast, role="lead")
    assert "申请延期至" not in page(make.accepted(cast, unit=cast.b, role="co", proposal=lead.proposal))


def test_a_day_too_late_comes_back_with_the_last_possible_one_and_the_reason_kept(cast, time_machine):
    time_machine.move_to(make.at(days=1))
    part = make.accepted(cast)
    answer = Visitor(cast.drafter_a).post(
        "assignment-request_extension", part.pk, until="2026-09-03", note="需召开听证会"
    )
    assert answer.status_code == 422
    assert "最多可以延到2026年9月2日（自2026年3月2日起算，连同延期不超过6个月）。" in answer.content.decode()
    assert "需召开听证会" in answer.content.decode()
