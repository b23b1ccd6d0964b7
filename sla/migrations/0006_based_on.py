"""Proposals know which version they were made from; those that wait get the one that was the newest then."""

from django.db import migrations, models

FILL = """
UPDATE sla_proposal AS proposal SET based_on = CASE kind
    WHEN 'calendar' THEN (SELECT max(version.id) FROM sla_calendarversion AS version
        WHERE version.calendar_id = proposal.calendar_id AND version.made_at <= proposal.made_at)
    ELSE (SELECT max(version.id) FROM sla_policyversion AS version
        WHERE version.policy_id = proposal.policy_id AND version.made_at <= proposal.made_at)
    END
WHERE stage IN ('examined', 'ready')
"""


class Migration(migrations.Migration):

    dependencies = [('sla', '0005_standing_of_the_past')]

    operations = [
        migrations.AddField('proposal', 'based_on', models.BigIntegerField(null=True, editable=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
