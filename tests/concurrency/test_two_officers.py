"""Two officers do the same thing at the same moment: one does it, the other is told what happened and by whom."""

import pytest

from replies.actions.errors import NotNow, Refused
from replies.models import Event
from replies.rules.workflow import STEPS
from tests.actions.doing import VERBS, do, ready, someone

from .together import chain_is_whole, together

pytestmark = pytest.mark.django_db(transaction=True)

# Logging the same paper twice makes two items: what is the same is for people to see.
CHANGES_A_STATE = [verb for verb in VERBS if STEPS[verb].target and verb != "log"]
# These record no state of the workflow table, and are done once all the same.
ONCE = ["confirm_cosigning", "decline_cosigning", "record_cosigning", "rehandle", "close_without_rating", "undesignate"]
COLLEAGUE = {"drafter_a": "second_drafter_a"}


def colleague(cast, verb):
    """Another officer with the same post, where the cast has one; else the same one at a second screen."""
    first = someone(cast, verb)
    return cast.user(COLLEAGUE[first.username]) if first.username in COLLEAGUE else someone(cast, verb)


@pytest.mark.parametrize("verb", [*CHANGES_A_STATE, *(verb for verb in ONCE if verb in VERBS)])
def test_two_officers_at_once(cast, verb):
    case, officers = ready(cast, verb), [someone(cast, verb), colleague(cast, verb)]
    before = Event.objects.filter(verb=verb).count()

    outcomes = together(*(lambda who=who: do(verb, case, by=who) for who in officers))

    [error] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert isinstance(error, NotNow | Refused)
    done = Event.objects.filter(verb=verb)
    assert done.count() == before + 1
    assert f"{done.latest('id').by_name} 2026年3月7日 09:00" in str(error)
    assert chain_is_whole()
