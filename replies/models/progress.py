"""Where a case stands, computed in the database from its assignments, replies and ratings.

Nothing here is stored. A list, its count, its filter and the case page all ask these querysets, so they cannot
disagree. "Overdue" takes `today` as an argument: every list can be asked as of a date.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from replies.rules.vocabulary import (
    ANSWERING_ROLES,
    AssignmentRole,
    AssignmentState,
    IntakeState,
    Rating,
    ReplyState,
    Stage,
)

if TYPE_CHECKING:
    from .feedback import Feedback

# From the least to the most advanced: a case with several answering units stands where its slowest unit stands.
UNIT_STAGES = (
    Stage.ASSIGNED, Stage.DRAFTING, Stage.SUBMITTED, Stage.APPROVED, Stage.SIGNED,
    Stage.UNSATISFIED, Stage.DELIVERED, Stage.CLOSED,
)  # fmt: skip
OPEN_STAGES = UNIT_STAGES[:5]  # the unit still owes a letter


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
        return self.exclude(state=AssignmentState.REVOKED)

    def answering(self) -> Self:
        """Units that answer the delegate themselves; co-handling units do not."""
        return self.filter(role__in=ANSWERING_ROLES)

    def with_progress(self, *, open_ratings: bool = True) -> Self:
        """Adds reply_now (id), reply_state, due_now, stage and rank.

        Without `open_ratings` a bad rating still looks like 待评价: what the handling unit may know of it.
        """
        bad = Stage.UNSATISFIED if open_ratings else Stage.DELIVERED
        latest = _model("Reply").objects.live().filter(assignment=OuterRef("pk")).order_by("-round")
        official: QuerySet[Feedback] = _model("Feedback").objects.filter(reply=OuterRef("reply_now"), official=True)
        delivered = Q(reply_state=ReplyState.DELIVERED)
        return (
            self.annotate(
                reply_now=Subquery(latest.values("pk")[:1]),
                reply_state=Subquery(latest.values("state")[:1]),
                due_now=Coalesce(Subquery(latest.values("due_on")[:1]), F("due_on")),
            )
            .annotate(rated=Exists(official), unsatisfied=Exists(official.filter(UNSATISFIED)))
            .annotate(
                stage=Case(
                    When(state=AssignmentState.ASSIGNED, then=Value(Stage.ASSIGNED.value)),
                    When(reply_state=ReplyState.SUBMITTED, then=Value(Stage.SUBMITTED.value)),
                    When(reply_state=ReplyState.APPROVED, then=Value(Stage.APPROVED.value)),
                    When(reply_state=ReplyState.SIGNED, then=Value(Stage.SIGNED.value)),
                    When(delivered & Q(role=AssignmentRole.CO), then=Value(Stage.CLOSED.value)),
                    When(delivered & Q(unsatisfied=True), then=Value(bad.value)),
                    When(delivered & Q(rated=False), then=Value(Stage.DELIVERED.value)),
                    When(delivered, then=Value(Stage.CLOSED.value)),
                    default=Value(Stage.DRAFTING.value),
                    output_field=CharField(),
                )
            )
            .annotate(
                rank=Case(
                    *(When(stage=stage.value, then=Value(rank)) for rank, stage in enumerate(UNIT_STAGES)),
                    output_field=IntegerField(),
                )
            )
        )

    def owing(self) -> Self:
        """Those whose letter is still to be delivered (after with_progress)."""
        return self.filter(rank__lt=len(OPEN_STAGES))


class ProposalQuerySet(QuerySet):
    def with_progress(self, units: Collection[int] | None = None, *, open_ratings: bool = True) -> Self:
        """Adds stage (vocabulary.Stage) and due_now: the earliest day an answering unit still owes a letter.

        With `units` the case is seen from those units' desks: their own part, co-handling included.
        """
        parts = _model("Assignment").objects.live().filter(proposal=OuterRef("pk"))
        parts = parts.filter(unit__in=units) if units else parts.answering()
        units_now = parts.with_progress(open_ratings=open_ratings)
        return self.annotate(
            unit_stage=Subquery(units_now.order_by("rank", "pk").values("stage")[:1]),
            due_now=Case(
                When(
                    state=IntakeState.FILED,
                    then=Subquery(units_now.owing().order_by("due_now", "pk").values("due_now")[:1]),
                )
            ),
        ).annotate(
            stage=Case(
                When(state=IntakeState.LOGGED, then=Value(Stage.LOGGED.value)),
                When(~Q(state=IntakeState.FILED), then=Value(Stage.ENDED.value)),
                When(unit_stage__isnull=True, then=Value(Stage.FILED.value)),
                default=F("unit_stage"),
                output_field=CharField(),
            )
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
            .defer("text")
            .select_related("session__assembly")
            .prefetch_related("sponsor_set__delegate__assembly", "assignments__unit")
        )
