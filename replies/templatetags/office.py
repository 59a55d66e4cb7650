"""Small pieces that many pages share."""

from datetime import date
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from replies.models import office_calendar
from replies.rules import deadlines
from replies.rules.vocabulary import Adoption, PrintState, Rating, Stage, Term
from replies.views.once import FIELD

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag
def form_key() -> SafeString:
    """The hidden key that makes a form count once (views/once.py)."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


@register.simple_tag(takes_context=True)
def lamp(context: template.Context, due: date | None) -> deadlines.Lamp | None:
    """The deadline lamp of a row; the calendar is read once per page."""
    if due is None:
        return None
    request = context["request"]
    if not hasattr(request, "calendar"):
        request.calendar = office_calendar()
    return deadlines.lamp(due, context["today"], request.calendar)


@register.filter
def stage(code: str) -> Term:
    """The stage of a case as a term with label and tone."""
    return Stage(code)


@register.filter
def rating(code: str) -> Term:
    """满意, 基本满意 or 不满意 as a term with label and tone."""
    return Rating(code)


@register.filter
def adoption_tone(code: str) -> str:
    """The tone of 采纳, 部分采纳 or 未采纳."""
    return Adoption(code).tone


@register.filter
def print_state(code: str) -> str:
    """The tone of a print run's state."""
    return PrintState(code).tone


@register.filter
def weekday(day: date) -> str:
    """2026年11月20日（星期五）."""
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）"


@register.filter
def short_weekday(day: date) -> str:
    """五, as it stands in 周五."""
    return WEEKDAYS[day.weekday()]
