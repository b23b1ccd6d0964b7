"""People a mail was also addressed to, and mail that came by a list."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0023_words_of_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='doubts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('unproven', 'Nothing proves that this came from the address it names.'), ('forged', 'The domain of this address says that the mail is not from there.'), ('other_reply_to', 'Answers shall go to another address than it came from.'), ('agents_name', 'It bears the name of a colleague, and is not from them.'), ('lookalike', 'The address looks like one we know, and is another.'), ('stranger', 'It is not from somebody who takes part here.'), ('listed', "A mailing list passed it on, and put its own address in place of the sender's."), ('key', 'It brings a link or a code of another service. Pass it on to nobody who asks for it.'), ('machine', 'A machine wrote it.')], max_length=24), default=list, size=None),
        ),
        migrations.CreateModel(
            name='Addressed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('left_out_at', models.DateTimeField(null=True)),
                ('left_out_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tickets.message')),
                ('ticket', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='addressed', to='tickets.ticket')),
            ],
            options={
                'verbose_name': 'person a mail was also addressed to',
                'verbose_name_plural': 'people a mail was also addressed to',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'address'), name='one_question_an_address')],
            },
        ),
    ]
