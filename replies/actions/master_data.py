"""基础数据: add 新增 and edit 修改 of assemblies, sessions, delegates, units, number series, calendar, accounts.

The table below says who maintains what; the admin asks it before it shows a form, and every function asks it
again. What changed is recorded with old and new values in words; a password never is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import FileField, Model, Q

from replies.access import CLERK_BODY, Person, person
from replies.models import (
    Assembly,
    Assignment,
    CalendarDay,
    DeadlineRule,
    Delegate,
    DocumentSeries,
    HandlingUnit,
    IntakeReason,
    Profile,
    Recess,
    Reply,
    ResultClass,
    Session,
    Staff,
)
from replies.rules.intake_reasons import FIRST_LIST
from replies.rules.numbering import parse_document_number
from replies.rules.profiles import rules_of
from replies.rules.vocabulary import Body, IntakeState, ResultFamily
from replies.rules.workflow import ASSEMBLY_CLERKS, Role

from .errors import NotAllowed, Refused
from .recording import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_SYSTEM = frozenset({Role.SYSTEM_ADMINISTRATOR})
_UNITS = _SYSTEM | {Role.GOVERNMENT_CLERK}
_NAMES = _SYSTEM | set(ASSEMBLY_CLERKS)
MAINTAINERS: dict[type[Model], frozenset[Role]] = {
    Assembly: _SYSTEM,
    Profile: _SYSTEM,
    ResultClass: _SYSTEM,
    DeadlineRule: _SYSTEM,
    Recess: _NAMES,
    Session: _NAMES,
    Delegate: _NAMES,
    IntakeReason: _NAMES,
    HandlingUnit: _UNITS,
    DocumentSeries: _UNITS,
    CalendarDay: _UNITS,
    get_user_model(): _SYSTEM,
    Staff: _SYSTEM,
}
# The national scheme (domain.md §4); a county that uses other letters edits the rows.
NATIONAL_CLASSES = (
    ("A", "已经解决或采纳", ResultFamily.SOLVED),
    ("B", "正在解决或列入计划", ResultFamily.IN_PROGRESS),
    ("C", "因条件限制待以后解决", ResultFamily.DEFERRED),
    ("D", "留作参考", ResultFamily.REFERENCE),
)
# A password must never reach the history; the rest says nothing to a clerk.
HIDDEN = {"id", "password", "last_login", "date_joined", "is_staff", "is_superuser", "profile"}


def may_maintain(who: Person, model: type[Model], thing: Model | None = None) -> bool:
    """May this person add or change such a row? A clerk's reach ends at their own assembly."""
    held = who.roles & MAINTAINERS.get(model, frozenset())
    if Role.SYSTEM_ADMINISTRATOR in held or not isinstance(thing, Session | Delegate | IntakeReason | Recess):
        return bool(held)
    return any(CLERK_BODY[Role(role)] == thing.assembly.body for role in held)


def save(thing: Model, *, by: User, at: datetime, changes: Iterable[str] = ()) -> Model:
    """新增 a new row, or 修改 the fields named in `changes` of a stored one; the other fields stay as they are."""
    _allow(by, thing)
    with transaction.atomic():
        if thing.pk is None:
            _add(thing)
            record(
                "add", thing, by=by, at=at, data={name: ["", value] for name, value in facts(thing).items() if value}
            )
            return thing
        held, data = _edit(thing, changes, by)
        if data:
            record("edit", held, by=by, at=at, data=data)
    return held


def save_part(part: Model, *, of: Model, by: User, at: datetime) -> None:
    """A row that lives under another one (a post of an account, a class of a profile); told in the parent's history."""
    _allow(by, part)
    with transaction.atomic():
        before = type(part)._default_manager.filter(pk=part.pk).first() if part.pk else None
        old = describe(before) if before else ""
        part.save()
        _record_part(part, of, old, describe(part), by, at)


def remove_part(part: Model, *, of: Model, by: User, at: datetime) -> None:
    """Take such a row away; its words stay in the history."""
    _allow(by, part)
    with transaction.atomic():
        old = describe(part)
        part.delete()
        _record_part(part, of, old, "", by, at)


def check_series(series: DocumentSeries) -> None:
    """Refused when the series would be set below a number that is already on paper."""
    issued = highest_issued(series)
    if series.last is not None and series.last < issued:
        raise Refused("last", f"{series.code}〔{series.year}〕已签发到{issued}号，不能改成比{issued}小的数。")


def highest_issued(series: DocumentSeries) -> int:
    """The highest number of this series on an issued letter, voided letters included; 0 when there is none."""
    numbers = Reply.objects.filter(document_number__startswith=f"{series.code}〔{series.year}〕")
    texts = numbers.values_list("document_number", flat=True)
    return max((parse_document_number(text).serial for text in texts if text), default=0)


