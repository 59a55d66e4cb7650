"""会办意见: what the lead unit does with it."""

from replies.actions import co_handling
from replies.forms.co_handling import ReturnOpinionForm, WeighForm
from replies.forms.steps import PlainForm
from replies.models import Reply
from replies.reports.opinions import ledger
from replies.rules.vocabulary import ReplyKind

from .door import Door, always


def _is_opinion(reply: Reply) -> bool:
    return reply.kind == ReplyKind.CO_OPINION


def _has_opinions(reply: Reply) -> bool:
    return any(entry.is_taken for entry in ledger(reply))


DOORS = (
    Door(
        "take_opinion", Reply, PlainForm, co_handling.take_opinion, "已接收，请在答复草稿上登记采纳情况。",
        _is_opinion, always,
    ),
    Door(
        "return_opinion", Reply, ReturnOpinionForm, co_handling.return_opinion, "已退回，会办单位将重新报送。", _is_opinion
    ),
    Door("weigh_opinion", Reply, WeighForm, co_handling.weigh_opinion, "采纳情况已登记。", _has_opinions),
)  # fmt: skip
