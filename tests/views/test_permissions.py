"""Every address × every account. The table is the specification: an address without a row fails the test."""

from datetime import date

import pytest
from django.urls import reverse

from replies import urls
from replies.models import Event, Reply
from replies.rules.workflow import STEPS
from replies.views.doors import DOORS, FROM_ELSEWHERE
from tests import make
from tests.actions.doing import sources_of
from tests.papers import handed_over, urged
from tests.people import EVERYBODY
from tests.printing import PLAIN
from tests.scans import form_of, scan_of
from tests.views.conftest import Visitor

UNIT_A = {"drafter_a", "second_drafter_a", "reviewer_a", "signer_a"}
DRAFTERS_A = {"drafter_a", "second_drafter_a"}
OFFICES = {"npc_clerk", "government_clerk", "administrator", "leader"}
SPONSORS = {"lead", "cosigner"}
ENTER_NOTICES = {"npc_clerk", "cppcc_clerk", "government_clerk", "administrator"}
INVOLVED = OFFICES | UNIT_A | SPONSORS
SIGNED_IN = set(EVERYBODY) - {"anonymous"}
PRINTERS = UNIT_A | {"drafter_b", "reviewer_b", "signer_b", "npc_clerk", "cppcc_clerk", "government_clerk"}
BODY_CLERKS = {"npc_clerk", "cppcc_clerk"}
DISPATCHERS = {"npc_clerk", "cppcc_clerk", "government_clerk"}
SEE_THE_PILE = {"drafter_a", "npc_clerk", "government_clerk"}  # who printed it, and the offices it concerns

# address → who gets the page (200); "forbidden" are told so (403); everybody else learns nothing (404)
PAGES = {
    "workbench": (SIGNED_IN, set()),
    "cases": (SIGNED_IN, set()),
    "workflow": (SIGNED_IN, set()),
    "inbox": (SIGNED_IN, set()),
    "password": (SIGNED_IN, set()),
    "case": (INVOLVED, set()),
    "intake": (BODY_CLERKS, SIGNED_IN - BODY_CLERKS),
    "intake-decide": ({"npc_clerk"}, SIGNED_IN - BODY_CLERKS),
    "typing": (BODY_CLERKS, SIGNED_IN - BODY_CLERKS),
    "typing-alike": ({"npc_clerk"}, SIGNED_IN - BODY_CLERKS),
    "typing-number": ({"npc_clerk"}, SIGNED_IN - BODY_CLERKS),
    "reply-read": (INVOLVED, set()),
    "reply-letter": (INVOLVED, set()),
    "reply-word": (INVOLVED, set()),
    "reply-page": (INVOLVED, set()),
    "reply-edit": (DRAFTERS_A, {"reviewer_a", "signer_a"}),
    "opinion-forms": ({"npc_clerk"} | UNIT_A | SPONSORS, set()),
    "delegate-page": ({"npc_clerk", "lead"}, set()),
    "scans": ({"npc_clerk", "cppcc_clerk"}, SIGNED_IN - {"npc_clerk", "cppcc_clerk"}),
    "scan": ({"npc_clerk"}, set()),
    "scan-picture": ({"npc_clerk"}, set()),
    "attachment": (INVOLVED, set()),
    "contact-photo": (OFFICES | UNIT_A, set()),
    "evidence": (OFFICES | {"lead"}, set()),
    "deadline": (INVOLVED, set()),
    "case-deadline": (INVOLVED, set()),
    "clock-notice": (ENTER_NOTICES, SIGNED_IN - ENTER_NOTICES),
    "clock-reply-date": (ENTER_NOTICES, SIGNED_IN - ENTER_NOTICES),
    "clock-simulator": (OFFICES | {"cppcc_clerk"}, SIGNED_IN - OFFICES - {"cppcc_clerk"}),
    "print-room": (PRINTERS, SIGNED_IN - PRINTERS),
    "print-runs": (PRINTERS, SIGNED_IN - PRINTERS),
    "print-run": (SEE_THE_PILE, set()),
    "print-progress": (SEE_THE_PILE, set()),
    "print-file": (SEE_THE_PILE, set()),
    "assigning": (DISPATCHERS, SIGNED_IN - DISPATCHERS),
    "handover": ({"npc_clerk", "government_clerk"}, set()),
    "handover-excel": ({"npc_clerk", "government_clerk"}, set()),
    "refusals": (DISPATCHERS | {"leader"}, SIGNED_IN - DISPATCHERS - {"leader"}),
    "session-list": (OFFICES | UNIT_A, set()),
    "handover-list": (OFFICES | UNIT_A, set()),
    "assignment-slip": (OFFICES | UNIT_A, set()),
    "urging-slip": (OFFICES | UNIT_A, set()),
    "proposal-notice": (OFFICES | SPONSORS, set()),
}
WITHOUT_A_NUMBER = {"handover-begin", "intake-file", "logout", "inbox-read-all"}
OPEN = {"login": 200, "healthz": 200, "readyz": 200}
ONLY_POST = {
    "intake-file", "logout", "reply-preview", "scan-number", "scan-discard", "print-cancel",
    "handover-begin", "handover-plan", "handover-hand-over", "handover-change", "handover-drop", "print-restart", "inbox-read", "inbox-read-all",
} | {f"{door.model._meta.model_name}-{door.verb}" for door in DOORS}  # fmt: skip


