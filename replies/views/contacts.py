"""沟通: the photo of a talk, and whether anybody has talked to the delegate yet."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from replies.access import contacts_visible_to, person
from replies.models import Contact, Reply
from replies.rules.vocabulary import ReplyKind

from .letters import send_file


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """The photo of a talk, for whoever may read what was talked about."""
    talk = get_object_or_404(contacts_visible_to(request.user).exclude(photo=""), pk=pk)
    return send_file(talk.photo, f"{talk}{talk.photo_extension}", talk.photo_extension)


def nobody_talked(letter: Reply, user) -> bool:
    """Is this an answer about to go out though nobody has talked to those who asked? For the unit itself."""
    part = letter.assignment
    if letter.kind != ReplyKind.REPLY or letter.is_issued or part.unit_id not in person(user).all_units:
        return False
    return not Contact.objects.filter(assignment__in=[part.pk, part.follows_id]).exists()
