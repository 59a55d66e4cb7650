"""What the database itself refuses, whoever writes to it."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from replies.models import (
    Assignment,
    CaseSeries,
    Cosigning,
    Deadline,
    Dispatch,
    DocumentSeries,
    Feedback,
    Notice,
    OpinionUse,
    Profile,
    Proposal,
    Reply,
    Request,
    ResultClass,
    Session,
    SpentKey,
    Sponsor,
    Staff,
)
from tests import make

MODELS = list(apps.get_app_config("replies").get_models())


def refused(write) -> str:
    """The database's own words when it refuses."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value)


def copy_of(row: models.Model, **changes) -> models.Model:
    row = type(row).objects.get(pk=row.pk)
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    return row


# --- who + when ---------------------------------------------------------------------------------

PAIRED = [
    (model, field.name)
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.name.endswith("_at") and isinstance(field, models.DateTimeField)
]


# Times whose person stands elsewhere: in the row itself or in the event of the deed; or there is none, only a machine.
NO_PERSON_BESIDE = {
    (Assignment, "ended_at"),  # the event that ended the part
    (Cosigning, "invited_at"),  # the event of the invitation
    (Cosigning, "answered_at"),  # the delegate, or whoever recorded the signature: in the event
    (Reply, "unrated_at"),  # the event of closing
    (Notice, "read_at"),  # nobody but `to` can read it
    (Dispatch, "sent_at"),  # a machine
}


def test_there_are_times_to_look_at():
    assert {(Reply, "signed_at"), (Proposal, "logged_at"), (Feedback, "entered_at")} <= set(PAIRED)


WITH_PERSON = [pair for pair in PAIRED if pair not in NO_PERSON_BESIDE]


@pytest.mark.parametrize(("model", "name"), WITH_PERSON, ids=lambda value: str(getattr(value, "__name__", value)))
def test_no_time_without_a_person(model, name):
    at, by = model._meta.get_field(name), model._meta.get_field(name.removesuffix("_at") + "_by")
    assert by.remote_field.on_delete is models.PROTECT
    assert at.null is by.null
    if at.null:
        names = {c.name for c in model._meta.constraints if isinstance(c, models.CheckConstraint)}
        assert f"{name.removesuffix('_at')}_paired" in names


@pytest.mark.parametrize(
    ("model", "stage", "changes", "constraint"),
    [
        (Assignment, "assigned", {"accepted_at": make.at()}, "accepted_paired"),
        (Reply, "drafted", {"signed_at": make.at(), "state": "signed"}, "signed_paired"),
        (Reply, "signed", {"signed_by": None}, "signed_paired"),
        (Reply, "signed", {"delivered_at": make.at(), "state": "delivered"}, "delivered_paired"),
        (Reply, "drafted", {"state": "signed"}, "issued_is_signed"),
        (Reply, "drafted", {"state": "voided"}, "issued_is_signed"),
        (Reply, "signed", {"state": "drafting"}, "issued_is_signed"),
        (Reply, "signed", {"state": "delivered"}, "delivered_is_dated"),
        (Reply, "delivered", {"state": "signed"}, "delivered_is_dated"),
        (Proposal, "filed", {"state": "merged"}, "merged_paired"),
        (Assignment, "assigned", {"state": "revoked"}, "ended_is_dated"),
        (Assignment, "accepted", {"ended_at": make.at()}, "ended_is_dated"),
    ],
)
def test_a_state_without_its_time_and_person_is_refused(cast, model, stage, changes, constraint):
    getattr(make, stage)(cast)
    assert constraint in refused(lambda: model.objects.update(**changes))


# --- one of each ----------------------------------------------------------------------------------


def names_it(message: str, constraint: str, *columns: str) -> bool:
    """PostgreSQL names the constraint, SQLite the columns."""
    return constraint in message or (connection.vendor == "sqlite" and all(column in message for column in columns))


@pytest.mark.parametrize("role", ["sole", "lead"])
def test_one_lead_to_an_item(cast, role):
    lead = make.assigned(cast, role="lead")
    assert names_it(refused(copy_of(lead, unit=cast.b, role=role).save), "one_lead", "proposal_id")


