"""Every button counts once: the same form sent a second time does nothing, and says so."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django import forms

from replies.forms.names import NamesField
from replies.models import Event
from replies.views.doors import DOORS, form_for
from tests import make
from tests.actions.doing import ready, someone, thing_of
from tests.rows import everything

from .conftest import Visitor

NOW = make.at(days=5)
TODAY = NOW.date()
# Days that only make sense for one button; the others may be tomorrow.
DAYS = {"deliver": TODAY, "contact": TODAY, "request_extension": date(2026, 7, 1)}

# Other choices ask for a reason as well.
CHOSEN = {"adoption": "adopted", "attitude": "satisfied", "result": "satisfied"}


def filled(door, thing, cast) -> dict[str, object]:
    """Something valid for every field that the form insists on."""
    fields = form_for(door, thing).fields
    return {name: value(name, field, door.verb, cast) for name, field in fields.items() if field.required}


def value(name: str, field: forms.Field, verb: str, cast) -> object:
    if name in CHOSEN:
        return CHOSEN[name]
    if isinstance(field, NamesField):
        return cast.stranger.name
    if isinstance(field, forms.ChoiceField):
        return [str(code) for code, _ in field.choices if str(code)][-1]
    if isinstance(field, forms.DateField):
        return DAYS.get(verb, TODAY + timedelta(days=1)).isoformat()
    return make.png() if isinstance(field, forms.FileField) else "情况说明"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.verb)
def test_a_second_click_does_nothing(cast, door):
    case, visitor = ready(cast, door.verb), Visitor(someone(cast, door.verb))
    thing, before = thing_of(door.verb, case), Event.objects.filter(verb=door.verb).count()

    with time_machine.travel(NOW, tick=False):
        form = {"form_key": str(uuid4()), **filled(door, thing, cast)}
        page = visitor.client.post(door.url(thing), form, follow=True).content.decode()
        assert Event.objects.filter(verb=door.verb).count() == before + 1, page
        done = everything()
        for upload in (sent for sent in form.values() if hasattr(sent, "seek")):
            upload.seek(0)
        again = visitor.client.post(door.url(thing), form, follow=True)

    assert "这一操作刚才已经完成，没有重复执行。" in again.content.decode()
    assert everything() == done
