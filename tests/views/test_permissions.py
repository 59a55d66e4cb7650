"""Every address × every account. The table is the specification: an address without a row fails the test."""

import pytest
from django.urls import reverse

from replies import urls
from replies.models import Event
from replies.rules.workflow import STEPS
from replies.views.doors import DOORS, FROM_ELSEWHERE
from tests import make
from tests.people import EVERYBODY
from tests.printing import PLAIN
from tests.scans import form_of, scan_of
from tests.views.conftest import Visitor

UNIT_A = {"drafter_a", "second_drafter_a", "reviewer_a", "signer_a"}
DRAFTERS_A = {"drafter_a", "second_drafter_a"}
OFFICES = {"npc_clerk", "government_clerk", "administrator", "leader"}
SPONSORS = {"lead", "cosigner"}
INVOLVED = OFFICES | UNIT_A | SPONSORS
SIGNED_IN = set(EVERYBODY) - {"anonymous"}
PRINTERS = UNIT_A | {"drafter_b", "reviewer_b", "signer_b", "npc_clerk", "cppcc_clerk", "government_clerk"}
SEE_THE_PILE = {"drafter_a", "npc_clerk", "government_clerk"}  # who printed it, and the offices it concerns

# address → who gets the page (200); "forbidden" are told so (403); everybody else learns nothing (404)
PAGES = {
    "workbench": (SIGNED_IN, set()),
    "cases": (SIGNED_IN, set()),
    "workflow": (SIGNED_IN, set()),
    "password": (SIGNED_IN, set()),
    "case": (INVOLVED, set()),
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
    "evidence": (OFFICES | {"lead"}, set()),
    "print-room": (PRINTERS, SIGNED_IN - PRINTERS),
    "print-runs": (PRINTERS, SIGNED_IN - PRINTERS),
    "print-run": (SEE_THE_PILE, set()),
    "print-progress": (SEE_THE_PILE, set()),
    "print-file": (SEE_THE_PILE, set()),
}
OPEN = {"login": 200, "healthz": 200, "readyz": 200}
ONLY_POST = {"logout", "reply-preview", "scan-number", "scan-discard", "print-cancel", "print-restart"} | {
    f"{door.model._meta.model_name}-{door.verb}" for door in DOORS
}


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
    return {
        "print-run": [pile.pk], "print-progress": [pile.pk], "print-file": [pile.pk],
        "case": [case.pk], "reply-read": [delivered.pk], "reply-letter": [delivered.pk], "reply-word": [delivered.pk],
        "reply-page": [delivered.pk, 1], "reply-edit": [drafting.pk], "reply-preview": [drafting.pk],
        "opinion-forms": [delivered.pk], "delegate-page": [form.code], "scan": [scan.pk], "scan-picture": [scan.pk],
        "attachment": [paper.pk], "evidence": [rating.pk],
    }  # fmt: skip


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
            seen[name, account] = visitor.get(name, *thing_of.get(name, [])).status_code

    assert seen == expected


def test_open_addresses_need_no_account(db) -> None:
    assert {name: Visitor().get(name).status_code for name in OPEN} == OPEN


def test_what_changes_something_refuses_get(cast) -> None:
    visitor = Visitor(cast.administrator)

    refused = {name for name in ONLY_POST if visitor.get(name, *([] if name == "logout" else [1])).status_code == 405}

    assert refused == ONLY_POST


def test_no_page_writes_when_it_is_read(cast, thing_of) -> None:
    visitor = Visitor(cast.npc_clerk)
    before = Event.objects.count()

    for name in PAGES:
        visitor.get(name, *thing_of.get(name, []))

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
BUTTONS = {
    "file": (make.logged, {}, NPC),
    "return": (make.logged, REASON, NPC),
    "convert": (make.logged, REASON, NPC),
    "merge": (make.filed, REASON, NPC),
    "withdraw": (make.filed, REASON, NPC),
    "assign": (make.filed, {"role": "sole"}, ANY_CLERK),
    "accept": (make.assigned, {}, DRAFTERS_A),
    "revoke": (make.assigned, REASON, ANY_CLERK),
    "draft": (make.accepted, {}, DRAFTERS_A),
    "approve": (make.submitted, {}, {"reviewer_a"}),
    "send_back": (make.submitted, REASON, {"reviewer_a", "signer_a"}),
    "sign": (make.approved, {}, {"signer_a"}),
    "deliver": (make.signed, {"way": "post", "on": make.TODAY.isoformat()}, DRAFTERS_A),
    "reopen": (make.signed, REASON, {"signer_a"}),
    "rate": (make.delivered, RATING, SPONSORS),
    "rate_on_behalf": (make.delivered, RATING | {"channel": "phone", "reason": "电话告知"}, NPC),
    "rehandle": (lambda cast: make.rated(cast, result="unsatisfied", text="未解决").reply, {}, NPC),
}


def address(door) -> str:
    return f"{door.model._meta.model_name}-{door.verb}"


def filled(door, data: dict, cast) -> dict:
    """What only the database can tell the form: another case, a unit, a delegate."""
    extra = {
        "merge": lambda: {"into": make.filed(cast).pk},
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
    sources = ("filed",) if door.verb == "assign" else ("accepted",) if door.verb == "draft" else door.step.sources
    for start in STAGES:
        thing = start(cast)
        if not isinstance(thing, door.model) or thing.state in sources:
            continue
        before = Event.objects.count()

        right_person.post(address(door), thing.pk, **data)

        thing.refresh_from_db()
        assert Event.objects.count() == before, (door.verb, thing.state)
