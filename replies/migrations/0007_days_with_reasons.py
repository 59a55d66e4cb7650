from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('replies', '0006_days_of_old_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveField(
            model_name='assignment',
            name='due_provisional',
        ),
        migrations.RemoveField(
            model_name='assignment',
            name='due_reason',
        ),
        migrations.RemoveField(
            model_name='reply',
            name='due_reason',
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['assigned', 'accepted'])), models.Q(models.Q(('state__in', ['assigned', 'accepted']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_is_dated'),
        ),
    ]
