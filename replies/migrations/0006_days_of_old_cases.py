"""Cases of before: what was handed in is what stands there, and every due date gets the rule it was counted by."""

import json

from django.db import migrations
from django.db.models import F
from django.utils.timezone import localdate

RULES = {  # as they were written in the code until now
    "reply": (3, "month", "《代表法》第五十一条：自交办之日起三个月内答复"),
    "co_opinion": (1, "month", "交办之日起一个月内向主办单位报送会办意见"),
    "rehandle": (1, "month", "重新交办之日起一个月内再次答复（多数省级办法通行做法）"),
}


def rule_json(code):
    amount, unit, source = RULES[code]
    rule = {"code": code, "amount": amount, "unit": unit, "source": source}
    if code == "reply":
        rule["longest"] = 6  # months; the same article lets a difficult item take as long
    return json.dumps(rule, ensure_ascii=False, sort_keys=True)


def fill(apps, schema_editor):
    Proposal = apps.get_model("replies", "Proposal")
    Assignment = apps.get_model("replies", "Assignment")
    Reply = apps.get_model("replies", "Reply")
    Deadline = apps.get_model("replies", "Deadline")
    Event = apps.get_model("replies", "Event")
    Proposal.objects.update(title_handed_in=F("title"), text_handed_in=F("text"))
    for part in Assignment.objects.select_related("proposal__session"):
        code = "co_opinion" if part.role == "co" else "reply"
        fixed = part.proposal.session.fixed_reply_on if code == "reply" and part.proposal.timing == "in_session" else None
        Deadline.objects.create(
            assignment=part, code=code, start_on=localdate(part.assigned_at), due_on=part.due_on,
            fixed_on=fixed if fixed == part.due_on else None, provisional=part.due_provisional, rule_json=rule_json(code),
        )
        if part.state == "revoked":
            revoked = Event.objects.filter(model="assignment", object_id=part.pk, verb="revoke").order_by("-id").first()
            part.ended_at = revoked.at if revoked else part.assigned_at
            part.save(update_fields=["ended_at"])
    for letter in Reply.objects.filter(round__gt=1).exclude(state="voided").select_related("assignment"):
        opened = Event.objects.filter(model="reply", object_id=letter.pk, verb="draft").order_by("id").first()
        Deadline.objects.create(
            assignment=letter.assignment, reply=letter, code="rehandle",
            start_on=localdate(opened.at if opened else letter.saved_at), due_on=letter.due_on,
            rule_json=rule_json("rehandle"),
        )


class Migration(migrations.Migration):

    dependencies = [
        ('replies', '0005_before_the_letter'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