@pytest.fixture
def thing_of(cast):
    """The arguments of each address: a case of unit A that went all the way, and one still being drafted."""
    drafting = make.written(cast)
    delivered = make.delivered(cast)
    case = delivered.assignment.proposal
    from replies.actions import feedback, intake, printing

    paper = intake.attach(case, make.png("原件.png"), by=cast.npc_clerk, at=make.at())
    rating = feedback.rate_on_behalf(
        delivered, delegate=cast.lead, attitude="unsatisfied", result="unsatisfied", text="没有解决。",
        channel="paper", reason="交回纸质表", evidence=make.png(), by=cast.npc_clerk, at=make.at(),
    )  # fmt: skip
    pile = printing.print_letters([delivered], wishes=PLAIN, by=cast.drafter_a, at=make.at())
    printing.make(pile.pk)
    form = form_of(delivered)
    scan = scan_of(cast, form=form)
    part = delivered.assignment
    batch = handed_over(cast, part)
    return {
        "handover": [batch.pk], "handover-excel": [batch.pk], "handover-list": [batch.pk], "assignment-slip": [part.pk],
        "urging-slip": [urged(cast, part).pk], "proposal-notice": [make.returned(cast).pk],
        "print-run": [pile.pk], "print-progress": [pile.pk], "print-file": [pile.pk],
        "case": [case.pk], "intake-decide": [case.pk], "reply-read": [delivered.pk], "reply-letter": [delivered.pk], "reply-word": [delivered.pk],
        "reply-page": [delivered.pk, 1], "reply-edit": [drafting.pk], "reply-preview": [drafting.pk],
        "opinion-forms": [delivered.pk], "delegate-page": [form.code], "scan": [scan.pk], "scan-picture": [scan.pk],
        "deadline": [delivered.assignment.main_deadline.pk], "case-deadline": [drafting.assignment.proposal_id],
        "attachment": [paper.pk], "contact-photo": [make.contacted(cast, assignment=delivered.assignment).pk], "evidence": [rating.pk],
    }  # fmt: skip


def asked(name: str, cast) -> dict:
    """What stands behind the question mark of the addresses that need it."""
    of_session = {"session": cast.npc_session.pk}
    queries = {
        "session-list": of_session, "typing-alike": of_session, "typing-number": of_session,
        "proposal-notice": {"about": "return"},
    }  # fmt: skip
    return queries.get(name, {})


def test_every_address_has_a_row() -> None:
    names = {pattern.name for pattern in urls.urlpatterns}

    assert names == set(PAGES) | set(OPEN) | ONLY_POST


def test_pages_open_for_whom_the_table_says(cast, thing_of) -> None:
    expected, seen = {}, {}
    for account in EVERYBODY:
        visitor = Visitor(cast.user(account))
        for name, (may, forbidden) in PAGES.items():
            status = 200 if account in may else 403 if account in forbidden else 404
            expected[name, account] = 302 if account == "anonymous" else status
            seen[name, account] = visitor.get(name, *thing_of.get(name, []), **asked(name, cast)).status_code

    assert seen == expected


def test_open_addresses_need_no_account(db) -> None:
    assert {name: Visitor().get(name).status_code for name in OPEN} == OPEN


