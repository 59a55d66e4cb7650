"""Who may have which of the papers that go out before the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from replies.models import Assignment, Delegate, HandlingUnit, Proposal, Session

from .people import is_sponsor, person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def slips_visible_to(user: User | AnonymousUser) -> QuerySet[Assignment]:
    """The parts whose 交办单 and 催办函 this user may print: an office all of its cases, a unit its own live ones."""
    who = person(user)
    if who.sees_all:
        return Assignment.objects.all()
    own = Assignment.objects.live().filter(unit__in=who.all_units)
    office = Q(proposal__session__assembly__body__in=who.bodies)
    return Assignment.objects.filter(office | Q(pk__in=own.values("pk")))


def hands_out(user: User | AnonymousUser, session: Session) -> bool:
    """Does this user see what all units are given of this session, or only what the own units are given?"""
    who = person(user)
    return who.sees_all or session.assembly.body in who.bodies


def listed_units(user: User | AnonymousUser, session: Session) -> QuerySet[HandlingUnit]:
    """The units whose 交办清单 this user may print."""
    units = HandlingUnit.objects.all()
    return units if hands_out(user, session) else units.filter(pk__in=person(user).all_units)


def notice_holders(user: User | AnonymousUser, proposal: Proposal) -> list[Delegate]:
    """The proposers whose 告知书 this user may print: an office everybody's, a delegate the own one."""
    who = person(user)
    if hands_out(user, proposal.session):
        return proposal.ordered_sponsors()
    return [who.delegate] if who.delegate and is_sponsor(who, proposal) else []
