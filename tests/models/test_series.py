"""Number series: the next one, what was given by hand, and what a rollback gives back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from replies.models import DocumentSeries, HandlingUnit

SCOPE = {"code": "清教发", "year": 2026}
pytestmark = pytest.mark.django_db


def test_a_new_series_starts_at_one():
    assert [DocumentSeries.objects.take(**SCOPE) for _ in range(3)] == [1, 2, 3]


def test_a_series_goes_on_from_what_is_on_the_books():
    DocumentSeries.objects.create(**SCOPE, last=36)
    assert DocumentSeries.objects.take(**SCOPE) == 37


def test_years_and_codes_are_counted_apart():
    DocumentSeries.objects.take(**SCOPE)
    assert DocumentSeries.objects.take(code="清教发", year=2027) == 1
    assert DocumentSeries.objects.take(code="清教函", year=2026) == 1


def test_a_rollback_gives_the_number_back():
    DocumentSeries.objects.take(**SCOPE)
    with pytest.raises(RuntimeError), transaction.atomic():
        assert DocumentSeries.objects.take(**SCOPE) == 2
        raise RuntimeError
    assert DocumentSeries.objects.take(**SCOPE) == 2


@pytest.mark.parametrize(("given", "following"), [(40, 41), (3, 11)])
def test_a_number_given_by_hand_only_ever_raises_the_count(given, following):
    DocumentSeries.objects.create(**SCOPE, last=10)
    DocumentSeries.objects.raise_to(given, **SCOPE)
    assert DocumentSeries.objects.take(**SCOPE) == following


@pytest.mark.parametrize("code", ["清教发〔2026〕", "清教发2026", "清 教发", "清教发第", "清教发号", "清教发[", ""])
def test_a_code_is_only_the_code(code):
    with pytest.raises(ValidationError):
        DocumentSeries(code=code, year=2026).full_clean()


@pytest.mark.parametrize(
    ("letterhead", "layout", "printed"),
    [
        ("", "document", "清禾县教育局文件"),
        ("中共清禾县委教育工作委员会文件", "document", "中共清禾县委教育工作委员会文件"),
        ("中共清禾县委教育工作委员会文件", "letter", "清禾县教育局"),
    ],
)
def test_the_head_of_the_paper(letterhead, layout, printed):
    unit = HandlingUnit(name="县教育局", printed_name="清禾县教育局", letterhead=letterhead)
    assert unit.letterhead_for(layout) == printed