def test_what_changes_something_refuses_get(cast) -> None:
    visitor = Visitor(cast.administrator)

    refused = {
        name for name in ONLY_POST if visitor.get(name, *([] if name in WITHOUT_A_NUMBER else [1])).status_code == 405
    }

    assert refused == ONLY_POST


def test_no_page_writes_when_it_is_read(cast, thing_of) -> None:
    visitor = Visitor(cast.npc_clerk)
    before = Event.objects.count()

    for name in PAGES:
        visitor.get(name, *thing_of.get(name, []), **asked(name, cast))

    assert Event.objects.count() == before


def test_anonymous_is_sent_to_sign_in_and_back(cast, thing_of) -> None:
    path = reverse("case", args=thing_of["case"])

    response = Visitor().client.get(path)

    assert response.url == f"/login/?next={path}"


# --- the buttons ---------------------------------------------------------------------------------

# verb → (the thing in the state the verb starts from, what the form is filled with, who may)
NPC, ANY_CLERK = {"npc_clerk"}, {"npc_clerk", "government_clerk"}
REASON = {"note": "说明原因"}
RATING = {"attitude": "satisfied", "result": "basically"}


def between_meetings(cast):
    return make.filed(cast, received_on=date(2026, 2, 27))


def key_item(cast):
    from replies.actions import designating

    return designating.designate(make.filed(cast), decided="主任会议", by=cast.npc_clerk, at=make.at())


WITH_UNIT_B = ("reassign", "request_refusal", "request_unit", "approve_refusal", "rule_to_move")
RULING = {"arbiter": "副县长 陆见深", "arguments": "各执一词。"}


def co_handling(cast):
    """A co-handling part of unit A, beside a lead of unit B."""
    lead = make.assigned(cast, unit=cast.b, role="lead")
    return make.assigned(cast, role="co", proposal=lead.proposal)


def with_an_opinion(cast):
    """The lead unit's draft, with an opinion that it has taken."""
    draft = make.drafted(cast, role="lead")
    make.taken(cast, lead=draft.assignment)
    return draft


TALK = {"stage": "before", "way": "phone", "on": make.TODAY.isoformat(), "persons": "王清和", "content": "听取意见"}
BUTTONS = {
    "file": (make.logged, {}, NPC),
    "request_extension": (make.accepted, {"until": "2026-07-01", **REASON}, {"drafter_a", "second_drafter_a"}),
    "approve_extension": (make.extension_asked, {}, ANY_CLERK),
    "reject_extension": (make.extension_asked, REASON, ANY_CLERK),
    "confirm_cosigning": (make.invited, {}, {"stranger"}),
    "decline_cosigning": (make.invited, {}, {"stranger"}),
    "invite_cosigner": (between_meetings, {"delegates": "孙若谷", "until": "2026-03-20"}, NPC),
    "record_cosigning": (make.invited, REASON, NPC),
    "designate": (make.filed, {"decided": "主任会议"}, NPC),
    "undesignate": (key_item, REASON, NPC),
    "return": (make.logged, REASON, NPC),
    "convert": (make.logged, REASON, NPC),
    "merge": (make.filed, REASON, NPC),
    "unmerge": (make.merged, REASON, NPC),
    "withdraw": (make.filed, REASON, NPC),
    "assign": (make.filed, {"role": "sole"}, ANY_CLERK),
    "accept": (make.assigned, {}, DRAFTERS_A),
    "reassign": (make.assigned, REASON, ANY_CLERK),
    "release": (co_handling, REASON, ANY_CLERK),
    "revoke": (make.assigned, REASON, ANY_CLERK),
    "open_refusal": (make.assigned, REASON | {"until": make.at(days=9).date().isoformat()}, ANY_CLERK),
    "request_refusal": (make.assigned, REASON, DRAFTERS_A),
    "request_unit": (make.assigned, REASON | {"role": "co"}, DRAFTERS_A),
    "approve_refusal": (make.refusal_asked, {}, ANY_CLERK),
    "reject_refusal": (make.refusal_asked, REASON, ANY_CLERK),
    "refer": (make.refusal_asked, {}, ANY_CLERK),
    "rule_to_move": (make.in_arbitration, REASON | RULING, ANY_CLERK),
    "rule_to_stay": (make.in_arbitration, REASON | RULING, ANY_CLERK),
    "approve_unit": (make.unit_asked, {}, ANY_CLERK),
    "reject_unit": (make.unit_asked, REASON, ANY_CLERK),
    "retract": (make.refusal_asked, {}, DRAFTERS_A),
    "draft": (make.accepted, {}, DRAFTERS_A),
    "take_opinion": (make.opinion, {}, DRAFTERS_A),
    "return_opinion": (make.opinion, REASON, DRAFTERS_A),
    "weigh_opinion": (with_an_opinion, {"adoption": "adopted"}, DRAFTERS_A),
    "contact": (make.accepted, TALK, UNIT_A),
    "urge": (make.accepted, {"answer_by": "2026-05-01"}, ANY_CLERK),
    "note": (make.filed, REASON, ANY_CLERK),
    "approve": (make.submitted, {}, {"reviewer_a"}),
    "send_back": (make.submitted, REASON, {"reviewer_a", "signer_a"}),
    "sign": (make.approved, {}, {"signer_a"}),
    "deliver": (make.signed, {"way": "post", "on": make.TODAY.isoformat()}, DRAFTERS_A),
    "reopen": (make.signed, REASON, {"signer_a"}),
    "rate": (make.delivered, RATING, SPONSORS),
    "rate_on_behalf": (make.delivered, RATING | {"channel": "phone", "reason": "电话告知"}, NPC),
    "close_without_rating": (make.unanswered, {}, NPC),
    "rehandle": (lambda cast: make.rated(cast, result="unsatisfied", text="未解决").reply, {}, NPC),
}


