"""Every verb as one call with valid values, so that a table can try all of them on anything.

Each track has a module with three tables, all by verb: VERBS, how it is done; WHO, one of the cast whose role has it;
HAPPY, the stage from which it is done: a name of make.py, or a function that gives the Case.
"""

from typing import Any

from replies.models.people import system_user
from tests import make
from tests.people import Cast

from . import assigning, contacting, feedback, intake, replying, requesting
from .case import Case, case, model_of, sources_of, thing_of

TRACKS = (intake, assigning, requesting, replying, feedback, contacting)
VERBS: dict = {verb: act for track in TRACKS for verb, act in track.VERBS.items()}
WHO: dict = {verb: account for track in TRACKS for verb, account in track.WHO.items()}
HAPPY: dict = {verb: stage for track in TRACKS for verb, stage in track.HAPPY.items()}
# Done by the signature itself once it is committed; no person calls it.
BY_ITSELF = {"keep"}


def do(verb: str, case: Case, by: Any) -> Any:
    """Do `verb` as `by`, a reason and all values given."""
    return VERBS[verb](case, by=by, at=make.at(days=5))


def someone(cast: Cast, verb: str) -> Any:
    """One person whose role has the verb."""
    return system_user() if WHO[verb] == "system" else cast.user(WHO[verb])


def ready(cast: Cast, verb: str) -> Case:
    """An item at the moment for `verb`."""
    stage = HAPPY[verb]
    return stage(cast) if callable(stage) else case(cast, stage=stage)


__all__ = [
    "BY_ITSELF", "HAPPY", "VERBS", "WHO", "Case", "case", "do", "model_of", "ready", "someone", "sources_of", "thing_of",
]  # fmt: skip
