"""Due dates and why they are these days; what is left of them (domain.md §3, 民法典 arts. 200-203)."""

from .calendar import Calendar, in_chinese, weekday
from .counting import add_months, add_working_days, working_days_between, yearly_date
from .explaining import Explanation, Step, due_date, explain
from .lamp import AMBER_WORKING_DAYS, Lamp, ladder, lamp
from .rule import Rule, check_rule, choose, rule_from_dict

__all__ = [
    "AMBER_WORKING_DAYS",
    "Calendar",
    "Explanation",
    "Lamp",
    "Rule",
    "Step",
    "add_months",
    "add_working_days",
    "check_rule",
    "choose",
    "due_date",
    "explain",
    "in_chinese",
    "ladder",
    "lamp",
    "rule_from_dict",
    "weekday",
    "working_days_between",
    "yearly_date",
]
