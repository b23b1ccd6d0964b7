"""Words of a mail are no Markdown, and some are doubtful."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tickets', '0022_opened_when'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='doubts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('unproven', 'Nothing proves that this came from the address it names.'), ('forged', 'The domain of this address says that the mail is not from there.'), ('other_reply_to', 'Answers shall go to another address than it came from.'), ('agents_name', 'It bears the name of a colleague, and is not from them.'), ('lookalike', 'The address looks like one we know, and is another.'), ('stranger', 'It is not from somebody who takes part here.'), ('machine', 'A machine wrote it.')], max_length=24), default=list, size=None),
        ),
        migrations.AddField(
            model_name='message',
            name='is_plain',
            field=models.BooleanField(default=False),
        ),
    ]
