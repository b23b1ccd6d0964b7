"""Lines of a timeline that tell what was heard of a mail."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0024_addressed_people'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('opened', 'opened'), ('replied', 'replied'), ('noted', 'noted'), ('corrected', 'corrected'), ('withdrawn', 'withdrawn'), ('assigned', 'assigned'), ('handed_over', 'handed over'), ('status_changed', 'status changed'), ('waiting', 'waiting'), ('resumed', 'resumed'), ('resolved', 'resolved'), ('accepted', 'accepted'), ('refused', 'still fails'), ('closed', 'closed'), ('reopened', 'reopened'), ('prioritized', 'prioritized'), ('described', 'described'), ('tagged', 'tagged'), ('participant_added', 'participant added'), ('participant_removed', 'participant removed'), ('linked', 'linked'), ('guest_link_revoked', 'guest link revoked'), ('supplier', 'supplier'), ('merged', 'merged'), ('took_in', 'took in another ticket'), ('unmerged', 'merge undone'), ('gave_back', 'gave back another ticket'), ('split', 'split'), ('undelivered', 'not delivered'), ('reported', 'report about a mail'), ('warned', 'soon due'), ('breached', 'promise broken')], max_length=24),
        ),
    ]
