"""The cast: one small county, and everybody who plays a part in it. All names are invented.

Unit A is 县教育局, unit B is 县水务局. A test asks for the fixture `cast` and takes from it whom it needs:
`cast.drafter_a`, `cast.npc_clerk`, `cast.lead.user`.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser, User

from replies.actions.master_data import create_profile
from replies.models import Assembly, Delegate, HandlingUnit, Session, Staff
from replies.rules.vocabulary import Body
from replies.rules.workflow import Role

PASSWORD = "qinghe-mi-ma"

# account → (name, role, unit); the accounts of delegates are under DELEGATES
STAFF = {
    "administrator": ("钟维安", Role.SYSTEM_ADMINISTRATOR, None),
    "npc_clerk": ("方以宁", Role.NPC_CLERK, None),
    "cppcc_clerk": ("贺子衿", Role.CPPCC_CLERK, None),
    "government_clerk": ("秦望舒", Role.GOVERNMENT_CLERK, None),
    "leader": ("严守正", Role.LEADER, None),
    "drafter_a": ("林知夏", Role.DRAFTER, "a"),
    "second_drafter_a": ("叶初晴", Role.DRAFTER, "a"),
    "reviewer_a": ("周承志", Role.REVIEWER, "a"),
    "signer_a": ("许怀远", Role.SIGNER, "a"),
    "drafter_b": ("程若水", Role.DRAFTER, "b"),
    "reviewer_b": ("江临川", Role.REVIEWER, "b"),
    "signer_b": ("沈载舟", Role.SIGNER, "b"),
}
# account → (name, body, group)
DELEGATES = {
    "lead": ("王清和", Body.NPC, "城关代表团"),
    "cosigner": ("赵明溪", Body.NPC, "城关代表团"),
    "stranger": ("孙若谷", Body.NPC, "北岭代表团"),
    "member": ("李文澜", Body.CPPCC, "教育界"),
    "other_member": ("吴松声", Body.CPPCC, "农业界"),
}


@dataclass
class Cast:
    """Everybody by their part. Staff are users; delegates are Delegate rows with a `user`."""

    npc: Assembly
    cppcc: Assembly
    npc_session: Session
    cppcc_session: Session
    a: HandlingUnit
    b: HandlingUnit
    administrator: User
    npc_clerk: User
    cppcc_clerk: User
    government_clerk: User
    leader: User
    drafter_a: User
    second_drafter_a: User
    reviewer_a: User
    signer_a: User
    drafter_b: User
    reviewer_b: User
    signer_b: User
    lead: Delegate
    cosigner: Delegate
    stranger: Delegate
    member: Delegate
    other_member: Delegate

    def user(self, account: str) -> User | AnonymousUser:
        """The account of that name, or "anonymous"; read anew, so that a changed post is noticed."""
        return AnonymousUser() if account == "anonymous" else User.objects.get(username=account)

    def session(self, body: str) -> Session:
        return self.npc_session if body == Body.NPC else self.cppcc_session

    def clerk(self, body: str) -> User:
        return self.npc_clerk if body == Body.NPC else self.cppcc_clerk

    def sponsors(self, body: str) -> list[Delegate]:
        """Who signs an item of this body when a test does not say: the lead first."""
        return [self.lead, self.cosigner] if body == Body.NPC else [self.member]

    def drafter(self, unit: HandlingUnit) -> User:
        return self.drafter_a if unit == self.a else self.drafter_b

    def reviewer(self, unit: HandlingUnit) -> User:
        return self.reviewer_a if unit == self.a else self.reviewer_b

    def signer(self, unit: HandlingUnit) -> User:
        return self.signer_a if unit == self.a else self.signer_b


EVERYBODY = (*STAFF, *DELEGATES, "anonymous")


def make_cast() -> Cast:
    """The whole cast, in few queries."""
    npc, cppcc = _assemblies()
    a, b = _units()
    users = _accounts()
    _posts(users, {"a": a, "b": b})
    return Cast(
        npc=npc,
        cppcc=cppcc,
        npc_session=_session(npc, 7, date(2026, 1, 14), date(2026, 1, 17)),
        cppcc_session=_session(cppcc, 9, date(2026, 1, 12), date(2026, 1, 15)),
        a=a,
        b=b,
        **{account: users[account] for account in STAFF},
        **_delegates(users, {Body.NPC: npc, Body.CPPCC: cppcc}),
    )


def _assemblies() -> tuple[Assembly, Assembly]:
    npc = Assembly.objects.create(
        body=Body.NPC, name="清禾县人民代表大会", short_name="县人大", office_name="县人大常委会代表工作委员会"
    )
    cppcc = Assembly.objects.create(
        body=Body.CPPCC, name="政协清禾县委员会", short_name="县政协", office_name="县政协提案委员会"
    )
    for assembly in (npc, cppcc):
        create_profile(assembly)
    return npc, cppcc


def _session(assembly: Assembly, term: int, opened_on: date, closed_on: date) -> Session:
    return Session.objects.create(assembly=assembly, term=term, meeting=6, opened_on=opened_on, closed_on=closed_on)


def _units() -> tuple[HandlingUnit, HandlingUnit]:
    a = HandlingUnit.objects.create(
        name="县教育局", printed_name="清禾县教育局", document_code="清教发", letter_code="清教函",
        contact_name="林知夏", contact_phone="0000-0000001", order=1,
    )  # fmt: skip
    b = HandlingUnit.objects.create(
        name="县水务局", printed_name="清禾县水务局", document_code="清水发", letter_code="清水函",
        contact_name="程若水", contact_phone="0000-0000002", order=2,
    )  # fmt: skip
    return a, b


def _accounts() -> dict[str, User]:
    names = {account: row[0] for account, row in (STAFF | DELEGATES).items()}
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(username=account, first_name=name, password=password) for account, name in names.items()
    )
    return {user.username: user for user in User.objects.filter(username__in=names)}


def _posts(users: dict[str, User], units: dict[str, HandlingUnit]) -> None:
    Staff.objects.bulk_create(
        Staff(user=users[account], role=role, unit=units[unit] if unit else None)
        for account, (_, role, unit) in STAFF.items()
    )


def _delegates(users: dict[str, User], assemblies: dict[str, Assembly]) -> dict[str, Delegate]:
    return {
        account: Delegate.objects.create(
            assembly=assemblies[body], name=name, group=group, user=users[account], address="清禾县城关镇"
        )
        for account, (name, body, group) in DELEGATES.items()
    }
