"""并案: two items handled as one, and parted again."""

from replies.actions import merging
from replies.forms.steps import MergeForm, NoteForm
from replies.models import Proposal

from .door import Door
from .intake import not_assigned


def _stands_alone(proposal: Proposal) -> bool:
    return not_assigned(proposal) and not proposal.merged.exists()


DOORS = (
    Door("merge", Proposal, MergeForm, merging.merge, "已并案。", _stands_alone),
    Door("unmerge", Proposal, NoteForm, merging.unmerge, "已取消并案，此件已单独立案。"),
)
