"""The county in which the histories play: the cast, a third unit, and everything that exists at one moment."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db.models.query import RawQuerySet

from replies.models import (
    Assignment,
    Cosigning,
    Deadline,
    Delegate,
    HandlingUnit,
    Proposal,
    Reply,
    Request,
    Sponsor,
    Staff,
)
from replies.models.people import system_user
from replies.rules.workflow import Role
from tests.people import STAFF, Cast

UNIT_POSTS = (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)


class County:
    """Who is who."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        third = HandlingUnit.objects.create(
            name="县交通局", printed_name="清禾县交通局", document_code="清交发", letter_code="清交函", order=3
        )
        self.units = [cast.a, cast.b, third]
        self.sessions = {session.pk: session for session in (cast.npc_session, cast.cppcc_session)}
        self.delegates = {row.pk: row for row in Delegate.objects.select_related("assembly", "user")}
        self.system = system_user()
        self.posts: dict[tuple[str, int | None], User] = {
            (role, getattr(cast, unit).pk if unit else None): getattr(cast, account)
            for account, (_, role, unit) in STAFF.items()
        }
        for role in UNIT_POSTS:
            user = User.objects.create(username=f"{role}_c", first_name=f"第三{Role(role).label[-3:]}")
            Staff.objects.create(user=user, role=role, unit=third)
            self.posts[role, third.pk] = user

    def unit(self, number: int) -> HandlingUnit:
        return next(unit for unit in self.units if unit.pk == number)

    def post_of(self, user: User) -> tuple[str, int | None]:
        """The role and unit of an officer; no role for a delegate."""
        return self._by_user.get(user.pk, ("", None))

    def officer(self, role: str, unit: HandlingUnit) -> User:
        return self.posts[role, unit.pk]

    def clerk(self, case: Proposal) -> User:
        return self.cast.clerk(case.body)

    def dispatch(self, case: Proposal, chance: Any) -> User:
        return chance.choice([self.cast.government_clerk, self.clerk(case)])

    @cached_property
    def _by_user(self) -> dict[int, tuple[str, int | None]]:
        return {user.pk: post for post, user in self.posts.items()} | {self.system.pk: (Role.SYSTEM, None)}

    @cached_property
    def everybody(self) -> list[User]:
        return [*self.posts.values(), *(delegate.user for delegate in self.delegates.values()), self.system]


class Moment:
    """Every row at one moment, the rows knowing each other."""

    def __init__(self, county: County) -> None:
        self.cases = {row.pk: row for row in _cases()}
        self.parts = {row.pk: row for row in Assignment.objects.order_by("pk")}
        self.letters = {row.pk: row for row in Reply.objects.order_by("pk")}
        self.requests = {row.pk: row for row in Request.objects.order_by("pk")}
        self.deadlines = list(Deadline.objects.order_by("pk"))
        self.invitations = list(Cosigning.objects.order_by("pk"))
        self.sponsors: dict[int, list[Delegate]] = {}
        for case, delegate in Sponsor.objects.order_by("place").values_list("proposal", "delegate"):
            self.sponsors.setdefault(case, []).append(county.delegates[delegate])
        self._introduce(county)

    def _introduce(self, county: County) -> None:
        """Give each row the rows it belongs to, so that nobody asks the database again."""
        for case in self.cases.values():
            case.session = county.sessions[case.session_id]
        for part in self.parts.values():
            part.proposal, part.unit = self.cases[part.proposal_id], county.unit(part.unit_id)
            if part.current_reply_id:
                part.current_reply = self.letters[part.current_reply_id]
        for thing in (*self.letters.values(), *self.requests.values()):
            thing.assignment = self.parts[thing.assignment_id]
        for request in self.requests.values():
            request.unit = request.unit_id and county.unit(request.unit_id)
        for deadline in self.deadlines:
            deadline.assignment = self.parts[deadline.assignment_id]
        for invitation in self.invitations:
            invitation.proposal = self.cases[invitation.proposal_id]
            invitation.delegate = county.delegates[invitation.delegate_id]

    def live(self, case: Proposal) -> list[Assignment]:
        return [part for part in self.parts.values() if part.proposal_id == case.pk and part.is_live]

    def merged_into(self, case: Proposal) -> list[Proposal]:
        return [row for row in self.cases.values() if row.merged_into_id == case.pk]

    def followers(self, part: Assignment) -> list[Assignment]:
        return [row for row in self.parts.values() if row.follows_id == part.pk and row.is_live]

    def open_requests(self, part: Assignment, kind: str = "") -> list[Request]:
        mine = [row for row in self.requests.values() if row.assignment_id == part.pk and row.is_open]
        return [row for row in mine if kind in ("", row.kind)]

    def letters_of(self, part: Assignment) -> list[Reply]:
        return [row for row in self.letters.values() if row.assignment_id == part.pk]


@cache
def _progress() -> tuple[str, tuple]:
    """The query of every list, put into words once: that takes longer than answering it."""
    return Proposal.objects.with_progress().order_by("pk").query.sql_with_params()


def _cases() -> RawQuerySet:
    return Proposal.objects.raw(*_progress())
