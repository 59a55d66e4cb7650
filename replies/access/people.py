"""Who a person is: every part they play, read once per request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from replies.models import (
    Delegate,
    Proposal,
    Sponsor,
    Staff,
)
from replies.models.people import SYSTEM_ACCOUNT
from replies.rules.vocabulary import (
    Body,
)
from replies.rules.workflow import DISPATCH_CLERKS, Role, verbs_for

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

DESCRIPTIONS = {
    Role.SYSTEM_ADMINISTRATOR: "开账号、定岗位、维护单位和规则；可以查看办件，不参与办理。",
    Role.NPC_CLERK: "登记、立案、交办人大代表建议，代录代表的纸质评价，决定重新办理。",
    Role.CPPCC_CLERK: "登记、立案、交办政协提案，代录委员的纸质评价，决定重新办理。",
    Role.GOVERNMENT_CLERK: "把已立案的建议、提案交办给承办单位，掌握全县办理进度。",
    Role.DRAFTER: "签收本单位承办件，起草答复、送审，签发后送达并登记。",
    Role.REVIEWER: "审核本单位的答复稿，通过或退回修改。",
    Role.SIGNER: "签发本单位的答复；签发时取得发文字号，答复内容随即固定。",
    Role.DELEGATE: "查看自己提出的建议、提案和答复，作出评价。",
    Role.LEADER: "查看全部办件和评价，不作操作。",
    Role.SYSTEM: "到期时自动提醒，自动办理规则写明的事项；没有密码，任何人不能用它登录。",
}
UNIT_ROLES = (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)
CLERK_BODY = {Role.NPC_CLERK: Body.NPC, Role.CPPCC_CLERK: Body.CPPCC}
SEE_ALL = {Role.GOVERNMENT_CLERK, Role.LEADER, Role.SYSTEM_ADMINISTRATOR}
ENTRY_ROLES = {Role.NPC_CLERK, Role.CPPCC_CLERK, Role.GOVERNMENT_CLERK, Role.SYSTEM_ADMINISTRATOR}


@dataclass(frozen=True)
class Person:
    """A user with all the parts they play, read once per request."""

    user_id: int | None
    roles: frozenset[str] = frozenset()
    units: dict[str, frozenset[int]] = field(default_factory=dict)  # unit role → ids of the units
    delegate: Delegate | None = None
    posts: tuple[str, ...] = ()

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies whose office this person works in."""
        return frozenset(body.value for role, body in CLERK_BODY.items() if role in self.roles)

    @property
    def all_units(self) -> frozenset[int]:
        return frozenset().union(*self.units.values())

    @property
    def sees_all(self) -> bool:
        return bool(self.roles & SEE_ALL)

    @property
    def verbs(self) -> frozenset[str]:
        return verbs_for(self.roles)

    @property
    def dispatches(self) -> bool:
        """Gives items to units, and decides what units ask for."""
        return bool(self.roles.intersection(DISPATCH_CLERKS))

    @property
    def is_officer(self) -> bool:
        return bool(self.roles - {Role.DELEGATE})

    @property
    def enters_data(self) -> bool:
        """May open the entry forms under /admin/."""
        return bool(self.roles & ENTRY_ROLES)

    @property
    def prints(self) -> bool:
        """Has business in the print room."""
        return "print" in self.verbs

    @property
    def outlook(self) -> dict[str, Any]:
        """How with_progress() is to look at cases for this person.

        Offices see a case as a whole. A unit sees its own part, and nobody outside the offices can tell an
        unsatisfied rating from one still awaited (against "被满意", domain.md §0.10).
        """
        office = self.sees_all or bool(self.bodies)
        return {"units": None if office else self.all_units or None, "open_ratings": office}


NOBODY = Person(None)


def person(user: User | AnonymousUser) -> Person:
    """The parts a user plays. Read once and kept on the user object, which lives as long as the request."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    known = getattr(user, "_person", None)
    if known is None:
        known = user._person = _read_person(user)  # type: ignore[attr-defined]
    return known


def _read_person(user: Any) -> Person:
    # A retired unit gives no access any more.
    posts = list(Staff.objects.filter(user_id=user.pk).exclude(unit__active=False).select_related("unit"))
    delegate = Delegate.objects.filter(user_id=user.pk, active=True).select_related("assembly").first()
    roles = {post.role for post in posts} | ({Role.DELEGATE.value} if delegate else set())
    if user.is_superuser:  # the first account, made by `createsuperuser` before there is any post
        roles.add(Role.SYSTEM_ADMINISTRATOR.value)
    if user.username == SYSTEM_ACCOUNT and not user.has_usable_password():
        roles.add(Role.SYSTEM.value)
    units = {
        role.value: frozenset(post.unit_id for post in posts if post.role == role and post.unit_id)
        for role in UNIT_ROLES
    }
    names = _by_unit(posts) + ((str(delegate),) if delegate else ())
    return Person(user.pk, frozenset(roles), units, delegate, names)


def _by_unit(posts: list[Staff]) -> tuple[str, ...]:
    """县教育局 · 承办单位起草人、承办单位审核人: the unit is named once."""
    held: dict[str, list[str]] = {}
    for post in posts:
        held.setdefault(post.unit.name if post.unit else "", []).append(Role(post.role).label)
    return tuple(f"{unit} · {'、'.join(roles)}" if unit else "、".join(roles) for unit, roles in held.items())


def is_sponsor(who: Person, proposal: Proposal) -> bool:
    """Has this person signed the item?"""
    return who.delegate is not None and Sponsor.objects.filter(proposal=proposal, delegate=who.delegate).exists()