def test_a_unit_holds_an_item_once_at_a_time(cast):
    lead = make.assigned(cast, role="lead")
    assert names_it(refused(copy_of(lead, role="co").save), "unit_once", "proposal_id", "unit_id")
    for state in ("revoked", "released", "reassigned"):
        Assignment.objects.update(state=state, ended_at=make.at())
        copy_of(lead, state="assigned", ended_at=None).save()


def test_a_part_has_one_successor(cast):
    first = make.assigned(cast)
    Assignment.objects.update(state="reassigned", ended_at=make.at())
    second = copy_of(first, unit=cast.b, state="assigned", ended_at=None, previous=first)
    second.save()
    Assignment.objects.filter(pk=second.pk).update(state="revoked", ended_at=make.at())
    assert "previous" in refused(copy_of(second, state="assigned", ended_at=None).save)


def asked(cast, **fields) -> Request:
    values = {"assignment": make.accepted(cast), "kind": "refusal", "reason": "x", "asked_at": make.at()}
    return Request(**(values | fields), asked_by=cast.drafter_a)


def test_one_open_request_of_a_kind(cast):
    request = asked(cast)
    request.save()
    assert names_it(refused(copy_of(request).save), "one_open_request", "assignment_id", "kind")
    copy_of(request, kind="unit").save()
    Request.objects.filter(pk=request.pk).update(state="retracted")
    copy_of(request, state="pending").save()


@pytest.mark.parametrize("state", ["approved", "rejected", "late"])
def test_a_decision_has_its_time_and_person(cast, state):
    assert "decided_paired" in refused(asked(cast, state=state).save)


def test_an_extension_names_the_day(cast):
    assert "extension_has_day" in refused(asked(cast, kind="extension").save)


@pytest.mark.parametrize("belongs_to", ["assignment", "reply"])
def test_a_period_runs_once(cast, belongs_to):
    reply = make.rehandled(cast)
    rows = Deadline.objects.filter(reply=None if belongs_to == "assignment" else reply)
    name = "deadline_once" if belongs_to == "assignment" else "reply_deadline_once"
    assert names_it(refused(copy_of(rows.first()).save), name, f"{belongs_to}_id", "code")


def test_a_delegate_is_invited_once_at_a_time(cast):
    invitation = Cosigning.objects.create(
        proposal=make.logged(cast), delegate=cast.stranger, until=make.TODAY, invited_at=make.at()
    )
    assert names_it(refused(copy_of(invitation).save), "invited_once", "proposal_id", "delegate_id")
    Cosigning.objects.update(state="declined", answered_at=make.at())
    copy_of(invitation, state="invited", answered_at=None).save()


def test_an_answered_invitation_has_its_time(cast):
    row = {"proposal": make.logged(cast), "delegate": cast.stranger, "until": make.TODAY, "invited_at": make.at()}
    assert "cosigning_answered" in refused(lambda: Cosigning.objects.create(**row, state="confirmed"))
    assert "cosigning_answered" in refused(lambda: Cosigning.objects.create(**row, answered_at=make.at()))


def test_an_opinion_is_weighed_once_and_with_a_reason_unless_adopted(cast):
    letter, opinion = make.drafted(cast), make.drafted(cast)
    row = {"reply": letter, "opinion": opinion, "by": cast.drafter_a, "at": make.at()}
    assert "not_adopted_with_reason" in refused(lambda: OpinionUse.objects.create(**row, adoption="not"))
    OpinionUse.objects.create(**row, adoption="adopted")
    twin = lambda: OpinionUse.objects.create(**row, adoption="adopted")  # noqa: E731
    assert names_it(refused(twin), "opinion_weighed_once", "reply_id", "opinion_id")


def test_one_live_letter_to_a_round(cast):
    reply = make.signed(cast)
    twin = copy_of(reply, document_number=None, state="drafting", signed_at=None, signed_by=None)
    assert names_it(refused(twin.save), "one_live_reply", "assignment_id", "round")
    Reply.objects.update(state="voided")
    copy_of(twin if twin.pk else reply, document_number=None, state="drafting", signed_at=None, signed_by=None).save()


def test_a_document_number_is_given_once_voided_letters_included(cast):
    reply = make.signed(cast)
    Reply.objects.update(state="voided")
    assert "document_number" in refused(copy_of(reply, round=2).save)


