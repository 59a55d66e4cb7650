"""Assemblies, sessions, units, delegates and accounts of 清禾县, entered by its system administrator."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db.models import Model

from replies.actions import master_data
from replies.models import Assembly, Delegate, DocumentSeries, HandlingUnit, Session, Staff
from replies.rules.vocabulary import Body
from replies.rules.workflow import Role

from .when import Clock, read

CLERK = {Body.NPC.value: Role.NPC_CLERK, Body.CPPCC.value: Role.CPPCC_CLERK}
CHAIN = (Role.DRAFTER, Role.REVIEWER, Role.SIGNER)
FIRST_DAY = -530  # the office began to use the system


class County:
    """What the cases need: sessions, units and delegates by name, and who holds which post."""

    def __init__(self, clock: Clock, password: str) -> None:
        self.clock = clock
        self.data, self.people = read("county"), read("people")
        # One hash for all: hashing forty times the same password would take longer than all the rest.
        self.hash = make_password(password)
        self.handovers = {key: clock.handover(row["due"]) for key, row in self.data["sessions"].items()}
        self.sessions: dict[str, Session] = {}
        self.assemblies: dict[str, Assembly] = {}
        self.units: dict[str, HandlingUnit] = {}
        self.delegates: dict[str, Delegate] = {}
        self.posts: dict[tuple[str, str], User] = {}  # (role, unit name or "") → who holds it
        self.at = clock.moment(clock.office_day(FIRST_DAY), 0, 0)

    def build(self) -> None:
        """Everything but the sessions; each of those is entered when its time comes."""
        self._offices()
        for body, row in self.data["assemblies"].items():
            self._assembly(body, row)
        for order, row in enumerate(self.people["units"], start=1):
            self._unit(order, row)
        for body, rows in self.people["delegates"].items():
            for row in rows:
                self._delegate(body, row)
        self._forget()

    def open_session(self, key: str, at: datetime) -> None:
        row = self.data["sessions"][key]
        opened = row["opened"]
        session = Session(
            assembly=self.assemblies[row["assembly"]],
            term=row["term"],
            meeting=row["meeting"],
            opened_on=self.clock.day(opened),
            closed_on=self.clock.day(opened + row["days"] - 1),
            submission_cutoff=self.clock.day(opened + row["days"] - 2),
            handover_on=self.clock.day(self.handovers[key]),
        )
        self.sessions[key] = self._add(session, at)

    def post(self, role: str, unit: str = "") -> User:
        return self.posts[role, unit]

    def clerk(self, session: str) -> User:
        """The clerk of the assembly a session belongs to."""
        return self.posts[CLERK[self.data["sessions"][session]["assembly"]], ""]

    def _offices(self) -> None:
        rows = self.people["offices"]
        username, name, role = rows[0]
        # The first account is nobody's to give: it is made as createsuperuser would make it.
        self.admin = User.objects.create(username=username, first_name=name, password=self.hash)
        Staff.objects.create(user=self.admin, role=role)
        self.posts[role, ""] = self.admin
        for username, name, role in rows[1:]:
            self._post(self._account(username, name), role, None)

    def _assembly(self, body: str, row: dict) -> None:
        assembly = Assembly(body=body, **{name: row[name] for name in ("name", "short_name", "office_name")})
        self.assemblies[body] = self._add(assembly)
        profile = assembly.profile
        rules = {"copies_to": "\n".join(row["copies_to"])}
        rules |= {name: row[name] for name in ("disclosure", "out_of_session_pattern")}
        for name, value in rules.items():
            setattr(profile, name, value)
        master_data.save(profile, by=self.admin, at=self.at, changes=rules)

    def _unit(self, order: int, row: dict) -> None:
        printed = self.data["region"] + row["name"].removeprefix("县")
        contact, phone = row["contact"]
        unit = HandlingUnit(
            name=row["name"], printed_name=printed, document_code=row["code"] + "发", letter_code=row["code"] + "函",
            layout=row["layout"], contact_name=contact, contact_phone=phone, order=order * 10,
            leader=row["leader"], keywords=row["keywords"],
        )  # fmt: skip
        self.units[unit.name] = self._add(unit)
        if row["series_start"]:
            years = {self.clock.day(days).year for days in (FIRST_DAY + 60, -100)}
            for year in sorted(years):
                self._add(DocumentSeries(code=unit.code_for(unit.layout), year=year, last=row["series_start"]))
        users = [self._account(username, name) for username, name in row["staff"]]
        for role, user in zip(CHAIN, users if len(users) == len(CHAIN) else users * len(CHAIN), strict=True):
            self._post(user, role, unit)

    def _delegate(self, body: str, row: dict) -> None:
        fields = {name: row[name] for name in ("name", "group", "employer", "phone", "kind") if name in row}
        username = row.get("user")
        user = self._account(username, row["name"]) if username else None
        delegate = Delegate(assembly=self.assemblies[body], user=user, **fields)
        self.delegates[delegate.name] = self._add(delegate)

    def _account(self, username: str, name: str) -> User:
        return self._add(User(username=username, first_name=name, password=self.hash))

    def _post(self, user: User, role: str, unit: HandlingUnit | None) -> None:
        master_data.save_part(Staff(user=user, role=role, unit=unit), of=user, by=self.admin, at=self.at)
        self.posts[role, unit.name if unit else ""] = user

    def _add(self, thing: Model, at: datetime | None = None) -> Any:
        return master_data.save(thing, by=self.admin, at=at or self.at)

    def _forget(self) -> None:
        """Fresh user objects: the ones used so far remember that their posts were not yet given."""
        fresh = {user.pk: user for user in User.objects.all()}
        self.posts = {key: fresh[user.pk] for key, user in self.posts.items()}
        self.admin = fresh[self.admin.pk]
        for delegate in self.delegates.values():
            if delegate.user_id:
                delegate.user = fresh[delegate.user_id]
