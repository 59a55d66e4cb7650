"""Pieces of the case page about the taking in: the two copies of an item, and who was asked to co-sign."""

from typing import Any

from django import template

from replies.access import person
from replies.models import Proposal
from replies.rules.differences import Piece, differences
from replies.rules.vocabulary import CosigningState

register = template.Library()


@register.inclusion_tag("pages/intake/copies.html")
def two_copies(case: Proposal) -> dict[str, Any]:
    """What was handed in beside the office's copy; nothing where they say the same."""
    title: list[list[Piece]] = differences(case.title_handed_in, case.title)
    return {"case": case, "title": title, "text": differences(case.text_handed_in, case.text)}


@register.inclusion_tag("pages/intake/cosigners.html", takes_context=True)
def cosigners(context: template.Context, case: Proposal) -> dict[str, Any]:
    """Who was invited and what they answered: for the offices and for those who sign, not for the units."""
    who = person(context["user"])
    told = who.sees_all or case.body in who.bodies or who.delegate is not None
    return {"case": case, "cosignings": list(case.cosignings.select_related("delegate")) if told else []}


@register.filter
def tone_of_cosigning(state: str) -> str:
    """The tone of an invitation's state."""
    return CosigningState(state).tone
