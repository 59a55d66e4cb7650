"""会办意见台账: for the lead unit's letter, what each co-handling unit said and what the letter made of it."""

from __future__ import annotations

from dataclasses import dataclass

from replies.models import Assignment, OpinionUse, Reply
from replies.rules.co_handling import OpinionPart
from replies.rules.vocabulary import OPINION_ROLES, SENT_STATES, AssignmentRole, ReplyState


@dataclass(frozen=True)
class Entry:
    """One co-handling unit's line."""

    part: Assignment
    opinion: Reply | None  # its current letter, whatever its state
    use: OpinionUse | None  # what the lead's letter made of it

    @property
    def is_sent(self) -> bool:
        return self.opinion is not None and self.opinion.state in SENT_STATES

    @property
    def is_taken(self) -> bool:
        return self.opinion is not None and self.opinion.state == ReplyState.TAKEN

    @property
    def due_on(self):
        return self.opinion.due_on if self.opinion else self.part.due_on

    @property
    def standing(self) -> OpinionPart:
        return OpinionPart(self.part.unit.name, self.due_on, self.opinion.state if self.opinion else "")

    @property
    def lacking(self) -> str:
        """What is still to be done about it before the letter can go on; empty when nothing is."""
        if not self.is_sent:
            return "还没有报来"
        if not self.is_taken:
            return "已报来，还没有接收"
        return "" if self.use else "还没有登记采纳情况"


def ledger(letter: Reply) -> list[Entry]:
    """One entry for each unit that gives its opinion to this letter's unit. Only a lead unit has any."""
    if letter.assignment.role != AssignmentRole.LEAD:
        return []
    parts = Assignment.objects.live().filter(proposal=letter.assignment.proposal_id, role__in=OPINION_ROLES)
    uses: dict[int | None, OpinionUse] = {use.opinion_id: use for use in letter.opinions_used.select_related("by")}
    return [
        Entry(part, part.current_reply, uses.get(part.current_reply_id))
        for part in parts.select_related("unit", "current_reply").order_by("id")
    ]


def lacking(letter: Reply) -> list[str]:
    """县财政局的会办意见还没有报来 …, for each opinion that is not in, taken and weighed."""
    return [f"{entry.part.unit}的会办意见{entry.lacking}" for entry in ledger(letter) if entry.lacking]
