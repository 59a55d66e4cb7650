"""Words of a rating."""

from .term import Term


class Rating(Term):
    SATISFIED = "satisfied", "满意", "good"
    BASICALLY = "basically", "基本满意", "warn"
    UNSATISFIED = "unsatisfied", "不满意", "late"


class RatingChannel(Term):
    """How a rating reached us; recorded with each one, because its credibility depends on it (domain.md §5.5)."""

    ONLINE = "online", "本人在线"
    PAPER = "paper", "纸质征询意见表"
    IN_PERSON = "in_person", "当面"
    PHONE = "phone", "电话"
