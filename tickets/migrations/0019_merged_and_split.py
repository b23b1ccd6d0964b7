"""Tickets are merged and split; one is merged into one other at most."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0018_supplier_cases'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('opened', 'opened'), ('replied', 'replied'), ('noted', 'noted'), ('corrected', 'corrected'), ('withdrawn', 'withdrawn'), ('assigned', 'assigned'), ('handed_over', 'handed over'), ('status_changed', 'status changed'), ('waiting', 'waiting'), ('resumed', 'resumed'), ('resolved', 'resolved'), ('accepted', 'accepted'), ('refused', 'still fails'), ('closed', 'closed'), ('reopened', 'reopened'), ('prioritized', 'prioritized'), ('described', 'described'), ('tagged', 'tagged'), ('participant_added', 'participant added'), ('participant_removed', 'participant removed'), ('linked', 'linked'), ('guest_link_revoked', 'guest link revoked'), ('supplier', 'supplier'), ('merged', 'merged'), ('took_in', 'took in another ticket'), ('split', 'split'), ('warned', 'soon due'), ('breached', 'promise broken')], max_length=24),
        ),
        migrations.AlterField(
            model_name='link',
            name='kind',
            field=models.CharField(choices=[('follows', 'follows up'), ('related', 'related to'), ('merged', 'merged into'), ('split', 'split off from')], default='related', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'merged')), fields=('source',), name='merged_once'),
        ),
    ]
