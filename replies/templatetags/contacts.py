"""沟通 and 催办 on the page of a case."""

from typing import Any

from django import template

from replies.access import contacts_visible_to, handles_case
from replies.models import Assignment, Proposal, Reply
from replies.views import contacts

register = template.Library()


@register.inclusion_tag("pages/contacts/talks.html", takes_context=True)
def talks_about(context: template.Context, case: Proposal) -> dict[str, Any]:
    """The section 沟通, for the units and offices of the case."""
    user = context["user"]
    talks = contacts_visible_to(user).filter(assignment__proposal=case).select_related("assignment__unit", "by")
    return {"shown": handles_case(user, case), "talks": talks}


@register.inclusion_tag("pages/contacts/urgings.html")
def urgings_of(part: Assignment) -> dict[str, Any]:
    """The 催办函 a unit got for its part. The page shows them to whoever may print them."""
    return {"slips": part.urgings.select_related("by")}


@register.simple_tag(takes_context=True)
def nobody_talked(context: template.Context, letter: Reply) -> bool:
    """Is a hint due that nobody has talked to the delegate?"""
    return contacts.nobody_talked(letter, context["user"])
