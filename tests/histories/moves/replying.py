"""答复 and 会办意见."""

from replies.actions import co_handling, replying
from replies.models import Assignment, OpinionUse, Reply
from tests import make

from .assigning import is_going
from .offer import offer

SENT = ("delivered", "taken", "declined")


def _writes(table, part):
    return table.county.officer("drafter", part.unit)


@offer("draft", Assignment, 8)
def draft(table, part):
    if is_going(part) and part.state == "accepted" and not part.current_reply_id:
        yield _writes(table, part), lambda **who: replying.draft(part, **who)


def is_at(letter: Reply, *states: str) -> bool:
    return letter.state in states and is_going(letter.assignment)


def is_written(letter: Reply) -> bool:
    return make.PARAGRAPHS[0] in letter.content_json


@offer("save", Reply, 8)
def save(table, letter):
    if is_at(letter, "drafting") and not is_written(letter):
        content = make.answer(letter.content)
        yield (
            _writes(table, letter.assignment),
            lambda **who: replying.save(letter, content=content, layout=letter.layout, version=letter.version, **who),
        )


def opinions(table, part: Assignment) -> list[tuple[Assignment, Reply | None]]:
    """The co-handling units of the item, each with its letter. They speak to the lead of the main item only."""
    if part.role != "lead" or part.follows_id:
        return []
    return [(row, row.current_reply) for row in table.now.live(part.proposal) if row.gives_opinion]


def unweighed(table, letter: Reply) -> list[Reply]:
    taken = [opinion for _, opinion in opinions(table, letter.assignment) if opinion and opinion.state == "taken"]
    weighed = set(OpinionUse.objects.filter(reply=letter).values_list("opinion", flat=True))
    return [opinion for opinion in taken if opinion.pk not in weighed]


@offer("weigh_opinion", Reply, 6)
def weigh_opinion(table, letter):
    if is_at(letter, "drafting") and (waiting := unweighed(table, letter)):
        adoption = table.chance.choice(["adopted", "partly", "not"])
        yield (
            _writes(table, letter.assignment),
            lambda **who: co_handling.weigh_opinion(
                letter, opinion=waiting[0], adoption=adoption, reason="条件所限", **who
            ),
        )


@offer("submit", Reply, 8)
def submit(table, letter):
    if not is_at(letter, "drafting") or not is_written(letter):
        return
    beside = opinions(table, letter.assignment)
    ready = all(opinion and opinion.state == "taken" for _, opinion in beside) and not unweighed(table, letter)
    said = {} if ready else {"override": "会办单位来不及"}
    yield _writes(table, letter.assignment), lambda **who: replying.submit(letter, **said, **who)


@offer("send_back", Reply)
def send_back(table, letter):
    if is_at(letter, "submitted", "approved"):
        role = table.chance.choice(["reviewer", "signer"])
        by = table.county.officer(role, letter.assignment.unit)
        yield by, lambda **who: replying.send_back(letter, note="请补充", **who)


@offer("approve", Reply, 8)
def approve(table, letter):
    if is_at(letter, "submitted"):
        yield table.county.officer("reviewer", letter.assignment.unit), lambda **who: replying.approve(letter, **who)


@offer("sign", Reply, 8)
def sign(table, letter):
    ruling = any(row.state == "arbitration" for row in table.now.open_requests(letter.assignment))
    if is_at(letter, "approved") and not ruling:
        yield table.county.officer("signer", letter.assignment.unit), lambda **who: replying.sign(letter, **who)


@offer("reopen", Reply)
def reopen(table, letter):
    if is_at(letter, "signed"):
        by = table.county.officer("signer", letter.assignment.unit)
        yield by, lambda **who: replying.reopen(letter, note="数据有误", **who)


@offer("deliver", Reply, 8)
def deliver(table, letter):
    if is_at(letter, "signed"):
        yield (
            _writes(table, letter.assignment),
            lambda **who: replying.deliver(letter, way="post", on=table.today, **who),
        )


def _lead_of(table, letter: Reply) -> Assignment | None:
    case = letter.assignment.proposal
    return next((part for part in table.now.live(case) if part.role == "lead"), None)


@offer("take_opinion", Reply, 6)
def take_opinion(table, letter):
    lead = _lead_of(table, letter)
    if lead and letter.kind == "co_opinion" and is_at(letter, "delivered"):
        yield _writes(table, lead), lambda **who: co_handling.take_opinion(letter, **who)


@offer("return_opinion", Reply, 2)
def return_opinion(table, letter):
    lead = _lead_of(table, letter)
    if lead and letter.kind == "co_opinion" and is_at(letter, "delivered"):
        if not (lead.current_reply_id and lead.current_reply.state in SENT):
            yield _writes(table, lead), lambda **who: co_handling.return_opinion(letter, note="内容空泛", **who)