def address(door) -> str:
    return f"{door.model._meta.model_name}-{door.verb}"


def filled(door, data: dict, cast) -> dict:
    """What only the database can tell the form: another case, a unit, a delegate."""
    extra = {
        "return": lambda: {"reason": make.reason(cast).pk},
        "convert": lambda: {"reason": make.reason(cast).pk},
        "withdraw": lambda: {"paper": make.png()},
        "record_cosigning": lambda: {"delegate": cast.stranger.pk},
        "merge": lambda: {"into": make.filed(cast).pk},
        "weigh_opinion": lambda: {"opinion": getattr(Reply.objects.filter(kind="co_opinion").last(), "pk", 0)},
        **dict.fromkeys(WITH_UNIT_B, lambda: {"unit": cast.b.pk}),
        "assign": lambda: {"unit": cast.a.pk},
        "rate_on_behalf": lambda: {"delegate": cast.lead.pk},
    }.get(door.verb, dict)
    return data | extra()


def test_every_verb_has_a_door() -> None:
    assert {door.verb for door in DOORS} | set(FROM_ELSEWHERE) == set(STEPS)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.verb)
def test_buttons_work_for_whom_the_table_says_and_for_no_one_else(door, cast, time_machine) -> None:
    time_machine.move_to(make.at(days=5))
    start, data, may = BUTTONS[door.verb]
    thing = start(cast)
    data = filled(door, data, cast)

    for account in EVERYBODY:
        if account in may:
            continue
        before = Event.objects.count()
        status = Visitor(cast.user(account)).post(address(door), thing.pk, **data).status_code
        assert status in ((401,) if account == "anonymous" else (403, 404)), (account, status)
        assert Event.objects.count() == before, account
    data = filled(door, data, cast)  # a file is read only once
    before = Event.objects.count()
    response = Visitor(cast.user(sorted(may)[0])).post(address(door), thing.pk, **data)
    assert response.status_code == 302
    assert Event.objects.count() > before


STAGES = [
    make.logged, make.filed, make.assigned, make.accepted, make.drafted, make.submitted, make.approved,
    make.signed, make.delivered,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.verb)
def test_nobody_can_skip_a_state_by_posting(door, cast, time_machine) -> None:
    time_machine.move_to(make.at(days=5))
    _, data, may = BUTTONS[door.verb]
    data = filled(door, data, cast)
    right_person = Visitor(cast.user(sorted(may)[0]))
    sources = sources_of(door.verb)
    for start in STAGES:
        thing = start(cast)
        if not isinstance(thing, door.model) or thing.state in sources:
            continue
        before = Event.objects.count()

        right_person.post(address(door), thing.pk, **data)

        thing.refresh_from_db()
        assert Event.objects.count() == before, (door.verb, thing.state)
