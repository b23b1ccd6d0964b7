"""Words of admins for the mails of the house."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_customer_contact'),
        ('notifications', '0005_customer_contact'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('acknowledged', 'My request has arrived'), ('answered', 'Somebody answered my request'), ('waiting', 'My answer is needed'), ('resolved', 'My request is solved'), ('closed', 'My request is closed'), ('reopened', 'My request is worked on again'), ('invited', 'I was added to a request'), ('delayed', 'My request takes longer than promised'), ('escalated', 'A request of my organization takes longer than promised'), ('assigned', 'A ticket is given to me'), ('mentioned', 'A colleague mentions me'), ('heard', 'The requester writes on my ticket'), ('outcome', 'The requester accepts, refuses or reopens my ticket'), ('promise', 'A promise of mine is soon due or broken'), ('team', "Something new for my team that is nobody's yet"), ('followed', 'Anything else on tickets I follow or work on')], max_length=16, verbose_name='reason')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('tr', 'Türkçe'), ('fr', 'Français'), ('ru', 'Русский'), ('fa', 'فارسی')], max_length=8, verbose_name='language')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('body', models.TextField(max_length=10000, verbose_name='words')),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.desk', verbose_name='desk')),
            ],
            options={
                'verbose_name': 'words of a mail',
                'verbose_name_plural': 'words of mails',
                'ordering': ['reason', 'desk', 'language'],
                'constraints': [models.UniqueConstraint(fields=('reason', 'desk', 'language'), name='one_template_a_mail', nulls_distinct=False)],
            },
        ),
    ]