def test_a_serial_and_a_case_number_once_in_session_and_timing(cast):
    proposal = make.logged(cast)
    assert names_it(refused(copy_of(proposal, case_number="x").save), "serial_once", "serial")
    assert names_it(refused(copy_of(proposal, serial=2).save), "case_number_once", "case_number")
    copy_of(proposal, timing="out_of_session").save()


def test_one_rating_of_a_letter_by_each_and_one_that_counts(cast):
    rating = make.rated(cast)
    assert names_it(refused(copy_of(rating, official=False).save), "one_rating_each", "delegate_id")
    assert names_it(refused(copy_of(rating, delegate=cast.cosigner).save), "one_official_rating", "reply_id")
    copy_of(rating, delegate=cast.cosigner, official=False).save()


@pytest.mark.parametrize("field", ["attitude", "result"])
def test_a_rating_nobody_gave_cannot_be_stored(cast, field):
    make.rated(cast)
    assert "rating_given" in refused(lambda: Feedback.objects.update(**{field: ""}))


def test_no_field_of_a_rating_has_a_default():
    fields = [Feedback._meta.get_field(name) for name in ("attitude", "result", "channel", "official")]
    assert [field.has_default() for field in fields] == [False] * 4


def test_a_delegate_signs_an_item_once(cast):
    make.logged(cast)
    assert names_it(refused(copy_of(Sponsor.objects.first()).save), "sponsor_once", "delegate_id")


def test_a_post_is_held_once_with_or_without_a_unit(cast):
    for account, name in (("drafter_a", "post_once"), ("leader", "office_post_once")):
        post = Staff.objects.get(user__username=account)
        assert names_it(refused(copy_of(post).save), name, "user_id", "role")


@pytest.mark.parametrize(
    ("role", "of_a_unit"), [("drafter", False), ("signer", False), ("leader", True), ("npc_clerk", True)]
)
def test_a_post_has_a_unit_exactly_where_its_role_is_one_of_a_unit(cast, role, of_a_unit):
    post = Staff(user=cast.leader, role=role, unit=cast.b if of_a_unit else None)
    assert "post_unit_paired" in refused(post.save)
    with pytest.raises(ValidationError, match="起草人、审核人、签发人必须指定承办单位；其他角色不指定。"):
        post.validate_constraints()


def test_number_series_sessions_classes_and_form_keys_exist_once(cast):
    DocumentSeries.objects.create(code="清教发", year=2026)
    CaseSeries.objects.create(session=cast.npc_session, timing="in_session")
    SpentKey.objects.create(key="k", user=cast.leader)
    rows = (
        DocumentSeries.objects.get(), CaseSeries.objects.get(), SpentKey.objects.get(),
        Session.objects.first(), ResultClass.objects.first(), Profile.objects.first(),
    )  # fmt: skip
    for row in rows:
        refused(copy_of(row).save)


def test_a_session_does_not_close_before_it_opens(cast):
    refused(lambda: Session.objects.update(closed_on=make.TODAY.replace(year=2025)))


def test_nothing_that_has_a_history_can_be_deleted(cast):
    rating = make.rated(cast)
    case = rating.reply.assignment
    for thing in (case.proposal, case, rating.reply, cast.lead, cast.a, cast.npc_session, cast.npc, cast.npc_clerk):
        with pytest.raises(models.ProtectedError):
            thing.delete()


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_speaks_for_itself_in_chinese(model):
    assert model.__str__ is not models.Model.__str__
    assert not str(model._meta.verbose_name).isascii()
    assert str(model._meta.verbose_name_plural) == str(model._meta.verbose_name)


def test_no_row_is_listed_as_an_object(cast, monkeypatch):
    make.rated(cast)
    shown = {str(row) for model in MODELS for row in model.objects.all()}
    assert "县人大七届六次会议第1号答复" in shown
    assert "王清和：态度满意，结果满意" in shown
    assert not [text for text in shown if "object (" in text or not text]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_a_clerk_may_see_has_a_chinese_name(model):
    if model is SpentKey or model.__name__ == "ChainHead":
        return  # machinery that no page shows
    names = [str(field.verbose_name) for field in model._meta.concrete_fields if not field.primary_key]
    assert not [name for name in names if name.isascii()]


def test_every_rule_about_what_exists_once_says_so_in_chinese():
    for model in MODELS:
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.name in {
                "unit_once",
                "one_lead",
                "serial_once",
            }:
                assert constraint.violation_error_message.endswith("。")
