"""承办沿革 and the requests of a unit, on the page of a case."""

from typing import Any

from django import template

from replies.access import handles_case, person, requests_visible_to
from replies.models import Assignment, Proposal
from replies.views.cases import buttons
from replies.views.chains import chains_of, worth_telling

register = template.Library()


@register.inclusion_tag("pages/assigning/case_chain.html", takes_context=True)
def chain_of_units(context: template.Context, case: Proposal) -> dict[str, Any]:
    """Who had the item before, for the offices and the units concerned."""
    if not handles_case(context["user"], case):
        return {}
    chains = chains_of([case.pk]).get(case.pk, [])
    return {"chains": chains if worth_telling(chains) else []}


@register.inclusion_tag("pages/assigning/case_requests.html", takes_context=True)
def requests_of(context: template.Context, part: Assignment) -> dict[str, Any]:
    """What the unit asked for in this part, and the buttons of whoever looks."""
    if not person(context["user"]).is_officer:
        return {}
    seen = requests_visible_to(context["user"]).filter(assignment=part)
    found = list(seen.select_related("unit", "asked_by", "decided_by", "assignment__proposal__session__assembly"))
    for asked in found:
        asked.buttons = buttons(asked, context["user"])
    return {"requests": found, "today": context["today"], "request": context["request"]}
