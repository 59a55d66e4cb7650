"""会办 and 并案 on the pages: the badge of a case, the ledger of opinions, what was merged."""

from typing import Any

from django import template

from replies.access import person, visible_to
from replies.models import Proposal, Reply
from replies.rules.co_handling import Badge
from replies.views import co_handling

register = template.Library()


@register.simple_tag(takes_context=True)
def co_badge(context: template.Context, case: Proposal) -> Badge | None:
    """会办：县财政局超期3天, for the offices and the units of the case."""
    return co_handling.badge_of(case, person(context["user"]), context["today"])


@register.inclusion_tag("pages/co_handling/merged.html", takes_context=True)
def merged_items(context: template.Context, case: Proposal) -> dict[str, Any]:
    """Which item this one was merged into and which were merged into it; a link where the reader may follow it."""
    seen = visible_to(context["user"])
    return {
        "case": case,
        "main_seen": case.merged_into_id and seen.filter(pk=case.merged_into_id).exists(),
        "children": seen.filter(merged_into=case).order_by("timing", "serial"),
    }


@register.inclusion_tag("pages/co_handling/ledger.html", takes_context=True)
def opinions_of(context: template.Context, letter: Reply) -> dict[str, Any]:
    """The ledger of 会办意见 for a lead unit's letter, with what this reader may do about each."""
    lines = co_handling.ledger_lines(letter, context["user"], context["today"])
    return {"lines": lines, "letter": letter, "today": context["today"], "request": context["request"]}


@register.simple_tag
def opinions_lacking(letter: Reply) -> list[str]:
    """What still stands in the way of 送审."""
    return co_handling.lacking(letter)


@register.simple_tag(takes_context=True)
def submitted_without(context: template.Context, letter: Reply) -> Any:
    """The event of a 送审 that did not wait for every opinion, for those of the unit who review it."""
    return co_handling.submitted_without(letter, context["user"])
