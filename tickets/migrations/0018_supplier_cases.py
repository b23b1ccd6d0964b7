"""What lies with a supplier is a case of its own."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_reset_links'),
        ('tickets', '0017_event_standing'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupplierCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='their number')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('returned_at', models.DateTimeField(null=True)),
                ('is_waiting_for_us', models.BooleanField(default=False)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team', verbose_name='supplier')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplier_cases', to='tickets.ticket')),
            ],
            options={
                'verbose_name': "supplier's case",
                'verbose_name_plural': "suppliers' cases",
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('ticket', 'team'), name='one_open_case_a_supplier')],
            },
        ),
    ]