def create_profile(assembly: Assembly) -> Profile:
    """地方规则 of a new assembly, with the national classes and the usual reasons not to file to start from."""
    profile = Profile(assembly=assembly)
    if assembly.body == Body.CPPCC:
        profile.out_of_session_pattern = "平时第{serial}号"  # 闭会 is a word of the people's congress
    profile.save()
    ResultClass.objects.bulk_create(
        ResultClass(profile=profile, code=code, definition=definition, family=family, order=order)
        for order, (code, definition, family) in enumerate(NATIONAL_CLASSES, start=1)
    )
    IntakeReason.objects.bulk_create(
        IntakeReason(assembly=assembly, code=row.code, label=row.label, use=row.use, source=row.source)
        for row in FIRST_LIST[Body(assembly.body)]
    )
    DeadlineRule.objects.bulk_create(DeadlineRule.of(rule, profile) for rule in rules_of("national", assembly.body))
    return profile


def describe(thing: Model) -> str:
    """A row in words: 角色：承办单位起草人；承办单位：县教育局."""
    return "；".join(f"{label}：{value}" for label, value in facts(thing).items() if value)


def facts(thing: Model) -> dict[str, str]:
    """What the row says, by the names and in the words a clerk knows it by."""
    hidden = HIDDEN | {"user"} if isinstance(thing, Staff) else HIDDEN
    fields = [field for field in thing._meta.concrete_fields if field.editable and field.name not in hidden]
    return {str(field.verbose_name): _in_words(thing, field.name) for field in fields}


def _in_words(thing: Model, name: str) -> str:
    value = getattr(thing, name)
    shown = getattr(thing, f"get_{name}_display", None)
    if shown is not None:
        return str(shown())
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _allow(by: User, thing: Model) -> None:
    who = person(by)
    if not may_maintain(who, type(thing), thing):
        raise NotAllowed(f"您的岗位不能维护“{thing._meta.verbose_name}”。")


def _add(thing: Any) -> None:
    # A file's place on the disk is named after the row, so the row must have its number first.
    files = {f.name: getattr(thing, f.name) for f in thing._meta.concrete_fields if isinstance(f, FileField)}
    for name in files:
        setattr(thing, name, "")
    thing.save()
    if any(files.values()):
        for name, file in files.items():
            setattr(thing, name, file)
        thing.save(update_fields=list(files))
    if isinstance(thing, Assembly):
        create_profile(thing)


def _edit(thing: Any, changes: Iterable[str], by: User) -> tuple[Model, dict]:
    model = type(thing)
    held = model._default_manager.select_for_update(no_key=True).get(pk=thing.pk)
    _allow(by, held)
    names = [f.name for f in model._meta.concrete_fields if f.name in set(changes) and f.name not in ("id",)]
    if "user" in names and isinstance(thing, Delegate) and Role.SYSTEM_ADMINISTRATOR not in person(by).roles:
        raise NotAllowed("代表（委员）的登录账号由系统管理员指定。")
    before = facts(held)
    for name in names:
        setattr(held, name, getattr(thing, name))
    if isinstance(held, DocumentSeries):
        check_series(held)
    if isinstance(held, HandlingUnit) and not held.active:
        _check_nothing_owed(held)
    if names:
        held.save(update_fields=names)
        _check_still_governed(held)
    after = facts(held)
    data = {label: [before[label], after[label]] for label in after if before[label] != after[label]}
    if "password" in names:
        data["密码"] = ["", "已重设"]
    return held, data


def _record_part(part: Model, of: Model, old: str, new: str, by: User, at: datetime) -> None:
    _check_still_governed(part)
    if old != new:
        record("edit", of, by=by, at=at, data={str(part._meta.verbose_name): [old, new]})


def _check_nothing_owed(unit: HandlingUnit) -> None:
    """A retired unit's people lose their access at once, so it must have answered everything first."""
    owed = Assignment.objects.live().filter(unit=unit, proposal__state=IntakeState.FILED).owing().count()
    if owed:
        raise Refused("active", f"{unit}还有{owed}件没有答复，办完后才能停用。")


def _check_still_governed(touched: Model) -> None:
    """Nobody could ever open an account again if the last system administrator went."""
    if not isinstance(touched, (get_user_model(), Staff)):
        return
    governs = Q(posts__role=Role.SYSTEM_ADMINISTRATOR) | Q(is_superuser=True)
    if not get_user_model().objects.filter(governs, is_active=True).exists():
        raise Refused("", "至少要保留一个启用中的系统管理员账号。")
