"""Words for running text: what an officer typed, and who handed an item in."""

from replies.models import Proposal
from replies.rules.vocabulary import DelegateKind


def sentence(text: str) -> str:
    """On one line, with one mark at its end."""
    text = " ".join(text.split())
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def proposers(proposal: Proposal) -> str:
    """王清和等2位代表; organisations are counted without a title."""
    sponsors = proposal.ordered_sponsors()
    if len(sponsors) == 1:
        return sponsors[0].title
    people = all(sponsor.kind == DelegateKind.PERSON for sponsor in sponsors)
    return f"{sponsors[0].name}等{len(sponsors)}{'位' + proposal.words.person if people else '个提出人'}"
