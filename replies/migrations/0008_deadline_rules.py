"""时限规则: checks of the rows, and the national table for every assembly that has none yet."""

import django.core.validators
from django.db import migrations, models
from django.db.models import F, Q

from replies.rules.profiles import rules_of

COPIED = (
    "code", "level", "timing", "item_type", "start_event", "amount", "unit", "month_day", "longest", "approver",
    "late_effect", "source",
)


def fill(apps, schema_editor):
    Profile = apps.get_model("replies", "Profile")
    DeadlineRule = apps.get_model("replies", "DeadlineRule")
    for profile in Profile.objects.filter(deadline_rules=None).select_related("assembly"):
        DeadlineRule.objects.bulk_create(
            DeadlineRule(profile=profile, **{name: getattr(rule, name) for name in COPIED})
            for rule in rules_of("national", profile.assembly.body)
        )


class Migration(migrations.Migration):
    dependencies = [("replies", "0007_days_with_reasons")]

    operations = [
        migrations.AlterField(
            model_name="calendarday",
            name="name",
            field=models.CharField(
                help_text="例如：国庆节；调休上班（国庆节）", max_length=30, verbose_name="节日或调休"
            ),
        ),
        migrations.AlterField(
            model_name="deadlinerule",
            name="month_day",
            field=models.CharField(
                blank=True, help_text="月-日，例如 06-30", max_length=5, verbose_name="固定日期",
                validators=[django.core.validators.RegexValidator(
                    "^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|30)$|^(0[13578]|1[02])-31$", "固定日期写成“月-日”，例如 06-30。"
                )],
            ),
        ),
        migrations.AlterField(
            model_name="deadlinerule",
            name="longest",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="延长后最长",
                help_text="自起算之日起连同延长一共多少，单位同上（固定日期的按月）；留空则不得延长",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinerule",
            constraint=models.CheckConstraint(
                condition=Q(("longest__isnull", True), ("unit", "date"), ("longest__gte", F("amount")), _connector="OR"),
                name="rule_longest", violation_error_message="延长后最长不能比原来的数量小。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinerule",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("valid_from__isnull", True), ("valid_to__isnull", True), ("valid_to__gte", F("valid_from")),
                    _connector="OR",
                ),
                name="rule_validity", violation_error_message="施行截止日期不能早于施行日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinerule",
            constraint=models.UniqueConstraint(
                condition=Q(("valid_to__isnull", True)),
                fields=("profile", "code", "level", "timing", "item_type"),
                name="rule_once",
                violation_error_message="同一事项、级别、提出时间、件别已有一条没有截止日期的规则；请先给旧规则填“施行至何日”。",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
