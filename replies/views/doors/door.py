"""One verb as the pages offer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from replies.access import can
from replies.models import Assignment, Proposal, Reply, Request
from replies.rules.workflow import NEW, STEPS, Step

# A text, or where it depends on what came of the deed: level and text, as django.contrib.messages takes them.
Done = str | Callable[[Any], tuple[int, str]]
Thing = Proposal | Assignment | Reply | Request


def always(thing: Any) -> bool:
    return True


@dataclass(frozen=True)
class Door:
    """A button: its form, and the action it calls. `act` gets the thing and the cleaned data, with by= and at=.

    A form class with `needs_thing = True` is given thing= as well, to choose from what belongs to it.
    """

    verb: str
    model: type[Thing]
    form: type[forms.Form]
    act: Callable[..., Any]
    done: Done  # what the person is told afterwards
    when: Callable[[Any], bool] = always  # further conditions that a state alone does not show
    leads_on: Callable[[Any], bool] = lambda thing: False  # the step that brings the case forward is shown first

    @property
    def step(self) -> Step:
        return STEPS[self.verb]

    def url(self, thing: Thing) -> str:
        return reverse(f"{self.model._meta.model_name}-{self.verb}", args=[thing.pk])


def opening(door: Door, thing: Thing, user: Any) -> bool:
    """Is this button to be shown to this user now?"""
    if not isinstance(thing, door.model) or not can(user, door.verb, thing):
        return False
    if door.step.sources == (NEW,):  # it makes something new; the thing it starts from keeps its state
        return door.when(thing)
    return thing.state in door.step.sources and door.when(thing)


def form_for(door: Door, thing: Thing, *args: Any, **kwargs: Any) -> forms.Form:
    """The door's form, given what it must choose from."""
    if getattr(door.form, "needs_thing", False):
        kwargs["thing"] = thing
    return door.form(*args, **kwargs)
