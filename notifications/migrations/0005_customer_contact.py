"""The contact of a customer may hear that a request of their people takes longer."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0004_delayed'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notification',
            name='reason',
            field=models.CharField(choices=[('acknowledged', 'My request has arrived'), ('answered', 'Somebody answered my request'), ('waiting', 'My answer is needed'), ('resolved', 'My request is solved'), ('closed', 'My request is closed'), ('reopened', 'My request is worked on again'), ('invited', 'I was added to a request'), ('delayed', 'My request takes longer than promised'), ('escalated', 'A request of my organization takes longer than promised'), ('assigned', 'A ticket is given to me'), ('mentioned', 'A colleague mentions me'), ('heard', 'The requester writes on my ticket'), ('outcome', 'The requester accepts, refuses or reopens my ticket'), ('promise', 'A promise of mine is soon due or broken'), ('team', "Something new for my team that is nobody's yet"), ('followed', 'Anything else on tickets I follow or work on')], max_length=16, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='preference',
            name='reason',
            field=models.CharField(choices=[('acknowledged', 'My request has arrived'), ('answered', 'Somebody answered my request'), ('waiting', 'My answer is needed'), ('resolved', 'My request is solved'), ('closed', 'My request is closed'), ('reopened', 'My request is worked on again'), ('invited', 'I was added to a request'), ('delayed', 'My request takes longer than promised'), ('escalated', 'A request of my organization takes longer than promised'), ('assigned', 'A ticket is given to me'), ('mentioned', 'A colleague mentions me'), ('heard', 'The requester writes on my ticket'), ('outcome', 'The requester accepts, refuses or reopens my ticket'), ('promise', 'A promise of mine is soon due or broken'), ('team', "Something new for my team that is nobody's yet"), ('followed', 'Anything else on tickets I follow or work on')], max_length=16),
        ),
    ]
