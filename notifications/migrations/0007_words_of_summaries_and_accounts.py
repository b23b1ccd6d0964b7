"""Words for summaries and for mails about accounts, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_own_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mailtemplate",
            name="reason",
            field=models.CharField(
                choices=[
                    ("acknowledged", "My request has arrived"),
                    ("answered", "Somebody answered my request"),
                    ("waiting", "My answer is needed"),
                    ("resolved", "My request is solved"),
                    ("closed", "My request is closed"),
                    ("reopened", "My request is worked on again"),
                    ("invited", "I was added to a request"),
                    ("delayed", "My request takes longer than promised"),
                    ("escalated", "A request of my organization takes longer than promised"),
                    ("assigned", "A ticket is given to me"),
                    ("mentioned", "A colleague mentions me"),
                    ("heard", "The requester writes on my ticket"),
                    ("outcome", "The requester accepts, refuses or reopens my ticket"),
                    ("promise", "A promise of mine is soon due or broken"),
                    ("team", "Something new for my team that is nobody's yet"),
                    ("followed", "Anything else on tickets I follow or work on"),
                    ("digest", "What is new on your tickets"),
                    ("password", "Choose a new password"),
                    ("address", "Please confirm your e-mail address"),
                    ("known", "You already have an account"),
                    ("unknown", "There is no account with this address"),
                ],
                max_length=16,
                verbose_name="reason",
            ),
        ),
    ]
