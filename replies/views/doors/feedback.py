"""评价: the delegate's word, and another round where it was bad."""

from django.utils.timezone import localdate

from replies.actions import feedback
from replies.forms.steps import BehalfForm, OptionalNoteForm, PlainForm, RatingForm
from replies.models import Feedback, Reply
from replies.rules.vocabulary import ReplyKind

from .door import Door, always


def _unsatisfied_now(reply: Reply) -> bool:
    official = Feedback.objects.filter(reply=reply, official=True).first()
    return official is not None and official.is_unsatisfied and reply.is_current


def _may_be_rated(reply: Reply) -> bool:
    return reply.kind == ReplyKind.REPLY and reply.is_current


def _may_be_closed(reply: Reply) -> bool:
    return not feedback.open_still(reply, localdate())


DOORS = (
    Door("rate", Reply, RatingForm, feedback.rate, "评价已收到，谢谢您。", _may_be_rated, always),
    Door("rehandle", Reply, OptionalNoteForm, feedback.rehandle, "已重新交承办单位办理。", _unsatisfied_now, always),
    Door("rate_on_behalf", Reply, BehalfForm, feedback.rate_on_behalf, "评价已代录。", _may_be_rated),
    Door(
        "close_without_rating", Reply, PlainForm, feedback.close_without_rating,
        "已按逾期未评结束；以后收到的评价照常计入。", _may_be_closed,
    ),
)  # fmt: skip
