"""评价."""

from replies.actions import feedback
from replies.models import Feedback, Reply

from .assigning import is_going
from .offer import offer

RATINGS = ("satisfied", "basically", "unsatisfied")


def waits(letter: Reply) -> bool:
    """An answer that the delegate has, and that no further round has overtaken."""
    part = letter.assignment
    return (
        letter.kind == "reply" and letter.state == "delivered" and part.current_reply_id == letter.pk and is_going(part)
    )


def _words(table):
    return {"attitude": "satisfied", "result": table.chance.choice(RATINGS), "text": "办得不够"}


@offer("rate", Reply, 4)
def rate(table, letter):
    if waits(letter):
        delegate = table.chance.choice(table.now.sponsors[letter.assignment.proposal_id])
        words = _words(table)
        yield delegate.user, lambda **who: feedback.rate(letter, **words, **who)


@offer("rate_on_behalf", Reply)
def rate_on_behalf(table, letter):
    if waits(letter):
        case, words = letter.assignment.proposal, _words(table)
        delegate = table.chance.choice(table.now.sponsors[case.pk])
        if not Feedback.objects.filter(reply=letter, delegate=delegate, channel="online").exists():
            yield (
                table.county.clerk(case),
                lambda **who: feedback.rate_on_behalf(
                    letter, delegate=delegate, channel="phone", reason="来电", **words, **who
                ),
            )


@offer("rehandle", Reply, 6)
def rehandle(table, letter):
    if waits(letter):
        official = Feedback.objects.filter(reply=letter, official=True).first()
        if official and "unsatisfied" in (official.attitude, official.result):
            yield table.county.clerk(letter.assignment.proposal), lambda **who: feedback.rehandle(letter, **who)


@offer("close_without_rating", Reply, 6)
def close_without_rating(table, letter):
    official = Feedback.objects.filter(reply=letter, official=True).exists()
    if not waits(letter) or official or letter.unrated_at:
        return
    [period] = [row for row in table.now.deadlines if row.reply_id == letter.pk and row.code == "feedback"]
    reminded = period.reminders.filter(at__date__lt=table.today).exists()
    if reminded and table.today > period.due_on:
        by = table.chance.choice([table.county.system, table.county.clerk(letter.assignment.proposal)])
        yield by, lambda **who: feedback.close_without_rating(letter, **who)
