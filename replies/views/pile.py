"""The letters that wait on the desk of a reviewer or signer, one after the other."""

from replies.access import person
from replies.models import Reply
from replies.rules.vocabulary import ReplyState


def pile_of(user) -> list[int]:
    """The letters waiting for this reviewer or signer, the most urgent first."""
    who = person(user)
    waiting = {ReplyState.SUBMITTED: who.units.get("reviewer"), ReplyState.APPROVED: who.units.get("signer")}
    found: list[int] = []
    for state, units in waiting.items():
        if units:
            mine = Reply.objects.filter(state=state, assignment__unit__in=units).order_by("due_on", "pk")
            found += mine.values_list("pk", flat=True)
    return found


def following(pk: int, pile: list[int]) -> int | None:
    if pk not in pile or len(pile) < 2:
        return None
    return pile[(pile.index(pk) + 1) % len(pile)]
