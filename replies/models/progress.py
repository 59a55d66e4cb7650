"""Where a case stands, computed in the database from its assignments, replies and ratings.

Nothing here is stored. A list, its count, its filter and the case page all ask these querysets, so they cannot
disagree. "Overdue" takes `today` as an argument: every list can be asked as of a date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    LIVE_STATES,
    OPINION_ROLES,
    SENT_STATES,
    AssignmentState,
    IntakeState,
    Rating,
    ReplyState,
    Stage,
)

if TYPE_CHECKING:
    pass

# From the least to the most advanced: a case with several answering units stands where its slowest unit stands.
UNIT_STAGES = (
    Stage.ASSIGNED, Stage.DRAFTING, Stage.SUBMITTED, Stage.APPROVED, Stage.SIGNED,
    Stage.UNSATISFIED, Stage.DELIVERED, Stage.UNRATED, Stage.CLOSED,
)  # fmt: skip


def _model(name: str) -> type:
    return apps.get_model("replies", name)


UNSATISFIED = Q(attitude=Rating.UNSATISFIED) | Q(result=Rating.UNSATISFIED)


class ReplyQuerySet(QuerySet["Reply"]):
    def live(self) -> Self:
        return self.exclude(state=ReplyState.VOIDED)

    def issued(self) -> Self:
        """Signed, delivered, or signed and then voided: official paper."""
        return self.filter(signed_at__isnull=False)


class AssignmentQuerySet(QuerySet["Assignment"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE_STATES)

    def answering(self) -> Self:
        """Units that answer the delegate themselves; co-handling units do not."""
        return self.filter(role__in=ANSWERING_ROLES)

    def with_progress(self, *, open_ratings: bool = True) -> Self:
        """Adds stage, rank (its place in UNIT_STAGES) and due_now.

        Without `open_ratings` a bad rating, and one that never came, still look like 待评价: what the handling unit may
        know of it.
        """
        return self.annotate(
            due_now=Coalesce("current_reply__due_on", "due_on"),
            stage=_by_unit_stage(lambda stage: Value(stage.value), CharField(), open_ratings),
            rank=_by_unit_stage(lambda stage: Value(UNIT_STAGES.index(stage)), IntegerField(), open_ratings),
        )

    def owing(self) -> Self:
        """Those whose letter of this round is still to be delivered."""
        return self.filter(NOT_DELIVERED)


NOT_DELIVERED = Q(current_reply__isnull=True) | ~Q(current_reply__state__in=SENT_STATES)


def _by_unit_stage(value: Callable[[Stage], Value], field: Field, open_ratings: bool) -> Case:
    """One expression over the joined current reply; annotations that build on each other would multiply the SQL."""
    official = _model("Feedback").objects.filter(reply=OuterRef("current_reply"), official=True)
    reply_in = {
        state: Q(current_reply__state=state) for state in (ReplyState.SUBMITTED, ReplyState.APPROVED, ReplyState.SIGNED)
    }
    unsatisfied, closed_without = (
        value(stage if open_ratings else Stage.DELIVERED) for stage in (Stage.UNSATISFIED, Stage.UNRATED)
    )
    return Case(
        When(state=AssignmentState.ASSIGNED, then=value(Stage.ASSIGNED)),
        When(reply_in[ReplyState.SUBMITTED], then=value(Stage.SUBMITTED)),
        When(reply_in[ReplyState.APPROVED], then=value(Stage.APPROVED)),
        When(reply_in[ReplyState.SIGNED], then=value(Stage.SIGNED)),
        When(NOT_DELIVERED, then=value(Stage.DRAFTING)),
        When(role__in=OPINION_ROLES, then=value(Stage.CLOSED)),
        When(Exists(official.filter(UNSATISFIED)), then=unsatisfied),
        When(~Exists(official) & Q(current_reply__unrated_at__isnull=False), then=closed_without),
        When(~Exists(official), then=value(Stage.DELIVERED)),
        default=value(Stage.CLOSED),
        output_field=field,
    )


class ProposalQuerySet(QuerySet):
    def with_progress(self, units: Collection[int] | None = None, *, open_ratings: bool = True) -> Self:
        """Adds stage (vocabulary.Stage) and due_now: the earliest day an answering unit still owes a letter.

        With `units` the case is seen from those units' desks: their own part, co-handling included.
        """
        parts = _model("Assignment").objects.live().filter(proposal=OuterRef("pk"))
        parts = parts.filter(unit__in=units) if units else parts.answering()
        parts = parts.with_progress(open_ratings=open_ratings)
        handled = Q(state__in=[IntakeState.FILED, IntakeState.MERGED])
        unassigned = Case(
            When(state=IntakeState.MERGED, then=Value(Stage.FOLLOWING.value)), default=Value(Stage.FILED.value)
        )
        return self.annotate(
            due_now=Case(When(handled, then=Subquery(parts.owing().order_by("due_now", "pk").values("due_now")[:1]))),
            stage=Case(
                When(state=IntakeState.LOGGED, then=Value(Stage.LOGGED.value)),
                When(~handled, then=Value(Stage.ENDED.value)),
                default=Coalesce(Subquery(parts.order_by("rank", "pk").values("stage")[:1]), unassigned),
                output_field=CharField(),
            ),
        )

    def overdue(self, today: date) -> Self:
        """A letter was due before `today` and is not delivered (after with_progress)."""
        return self.filter(due_now__lt=today)

    def due_within(self, today: date, *, days: int) -> Self:
        """A letter is due from `today` up to `days` calendar days on (after with_progress)."""
        return self.filter(due_now__range=(today, today + timedelta(days=days)))

    def for_list(self, units: Collection[int] | None = None, *, open_ratings: bool = True) -> Self:
        """Everything a row of a list shows, in a fixed number of queries; the long text stays behind."""
        return (
            self.with_progress(units, open_ratings=open_ratings)
            .defer("text", "text_handed_in", "merged_into__text", "merged_into__text_handed_in")
            .select_related("session__assembly", "merged_into")
            .prefetch_related("sponsor_set__delegate__assembly", with_letters())
        )


def with_letters() -> Prefetch:
    """The units of a case, each with where its current letter stands; the letter itself stays behind."""
    parts = _model("Assignment").objects.select_related("unit")
    return Prefetch(
        "assignments", parts.annotate(letter_state=F("current_reply__state"), letter_due=F("current_reply__due_on"))
    )
