"""不予立案理由: every assembly there is gets the list a new one starts with."""

from django.db import migrations

from replies.rules.intake_reasons import FIRST_LIST


def seed(apps, schema_editor):
    Assembly = apps.get_model("replies", "Assembly")
    IntakeReason = apps.get_model("replies", "IntakeReason")
    for assembly in Assembly.objects.filter(reasons__isnull=True):
        IntakeReason.objects.bulk_create(
            IntakeReason(assembly=assembly, code=row.code, label=row.label, use=row.use.value, source=row.source)
            for row in FIRST_LIST[assembly.body]
        )


class Migration(migrations.Migration):
    dependencies = [("replies", "0008_deadline_rules")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
